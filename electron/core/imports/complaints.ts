import { type ComplaintState, complaintStates, openComplaintStates } from '../../contract/caseStates.ts'
import type { EscalationRule } from '../../contract/complaints.ts'
import { type DateText, momentInZone } from '../../contract/dates.ts'
import type { Problem } from '../../contract/errors.ts'
import type { ImportRow } from '../../contract/imports.ts'
import type { Row } from '../audit/writer.ts'
import { type ComplaintLevel, escalatesAt } from '../complaints/rules.ts'
import type { Db } from '../context.ts'
import { closedThrough } from '../fees/closing.ts'
import {
  calendarOf,
  dueAt,
  type Promised,
  type Response,
  respondDue,
  responseResumed,
  responseStopped,
  ruleFor,
} from '../promises/clock.ts'
import { officeCalendar, promiseRules } from '../promises/repository.ts'
import { returnRuleOf } from '../returns/due.ts'
import { hasSomebody } from '../returns/rules.ts'
import { readSettings } from '../settings/index.ts'
import { type CaseChange, CaseRows, closedProblems, day, iso, isoLike, numberOf, pick } from './cases.ts'
import { headerOf, importColumns } from './columns.ts'
import { type ImportOperation, type ReportBuilder, withHeaders } from './plan.ts'
import { broughtReturn, followedReturn, isNewestReturn, type ReturnDays, type StandingReturn } from './returns.ts'
import type { ParsedRow, ParsedTable } from './table.ts'
import { chunks, UnitRows } from './unitRows.ts'

/** Column of the workbook → column of `complaint`, for what is taken over as it is. */
const plainColumns = { kind: 'kind', content: 'content', state: 'state', owner: 'owner' } as const

/** What a new complaint is where the workbook says nothing. */
const unsaid = { kind: 'other', state: 'received' } as const

const begun = { field: 'receivedAt', column: 'received_at' }
const ended = { field: 'closedAt', column: 'closed_at' }

/**
 * Compares a complaints workbook with the register. A complaint is known by its number: given again, it is brought to
 * what is given. What is imported as open does not go up by itself for a time before it was imported.
 */
