import type { RawBuilder } from 'kysely'
import { addDays, addMonths, type DateText, momentOf } from '../../contract/dates.ts'
import { boundsOf, type Span } from '../../contract/spans.ts'
import type { RecordPage, ReportPeriod, Words } from '../../contract/summary.ts'
import { defaultZone } from '../clock.ts'
import type { Clock, Db } from '../context.ts'
import type { ListQuery } from '../lists/source.ts'

/**
 * A year, or a quarter or month of it, seen from a day: `to` is the earlier of its end and `asOf`, so "within the year"
 * also means "by asOf".
 */
export interface Period extends Scope {
  readonly year: number
  readonly span: Span
  readonly asOf: DateText
  readonly from: DateText
  readonly to: DateText
  /** The last day of the span, whenever it is seen from. */
  readonly end: DateText
  readonly seen: Seen
}

/** What of a year is asked for; without them the whole year, and all estates. */
export interface Scope {
  readonly span?: Span | undefined
  /** Id of the one estate whose units' records count; what belongs to no unit then counts nowhere. */
  readonly estate?: number | undefined
}

/** The moment at which figures are looked at: a promise that ends later has not fallen due, whatever day is asked for. */
export interface Seen {
  /** ISO. */
  readonly moment: string
  readonly today: DateText
  /** Of the office's days; without it the zone that offices begin with. */
  readonly zone?: string
}

export function seenNow(clock: Clock): Seen {
  return { moment: clock.now().toISOString(), today: clock.today(), zone: clock.zone }
}

/** For figures that ask for no promises, and for days long gone. */
const longAfter: Seen = { moment: '9999', today: '9999' }

/** A set of records behind figures. Counts and lists both come from `from`, so they cannot differ. */
export interface RecordSet {
  readonly id: string
  from(db: Db, period: Period): ListQuery
  /** What distinguishes one record: a column such as `unit.id`. */
  readonly record: string
  /**
   * The column that says which unit a record belongs to. Without it `from` brings the table `unit` along itself. With
   * it, `unit` is joined where its columns are needed, and parts are told per unit, not per record: a year has twelve
   * times as many charges as units. Null where records belong to no unit at all, such as equipment.
   */
  readonly unit?: string | null
  /** Joins what `what`, `date` and `unit` need beyond `from`, for the list of records only. */
  lend?(query: ListQuery): ListQuery
  /** The record's date that brought it into the set. */
  date(period: Period): RawBuilder<string | null>
  /** What the record is, beside where it stands: a fee and its period, a receipt number. */
  readonly what?: RawBuilder<string | null>
  /** The page that shows a record, and the column of its id there where that is another than `record`. */
  readonly opens?: { readonly page: RecordPage; readonly id?: string }
  /** Which part of the figure a record belongs to; from columns of `unit`, and of `from` where `unit` is not set. */
  part?(period: Period): RawBuilder<string>
  /** With `unit` set: a column of `from` that `part` asks for, under this alias. */
  readonly partBy?: { readonly alias: string; readonly column: RawBuilder<unknown> }
  /** Amounts that figures add up, by measure name. */
  readonly measures?: Readonly<Record<string, RawBuilder<number> | ((period: Period) => RawBuilder<number>)>>
}

/**
 * The parts of a figure (`by`). Parts that are always shown stand even at zero; the others only where they occur. With
 * `named` there are others besides, whose keys are names of the office itself (areas), in no fixed list.
 */
export interface Parts {
  readonly labels: Readonly<Record<string, Words>>
  readonly always: boolean
  readonly named?: true
}

interface FigureWords {
  readonly id: string
  readonly section: string
  readonly label: Words
  readonly definition: Words
  readonly parts?: Parts
  /**
   * How the months of a year go together. Without it amounts add up to the year's. `standing`: as things stand on the
   * day, whichever span is asked for; `distinct`: what comes again in a year counts otherwise than in its months, such as
   * a household that is visited twice.
   */
  readonly inTime?: 'standing' | 'distinct'
  /** Of how things stand: what an office takes over with its books, so that the eve of their first day is known as well. */
  readonly takenOver?: true
}

/** How many records, or the sum of one of their measures. */
export interface AmountFigure extends FigureWords {
  readonly unit: 'count' | 'm2' | 'yuan'
  readonly of: RecordSet
  /** Name of a measure of the set; without it, records are counted. */
  readonly measure?: string
  /** The measure is in hundredths, the figure in wholes: half a day of labour is 50 there and 0.5 here. */
  readonly inHundredths?: true
}

/** One set against a larger one that contains it. */
export interface RatioFigure extends FigureWords {
  readonly unit: 'ratio'
  readonly numerator: RecordSet
  readonly denominator: RecordSet
}

/** The records of a set, or of one part of it, of which something is true, against all of them. */
export interface ShareFigure extends FigureWords {
  readonly unit: 'ratio'
  readonly of: RecordSet
  readonly onlyPart?: string
  /** Name of a measure of the set that is 1 where it is true and 0 elsewhere. */
  readonly isCounted: string
}

export type Figure = AmountFigure | RatioFigure | ShareFigure

/** Bounds of the figures of a year, or a span of it, as of a day. */
export function periodOf(year: number, asOf: string, seen: Seen = longAfter, scope: Scope = {}): Period {
  const { span = 'year', estate } = scope
  const { from, end } = boundsOf(year, span)
  return { year, span, estate, asOf, from, end, to: asOf < end ? asOf : end, seen }
}

/** The moment at which the as-of day is over, ISO: of what happened at a moment, all before it had happened by that day. */
export function dayOver({ asOf, seen }: Period): string {
  return new Date(momentOf(addDays(asOf, 1), 0, seen.zone ?? defaultZone)).toISOString()
}

/** 31 December of the year: the day a year is seen from unless another is given (product page, Definitions). */
export function yearEnd(year: number): DateText {
  return `${year}-12-31`
}

/** The day the pages see a span of a year from: as asked; without one its end, or today while it still runs. */
export function asOfDate(year: number, asked: DateText | undefined, today: DateText, span: Span = 'year'): DateText {
  if (asked !== undefined) return asked
  const { end } = boundsOf(year, span)
  return today < end ? today : end
}

/** The period a page or a document asks for, as it is seen now. */
export function periodAsked({ year, span, asOf, estate }: ReportPeriod, clock: Clock): Period {
  return periodOf(year, asOfDate(year, asOf, clock.today(), span), seenNow(clock), { span, estate })
}

/** The same span of the year before, as of the same day a year earlier. */
export function yearBefore({ year, asOf, end, seen, span, estate }: Period): Period {
  // The end of February is another day every fourth year.
  const then = asOf === end ? boundsOf(year - 1, span).end : addMonths(asOf, -12)
  return periodOf(year - 1, then, seen, { span, estate })
}
