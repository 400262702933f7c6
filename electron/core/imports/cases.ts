import { type DateText, momentInZone, momentOf } from '../../contract/dates.ts'
import type { Problem } from '../../contract/errors.ts'
import type { AuditedTable } from '../../db/schema.ts'
import type { Row } from '../audit/writer.ts'
import { closedProblem } from '../fees/closing.ts'
import type { ParsedRow } from './table.ts'
import { placeOf, type UnitRows } from './unitRows.ts'

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

interface CaseColumns {
  readonly begun: MomentField
  readonly ended: MomentField
  /** Field of the workbook → column of the case, for what is taken over as it is. */
  readonly plain: Readonly<Record<string, string>>
}

/** What every workbook of numbered cases says alike: the number, the unit, when it began and ended, the plain columns. */
export interface CaseRow {
  readonly number: string
  readonly errors: Problem[]
  readonly moments: Moments
  /** What the row says, by column of the case. */
  readonly patch: Row
}

export class CaseRows {
  readonly #columns: CaseColumns
  readonly #units: UnitRows
  readonly #zone: string
  readonly #today: DateText
  readonly #now: string
  /** Row in which a number stood first. */
  readonly #rowOf = new Map<string, number>()

  /** @param now an ISO moment of `today` */
  constructor(columns: CaseColumns, units: UnitRows, zone: string, today: DateText, now: string) {
    this.#columns = columns
    this.#units = units
    this.#zone = zone
    this.#today = today
    this.#now = momentInZone(new Date(now), zone)
  }

  /** @param before the case as it is stored, with the moment at which it ended under that column's name */
  read(row: ParsedRow, before: Row | undefined): CaseRow {
    const { begun, ended, plain } = this.#columns
    const number = numberOf(row)
    const errors: Problem[] = []
    const first = this.#rowOf.get(number)
    if (number !== '' && first !== undefined)
      errors.push({ code: 'duplicate-row', field: 'number', params: { row: first } })
    else this.#rowOf.set(number, row.row)
    const patch: Row = {}
    for (const [field, column] of Object.entries(plain)) {
      const value = row.values[field]
      if (value !== undefined) patch[column] = value
    }
    const unit = placeOf(row) === '' ? null : this.#units.find(row)
    if (unit && 'problem' in unit) errors.push(unit.problem)
    else if (unit) patch.unit_id = unit.id
    const moments = momentsOf(row, begun, ended, before, this.#zone)
    errors.push(...timeProblems(moments, begun, ended, this.#today, this.#now))
    return { number, errors, moments, patch }
  }
}

export function numberOf(row: ParsedRow): string {
  return String(row.values.number ?? '')
}

/** What the row says of both, and what stood there before where it says nothing. */
function momentsOf(
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

function timeProblems(of: Moments, begun: MomentField, ended: MomentField, today: DateText, now: string): Problem[] {
  const problems: Problem[] = []
  for (const [field, moment] of [
    [begun.field, of.begun],
    [ended.field, of.ended],
  ] as const) {
    if (moment && day(moment) > today) {
      problems.push({ code: 'date-after-today', field, params: { date: day(moment), today } })
    } else if (moment && moment > now) {
      problems.push({ code: 'moment-in-future', field, params: { moment, now } })
    }
  }
  if (of.ended !== null && of.begun !== '' && of.ended < of.begun) {
    problems.push({ code: 'end-before-start', field: ended.field, params: { start: of.begun, end: of.ended } })
  }
  return problems
}

/** What a row would write of one record: null in `before` for a new one. */
export interface CaseChange {
  readonly table: AuditedTable
  /** The workbook's field that a refusal names. */
  readonly field: string
  readonly before: Row | null
  readonly patch: Row
}

/** What closing refuses of a row, each field once. @param closed the last closed day */
export function closedProblems(changes: readonly CaseChange[], closed: DateText | null): Problem[] {
  if (closed === null) return []
  const problems = changes.flatMap(({ table, field, before, patch }): Problem[] => {
    const changed = Object.keys(patch).filter((column) => patch[column] !== before?.[column])
    if (changed.length === 0) return []
    const was = before && pick(before, changed)
    const problem = closedProblem(table, was, pick(patch, changed), closed, before ?? undefined)
    return problem ? [{ ...problem, field }] : []
  })
  return problems.filter(({ field }, index) => problems.findIndex((one) => one.field === field) === index)
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

/**
 * As `iso`, but the stored moment where the workbook gives its minute: the desk knows the second, a workbook does not,
 * and giving the same minute again changes nothing.
 */
export function isoLike(moment: string, stored: unknown, zone: string): string {
  return typeof stored === 'string' && momentInZone(new Date(stored), zone) === moment ? stored : iso(moment, zone)
}

export function pick(row: Row, columns: readonly string[]): Row {
  return Object.fromEntries(columns.map((column) => [column, row[column] ?? null]))
}
