import { sql } from 'kysely'
import { type AgeBand, ageBands } from '../../contract/ageBands.ts'
import type { Chart } from '../../contract/charts.ts'
import { pairedParts } from '../../contract/figureText.ts'
import { emphasis, occupancyColors, tradeColors } from '../../contract/palette.ts'
import { boundsOf, monthNames, spanKind, spanNumber, spanWords } from '../../contract/spans.ts'
import type { FigureResult, FigureValue, SummaryResult, Words } from '../../contract/summary.ts'
import { codesOf, occupancyCategories, type Trade, trades } from '../../contract/vocabulary.ts'
import { type AccountTerm, type TermSum, termSums } from '../accounts/accountTerms.ts'
import { scopeOfPeriod } from '../accounts/scope.ts'
import type { Db } from '../context.ts'
import { occupancyOf } from '../estate/occupancy.ts'
import { ageBandOf } from '../fees/ledger.ts'
import { wilson } from '../surveys/rules.ts'
import { recordsIn } from './engine.ts'
import { type Period, yearBefore } from './figure.ts'
import { occupancyParts, owed } from './figures/fees.ts'
import { ready } from './figures/handover.ts'
import { byTrade, jobsRegistered } from './figures/jobs.ts'

/** The figures that charts show: whoever asks for charts alone need not work out the others. */
export const chartFigures = [
  'handover/due-in-year',
  'handover/done-in-year',
  'handover/ready',
  'fees/receivable',
  'fees/received',
  'fees/discounts',
  'fees/arrears',
  'fees/household-rate/moved-in',
  'fees/household-rate/decorating',
  'fees/household-rate/not-moved-in',
  'fees/household-rate/shop',
  'surveys/satisfaction',
  'jobs/total',
  'equipment/in-order',
  'replacements/done',
  'cleaning/rounds',
] as const
type ChartFigure = (typeof chartFigures)[number]

/**
 * The pictures of a report, beside the same span a year before. Amounts are those of the figures, or are counted from
 * the figures' own sets of records, so that a chart and its table never differ. One that would show nothing is left out.
 * @param current with the figures of `chartFigures` at least
 * @param previous with those of them that can be compared; the others' charts show the span alone
 */
export async function chartsOf(
  db: Db,
  period: Period,
  current: SummaryResult,
  previous: SummaryResult,
): Promise<Chart[]> {
  const now = valuesIn(current)
  const pair: Pair = {
    now: (id) => {
      const figure = now(id)
      if (!figure) throw new Error(`no value for ${id}`)
      return figure
    },
    before: valuesIn(previous),
    names: namesOf(period),
  }
  const charts = [
    handoverChart(pair),
    await occupancyChart(db, period, pair),
    await bridgeChart(db, period, pair),
    collectionChart(pair),
    await ageingChart(db, period, pair),
    satisfactionChart(pair),
    await jobsChart(db, period, pair),
    equipmentChart(pair),
    partsChart(pair, 'replacements', 'replacements/done'),
    partsChart(pair, 'cleaning', 'cleaning/rounds'),
  ]
  return charts.filter(
    (chart) => chart.categories.length > 0 && chart.series.some(({ values }) => values.some((value) => value)),
  )
}

/** The figures of the span and of the year before, and what the two are called. */
interface Pair {
  readonly now: (id: ChartFigure) => FigureResult
  /** Undefined where the year before cannot be compared. */
  readonly before: (id: ChartFigure) => FigureResult | undefined
  readonly names: { readonly now: Words; readonly before: Words }
}

function valuesIn({ figures }: SummaryResult): Pair['before'] {
  return (id) => figures.find((one) => one.id === id)
}

function namesOf({ year, span }: Period): Pair['names'] {
  return { now: spanWords(year, span), before: spanWords(year - 1, span) }
}

