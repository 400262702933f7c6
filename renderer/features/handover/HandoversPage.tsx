import { Badge, Button, SegmentedControl, Select, Tabs, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListFilter, ListRow } from '../../../electron/contract/lists.ts'
import { orpc } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { useCommands } from '../../app/commands.tsx'
import { DataList } from '../../ui/DataList.tsx'
import { EmptyFace } from '../../ui/Faces.tsx'
import { formatCount } from '../../ui/format.ts'
import { ChoiceFilter, PlaceFilter, TextFilter } from '../../ui/ListFilters.tsx'
import { LinkAnchor, LinkButton } from '../../ui/links.tsx'
import { useListState } from '../../ui/listState.ts'
import { Page } from '../../ui/Page.tsx'
import { AppointDialog, type UnitToAppoint } from './AppointDialog.tsx'
import classes from './handover.module.css'
import { type HandoverTab, handoverTabs } from './handoverSearch.ts'
import { HandoverStateBadge } from './state.tsx'

/** What has to be handed over, what is late, what is agreed, what is done. */
export function HandoversPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { tab = 'due' } = useSearch({ from: '/handover' })
  const [appointing, setAppointing] = useState<UnitToAppoint | null>(null)
  const counts = useCounts()

  function show(next: HandoverTab): void {
    // Appointments are looked at in the order of their days; the other lists have their own order.
    void navigate({ to: '/handover', search: { tab: next, ...(next === 'appointed' && { sort: 'appointedOn' }) } })
  }
  useCommands(
    handoverTabs.map((one, index) => ({
      key: String(index + 1),
      label: t(`handover:tabs.${one}`),
      run: () => show(one),
    })),
  )
  const openHandover = (id: number) => void navigate({ to: '/handover/$id', params: { id: String(id) } })

  return (
    <Page title={t('common:nav.handover')} fill>
      <Tabs value={tab} onChange={(value) => value && show(value as HandoverTab)} mb="sm" className="no-print">
        <Tabs.List>
          {handoverTabs.map((one) => (
            <Tabs.Tab
              key={one}
              value={one}
              data-testid={`tab-${one}`}
              rightSection={<Count of={counts[one]} tab={one} />}
            >
              {t(`handover:tabs.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      <Text className="only-print" fw={600} mb="xs">
        {t(`handover:tabs.${tab}`)}
      </Text>
      {tab === 'done' ? (
        <DoneList onOpen={openHandover} />
      ) : (
        <DueList key={tab} tab={tab} onOpen={openHandover} onAppoint={setAppointing} />
      )}
      <AppointDialog unit={appointing} onClose={() => setAppointing(null)} onOpen={openHandover} />
    </Page>
  )
}

const dueFilters: Readonly<Record<Exclude<HandoverTab, 'done'>, ListFilter<'handoverDue'>>> = {
  due: {},
  overdue: { when: 'overdue' },
  appointed: { when: 'appointed' },
}

/** How many records stand behind each tab, whatever the filters say. */
function useCounts(): Readonly<Record<HandoverTab, number | undefined>> {
  const due = useQuery(orpc.lists.handoverDue.queryOptions({ input: one(dueFilters.due) }))
  const overdue = useQuery(orpc.lists.handoverDue.queryOptions({ input: one(dueFilters.overdue) }))
  const appointed = useQuery(orpc.lists.handoverDue.queryOptions({ input: one(dueFilters.appointed) }))
  const done = useQuery(orpc.lists.handovers.queryOptions({ input: one({ state: 'done' as const }) }))
  return {
    due: due.data?.total,
    overdue: overdue.data?.total,
    appointed: appointed.data?.total,
    done: done.data?.total,
  }
}

const one = <Filter,>(filter: Filter) => ({ filter, offset: 0, limit: 1 })

function Count({ of, tab }: { readonly of: number | undefined; readonly tab: HandoverTab }) {
  if (of === undefined) return <span className={classes.count} />
  return (
    <Badge color={tab === 'overdue' && of > 0 ? 'red' : 'gray'} className="figure" data-testid={`count-${tab}`}>
      {formatCount(of)}
    </Badge>
  )
}

function DueList(props: {
  readonly tab: Exclude<HandoverTab, 'done'>
  readonly onOpen: (handoverId: number) => void
  readonly onAppoint: (unit: UnitToAppoint) => void
}) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const mayAppoint = useMay('handover.appoint')

  function next(row: ListRow<'handoverDue'>): void {
    if (row.handoverId !== null) props.onOpen(row.handoverId)
    else if (mayAppoint) props.onAppoint(row)
    else void navigate({ to: '/estate/unit/$id', params: { id: String(row.id) } })
  }
  return (
    <DataList
      list="handoverDue"
      filter={dueFilters[props.tab]}
      filters={
        <>
          <TextFilter placeholder={t('handover:find')} />
          <PlaceFilter />
          <ChoiceFilter field="kind" />
          {props.tab === 'due' && <WithinFilter />}
        </>
      }
      cells={{
        room: (row) => (
          <LinkAnchor
            to="/estate/unit/$id"
            params={{ id: String(row.id) }}
            onClick={(event) => event.stopPropagation()}
            tabIndex={-1}
          >
            {row.room}
          </LinkAnchor>
        ),
        days: (row) => <Days of={row.days} />,
        // The state's column holds the next step where there is no state yet.
        state: (row) =>
          row.state !== null ? (
            <HandoverStateBadge state={row.state} />
          ) : mayAppoint ? (
            <Button
              size="compact-xs"
              variant="default"
              tabIndex={-1}
              className="no-print"
              onClick={(event) => {
                event.stopPropagation()
                next(row)
              }}
              data-testid="next-step"
            >
              {t('handover:appoint')}
            </Button>
          ) : null,
      }}
      onOpen={next}
      empty={<EmptyFace title={t(`handover:empty.${props.tab}`)} />}
    />
  )
}

/** Late in red, early in grey; today is due. */
function Days({ of }: { readonly of: number | null }) {
  const { t } = useTranslation()
  if (of === null) return null
  if (of > 0) {
    return (
      <Text span inherit className={classes.late ?? ''}>
        {formatCount(of)}
      </Text>
    )
  }
  return (
    <Text span inherit c="dimmed">
      {of === 0 ? t('common:today') : formatCount(of)}
    </Text>
  )
}

/** Soon or later; what is late has a tab of its own. */
function WithinFilter() {
  const { t } = useTranslation()
  const state = useListState()
  return (
    <Select
      w={132}
      aria-label={t('common:list.when')}
      placeholder={t('common:list.when')}
      clearable
      data={(['soon', 'later'] as const).map((value) => ({ value, label: t(`vocabulary:handoverWhen.${value}`) }))}
      value={(state.values.when as string | undefined) ?? null}
      onChange={(value) => state.filter({ when: value ?? undefined })}
      data-testid="filter-when"
    />
  )
}

function DoneList({ onOpen }: { readonly onOpen: (handoverId: number) => void }) {
  const { t } = useTranslation()
  const { state } = useSearch({ from: '/handover' })
  return (
    <DataList
      list="handovers"
      filter={state === 'cancelled' ? { state } : { state: 'done' }}
      filters={
        <>
          <TextFilter placeholder={t('handover:find')} />
          <PlaceFilter />
          <DoneOrCancelled />
        </>
      }
      cells={{ state: (row) => <HandoverStateBadge state={row.state} /> }}
      onOpen={(row) => onOpen(row.id)}
      empty={
        <EmptyFace title={t('handover:empty.done')}>
          <Text size="sm" c="dimmed" ta="center">
            {t('handover:empty.doneHint')}
          </Text>
          <LinkButton to="/estate" variant="default">
            {t('common:nav.estate')}
          </LinkButton>
        </EmptyFace>
      }
    />
  )
}

function DoneOrCancelled() {
  const { t } = useTranslation()
  const list = useListState()
  return (
    <SegmentedControl
      aria-label={t('lists:handovers.columns.state')}
      value={list.values.state === 'cancelled' ? 'cancelled' : 'done'}
      onChange={(value) => list.filter({ state: value === 'cancelled' ? value : undefined })}
      data={(['done', 'cancelled'] as const).map((value) => ({ value, label: t(`vocabulary:handoverState.${value}`) }))}
    />
  )
}
