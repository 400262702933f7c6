import { Paper, Stack, Table, Text, Title } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Chart } from '../../../electron/contract/charts.ts'
import { addDays, addMonths, type DateText } from '../../../electron/contract/dates.ts'
import { nobody } from '../../../electron/contract/lists.ts'
import { emphasis } from '../../../electron/contract/palette.ts'
import {
  type DeskGlance,
  type RateCounts,
  type RateDimension,
  rateDimensions,
  reworkDays,
  type ServiceRates,
} from '../../../electron/contract/watch.ts'
import { orpc } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { ChartFigure } from '../../ui/ChartFigure.tsx'
import { onScreen } from '../../ui/chartWords.ts'
import { Loaded } from '../../ui/Faces.tsx'
import { formatCount, formatRatio } from '../../ui/format.ts'
import { type Goal, LinkAnchor } from '../../ui/links.tsx'
import { Page } from '../../ui/Page.tsx'
import { SpellBar } from '../../ui/SpellBar.tsx'
import type { SpellSearch } from '../../ui/spellSearch.ts'
import { NowStats } from './NowStats.tsx'
import classes from './watch.module.css'

/** The desk at a glance: what is open, late and due, by trade and steward, and how the promises of a spell were kept. */
export function WatchPage() {
  const { t } = useTranslation()
  const glance = useQuery(orpc.watch.glance.queryOptions())
  return (
    <Page title={t('watch:title')}>
      <Stack gap="sm">
        <Loaded query={glance}>{(now) => <Now now={now} />}</Loaded>
        <Rates />
      </Stack>
    </Page>
  )
}

function Now({ now }: { readonly now: DeskGlance }) {
  const { t } = useTranslation()
  return (
    <>
      <NowStats now={now} />
      <div className={classes.parts}>
        <Paper component="section" aria-label={t('watch:byTrade')} px="md" py="sm">
          <Title order={2}>{t('watch:byTrade')}</Title>
          <OpenTable
            head={t('lists:jobs.columns.trade')}
            rows={now.byTrade.map((row) => ({
              ...row,
              key: row.trade,
              name: t(`vocabulary:trade.${row.trade}`),
              search: { trade: row.trade },
            }))}
          />
        </Paper>
        <Paper component="section" aria-label={t('watch:bySteward')} px="md" py="sm">
          <Title order={2}>{t('watch:bySteward')}</Title>
          <OpenTable
            head={t('watch:zone')}
            rows={now.byZone.map((row) => ({
              ...row,
              key: String(row.zoneId),
              name: row.zoneId === null ? t('watch:noZone') : [row.zone, row.steward].filter(Boolean).join(' · '),
              search: { zone: row.zone || nobody },
            }))}
          />
        </Paper>
        <Paper component="section" aria-label={t('watch:trend')} px="md" py="sm">
          <Title order={2}>{t('watch:trend')}</Title>
          <Trend days={now.days} />
        </Paper>
      </div>
    </>
  )
}

/** What came in and what was finished, day by day. */
function Trend({ days }: { readonly days: DeskGlance['days'] }) {
  const { t } = useTranslation()
  const chart = useMemo((): Chart => {
    const series = (name: 'registered' | 'done', color: string) => ({
      key: name,
      label: onScreen(t(`watch:${name}`)),
      color,
      values: days.map((day) => day[name]),
    })
    return {
      id: 'trend',
      section: 'watch',
      kind: 'bars',
      unit: 'count',
      // Two weeks never have the same day of a month twice.
      categories: days.map(({ day }) => onScreen(day.slice(8))),
      series: [series('registered', emphasis.before), series('done', emphasis.now)],
      figures: [],
    }
  }, [days, t])
  return <ChartFigure chart={chart} height={176} />
}

interface OpenRow {
  readonly key: string
  readonly name: string
  readonly open: number
  readonly late: number
  readonly dueToday: number
  readonly search: Readonly<Record<string, unknown>>
}

