import type { SignoffHead } from '../../../electron/contract/signoffs.ts'
import { boundsOf, type Span } from '../../../electron/contract/spans.ts'
import { type SummarySearch, summarySearch } from '../summary/period.ts'

/** Which period's signed reports, and which of them. */
export interface SignedSearch extends SummarySearch {
  /** Id of the one that is read. */
  readonly signoff?: number
}

/** Which of a signed report's records of a figure. */
export interface SignedRecordsSearch {
  readonly signoff?: number
  /** The records as they were; without it those that have changed. */
  readonly show?: 'kept'
  readonly page?: number
}

const whole = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value) && value > 0

export function signedSearch(raw: Record<string, unknown>): SignedSearch {
  return { ...summarySearch(raw), ...(whole(raw.signoff) && { signoff: raw.signoff }) }
}

export function signedRecordsSearch({ signoff, show, page }: Record<string, unknown>): SignedRecordsSearch {
  return {
    ...(whole(signoff) && { signoff }),
    ...(show === 'kept' && { show }),
    ...(whole(page) && page > 1 && { page }),
  }
}

/** The address of a signed report, with its period. */
export function searchOf({ id, year, span, estate, asOf }: SignoffHead): SignedSearch {
  const { end } = boundsOf(year, span)
  return {
    year,
    ...(span !== 'year' && { span }),
    ...(estate !== null && { estate }),
    ...(asOf !== end && { asOf }),
    signoff: id,
  }
}

/** The report to read first: the one asked for, else of the period's the one that stands, else the last withdrawn. */
export function chosenOf(
  heads: readonly SignoffHead[],
  asked: SignedSearch,
  { year, span, asOf }: { readonly year: number; readonly span: Span; readonly asOf: string },
): SignoffHead | undefined {
  const own = heads.filter((one) => one.year === year && one.span === span && one.estate === (asked.estate ?? null))
  const sameDay = own.filter((one) => one.asOf === asOf)
  // Another period chosen above the page leaves the one that was read.
  const named = sameDay.find(({ id }) => id === asked.signoff)
  if (named) return named
  const standing = (one: SignoffHead) => one.withdrawn === null
  return sameDay.find(standing) ?? own.find(standing) ?? sameDay[0] ?? own[0]
}