/** The year before in grey, where it can be compared, then what is looked at. */
function twoSeries(
  { before, names }: Pair,
  [first]: readonly ChartFigure[],
  valuesOf: (side: 'now' | 'before') => (number | null)[],
): Chart['series'] {
  const sides = first !== undefined && before(first) === undefined ? (['now'] as const) : (['before', 'now'] as const)
  return sides.map((side) => ({ key: side, label: names[side], color: emphasis[side], values: valuesOf(side) }))
}

function handoverChart(pair: Pair): Chart {
  const shown = ['handover/due-in-year', 'handover/done-in-year'] as const
  return {
    id: 'handover',
    section: 'handover',
    kind: 'bars',
    unit: 'count',
    categories: shown.map((id) => pair.now(id).label),
    series: twoSeries(pair, shown, (side) => shown.map((id) => pair[side](id)?.value ?? null)),
    figures: [...shown],
  }
}

/** Every unit that is ready for handover, by how it is occupied: the bars are as long as `handover/ready`. */
async function occupancyChart(db: Db, period: Period, { names }: Pair): Promise<Chart> {
  const [before, now] = [await occupied(db, yearBefore(period)), await occupied(db, period)]
  const seen = occupancyCategories.filter((category) => before[category] || now[category])
  return {
    id: 'occupancy',
    section: 'movein',
    kind: 'stack',
    unit: 'count',
    categories: [names.before, names.now],
    series: seen.map((category) => ({
      key: category,
      label: occupancyParts.labels[category] ?? { zh: category, en: category },
      color: occupancyColors[category],
      values: [before[category] ?? 0, now[category] ?? 0],
    })),
    figures: ['handover/ready'],
  }
}

async function occupied(db: Db, period: Period): Promise<Record<string, number>> {
  const category = occupancyOf(period.asOf)
  const rows = (await recordsIn(db, ready, period)
    .select([category.as('category'), sql<number>`count(*)`.as('units')])
    .groupBy(category)
    .execute()) as { category: string; units: number }[]
  return Object.fromEntries(rows.map((row) => [row.category, row.units]))
}

/** What moves the arrears of management fees and is no figure of its own, each counted from its own records. */
const otherSteps: TermSum = {
  plus: ['otherDue', 'waiting'],
  minus: ['notYetDue', 'dueBefore', 'reversedSince', 'writeOffs', 'reducedAfter', 'receivedAfter'],
}

/**
 * From the arrears the day before the span to those at its end. No step is a remainder: what is held in advance and
 * what little there is besides come from the ledger, and together they must arrive at `fees/arrears`.
 */
async function bridgeChart(db: Db, period: Period, { now }: Pair): Promise<Chart> {
  const only = (...plus: AccountTerm[]): TermSum => ({ plus })
  const sums = [only('opening'), { plus: ['prepaid'], minus: ['prepaidBefore'] } satisfies TermSum, otherSteps]
  const { rows } = await termSums(
    scopeOfPeriod(period),
    sums.map((sum) => ({ ...sum, itemKind: 'management' })),
  ).execute(db)
  const { m0: opening = 0, m1: prepaid = 0, m2: others = 0 } = (rows[0] ?? {}) as Record<string, number>
  const steps: [Words, number][] = [
    [{ zh: '期初欠费', en: 'Arrears before' }, opening],
    [{ zh: '应收', en: 'Receivable' }, now('fees/receivable').value],
    [{ zh: '优惠', en: 'Discounts' }, -now('fees/discounts').value],
    [{ zh: '实收', en: 'Received' }, -now('fees/received').value],
    [prepaid < 0 ? { zh: '动用预存', en: 'Prepaid used' } : { zh: '转为预存', en: 'Put by as prepaid' }, prepaid],
    ...(others === 0 ? [] : [[{ zh: '其他变动', en: 'Other' }, others] satisfies [Words, number]]),
    [{ zh: '期末欠费', en: 'Arrears after' }, now('fees/arrears').value],
  ]
  return {
    id: 'bridge',
    section: 'fees',
    kind: 'bridge',
    unit: 'yuan',
    categories: steps.map(([words]) => words),
    series: [
      {
        key: 'arrears',
        label: now('fees/arrears').label,
        color: emphasis.now,
        values: steps.map(([, amount]) => amount || 0),
      },
    ],
    figures: ['fees/arrears', 'fees/receivable', 'fees/discounts', 'fees/received'],
  }
}

