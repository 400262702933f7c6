import { type RawBuilder, sql } from 'kysely'
import type { DateText } from '../../contract/dates.ts'
import { DeskError } from '../../contract/errors.ts'
import { type Span, spanKind } from '../../contract/spans.ts'
import type {
  FigureRecord,
  FigureResult,
  RecordSide,
  RecordSort,
  SummaryResult,
  Words,
} from '../../contract/summary.ts'
import type { Db } from '../context.ts'
import { unitStandsIn, withPlace } from '../estate/list.ts'
import type { ListQuery } from '../lists/source.ts'
import { type Figure, type Parts, type Period, periodOf, type RecordSet, type Seen } from './figure.ts'
import { complaintsFigures } from './figures/complaints.ts'
import { equipmentFigures } from './figures/equipment.ts'
import { feesFigures } from './figures/fees.ts'
import { handoverFigures } from './figures/handover.ts'
import { jobsFigures, reportsFigures } from './figures/jobs.ts'
import { moveinFigures } from './figures/movein.ts'
import { registersFigures } from './figures/registers.ts'
import { servicesFigures } from './figures/services.ts'
import { surveysFigures } from './figures/surveys.ts'
import { talliesFigures } from './figures/tallies.ts'
import { visitsFigures } from './figures/visits.ts'

/** Every figure of the yearly summary, in the order it is shown. */
export const figures: readonly Figure[] = [
  ...handoverFigures,
  ...moveinFigures,
  ...feesFigures,
  ...servicesFigures,
  // In the order of the yearly report: daily work, visits and satisfaction, maintenance.
  ...reportsFigures,
  ...complaintsFigures,
  ...visitsFigures,
  ...surveysFigures,
  ...registersFigures,
  ...jobsFigures,
  ...talliesFigures,
  ...equipmentFigures,
]

/** One group of a set: how many records, and the sums of its measures. */
interface Tally {
  readonly part: string | null
  readonly rows: number
  readonly sums: Readonly<Record<string, number>>
}

/** All figures of a year as of a day. */
export function summaryOf(db: Db, year: number, asOf: DateText, seen?: Seen): Promise<SummaryResult> {
  return summaryOver(db, periodOf(year, asOf, seen))
}

/**
 * All figures of a year, quarter or month, or only some of them. Each record set is read once, however many figures
 * stand on it.
 */
export async function summaryOver(db: Db, period: Period, only?: readonly string[]): Promise<SummaryResult> {
  const { year, span, asOf } = period
  const wanted = only ? only.map(figureById) : figures
  return { year, span, asOf, figures: await resultsOf(db, wanted, period) }
}

/** One figure of a year as of a day, without the others. @throws DeskError `unknown-figure` */
export async function figureOf(db: Db, id: string, year: number, asOf: DateText, seen?: Seen): Promise<FigureResult> {
  const [result] = await figuresOf(db, [id], year, asOf, true, seen)
  if (!result) throw new Error(`no value for ${id}`)
  return result
}

/**
 * Some figures of a year as of a day, in the order asked for.
 * @param withParts without them a figure is its value only: to work out the part of every record takes longer
 * @throws DeskError `unknown-figure`
 */
export async function figuresOf(
  db: Db,
  ids: readonly string[],
  year: number,
  asOf: DateText,
  withParts = true,
  seen?: Seen,
): Promise<FigureResult[]> {
  const period = periodOf(year, asOf, seen)
  return withParts ? resultsOf(db, ids.map(figureById), period) : valuesOf(db, ids, period)
}

/** Some figures of any period, in the order asked for, without their parts. @throws DeskError `unknown-figure` */
export function valuesOf(db: Db, ids: readonly string[], period: Period): Promise<FigureResult[]> {
  const whole = ({ parts: _, ...figure }: Figure): Figure => figure
  return resultsOf(
    db,
    ids.map((id) => whole(figureById(id))),
    period,
  )
}