export async function planComplaints(
  db: Db,
  table: ParsedTable,
  today: DateText,
  officeName: string,
  report: ReportBuilder,
  now: string,
): Promise<ImportOperation[]> {
  const units = await UnitRows.load(db, table, officeName)
  const stored = await loadComplaints(db, table)
  const rules = await promiseRules(db)
  const calendar = await officeCalendar(db)
  const { escalation } = await readSettings(db)
  const morning = iso(`${today} 00:00`, calendar.zone)
  const notBefore = (moment: string | null) => (moment !== null && moment < morning ? null : moment)
  const newLevel = (complaint: Row): Row => ({
    level: complaint.state === 'escalated' ? 2 : 1,
    escalate_at:
      complaint.state === 'received' || complaint.state === 'handling'
        ? notBefore(escalatesAt(1, String(complaint.received_at), escalation))
        : null,
  })
  const rows = new CaseRows({ begun, ended, plain: plainColumns }, units, calendar.zone, today, now)
  const shut = await closedThrough(db)
  const days: ReturnDays = { rule: await returnRuleOf(db), today, closed: shut }
  const operations: ImportOperation[] = []
  for (const row of table.rows) {
    const before = stored.get(numberOf(row))
    const standing = before && { ...before.row, closed_at: before.closing?.at ?? null }
    const { number, errors, moments, patch } = rows.read(row, standing)
    const warnings: Problem[] = []
    if (row.values.receivedAt !== undefined) {
      Object.assign(patch, {
        received_at: isoLike(moments.begun, before?.row.received_at, calendar.zone),
        received_on: day(moments.begun),
      })
    }
    if (row.values.isValid !== undefined) {
      const isValid = row.values.isValid === 'yes'
      // The workbook does not say when it was judged: what is known already is judged otherwise today.
      patch.invalid_on = isValid ? null : (before?.row.invalid_on ?? (before ? today : day(moments.begun)))
    }
    const values: Row = { ...unsaid, ...before?.row, ...patch }
    const isClosed = values.state === 'closed'
    if (isClosed && moments.ended === null && moments.begun !== '') {
      moments.ended = moments.begun
      warnings.push({ code: 'finish-assumed', field: 'closedAt', params: { date: day(moments.begun) } })
    }
    if (!isClosed && row.values.closedAt !== undefined) {
      const state = complaintStates[values.state as ComplaintState]
      warnings.push({ code: 'finish-unused', field: 'closedAt', params: { state } })
    }
    const closed =
      isClosed && moments.ended !== null ? isoLike(moments.ended, before?.closing?.at, calendar.zone) : null
    errors.push(
      ...closedProblems(
        [
          {
            table: 'complaint',
            field: 'receivedAt',
            before: before?.row ?? null,
            patch: pickKnown(patch, 'received_on'),
          },
          ...judgementChange(before, patch, today),
          ...closingChange(before, closed, calendar.zone, today),
        ],
        shut,
      ),
    )
    const refused = [...row.errors, ...withHeaders(errors, header)] as ImportRow['errors']
    const isNewPromise = values.received_at !== before?.row.received_at
    if (refused.length === 0 && (isNewPromise || values.state !== before?.row.state)) {
      const rule = isNewPromise
        ? ruleFor(rules, 'complaint', null, String(values.received_on))
        : (rules.find(({ id }) => id === values.rule_id) ?? null)
      const promised = { rule, hours: rule && calendarOf(rule, calendar), zone: calendar.zone, now }
      Object.assign(
        patch,
        before && !isNewPromise ? clockAfter(before.row, values, promised) : newClock(values, promised),
        before && (!isNewPromise || before.row.level !== 1)
          ? levelAfter(before.row, values, now, escalation)
          : newLevel(values),
      )
    }
    const changed = Object.keys(patch).filter((column) => patch[column] !== before?.row[column])
    const isMoved = (before?.closing?.at ?? null) !== closed
    const outcome =
      refused.length > 0 ? 'rejected' : !before ? 'added' : changed.length > 0 || isMoved ? 'updated' : 'unchanged'
    report.add({
      row: row.row,
      outcome,
      key: number,
      changes: before && outcome === 'updated' ? changesOf(row, before, calendar.zone) : [],
      errors: refused,
      warnings: [...row.warnings, ...withHeaders(warnings, header)] as ImportRow['warnings'],
    })
    if (outcome === 'added') {
      const reference = `complaint:${number}`
      operations.push({
        action: 'insert',
        table: 'complaint',
        reference,
        row: { ...newComplaint, ...unsaid, ...patch, number },
      })
      if (closed !== null) operations.push(closing({ reference }, closed, calendar.zone))
      if (typeof patch.invalid_on === 'string') operations.push(invalid({ reference }, patch.invalid_on))
      operations.push(...returnDue({ reference }, { ...newComplaint, ...values }, days))
    }
    if (outcome === 'updated' && before) {
      if (changed.length > 0) {
        const { id, version } = before
        operations.push({ action: 'update', table: 'complaint', id, version, patch: pick(patch, changed) })
      }
      operations.push(...judgementOperations(before, patch, today))
      if (isMoved) operations.push(...closingOperations(before, closed, calendar.zone, today))
      if (values.state !== before.row.state) operations.push(...returnOperations(before, values, days))
    }
  }
  return operations
}

const header = (field: string | undefined) => headerOf('complaints', field)

/** The promise of a complaint that is new, or that was received at another time than was thought. */
function newClock(complaint: Row, { rule, hours, zone }: Promised): Row {
  // Of a complaint that somebody has taken up, the desk may know when; the workbook does not say.
  const isReplyKnown = complaint.state === 'received' || typeof complaint.responded_at === 'string'
  const due = isReplyKnown && rule ? dueAt(rule.respondMinutes, hours, String(complaint.received_at)) : null
  return { rule_id: rule?.id ?? null, ...respondDue(due, zone), respond_left_minutes: null }
}

/** What another state does to the clock of the first reply: what the same step at the desk would, at the moment of the import. */
function clockAfter(before: Row, after: Row, promised: Promised): Row {
  const response = before as unknown as Response
  return after.state === 'received' ? responseResumed(response, promised) : responseStopped(response, promised)
}

/**
 * What another state does to the levels: an open complaint goes up when it would have, one opened again has its whole
 * time at its level before it, and nothing that is over goes up.
 */
function levelAfter(before: Row, after: Row, now: string, rule: EscalationRule): Row {
  if (!isOpen(after.state)) return { escalate_at: null }
  const level = after.state === 'escalated' ? Math.max(2, Number(before.level)) : Number(before.level)
  if (isOpen(before.state) && level === before.level) return {}
  return { level, escalate_at: escalatesAt(level as ComplaintLevel, now, rule) }
}

