import { addMonths, type DateText, isDate, yearOf } from '../../../electron/contract/dates.ts'
import { boundsOf, type Span, span, spanKind, spanNumber, spansOf } from '../../../electron/contract/spans.ts'
import type { RecordSide, RecordSort, ReportPeriod, SummaryResult } from '../../../electron/contract/summary.ts'

/** Which year's summary, or which quarter or month of it, seen from which day; what is left out is the usual. */
export interface SummarySearch {
  readonly year?: number
  readonly asOf?: DateText
  readonly span?: Span
  /** Id of the one estate asked for. */
  readonly estate?: number
}

/** Which of a figure's records, besides. */
export interface RecordsSearch extends SummarySearch {
  readonly part?: string
  readonly side?: RecordSide
  readonly page?: number
  readonly size?: number
  /** Column the records are put in order by; without it by place. */
  readonly by?: RecordSort['by']
  readonly descending?: boolean
}

export const firstYear = 1990
export const lastYear = 2199
export const recordColumns = ['unit', 'kind', 'areaCenti', 'what', 'amount', 'date', 'part', 'counted'] as const
export const recordPageSizes = [50, 100, 200, 500] as const

/** For the route: keeps what is a year and a day, drops the rest. */
export function summarySearch(raw: Record<string, unknown>): SummarySearch {
  const { year, asOf, estate } = raw
  const asked = span.safeParse(raw.span)
  return {
    ...(typeof year === 'number' && Number.isInteger(year) && year >= firstYear && year <= lastYear && { year }),
    ...(typeof asOf === 'string' && isDate(asOf) && { asOf }),
    ...(asked.success && asked.data !== 'year' && { span: asked.data }),
    ...(typeof estate === 'number' && Number.isInteger(estate) && { estate }),
  }
}

/** What the address asks for, as the procedures take it. */
export function periodInput(year: number, { asOf, span: asked, estate }: SummarySearch): ReportPeriod {
  return {
    year,
    ...(asOf !== undefined && { asOf }),
    ...(asked !== undefined && { span: asked }),
    ...(estate !== undefined && { estate }),
  }
}

/** The address of a report that is on screen. */
export function searchOf({ year, span: own, asOf }: SummaryResult, estate: number | undefined): SummarySearch {
  return { year, asOf, ...(own !== 'year' && { span: own }), ...(estate !== undefined && { estate }) }
}

export function recordsSearch(raw: Record<string, unknown>): RecordsSearch {
  const { part, side, page, size, by, descending } = raw
  return {
    ...summarySearch(raw),
    ...(typeof part === 'string' && part !== '' && { part }),
    ...((side === 'numerator' || side === 'denominator' || side === 'rest') && { side }),
    ...(typeof page === 'number' && Number.isInteger(page) && page > 1 && { page }),
    ...(recordColumns.some((allowed) => allowed === by) && { by: by as RecordSort['by'] }),
    ...(descending === true && { descending }),
    ...(recordPageSizes.some((allowed) => allowed === size) && { size: size as number }),
  }
}

/** The year a summary is usually asked for: the last whole one. */
export function usualYear(today: DateText): number {
  return yearOf(today) - 1
}

/** The same view some years later: an as-of day that was chosen goes along. */
export function shifted(search: SummarySearch, year: number, from: number): SummarySearch {
  return { ...search, year, ...(search.asOf !== undefined && { asOf: addMonths(search.asOf, (year - from) * 12) }) }
}

/** The report before or after: of the next year, quarter or month; an as-of day that was chosen goes along. */
export function stepped(search: SummarySearch, from: number, by: 1 | -1): SummarySearch {
  const asked = search.span ?? 'year'
  const kind = spanKind(asked)
  if (kind === 'year') return shifted(search, from + by, from)
  const all = spansOf(kind)
  const place = from * all.length + spanNumber(asked) - 1 + by
  const next = all[place % all.length]
  return {
    ...search,
    year: Math.floor(place / all.length),
    ...(next && { span: next }),
    ...(search.asOf !== undefined && { asOf: addMonths(search.asOf, (by * 12) / all.length) }),
  }
}

/** Why a year, quarter or month cannot be summed up, as the key of a sentence. */
export function objection(
  year: number,
  asOf: DateText | undefined,
  today: DateText,
  of: Span = 'year',
): 'future' | 'tooEarly' | null {
  const { from } = boundsOf(year, of)
  if (from > today) return 'future'
  return asOf !== undefined && asOf < from ? 'tooEarly' : null
}
