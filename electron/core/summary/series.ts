import { addMonths, type DateText, yearOf } from '../../contract/dates.ts'
import {
  mostYears,
  type Series,
  type SeriesBy,
  type SeriesColumn,
  type SeriesFigure,
  type SeriesInput,
} from '../../contract/series.ts'
import { boundsOf, type Span, spansOf } from '../../contract/spans.ts'
import type { FigureResult, FigureValue } from '../../contract/summary.ts'
import type { Clock, Db } from '../context.ts'
import { readSettings } from '../settings/index.ts'
import { figures, isPlaceless, valuesOf } from './engine.ts'
import { asOfDate, type Figure, type Period, periodOf, seenNow } from './figure.ts'
import { isWhole } from './partial.ts'

/** The figures of several years, quarters, months or estates beside each other; each column is asked by itself. */
export async function seriesOf(db: Db, input: SeriesInput, clock: Clock): Promise<Series> {
  const { by } = input
  const columns = by === 'estate' ? await estateColumns(db, input, clock) : spanColumns(input, clock)
  const whole = by === 'year' ? null : wholeColumn(input, clock)
  const values: (readonly FigureResult[])[] = []
  for (const column of columns) values.push(await columnOf(db, column, input, clock))
  const together = whole && (await columnOf(db, whole, input, clock))
  const first = by === 'year' ? firstUsed(values) : 0
  const { recordsSince } = await readSettings(db)
  const isKept = (figure: Figure, { year, span, standsOn }: SeriesColumn) =>
    isWhole(figure, periodOf(year, standsOn, undefined, { span }), recordsSince)
  const shown = columns.slice(first)
  return {
    by,
    columns: shown,
    whole,
    figures: figures.map((figure, index) =>
      seriesFigure(
        by,
        figure,
        shown.map((column, at) => (isKept(figure, column) ? (values[first + at]?.[index] ?? null) : null)),
        whole && isKept(figure, whole) ? together?.[index] : undefined,
      ),
    ),
  }
}

/** Years, or the same span of them; the quarters or months of one year that have begun. */
function spanColumns({ by, year, span = 'year', asOf }: SeriesInput, clock: Clock): SeriesColumn[] {
  const today = clock.today()
  if (by === 'year') {
    const last = lastYear(year, asOf, span, today)
    const years = Array.from({ length: mostYears }, (_, index) => last - mostYears + 1 + index)
    return years
      .map((one) => {
        const seen = asOfDate(one, asOf && addMonths(asOf, (one - year) * 12), today, span)
        return columnAt(one, span, seen, seen)
      })
      .filter((column) => boundsOf(column.year, span).from <= column.asOf)
  }
  const seen = wholeDay(year, asOf, today)
  return spansOf(by === 'quarter' ? 'quarter' : 'month')
    .filter((one) => boundsOf(year, one).from <= seen)
    .map((one) => {
      const { end } = boundsOf(year, one)
      return columnAt(year, one, seen, seen < end ? seen : end)
    })
}

/** After the last whole year stands the one that runs, to date. */
function lastYear(year: number, asOf: DateText | undefined, span: Span, today: DateText): number {
  const runs = year + 1 === yearOf(today) && boundsOf(year + 1, span).from <= today
  return asOf === undefined && runs ? year + 1 : year
}

async function estateColumns(
  db: Db,
  { year, span = 'year', asOf }: SeriesInput,
  clock: Clock,
): Promise<SeriesColumn[]> {
  const estates = await db.selectFrom('estate').select(['id', 'name']).orderBy('sort_key').orderBy('id').execute()
  const seen = asOfDate(year, asOf, clock.today(), span)
  return estates.map((estate) => columnAt(year, span, seen, seen, estate))
}

/** What the columns are parts of: the whole year, or all estates. */
function wholeColumn({ by, year, span = 'year', asOf }: SeriesInput, clock: Clock): SeriesColumn {
  if (by === 'estate') {
    const seen = asOfDate(year, asOf, clock.today(), span)
    return columnAt(year, span, seen, seen)
  }
  const seen = wholeDay(year, asOf, clock.today())
  return columnAt(year, 'year', seen, seen)
}

/** Months end with their year: what a later day adds to how things stand belongs to none of them. */
function wholeDay(year: number, asOf: DateText | undefined, today: DateText): DateText {
  const [seen, { end }] = [asOfDate(year, asOf, today), boundsOf(year, 'year')]
  return seen < end ? seen : end
}

function columnAt(
  year: number,
  span: Span,
  asOf: DateText,
  standsOn: DateText,
  estate: SeriesColumn['estate'] = null,
): SeriesColumn {
  return { year, span, asOf, standsOn, running: asOf < boundsOf(year, span).end, estate }
}

const ids = figures.map(({ id }) => id)
const isStanding = ({ inTime }: Figure) => inTime === 'standing'
const standing = figures.filter(isStanding).map(({ id }) => id)
const others = figures.filter((figure) => !isStanding(figure)).map(({ id }) => id)

/** The values of a column, in the order of the figures. */
async function columnOf(db: Db, column: SeriesColumn, input: SeriesInput, clock: Clock): Promise<FigureResult[]> {
  const { year, span, asOf, standsOn } = column
  const scope = { span, estate: input.by === 'estate' ? column.estate?.id : input.estate }
  const at = (day: DateText): Period => periodOf(year, day, seenNow(clock), scope)
  if (asOf === standsOn) return valuesOf(db, ids, at(asOf))
  const results = [...(await valuesOf(db, standing, at(standsOn))), ...(await valuesOf(db, others, at(asOf)))]
  const byId = new Map(results.map((result) => [result.id, result]))
  return ids.map((id) => byId.get(id) as FigureResult)
}

/** The years before the office had anything to count are left out. */
function firstUsed(columns: readonly (readonly FigureResult[])[]): number {
  const used = columns.findIndex((column) =>
    column.some(({ value, denominator = 0 }) => value !== 0 || denominator !== 0),
  )
  return used < 0 ? Math.max(columns.length - 1, 0) : used
}

function seriesFigure(
  by: SeriesBy,
  figure: Figure,
  columns: readonly (FigureResult | null)[],
  whole: FigureResult | undefined,
): SeriesFigure {
  const { id, section, unit } = figure
  const nowhere = by === 'estate' && isPlaceless(figure)
  const values = columns.map((column) => (nowhere || column === null ? null : sidesOf(column)))
  const isSum = by === 'estate' || figure.inTime === undefined
  // In the words of the columns: a month's figure speaks of its month.
  const { label, definition } = columns.find((column) => column !== null) ?? figure
  return {
    id,
    section,
    unit,
    label,
    definition,
    standing: isStanding(figure),
    addsUp: by !== 'year' && unit !== 'ratio' && isSum,
    values,
    whole: whole ? sidesOf(whole) : null,
    outside: by === 'estate' && whole ? outsideOf(values, whole) : null,
  }
}

function sidesOf({ value, denominator }: FigureValue): FigureValue {
  return denominator === undefined ? { value } : { value, denominator }
}

/** What is counted of all estates together, and of none of them alone. */
function outsideOf(values: readonly (FigureValue | null)[], whole: FigureValue): FigureValue | null {
  const rest = (side: 'value' | 'denominator') =>
    (whole[side] ?? 0) - values.reduce((sum, one) => sum + (one?.[side] ?? 0), 0)
  const [value, denominator] = [rest('value'), rest('denominator')]
  if (value === 0 && denominator === 0) return null
  return whole.denominator === undefined ? { value } : { value, denominator }
}