function isOpen(state: unknown): boolean {
  return (openComplaintStates as readonly unknown[]).includes(state)
}

const newComplaint: Row = {
  unit_id: null,
  place: '',
  person_id: null,
  caller: '',
  phone: '',
  content: '',
  against: '',
  owner_id: null,
  owner: '',
  invalid_on: null,
  invalid_reason: '',
  responded_at: null,
  reply: '',
  outcome: '',
  cause: null,
  prevention: '',
  request_key: null,
}

function closing(complaintId: number | { readonly reference: string }, at: string, zone: string): ImportOperation {
  return {
    action: 'insert',
    table: 'complaint_closing',
    reference: `complaint_closing:${typeof complaintId === 'number' ? complaintId : complaintId.reference}`,
    row: {
      complaint_id: complaintId,
      on_date: momentInZone(new Date(at), zone).slice(0, 10),
      at,
      reopened_on: null,
    },
  }
}

/** A closing follows what the workbook says: moved where that changes, given up from today where it is open again. */
function closingOperations(before: Stored, closed: string | null, zone: string, today: DateText): ImportOperation[] {
  if (before.closing === null) return closed === null ? [] : [closing(before.id, closed, zone)]
  const { id, version } = before.closing
  const patch: Row =
    closed === null
      ? { reopened_on: today }
      : { at: closed, on_date: momentInZone(new Date(closed), zone).slice(0, 10) }
  return [{ action: 'update', table: 'complaint_closing', id, version, patch }]
}

function invalid(complaintId: number | { readonly reference: string }, onDate: string): ImportOperation {
  return {
    action: 'insert',
    table: 'complaint_invalid',
    reference: `complaint_invalid:${typeof complaintId === 'number' ? complaintId : complaintId.reference}`,
    row: { complaint_id: complaintId, on_date: onDate, valid_on: null },
  }
}

/** A judgement follows what the workbook says: new, or given up from today. */
function judgementOperations(before: Stored, patch: Row, today: DateText): ImportOperation[] {
  const [change] = judgementChange(before, patch, today)
  if (!change) return []
  if (before.invalid === null) return [invalid(before.id, String(change.patch.on_date))]
  const { id, version } = before.invalid
  return [{ action: 'update', table: 'complaint_invalid', id, version, patch: change.patch }]
}

/** The same for the question whether its day is closed. */
function judgementChange(before: Stored | undefined, patch: Row, today: DateText): readonly CaseChange[] {
  if (patch.invalid_on === undefined || patch.invalid_on === (before?.row.invalid_on ?? null)) return []
  const standing = before?.invalid ?? null
  const change: Row = standing === null ? { on_date: patch.invalid_on } : { valid_on: today }
  return [{ table: 'complaint_invalid', field: 'isValid', before: standing && { valid_on: null }, patch: change }]
}

/** One column of what a row says, where it says it. */
function pickKnown(patch: Row, column: string): Row {
  return column in patch ? pick(patch, [column]) : {}
}

/**
 * An answered complaint asks for a return visit. The workbook does not say when it was answered, so it counts from the
 * day of the import. One that was visited or closed before it came here asks for none: the day to count from is not known.
 */
function returnDue(
  complaintId: number | { readonly reference: string },
  complaint: Row,
  days: ReturnDays,
): ImportOperation[] {
  const somebody = { unit_id: complaint.unit_id as number | null, phone: String(complaint.phone ?? '') }
  if (complaint.state !== 'answered' || !days.rule.complaints || !hasSomebody(somebody)) return []
  return [broughtReturn('complaint', complaintId, days.today, false, days)]
}

/** A complaint's return visit follows its state: nobody is asked about a complaint that is open again or withdrawn. */
function returnOperations(before: Stored, after: Row, days: ReturnDays): ImportOperation[] {
  if (before.due === null) return returnDue(before.id, after, days)
  const isAnswered = ['answered', 'visited', 'closed'].includes(String(after.state))
  return followedReturn(before.due, isAnswered ? before.due.finishedOn : null, after.state === 'visited', days)
}