function collectionChart(pair: Pair): Chart {
  const shown = ['moved-in', 'decorating', 'not-moved-in', 'shop'] as const
  const ids = shown.map((group) => `fees/household-rate/${group}` as const)
  return {
    id: 'collection',
    section: 'fees',
    kind: 'bars',
    unit: 'permille',
    categories: ids.map((id) => withSides(rateGroup(pair.now(id).label), pair.now(id))),
    series: twoSeries(pair, ids, (side) => ids.map((id) => permille(pair[side](id)))),
    figures: ids,
  }
}

/** `已入住收费率(户)` is of those who have moved in. */
function rateGroup({ zh, en }: Words): Words {
  return { zh: zh.replace(/收费率.*$/, ''), en: en.replace(/:.*$/, '') }
}

/** The records of `fees/arrears` by how long they have been due. */
async function ageingChart(db: Db, period: Period, pair: Pair): Promise<Chart> {
  const ages = {
    now: await aged(db, period),
    before: pair.before('fees/arrears') ? await aged(db, yearBefore(period)) : {},
  }
  return {
    id: 'ageing',
    section: 'fees',
    kind: 'bars',
    unit: 'yuan',
    categories: ageBands.map(({ id }) => bandWords[id]),
    series: twoSeries(pair, ['fees/arrears'], (side) => ageBands.map(({ id }) => ages[side][id] ?? 0)),
    figures: ['fees/arrears'],
  }
}

const bandWords: Readonly<Record<AgeBand, Words>> = {
  '0-3m': { zh: '0–3个月', en: '0–3 m' },
  '3-6m': { zh: '3–6个月', en: '3–6 m' },
  '6-12m': { zh: '6–12个月', en: '6–12 m' },
  '1-2y': { zh: '1–2年', en: '1–2 y' },
  '2-3y': { zh: '2–3年', en: '2–3 y' },
  'over-3y': { zh: '3年以上', en: 'Over 3 y' },
}

async function aged(db: Db, period: Period): Promise<Record<string, number>> {
  const band = ageBandOf(period.asOf)
  const rows = (await recordsIn(db, owed, period, true)
    .select([band.as('band'), sql<number>`sum(outstanding.amount)`.as('amount')])
    .groupBy(band)
    .execute()) as { band: string; amount: number }[]
  return Object.fromEntries(rows.map((row) => [row.band, row.amount]))
}

/** By area, and over all of them, with the interval in which the rate of all households lies in 95 of 100 surveys. */
function satisfactionChart(pair: Pair): Chart {
  const id = 'surveys/satisfaction'
  const [figure, before] = [pair.now(id), pair.before(id)]
  // An area that replied in one of the years alone stands in both, or the whole would seem to be of the same areas.
  const parts = pairedParts(figure, before)
  const groups = parts.length > 1 ? [...parts, wholeOf(figure)] : [wholeOf(figure)]
  const ends = groups.map((group) => wilson(group.value, group.denominator ?? 0))
  const earlier = ({ key }: { readonly key: string }) =>
    key === '' ? before : before?.parts.find((part) => part.key === key)
  const series = twoSeries(pair, [id], (side) =>
    groups.map((group) => permille(side === 'now' ? group : earlier(group))),
  )
  const interval = { low: ends.map((end) => end?.low ?? null), high: ends.map((end) => end?.high ?? null) }
  return {
    id: 'satisfaction',
    section: 'surveys',
    kind: 'rates',
    unit: 'permille',
    categories: groups.map((group) => withSides(group.label, group)),
    series: series.map((one) => (one.key === 'now' ? { ...one, ...interval } : one)),
    figures: [id],
  }
}

