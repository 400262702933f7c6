import { Button, Checkbox, Select, Text, Tooltip } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { IconChartBar, IconFileDescription } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AgeBand } from '../../../electron/contract/ageBands.ts'
import { type ListFilter, type ListRow, lists } from '../../../electron/contract/lists.ts'
import { orpc } from '../../api/client.ts'
import { useMay, useOffice } from '../../api/session.ts'
import { useCommands } from '../../app/commands.tsx'
import { DataList } from '../../ui/DataList.tsx'
import { EmptyFace } from '../../ui/Faces.tsx'
import { formatCount, formatMoney } from '../../ui/format.ts'
import { HundredthsField } from '../../ui/HundredthsField.tsx'
import { ChoiceFilter, DateFilter, PlaceFilter, TextFilter } from '../../ui/ListFilters.tsx'
import { useListState } from '../../ui/listState.ts'
import classes from './arrears.module.css'
import { IssueDialog } from './IssueDialog.tsx'
import { LimitationDay } from './LimitationDay.tsx'

const AgeingChart = lazy(async () => ({ default: (await import('./AgeingChart.tsx')).AgeingChart }))

type Filter = ListFilter<'arrears'>

/** What the address filters by, without order and page. */
function filterIn(search: Record<string, unknown>): Filter {
  const entries = Object.keys(lists.arrears.filter.shape).map((name) => [name, search[name]])
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as Filter
}

/** Who owes on a day: how much in all, how old it is, and the list; from it notices are issued. */
export function OwingTab() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { today } = useOffice()
  const search = useSearch({ from: '/arrears' })
  const filter = filterIn(search)
  const mayIssue = useMay('dunning.issueNotices')
  const [ticked, setTicked] = useState<ReadonlySet<number>>(new Set())
  const [issuing, setIssuing] = useState(false)
  const [charted, setCharted] = useLocalStorage({
    key: 'desk.arrears.chart',
    defaultValue: true,
    getInitialValueInEffect: false,
  })
  const totals = useQuery(orpc.dunning.totals.queryOptions({ input: { filter }, placeholderData: keepPreviousData }))
  const tick = (id: number) => {
    const next = new Set(ticked)
    if (!next.delete(id)) next.add(id)
    setTicked(next)
  }
  const byBand = (band: AgeBand) =>
    void navigate({
      to: '/arrears',
      search: { ...search, band: filter.band === band ? undefined : band, page: undefined },
      replace: true,
    })
  // Notices say what is owed today: on another day there is nothing to issue.
  const isToday = (filter.asOf ?? today) === today
  useCommands([
    { key: 'g', label: t('arrears:chart'), run: () => setCharted(!charted) },
    ...(mayIssue && isToday ? [{ key: 'n', label: t('arrears:issue.button'), run: () => setIssuing(true) }] : []),
  ])
  return (
    <>
      <div className={classes.totals} data-late={totals.isPlaceholderData || undefined}>
        <div className={classes.total} role="status">
          <Text size="sm" c="dimmed">
            {t('arrears:owedOn', { date: filter.asOf ?? today })}
          </Text>
          <div className={classes.sum} data-testid="owed-total">
            {totals.data ? formatMoney(totals.data.owed) : '…'}
            <span>{t('common:yuan')}</span>
          </div>
          <Text size="sm" c="dimmed" className="figure">
            {totals.data && t('arrears:ofUnits', { units: formatCount(totals.data.units) })}
          </Text>
        </div>
        {charted && (
          <div className={classes.chart}>
            <Suspense>
              {totals.data && <AgeingChart of={totals.data.ageing} chosen={filter.band} onChoose={byBand} />}
            </Suspense>
          </div>
        )}
      </div>
      <DataList
        list="arrears"
        filters={
          <>
            <TextFilter w={150} />
            <PlaceFilter />
            <ItemFilter />
            <ChoiceFilter field="occupancy" w={128} />
            <ChoiceFilter field="band" choices="ageBand" label={t('lists:arrears.filters.band')} w={104} />
            <MinAmountFilter />
            <ChoiceFilter
              field="limitation"
              choices="limitationState"
              label={t('lists:arrears.filters.limitation')}
              w={110}
            />
            <DateFilter field="asOf" label={t('common:asOf')} w={128} />
          </>
        }
        actions={
          <>
            <Tooltip label={t('arrears:chart')}>
              <Button
                variant={charted ? 'light' : 'default'}
                px={9}
                aria-label={t('arrears:chart')}
                aria-pressed={charted}
                onClick={() => setCharted(!charted)}
              >
                <IconChartBar size={16} />
              </Button>
            </Tooltip>
            {mayIssue && (
              <Tooltip label={t('arrears:issue.onlyToday')} disabled={isToday}>
                <Button
                  leftSection={<IconFileDescription size={16} />}
                  disabled={!isToday || totals.data?.units === 0}
                  onClick={() => setIssuing(true)}
                  data-testid="issue"
                >
                  {ticked.size > 0
                    ? t('arrears:issue.ticked', { units: formatCount(ticked.size) })
                    : t('arrears:issue.button')}
                </Button>
              </Tooltip>
            )}
          </>
        }
        cells={{
          debtor: (row) =>
            row.debtor ?? (
              <Text span inherit c="dimmed">
                {t(`vocabulary:debtorKind.${row.debtorKind}`)}
              </Text>
            ),
          limitationOn: (row) =>
            row.limitationOn && <LimitationDay endsOn={row.limitationOn} today={filter.asOf ?? today} />,
        }}
        more={
          mayIssue
            ? [
                {
                  id: 'tick',
                  title: t('arrears:tick'),
                  width: 44,
                  first: true,
                  cell: (row: ListRow<'arrears'>) => (
                    <Checkbox
                      size="xs"
                      aria-label={t('arrears:tickUnit', { unit: row.display })}
                      checked={ticked.has(row.id)}
                      onClick={(event) => event.stopPropagation()}
                      onChange={() => tick(row.id)}
                      data-testid={`tick-${row.id}`}
                    />
                  ),
                },
              ]
            : []
        }
        onOpen={(row) =>
          void navigate({
            to: '/arrears/unit/$id',
            params: { id: String(row.id) },
            search: filter.asOf ? { asOf: filter.asOf } : {},
          })
        }
        empty={<EmptyFace title={t('arrears:empty.owing')} />}
      />
      <IssueDialog
        opened={issuing}
        filter={filter}
        unitIds={[...ticked]}
        onClose={() => setIssuing(false)}
        onIssued={(batchId) => {
          setTicked(new Set())
          setIssuing(false)
          void navigate({ to: '/arrears/batch/$id', params: { id: String(batchId) } })
        }}
      />
    </>
  )
}