async function resultsOf(db: Db, wanted: readonly Figure[], period: Period): Promise<FigureResult[]> {
  const tallies = new Map<RecordSet, Tally[]>()
  for (const set of new Set(wanted.flatMap(setsOf))) {
    const isSplit = wanted.some((figure) => hasParts(figure) && setsOf(figure).includes(set))
    tallies.set(set, await tally(db, set, period, isSplit))
  }
  return wanted.map((figure) => evaluate(figure, period.span, (set) => tallies.get(set) ?? []))
}

export interface RowsRequest {
  readonly part?: string | undefined
  readonly side?: RecordSide | undefined
  /** Without it, and among equals, the order of places. */
  readonly sort?: RecordSort | undefined
}

/**
 * The query for exactly the records a figure counted, in order of place.
 * @throws DeskError `unknown-figure`
 */
export function figureRows(db: Db, id: string, period: Period, request: RowsRequest = {}): ListQuery {
  const figure = figureById(id)
  const set = 'of' in figure ? figure.of : request.side === 'numerator' ? figure.numerator : figure.denominator
  const onlyPart = 'onlyPart' in figure ? figure.onlyPart : undefined
  const part = figure.parts || onlyPart !== undefined ? set.part?.(period) : undefined
  let query = withUnit(set, recordsIn(db, set, period, true))
  const wanted = onlyPart ?? request.part
  if (wanted !== undefined && part) query = query.where(part, '=', wanted)
  const isCounted = counted(db, figure, set, period)
  if ('isCounted' in figure && request.side === 'numerator') query = query.where(isCounted, '=', 1)
  // What cannot be told to count does not: a promise nobody has kept yet has no answer.
  if (request.side === 'rest') query = query.where(sql<boolean>`coalesce(${isCounted}, 0) = 0`)
  const amount = amountOf(figure, period)
  const what = set.what ?? sql<string | null>`NULL`
  const orders = {
    unit: sql.ref('unit.sort_key'),
    kind: sql.ref('unit.kind'),
    areaCenti: sql.ref('unit.area_centi'),
    date: set.date(period),
    part: part ?? sql`NULL`,
    counted: isCounted,
    what,
    amount,
  }
  const { sort } = request
  const selected = (set.unit === undefined ? withPlace(query) : withPlaceIfAny(query)).select([
    sql`unit.id`.as('unitId'),
    sql`unit.display`.as('unit'),
    sql`area.name`.as('area'),
    sql`building.name`.as('building'),
    sql`unit.kind`.as('kind'),
    (part ?? sql`NULL`).as('part'),
    set.date(period).as('date'),
    sql`unit.area_centi`.as('areaCenti'),
    isCounted.as('counted'),
    what.as('what'),
    amount.as('amount'),
    (set.opens ? sql.ref(set.opens.id ?? set.record) : sql`NULL`).as('opensId'),
    (set.opens ? sql.lit(set.opens.page) : sql`NULL`).as('opensPage'),
  ])
  const sorted = sort ? selected.orderBy(orders[sort.by], sort.descending ? 'desc' : 'asc') : selected
  return sorted.orderBy(orders.unit).orderBy(sql.ref(set.record))
}

/** A row of `figureRows` as the contract shows it. */
export function figureRecord(raw: Record<string, unknown>): FigureRecord {
  const { opensId, opensPage, ...record } = raw
  const opens = typeof opensId === 'number' ? { page: opensPage, id: opensId } : null
  return { ...record, counted: raw.counted === 1, opens } as FigureRecord
}

/** @throws DeskError `unknown-figure` */
export function figureById(id: string): Figure {
  const figure = figures.find((candidate) => candidate.id === id)
  if (!figure) throw new DeskError('unknown-figure', { id })
  return figure
}