function wholeOf({ value, denominator }: FigureResult): FigureResult['parts'][number] {
  return { key: '', label: { zh: '总体', en: 'Overall' }, value, denominator }
}

/** Jobs of a year or quarter month by month; a month has its trades beside those of the year before. */
async function jobsChart(db: Db, period: Period, pair: Pair): Promise<Chart> {
  if (spanKind(period.span) === 'month') return partsChart(pair, 'jobs', 'jobs/total')
  const month = sql<string>`substr(job.registered_on, 1, 7)`
  const rows = (await recordsIn(db, jobsRegistered, period)
    .select([month.as('month'), sql<Trade>`job.trade`.as('trade'), sql<number>`count(*)`.as('jobs')])
    .groupBy([month, sql`job.trade`])
    .execute()) as { month: string; trade: Trade; jobs: number }[]
  const months = monthsOf(period)
  return {
    id: 'jobs',
    section: 'jobs',
    kind: 'stack',
    unit: 'count',
    categories: months.map((number) => ({ zh: `${number}月`, en: monthNames[number - 1] ?? '' })),
    series: codesOf(trades)
      .filter((trade) => rows.some((row) => row.trade === trade))
      .map((trade) => ({
        key: trade,
        label: byTrade.labels[trade] ?? { zh: trade, en: trade },
        color: tradeColors[trade],
        values: months.map(
          (number) => rows.find((row) => row.trade === trade && Number(row.month.slice(5)) === number)?.jobs ?? 0,
        ),
      })),
    figures: ['jobs/total'],
  }
}

/** Numbers of the months of a year or quarter that have begun by the day: of one to come a zero would be no fact. */
function monthsOf({ year, span, to }: Period): number[] {
  const first = Number(boundsOf(year, span).from.slice(5, 7))
  const last = Number(to.slice(5, 7))
  return Array.from({ length: spanNumber(span) === 0 ? 12 : 3 }, (_, index) => first + index).filter(
    (month) => month <= last,
  )
}

function equipmentChart(pair: Pair): Chart {
  const id = 'equipment/in-order'
  const { parts } = pair.now(id)
  const before = new Map(pair.before(id)?.parts.map((part) => [part.key, part]))
  return {
    id: 'equipment',
    section: 'equipment',
    kind: 'bars',
    unit: 'permille',
    categories: parts.map((part) => withSides(part.label, part)),
    series: twoSeries(pair, [id], (side) =>
      parts.map((part) => permille(side === 'now' ? part : before.get(part.key))),
    ),
    figures: [id],
  }
}

/** The parts of a figure, those of either year. */
function partsChart(pair: Pair, chart: string, id: ChartFigure): Chart {
  const [now, before] = [pair.now(id).parts, pair.before(id)?.parts ?? []]
  const parts = [...now, ...before.filter(({ key }) => !now.some((part) => part.key === key))]
  return {
    id: chart,
    section: pair.now(id).section,
    kind: 'bars',
    unit: 'count',
    categories: parts.map((part) => part.label),
    series: twoSeries(pair, [id], (side) =>
      parts.map(({ key }) => (side === 'now' ? now : before).find((part) => part.key === key)?.value ?? 0),
    ),
    figures: [id],
  }
}

/** A rate's name with its two sides: a rate of three is not one of three hundred. */
function withSides({ zh, en }: Words, { value, denominator = 0 }: FigureValue): Words {
  const sides = `${value}/${denominator}`
  return { zh: `${zh} ${sides}`, en: `${en} ${sides}` }
}

/** In 0.1 %, rounded half up, as rates are printed. */
function permille(rate: FigureValue | undefined): number | null {
  if (!rate?.denominator) return null
  return Math.floor((rate.value * 2000 + rate.denominator) / (rate.denominator * 2))
}