function OpenTable(props: { readonly head: string; readonly rows: readonly OpenRow[] }) {
  const { t } = useTranslation()
  const cell = (row: OpenRow, show: 'open' | 'late' | 'today', value: number) => (
    <Table.Td ta="right">
      {value === 0 ? (
        <Text span c="dimmed">
          0
        </Text>
      ) : (
        <LinkAnchor to="/jobs" search={{ ...row.search, show } as never} c={show === 'late' ? 'red.8' : undefined}>
          {formatCount(value)}
        </LinkAnchor>
      )}
    </Table.Td>
  )
  if (props.rows.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('watch:nothingOpen')}
      </Text>
    )
  return (
    <Table horizontalSpacing={4} verticalSpacing={3}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{props.head}</Table.Th>
          <Table.Th ta="right" w={60}>
            {t('watch:open')}
          </Table.Th>
          <Table.Th ta="right" w={60}>
            {t('watch:late')}
          </Table.Th>
          <Table.Th ta="right" w={76}>
            {t('watch:dueToday')}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {props.rows.map((row) => (
          <Table.Tr key={row.key}>
            <Table.Td>{row.name}</Table.Td>
            {cell(row, 'open', row.open)}
            {cell(row, 'late', row.late)}
            {cell(row, 'today', row.dueToday)}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

/** How what was promised was kept: by month, trade, worker or steward; every number opens its cases. */
function Rates() {
  const { t } = useTranslation()
  const { today } = useOffice()
  const navigate = useNavigate({ from: '/watch' })
  const search = useSearch({ from: '/watch' })
  // Until yesterday: what falls due later today is neither kept nor missed yet.
  const yesterday = addDays(today, -1)
  const to = search.to ?? yesterday
  const spell = { from: search.from ?? `${to.slice(0, 4)}-01-01`, to }
  const by = search.by ?? 'trade'
  const query = useQuery({
    ...orpc.watch.rates.queryOptions({ input: { ...spell, by } }),
    placeholderData: keepPreviousData,
  })
  const go = (next: SpellSearch<RateDimension>) => void navigate({ search: { by, ...spell, ...next }, replace: true })
  return (
    <Paper component="section" aria-label={t('watch:rates')} px="md" py="sm">
      <SpellBar
        title={
          <Title order={2} mr="auto">
            {t('watch:rates')}
          </Title>
        }
        by={by}
        dimensions={rateDimensions}
        spell={spell}
        onChange={go}
      />
      <div className="rolls">
        <Loaded query={query}>
          {(rates) => <RatesTable rates={rates} by={by} spell={spell} yesterday={yesterday} />}
        </Loaded>
      </div>
    </Paper>
  )
}

/** The columns of the table as they stand together. */
const rateColumns = [
  { group: 'taken', columns: ['registered', 'done'] },
  { group: 'respond', columns: ['due', 'missed', 'inTime'] },
  { group: 'finish', columns: ['due', 'missed', 'inTime'] },
  { group: 'rework', columns: ['completed', 'reworked', 'reworkRate'] },
  { group: 'returns', columns: ['returnsDue', 'returnsMade', 'returnRate', 'satisfied', 'satisfiedRate'] },
] as const

function RatesTable(props: {
  readonly rates: ServiceRates
  readonly by: RateDimension
  readonly spell: { readonly from: DateText; readonly to: DateText }
  readonly yesterday: DateText
}) {
  const { t } = useTranslation()
  const { by, spell, yesterday } = props
  if (props.rates.groups.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('watch:noCases')}
      </Text>
    )
  const nameOf = (key: string) =>
    key === ''
      ? t(by === 'worker' ? 'watch:noWorker' : 'watch:noZone')
      : by === 'trade'
        ? t(`vocabulary:trade.${key}`)
        : key
  const within = (key: string | null) => {
    if (by === 'month' && key !== null) {
      const first = `${key}-01`
      const last = addDays(addMonths(first, 1), -1)
      return { from: first < spell.from ? spell.from : first, to: last > spell.to ? spell.to : last }
    }
    return spell
  }
  const whose = (key: string | null): Record<string, unknown> => {
    if (key === null || by === 'month') return {}
    return { [by]: key || nobody }
  }
  const row = (key: string | null, name: string, counts: RateCounts) => {
    const { from, to } = within(key)
    const due = (promise: string): Goal => ({
      to: '/jobs',
      search: { ...whose(key), promise, dueFrom: from, dueTo: to } as never,
    })
    const reworks = (more: Record<string, unknown>): Goal => ({
      to: '/jobs/reworks',
      search: { ...whose(key), finishedFrom: from, finishedTo: to, ...more } as never,
    })
    const returns = (more: Record<string, unknown>): Goal => ({
      to: '/returns',
      // What may still be made today has not fallen due.
      search: {
        ...whose(key),
        show: 'all',
        subject: 'job',
        dueFrom: from,
        dueTo: to < yesterday ? to : yesterday,
        ...more,
      } as never,
    })
    return (
      <Table.Tr key={name} fw={key === null ? 600 : undefined} data-testid={key === null ? 'total' : `rate-${key}`}>
        <Table.Td>{name}</Table.Td>
        <Count value={counts.registered} goal={{ to: '/jobs', search: { ...whose(key), from, to } as never }} />
        <Count value={counts.done} goal={{ to: '/jobs', search: { ...whose(key), from, to, show: 'done' } as never }} />
        <Kept met={counts.respondMet} due={counts.respondDue} missed={due('respond-missed')} all={due('respond')} />
        <Kept met={counts.finishMet} due={counts.finishDue} missed={due('finish-missed')} all={due('finish')} />
        <Count value={counts.completed} goal={reworks({ show: 'all' })} />
        <Count value={counts.reworked} goal={reworks({ within: reworkDays })} />
        <Ratio part={counts.reworked} of={counts.completed} />
        <Count value={counts.returnsDue} goal={returns({})} />
        <Count value={counts.returnsMade} goal={returns({ state: 'reached' })} />
        <Ratio part={counts.returnsMade} of={counts.returnsDue} />
        <Count value={counts.satisfied} goal={returns({ attitude: 'satisfied' })} />
        <Ratio part={counts.satisfied} of={counts.returnsMade} />
      </Table.Tr>
    )
  }
  return (
    <Table horizontalSpacing="xs" verticalSpacing={4} className={classes.rates}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th rowSpan={2}>{t(`watch:dimension.${by}`)}</Table.Th>
          {rateColumns.map(({ group, columns }) => (
            <Table.Th key={group} colSpan={columns.length} ta="center" scope="colgroup" className={classes.group}>
              {t(`watch:group.${group}`)}
            </Table.Th>
          ))}
        </Table.Tr>
        <Table.Tr>
          {rateColumns.flatMap(({ group, columns }) =>
            columns.map((column, index) => (
              <Table.Th key={`${group}-${column}`} ta="right" className={index === 0 ? classes.first : undefined}>
                {t(`watch:${column}`)}
              </Table.Th>
            )),
          )}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {props.rates.groups.map((group) => row(group.key, nameOf(group.key), group))}
        {row(null, t('watch:total'), props.rates.total)}
      </Table.Tbody>
    </Table>
  )
}

function Count({ value, goal }: { readonly value: number; readonly goal: Goal }) {
  return <Table.Td ta="right">{value === 0 ? '0' : <LinkAnchor {...goal}>{formatCount(value)}</LinkAnchor>}</Table.Td>
}

function Ratio({ part, of }: { readonly part: number; readonly of: number }) {
  return <Table.Td ta="right">{of === 0 ? '—' : formatRatio(part, of)}</Table.Td>
}

/** A promise: how many fell due, how many were missed, and the part that was kept. */
function Kept(props: { readonly met: number; readonly due: number; readonly missed: Goal; readonly all: Goal }) {
  return (
    <>
      <Count value={props.due} goal={props.all} />
      <Count value={props.due - props.met} goal={props.missed} />
      <Ratio part={props.met} of={props.due} />
    </>
  )
}
