import { type DateText, momentInZone, momentOf } from '../../contract/dates.ts'
import type { Problem } from '../../contract/errors.ts'
import type { Row } from '../audit/writer.ts'
import type { ParsedRow } from './table.ts'

/** When a case began and when it was over, as `YYYY-MM-DD HH:MM` on the office's clock. */
export interface Moments {
  begun: string
  ended: string | null
}

/** A moment's field in the workbook and its column of the case. */
interface MomentField {
  readonly field: string
  readonly column: string
}

/** What the row says of both, and what stood there before where it says nothing. */
export function momentsOf(
  row: ParsedRow,
  begun: MomentField,
  ended: MomentField,
  before: Row | undefined,
  zone: string,
): Moments {
  const shown = (value: unknown) => (typeof value === 'string' ? momentInZone(new Date(value), zone) : null)
  const endedNow = row.values[ended.field]
  return {
    begun: String(row.values[begun.field] ?? shown(before?.[begun.column]) ?? ''),
    ended: endedNow === undefined ? shown(before?.[ended.column]) : String(endedNow),
  }
}

export function timeProblems(of: Moments, begun: MomentField, ended: MomentField, today: DateText): Problem[] {
  const problems: Problem[] = []
  for (const [field, moment] of [
    [begun.field, of.begun],
    [ended.field, of.ended],
  ] as const) {
    if (moment && day(moment) > today) {
      problems.push({ code: 'date-after-today', field, params: { date: day(moment), today } })
    }
  }
  if (of.ended !== null && of.begun !== '' && of.ended < of.begun) {
    problems.push({ code: 'end-before-start', field: ended.field, params: { start: of.begun, end: of.ended } })
  }
  return problems
}

/** The date of a moment on the office's clock. */
export function day(moment: string): DateText {
  return moment.slice(0, 10)
}

/** A moment on the office's clock as an ISO moment. */
export function iso(moment: string, zone: string): string {
  const minutes = Number(moment.slice(11, 13)) * 60 + Number(moment.slice(14, 16))
  return new Date(momentOf(day(moment), minutes, zone)).toISOString()
}

export function pick(row: Row, columns: readonly string[]): Row {
  return Object.fromEntries(columns.map((column) => [column, row[column] ?? null]))
}
