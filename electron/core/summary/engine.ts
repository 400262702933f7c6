import { sql } from 'kysely'
import type { DateText } from '../../contract/dates.ts'
import { DeskError } from '../../contract/errors.ts'
import type { FigureRecord, FigureResult, RecordSort, SummaryResult } from '../../contract/summary.ts'
import type { Db } from '../context.ts'
import { withPlace } from '../estate/list.ts'
import type { ListQuery } from '../lists/source.ts'
import { type Figure, type Period, periodOf, type RecordSet } from './figure.ts'
import { handoverFigures } from './figures/handover.ts'
import { moveinFigures } from './figures/movein.ts'

/** Every figure of the yearly summary, in the order it is shown. */
export const figures: readonly Figure[] = [...handoverFigures, ...moveinFigures]

/** One group of a set: how many records, and the sums of its measures. */
interface Tally {
  readonly part: string | null
  readonly rows: number
  readonly sums: Readonly<Record<string, number>>
}

/** All figures of a year as of a day. Each record set is read once, however many figures stand on it. */
export async function summaryOf(db: Db, year: number, asOf: DateText): Promise<SummaryResult> {
  const period = periodOf(year, asOf)
  const tallies = new Map<RecordSet, Tally[]>()
  for (const set of new Set(figures.flatMap(setsOf))) tallies.set(set, await tally(db, set, period))
  return { year, asOf, figures: figures.map((figure) => evaluate(figure, (set) => tallies.get(set) ?? [])) }
}

export interface RowsRequest {
  readonly part?: string | undefined
  readonly side?: 'numerator' | 'denominator' | undefined
  /** Without it, and among equals, the order of places. */
  readonly sort?: RecordSort | undefined
}

/**
 * The query for exactly the records a figure counted, in order of place.
 * @throws DeskError `unknown-figure`
 */
export function figureRows(db: Db, id: string, period: Period, request: RowsRequest = {}): ListQuery {
  const figure = figureById(id)
  const set =
    figure.unit === 'ratio' ? (request.side === 'numerator' ? figure.numerator : figure.denominator) : figure.of
  const part = figure.parts ? set.part?.(period) : undefined
  let query = set.from(db, period)
  if (request.part !== undefined && part) query = query.where(part, '=', request.part)
  const isCounted = counted(db, figure, set, period)
  const orders = {
    unit: sql.ref('unit.sort_key'),
    kind: sql.ref('unit.kind'),
    areaCenti: sql.ref('unit.area_centi'),
    date: set.date(period),
    part: part ?? sql`NULL`,
    counted: isCounted,
  }
  const { sort } = request
  const selected = withPlace(query).select([
    sql`unit.id`.as('unitId'),
    sql`unit.display`.as('unit'),
    sql`area.name`.as('area'),
    sql`building.name`.as('building'),
    sql`unit.kind`.as('kind'),
    (part ?? sql`NULL`).as('part'),
    set.date(period).as('date'),
    sql`unit.area_centi`.as('areaCenti'),
    isCounted.as('counted'),
  ])
  const sorted = sort ? selected.orderBy(orders[sort.by], sort.descending ? 'desc' : 'asc') : selected
  return sorted.orderBy(orders.unit).orderBy(sql.ref(set.record))
}

/** A row of `figureRows` as the contract shows it. */
export function figureRecord(raw: Record<string, unknown>): FigureRecord {
  return { ...raw, counted: raw.counted === 1 } as FigureRecord
}

/** @throws DeskError `unknown-figure` */
export function figureById(id: string): Figure {
  const figure = figures.find((candidate) => candidate.id === id)
  if (!figure) throw new DeskError('unknown-figure', { id })
  return figure
}

/** Records of a ratio's denominator are marked where they are in the numerator too. */
function counted(db: Db, figure: Figure, set: RecordSet, period: Period) {
  if (figure.unit !== 'ratio' || set === figure.numerator) return sql<number>`1`
  const numerator = figure.numerator.from(db, period).select(sql.ref(figure.numerator.record).as('id'))
  return sql<number>`${sql.ref(set.record)} IN ${numerator}`
}

function setsOf(figure: Figure): RecordSet[] {
  return figure.unit === 'ratio' ? [figure.numerator, figure.denominator] : [figure.of]
}

async function tally(db: Db, set: RecordSet, period: Period): Promise<Tally[]> {
  const measures = Object.entries(set.measures ?? {})
  const part = set.part?.(period)
  let query = set.from(db, period).select(sql<number>`count(*)`.as('rows'))
  for (const [name, amount] of measures) query = query.select(sql<number>`coalesce(sum(${amount}), 0)`.as(name))
  if (part) query = query.select(part.as('part')).groupBy(part)
  const groups = (await query.execute()) as Record<string, unknown>[]
  return groups.map((group) => ({
    part: part ? String(group.part) : null,
    rows: Number(group.rows),
    sums: Object.fromEntries(measures.map(([name]) => [name, Number(group[name])])),
  }))
}

function evaluate(figure: Figure, tallyOf: (set: RecordSet) => readonly Tally[]): FigureResult {
  const { id, section, unit, label, definition } = figure
  const words = { id, section, unit, label, definition }
  if (figure.unit === 'ratio') {
    return {
      ...words,
      value: total(tallyOf(figure.numerator)),
      denominator: total(tallyOf(figure.denominator)),
      parts: [],
    }
  }
  const groups = tallyOf(figure.of)
  const parts = Object.entries(figure.parts?.labels ?? {})
    .map(([key, partLabel]) => ({
      key,
      label: partLabel,
      value: total(
        groups.filter((group) => group.part === key),
        figure.measure,
      ),
    }))
    .filter((part) => figure.parts?.always || part.value !== 0)
  return { ...words, value: total(groups, figure.measure), parts }
}

function total(groups: readonly Tally[], measure?: string): number {
  return groups.reduce((sum, group) => sum + (measure === undefined ? group.rows : (group.sums[measure] ?? 0)), 0)
}