/** One item, or all management fees together: the figure of the yearly summary. */
function ItemFilter() {
  const { t } = useTranslation()
  const state = useListState()
  const items = useQuery(orpc.dunning.items.queryOptions({ staleTime: 60_000 })).data ?? []
  const { item, itemKind } = state.values
  return (
    <Select
      w={128}
      aria-label={t('lists:arrears.filters.item')}
      placeholder={t('lists:arrears.filters.item')}
      clearable
      data={[
        { value: 'management', label: t('arrears:managementFees') },
        ...items.map((one) => ({ value: String(one.id), label: one.name })),
      ]}
      value={itemKind !== undefined ? String(itemKind) : item === undefined ? null : String(item)}
      onChange={(value) =>
        state.filter({
          itemKind: value === 'management' ? value : undefined,
          item: value === null || value === 'management' ? undefined : Number(value),
        })
      }
      data-testid="filter-item"
    />
  )
}

function MinAmountFilter() {
  const { t } = useTranslation()
  const state = useListState()
  return (
    <HundredthsField
      w={118}
      aria-label={t('lists:arrears.filters.minAmount')}
      placeholder={t('lists:arrears.filters.minAmount')}
      value={(state.values.minAmount as number | undefined) ?? null}
      onChange={(value) => {
        if (typeof value !== 'string') state.filter({ minAmount: value !== null && value > 0 ? value : undefined })
      }}
      data-testid="filter-minAmount"
    />
  )
}