/** What a record adds to its figure; nothing where records are counted or their areas added up. */
function amountOf(figure: Figure, period: Period): RawBuilder<number | null> {
  if (!('measure' in figure) || figure.measure === undefined || figure.unit === 'm2') return sql<null>`NULL`
  const amount = measureOf(figure.of, figure.measure, period)
  return figure.inHundredths ? sql<number>`(${amount} / 100.0)` : amount
}

function measureOf(set: RecordSet, name: string, period: Period): RawBuilder<number> {
  const measure = set.measures?.[name]
  if (!measure) throw new Error(`${set.id} has no measure ${name}`)
  return typeof measure === 'function' ? measure(period) : measure
}

/** Records of a ratio's denominator are marked where they are in the numerator too. */
function counted(db: Db, figure: Figure, set: RecordSet, period: Period): RawBuilder<number> {
  if ('isCounted' in figure) return measureOf(set, figure.isCounted, period)
  if (figure.unit !== 'ratio' || set === figure.numerator) return sql<number>`1`
  const numerator = recordsIn(db, figure.numerator, period).select(sql.ref(figure.numerator.record).as('id'))
  return sql<number>`${sql.ref(set.record)} IN ${numerator}`
}

/**
 * The set's records, of one estate where one is asked for.
 * @param isLent with what their list shows besides; to tell the estate asks for it, too
 */
export function recordsIn(db: Db, set: RecordSet, period: Period, isLent = period.estate !== undefined): ListQuery {
  const { estate } = period
  const own = set.from(db, period)
  const query = isLent && set.lend ? set.lend(own) : own
  if (estate === undefined) return query
  if (set.unit === null) return query.where(sql<boolean>`1 = 0`)
  if (set.unit === undefined) return query.where(unitStandsIn({ estate }))
  return query.where(sql<boolean>`${sql.ref(set.unit)} IN (SELECT unit.id FROM unit WHERE ${unitStandsIn({ estate })})`)
}

/** Whether the records of a figure belong to no unit at all, and so to no estate. */
export function isPlaceless(figure: Figure): boolean {
  return setsOf(figure).every(({ unit }) => unit === null)
}

function setsOf(figure: Figure): RecordSet[] {
  return 'of' in figure ? [figure.of] : [figure.numerator, figure.denominator]
}

/** Lends the table `unit` to a set that only names its column. */
function withUnit(set: RecordSet, query: ListQuery): ListQuery {
  if (set.unit === undefined) return query
  if (set.unit === null) return query.leftJoin('unit', (join) => join.on(sql<boolean>`1 = 0`))
  return query.leftJoin('unit', 'unit.id', set.unit as 'unit.id')
}

/** As `withPlace`, where a record may belong to no unit. */
function withPlaceIfAny(query: ListQuery): ListQuery {
  return query
    .leftJoin('building', (join) => join.on(sql<boolean>`building.id = unit.building_id`))
    .leftJoin('area', (join) => join.on(sql<boolean>`area.id = building.area_id`)) as unknown as ListQuery
}

/** Whether records are told apart by their part: by the figure's own parts, or to count one of them alone. */
function hasParts(figure: Figure): boolean {
  return figure.parts !== undefined || ('onlyPart' in figure && figure.onlyPart !== undefined)
}

async function tally(db: Db, set: RecordSet, period: Period, isSplit: boolean): Promise<Tally[]> {
  const measures = Object.keys(set.measures ?? {}).map((name) => [name, measureOf(set, name, period)] as const)
  const part = isSplit ? set.part?.(period) : undefined
  let query = recordsIn(db, set, period).select(sql<number>`count(*)`.as('rows'))
  for (const [name, amount] of measures) query = query.select(sql<number>`coalesce(sum(${amount}), 0)`.as(name))
  let grouped = query as unknown as ListQuery
  if (part && typeof set.unit === 'string') grouped = perUnit(db, set, grouped, Object.keys(set.measures ?? {}))
  if (part) grouped = grouped.select(part.as('part')).groupBy(part)
  const groups = (await grouped.execute()) as Record<string, unknown>[]
  return groups.map((group) => ({
    part: part ? String(group.part) : null,
    rows: Number(group.rows),
    sums: Object.fromEntries(measures.map(([name]) => [name, Number(group[name])])),
  }))
}

