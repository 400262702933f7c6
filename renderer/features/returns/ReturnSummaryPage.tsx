import { Paper, Table, Text } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { addDays, addMonths, type DateText } from '../../../electron/contract/dates.ts'
import { nobody } from '../../../electron/contract/lists.ts'
import {
  type ReturnDimension,
  type ReturnSummary,
  type ReturnSums,
  returnDimensions,
} from '../../../electron/contract/returns.ts'
import { orpc } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { Loaded } from '../../ui/Faces.tsx'
import { formatCount, formatRatio } from '../../ui/format.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { Page } from '../../ui/Page.tsx'
import { ReportButton } from '../../ui/ReportButton.tsx'
import { SpellBar } from '../../ui/SpellBar.tsx'
import type { SpellSearch } from '../../ui/spellSearch.ts'

/** 回访汇总: how the return visits of a spell went, by month, kind, trade, worker or steward; the numbers open their cases. */
export function ReturnSummaryPage() {
  const { t } = useTranslation()
  const { today } = useOffice()
  const navigate = useNavigate({ from: '/returns/summary' })
  const search = useSearch({ from: '/returns/summary' })
  // Until yesterday: what may still be made today has not fallen due.
  const yesterday = addDays(today, -1)
  const to = search.to ?? yesterday
  const spell = { from: search.from ?? `${to.slice(0, 4)}-01-01`, to }
  const by = search.by ?? 'month'
  const query = useQuery({
    ...orpc.returns.summary.queryOptions({ input: { ...spell, by } }),
    placeholderData: keepPreviousData,
  })
  const go = (next: SpellSearch<ReturnDimension>) => void navigate({ search: { by, ...spell, ...next }, replace: true })
  return (
    <Page
      title={t('returns:summary.title')}
      crumbs={[{ label: t('common:nav.returns'), link: { to: '/returns' } }]}
      actions={<ReportButton report="return-summary" />}
    >
      <Paper px="md" py="sm">
        <SpellBar by={by} dimensions={returnDimensions} spell={spell} onChange={go} />
        <div className="rolls">
          <Loaded query={query}>
            {(summary) => (
              <SummaryTable
                summary={summary}
                by={by}
                spell={{ ...spell, to: spell.to < today ? spell.to : yesterday }}
              />
            )}
          </Loaded>
        </div>
      </Paper>
    </Page>
  )
}

/** What is counted of those that fell due, each with the filter of the list that shows the same cases. */
const counted = {
  reached: { state: 'reached' },
  unreachable: { state: 'unreachable' },
  refused: { state: 'refused' },
  solved: { solved: 'yes' },
  satisfied: { attitude: 'satisfied' },
  dissatisfied: { attitude: 'dissatisfied' },
  tookMoney: { tookMoney: 'yes' },
} as const
const countedColumns = Object.keys(counted) as (keyof typeof counted)[]

function SummaryTable(props: {
  readonly summary: ReturnSummary
  readonly by: ReturnDimension
  readonly spell: { readonly from: DateText; readonly to: DateText }
}) {
  const { t } = useTranslation()
  const { summary, by, spell } = props
  if (summary.groups.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('returns:summary.none')}
      </Text>
    )
  const within = (key: string | null): Record<string, unknown> => {
    if (key === null) return { dueFrom: spell.from, dueTo: spell.to }
    // Complaints have no trade.
    if (by === 'trade' && key === '') return { dueFrom: spell.from, dueTo: spell.to, subject: 'complaint' }
    if (by !== 'month') return { dueFrom: spell.from, dueTo: spell.to, [by]: key || nobody }
    const [first, last] = [`${key}-01`, addDays(addMonths(`${key}-01`, 1), -1)]
    return { dueFrom: first < spell.from ? spell.from : first, dueTo: last > spell.to ? spell.to : last }
  }
  const row = (key: string | null, name: string, sums: ReturnSums) => {
    const open = (value: number, more: Record<string, unknown>) =>
      value === 0 ? (
        '0'
      ) : (
        <LinkAnchor to="/returns" search={{ ...within(key), show: 'all', ...more } as never}>
          {formatCount(value)}
        </LinkAnchor>
      )
    return (
      <Table.Tr
        key={key ?? 'total'}
        fw={key === null ? 600 : undefined}
        data-testid={key === null ? 'total' : `row-${key}`}
      >
        <Table.Td style={{ whiteSpace: 'nowrap' }}>{name}</Table.Td>
        <Table.Td ta="right">{open(sums.due, {})}</Table.Td>
        {countedColumns.map((column) => (
          <Table.Td key={column} ta="right" data-testid={column}>
            {open(sums[column], counted[column])}
          </Table.Td>
        ))}
        <Table.Td ta="right">{sums.due === 0 ? '—' : formatRatio(sums.reached, sums.due)}</Table.Td>
        <Table.Td ta="right">{sums.reached === 0 ? '—' : formatRatio(sums.satisfied, sums.reached)}</Table.Td>
        <Table.Td ta="right">{sums.scores === 0 ? '—' : (sums.scoreSum / sums.scores).toFixed(2)}</Table.Td>
      </Table.Tr>
    )
  }
  const nameOf = (key: string) =>
    by === 'trade'
      ? t(key === '' ? 'vocabulary:returnSubject.complaint' : `vocabulary:trade.${key}`)
      : by === 'subject'
        ? t(`vocabulary:returnSubject.${key}`)
        : key || t(by === 'worker' ? 'watch:noWorker' : 'watch:noZone')
  return (
    <Table horizontalSpacing="xs" verticalSpacing={4} style={{ fontVariantNumeric: 'tabular-nums' }}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t(`watch:dimension.${by}`)}</Table.Th>
          {(['due', ...countedColumns, 'rate', 'satisfiedRate', 'score'] as const).map((column) => (
            <Table.Th key={column} ta="right" style={{ wordBreak: 'keep-all' }}>
              {t(`returns:summary.${column}`)}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {summary.groups.map((group) => row(group.key, nameOf(group.key), group))}
        {row(null, t('watch:total'), summary.total)}
      </Table.Tbody>
    </Table>
  )
}