/** The same for the question whether its day is closed. */
function closingChange(
  before: Stored | undefined,
  closed: string | null,
  zone: string,
  today: DateText,
): readonly CaseChange[] {
  const standing = before?.closing
  if ((standing?.at ?? null) === closed) return []
  const dayOf = (moment: string) => momentInZone(new Date(moment), zone).slice(0, 10)
  return [
    {
      table: 'complaint_closing',
      field: 'closedAt',
      before: standing ? { on_date: dayOf(standing.at), reopened_on: null } : null,
      patch: closed === null ? { reopened_on: today } : { on_date: dayOf(closed) },
    },
  ]
}

/** What of the given values is new, as the workbook writes it. */
function changesOf(row: ParsedRow, before: Stored, zone: string): ImportRow['changes'] {
  const shown = (field: string, value: unknown): string | number | null => {
    const { choices } = importColumns.complaints.find((column) => column.field === field) ?? {}
    return typeof value === 'string' ? (choices?.[value] ?? value) : null
  }
  const moment = (value: unknown) => (typeof value === 'string' ? momentInZone(new Date(value), zone) : null)
  const known: readonly (readonly [string, unknown])[] = [
    ...Object.entries(plainColumns).map(([field, column]) => [field, before.row[column]] as const),
    ['isValid', before.row.invalid_on === null ? 'yes' : 'no'],
    ['receivedAt', moment(before.row.received_at)],
    ['closedAt', moment(before.closing?.at)],
  ]
  return known.flatMap(([field, from]) => {
    const to = row.values[field]
    if (to === undefined || to === from) return []
    return [{ column: header(field) ?? field, from: shown(field, from), to: shown(field, to) }]
  })
}

interface Stored {
  readonly id: number
  readonly version: number
  readonly row: Row
  readonly closing: { readonly id: number; readonly version: number; readonly at: string } | null
  readonly invalid: { readonly id: number; readonly version: number } | null
  readonly due: StandingReturn | null
}

async function loadComplaints(db: Db, table: ParsedTable): Promise<Map<string, Stored>> {
  const numbers = [...new Set(table.rows.map((row) => String(row.values.number ?? '')))]
  const found = new Map<string, Stored>()
  for (const some of chunks(numbers, 500)) {
    const rows = await db
      .selectFrom('complaint')
      .leftJoin('complaint_closing', (join) =>
        join
          .onRef('complaint_closing.complaint_id', '=', 'complaint.id')
          .on('complaint_closing.reopened_on', 'is', null),
      )
      .selectAll('complaint')
      .select(['complaint_closing.id as closingId', 'complaint_closing.at as closedAt'])
      .select('complaint_closing.version as closingVersion')
      .leftJoin('complaint_invalid', (join) =>
        join.onRef('complaint_invalid.complaint_id', '=', 'complaint.id').on('complaint_invalid.valid_on', 'is', null),
      )
      .select(['complaint_invalid.id as invalidId', 'complaint_invalid.version as invalidVersion'])
      .leftJoin('return_due', (join) =>
        join
          .onRef('return_due.subject_id', '=', 'complaint.id')
          .on('return_due.subject_kind', '=', 'complaint')
          .on('return_due.dropped_on', 'is', null)
          .on(isNewestReturn),
      )
      .select([
        'return_due.id as dueId',
        'return_due.version as dueVersion',
        'return_due.state as dueState',
        'return_due.reached_on as dueReachedOn',
      ])
      .select(['return_due.finished_on as dueFinishedOn', 'return_due.attempts as dueAttempts'])
      .where('number', 'in', some)
      .execute()
    for (const { closingId, closedAt, closingVersion, ...joined } of rows) {
      const {
        dueId,
        dueVersion,
        dueState,
        dueFinishedOn,
        dueAttempts,
        dueReachedOn,
        invalidId,
        invalidVersion,
        ...row
      } = joined
      const due: StandingReturn | null =
        dueId === null
          ? null
          : {
              id: dueId,
              version: Number(dueVersion),
              finishedOn: dueFinishedOn ?? '',
              attempts: Number(dueAttempts ?? 0),
              state: dueState ?? 'open',
              reachedOn: dueReachedOn,
            }
      const of = closingId === null ? null : { id: closingId, version: Number(closingVersion), at: closedAt ?? '' }
      const invalid = invalidId === null ? null : { id: invalidId, version: Number(invalidVersion) }
      const [version, stored] = [Number(row.version), { ...row } as Row]
      found.set(row.number, { id: row.id, version, row: stored, closing: of, invalid, due })
    }
  }
  return found
}