/** The records added up unit by unit first, so that the part of each unit is worked out once. */
function perUnit(db: Db, set: RecordSet, counted: ListQuery, measures: readonly string[]): ListQuery {
  const { partBy } = set
  let byUnit = counted.select(sql.ref(set.unit as string).as('unitId')).groupBy(sql.ref(set.unit as string))
  if (partBy) byUnit = byUnit.select(partBy.column.as(partBy.alias)).groupBy(partBy.column)
  let query = db
    .selectFrom(byUnit.as('of'))
    .leftJoin('unit', (join) => join.on(sql<boolean>`unit.id = ${sql.ref('of.unitId')}`))
    .select(sql<number>`sum(${sql.ref('of.rows')})`.as('rows')) as unknown as ListQuery
  for (const name of measures) query = query.select(sql<number>`sum(${sql.ref(`of.${name}`)})`.as(name))
  return query
}

function evaluate(figure: Figure, span: Span, tallyOf: (set: RecordSet) => readonly Tally[]): FigureResult {
  const { id, section, unit } = figure
  const words = {
    id,
    section,
    unit,
    label: wordsFor(span, figure.label),
    definition: wordsFor(span, figure.definition),
  }
  if ('isCounted' in figure) {
    const own = tallyOf(figure.of).filter((group) => group.part === (figure.onlyPart ?? null))
    return { ...words, value: total(own, figure.isCounted), denominator: total(own), parts: [] }
  }
  if (figure.unit === 'ratio') {
    const [numerator, denominator] = [tallyOf(figure.numerator), tallyOf(figure.denominator)]
    const parts = labelsOf(figure.parts, denominator)
      .map(([key, partLabel]) => ({
        key,
        label: partLabel,
        value: total(numerator.filter((group) => group.part === key)),
        denominator: total(denominator.filter((group) => group.part === key)),
      }))
      .filter((part) => figure.parts?.always || part.denominator !== 0)
    return { ...words, value: total(numerator), denominator: total(denominator), parts }
  }
  const groups = tallyOf(figure.of)
  const added = (own: readonly Tally[]) => total(own, figure.measure) / (figure.inHundredths ? 100 : 1)
  const parts = labelsOf(figure.parts, groups)
    .map(([key, partLabel]) => ({
      key,
      label: partLabel,
      value: added(groups.filter((group) => group.part === key)),
    }))
    .filter((part) => figure.parts?.always || part.value !== 0)
  return { ...words, value: added(groups), parts }
}

/** Figures are declared in the words of a year; of a quarter or month they say so. */
export function wordsFor(span: Span, { zh, en }: Words): Words {
  const kind = spanKind(span)
  if (kind === 'year') return { zh, en }
  const [own, english] = kind === 'quarter' ? ['本季', 'quarter'] : ['本月', 'month']
  return {
    zh: zh.replace(/本年|全年/g, own),
    en: en.replace(/\b(the|this) year\b/g, `$1 ${english}`),
  }
}

/** The parts with their words: those declared, then the names that occur besides, in their own order. */
function labelsOf(parts: Parts | undefined, groups: readonly Tally[]): [string, Words][] {
  const declared = Object.entries(parts?.labels ?? {})
  if (!parts?.named) return declared
  const names = new Set(groups.flatMap(({ part, rows }) => (part === null || rows === 0 ? [] : [part])))
  const others = [...names].filter((name) => !Object.hasOwn(parts.labels, name)).sort()
  return [...declared, ...others.map((name): [string, Words] => [name, { zh: name, en: name }])]
}

function total(groups: readonly Tally[], measure?: string): number {
  return groups.reduce((sum, group) => sum + (measure === undefined ? group.rows : (group.sums[measure] ?? 0)), 0)
}
