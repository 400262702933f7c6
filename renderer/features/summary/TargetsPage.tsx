import { Alert, Button, Group, SegmentedControl, Stack, Text, Tooltip } from '@mantine/core'
import { IconInfoCircle, IconTargetArrow } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type JudgedTarget, judgedTargets } from '../../../electron/contract/targetStanding.ts'
import type { TargetTable } from '../../../electron/contract/targetTable.ts'
import { orpc } from '../../api/client.ts'
import { useMay, useOffice } from '../../api/session.ts'
import { useCommands } from '../../app/commands.tsx'
import { EmptyFace, Loaded } from '../../ui/Faces.tsx'
import { formatCount } from '../../ui/format.ts'
import { LinkButton } from '../../ui/links.tsx'
import { PrintButton } from '../../ui/PrintButton.tsx'
import { useWrite } from '../../ui/write.ts'
import { objection, type SummarySearch, usualYear } from './period.ts'
import { SummaryFrame } from './SummaryFrame.tsx'
import { TargetRows } from './TargetRows.tsx'

/** All figures with their targets of a year and what came of them, beside last year's; changed where they stand. */
export function TargetsPage() {
  const { today } = useOffice()
  const search = useSearch({ from: '/summary/targets' })
  const year = search.year ?? usualYear(today)
  // A year to come has targets before it has results.
  const isEarly = objection(year, search.asOf, today) === 'tooEarly'
  const input = { year, ...(search.asOf !== undefined && { asOf: search.asOf }) }
  const query = useQuery({
    ...orpc.summary.targetTable.queryOptions({ input, placeholderData: keepPreviousData }),
    enabled: !isEarly,
  })
  return (
    <SummaryFrame
      tab="targets"
      search={search}
      asOf={query.data?.asOf ?? search.asOf}
      actions={<Actions table={query.isPlaceholderData ? undefined : query.data} year={year} />}
    >
      {isEarly ? (
        <TooEarly year={year} search={search} />
      ) : (
        <Loaded query={query}>
          {(table) => <Content key={table.year} table={table} stale={query.isPlaceholderData} />}
        </Loaded>
      )}
    </SummaryFrame>
  )
}

function Content({ table, stale }: { readonly table: TargetTable; readonly stale: boolean }) {
  const { t } = useTranslation()
  const [show, setShow] = useState<'all' | 'set'>('all')
  const judged = judgedOf(table)
  const rows = show === 'all' ? table.rows : table.rows.filter(({ target, before }) => target ?? before.target)
  return (
    <Stack gap="xs" aria-busy={stale}>
      <Group justify="space-between" wrap="nowrap">
        <Standing table={table} judged={judged} />
        <SegmentedControl
          size="xs"
          className="no-print"
          aria-label={t('targets:show.label')}
          value={show}
          onChange={(next) => setShow(next as 'all' | 'set')}
          data={(['all', 'set'] as const).map((value) => ({ value, label: t(`targets:show.${value}`) }))}
          data-testid="show"
        />
      </Group>
      {rows.length === 0 ? (
        <EmptyFace title={t('targets:noneSet')} />
      ) : (
        <TargetRows table={{ ...table, rows }} judged={judged} />
      )}
    </Stack>
  )
}

/** What came of the targets; nothing is judged before the year begins. */
function judgedOf({ year, asOf, ahead, rows }: TargetTable): ReadonlyMap<string, JudgedTarget> {
  if (ahead) return new Map()
  const targets = rows.flatMap(({ target }) => target ?? [])
  const judged = judgedTargets(targets, { year, span: 'year', asOf, figures: rows.map(({ figure }) => figure) })
  return new Map(judged.map((one) => [one.figure.id, one]))
}

/** How many targets there are and how many are met. */
function Standing(props: { readonly table: TargetTable; readonly judged: ReadonlyMap<string, JudgedTarget> }) {
  const { t } = useTranslation()
  const mayEdit = useMay('summary.saveTarget')
  const { year, ahead, rows } = props.table
  const all = rows.filter(({ target }) => target !== null).length
  const number = (...standings: readonly JudgedTarget['standing'][]) =>
    formatCount([...props.judged.values()].filter(({ standing }) => standings.includes(standing)).length)
  const missed = [...props.judged.values()].some(({ standing }) => standing === 'missed')
  return (
    <Alert
      p={8}
      color={missed ? 'red' : 'gray'}
      icon={ahead ? <IconInfoCircle size={18} /> : <IconTargetArrow size={18} />}
      data-testid="targets-standing"
    >
      {all === 0 && !ahead && t('targets:noneSet')}
      {all > 0 &&
        !ahead &&
        t('targets:counts', {
          year,
          all: formatCount(all),
          met: number('met'),
          missed: number('missed'),
          open: number('open', 'none'),
        })}
      {ahead && `${t('targets:ahead', { year })} ${all > 0 ? t('targets:countsAhead', { year, all }) : ''}`}
      {!mayEdit && (
        <Text span size="sm" c="dimmed">
          {' '}
          {t('targets:readOnly')}
        </Text>
      )}
    </Alert>
  )
}

/** Print, and for those who may: last year's targets taken over at once. */
function Actions({ table, year }: { readonly table: TargetTable | undefined; readonly year: number }) {
  const { t } = useTranslation()
  const mayEdit = useMay('summary.saveTarget')
  const takeOver = useWrite(orpc.summary.takeOverTargets, {
    done: ({ taken }) => t('targets:taken', { count: taken }),
  })
  const missing = table?.rows.filter(({ target, before }) => before.target && !target).length ?? 0
  const run = () => {
    if (mayEdit && missing > 0 && !takeOver.isPending) takeOver.mutate({ year })
  }
  const label = missing > 0 ? t('targets:takeOverCount', { count: missing, year: year - 1 }) : t('targets:takeOver')
  useCommands(mayEdit ? [{ key: 't', label, run }] : [])
  return (
    <>
      <PrintButton />
      {mayEdit && (
        <Tooltip label={t('targets:nothingToTake')} disabled={missing > 0}>
          <Button
            variant="default"
            disabled={missing === 0}
            loading={takeOver.isPending}
            onClick={run}
            data-testid="take-over"
          >
            {label}
          </Button>
        </Tooltip>
      )}
    </>
  )
}

function TooEarly({ year, search }: { readonly year: number; readonly search: SummarySearch }) {
  const { t } = useTranslation()
  return (
    <EmptyFace title={t('targets:tooEarly', { year, asOf: search.asOf ?? '' })}>
      <LinkButton to="/summary/targets" search={{ year }} variant="default">
        {t('targets:usualAsOf')}
      </LinkButton>
    </EmptyFace>
  )
}
