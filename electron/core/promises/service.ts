import { sql } from 'kysely'
import { openComplaintStates } from '../../contract/caseStates.ts'
import { addDays, type DateText } from '../../contract/dates.ts'
import { DeskError, refusal } from '../../contract/errors.ts'
import type { OfficeHours, PromiseRuleFields, PromiseRuleRow } from '../../contract/promises.ts'
import type { DayKind } from '../../contract/workdays.ts'
import { type AuditedWriter, type Row, write } from '../audit/writer.ts'
import {
  afterWorking,
  hasWork,
  longestRestAllowed,
  type WorkCalendar,
  workingBetween,
} from '../calendar/workingTime.ts'
import type { Db, Desk } from '../context.ts'
import { tasksFollowCalendar } from '../plans/raising.ts'
import { readSettings, writeSettings } from '../settings/index.ts'
import { finishDue, isMissed, respondDue } from './clock.ts'
import { officeCalendar } from './repository.ts'

/** Every rule there is or was, those of one subject together, the younger first. */
export async function ruleRows(db: Db): Promise<PromiseRuleRow[]> {
  const rows = await db
    .selectFrom('promise_rule')
    .selectAll()
    .select(
      sql<number>`(SELECT count(*) FROM job WHERE job.rule_id = promise_rule.id)
        + (SELECT count(*) FROM complaint WHERE complaint.rule_id = promise_rule.id)`.as('cases'),
    )
    .orderBy('subject', 'desc')
    .orderBy('from_on', 'desc')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    version: Number(row.version),
    name: row.name,
    subject: row.subject,
    priority: row.priority,
    respondMinutes: row.respond_minutes,
    finishMinutes: row.finish_minutes,
    hours: row.hours,
    fromOn: row.from_on,
    toOn: row.to_on,
    source: row.source,
    cases: row.cases,
  }))
}

/**
 * Promises something else from a day on. The rule that is valid for these cases ends the day before; cases registered
 * under it keep what they were promised.
 * @throws DeskError `promise-nothing`, `promise-respond-after-finish`, `promise-overlaps`
 */
export function addRule(desk: Desk, fields: PromiseRuleFields): Promise<number> {
  return write(desk, async (writer) => {
    refuseNonsense(fields)
    const others = await writer.tx
      .selectFrom('promise_rule')
      .selectAll()
      .where('subject', '=', fields.subject)
      .where('priority', fields.priority === null ? 'is' : '=', fields.priority)
      .where((where) => where.or([where('to_on', 'is', null), where('to_on', '>=', fields.fromOn)]))
      .execute()
    const later = others.find((one) => one.from_on >= fields.fromOn)
    if (later) {
      throw refusal({ code: 'promise-overlaps', field: 'fromOn', params: { name: later.name, from: later.from_on } })
    }
    for (const rule of others)
      await writer.apply('promise_rule', { ...rule } as Row, { to_on: addDays(fields.fromOn, -1) })
    return writer.insert('promise_rule', { ...columnsOf(fields), to_on: null })
  })
}

/**
 * Mends a rule. Once cases were promised by it, only its name and source can change.
 * @throws StaleError; DeskError `not-found`, `promise-nothing`, `promise-respond-after-finish`, `promise-used`
 */
export function updateRule(
  desk: Desk,
  { id, version, ...fields }: PromiseRuleFields & { readonly id: number; readonly version: number },
): Promise<number> {
  return write(desk, async (writer) => {
    refuseNonsense(fields)
    const before = await writer.tx.selectFrom('promise_rule').selectAll().where('id', '=', id).executeTakeFirst()
    if (!before) throw new DeskError('not-found', { entity: 'promise_rule', id })
    const next = columnsOf(fields)
    const kept = Object.keys(next).filter((column) => column !== 'name' && column !== 'source')
    const changed = kept.find((column) => next[column] !== (before as unknown as Row)[column])
    if (changed) {
      const table = before.subject === 'job' ? 'job' : 'complaint'
      const used = await writer.tx.selectFrom(table).select('id').where('rule_id', '=', id).limit(1).executeTakeFirst()
      if (used) throw refusal({ code: 'promise-used', field: fieldOf[changed] ?? 'fromOn' })
    }
    await writer.update('promise_rule', id, version, next)
    return id
  })
}

/** Ends a rule with a day. @throws StaleError; DeskError `not-found`, `end-before-start` */
export function endRule(
  desk: Desk,
  { id, version, toOn }: { id: number; version: number; toOn: DateText },
): Promise<number> {
  return write(desk, async (writer) => {
    const rule = await writer.tx.selectFrom('promise_rule').select('from_on').where('id', '=', id).executeTakeFirst()
    if (!rule) throw new DeskError('not-found', { entity: 'promise_rule', id })
    if (toOn < rule.from_on) {
      throw refusal({ code: 'end-before-start', field: 'toOn', params: { start: rule.from_on, end: toOn } })
    }
    await writer.update('promise_rule', id, version, { to_on: toOn })
    return id
  })
}

const fieldOf: Readonly<Record<string, string>> = {
  subject: 'subject',
  priority: 'priority',
  respond_minutes: 'respondMinutes',
  finish_minutes: 'finishMinutes',
  hours: 'hours',
}

function columnsOf(fields: PromiseRuleFields): Row {
  return {
    name: fields.name,
    subject: fields.subject,
    priority: fields.priority,
    respond_minutes: fields.respondMinutes,
    finish_minutes: fields.finishMinutes,
    hours: fields.hours,
    from_on: fields.fromOn,
    source: fields.source,
  }
}

/** Nothing promised, or to begin only after it is to be finished: both count in the same hours. */
function refuseNonsense({ respondMinutes, finishMinutes }: PromiseRuleFields): void {
  if (respondMinutes === null && finishMinutes === null) {
    throw refusal({ code: 'promise-nothing', field: 'respondMinutes' })
  }
  if (respondMinutes !== null && finishMinutes !== null && respondMinutes > finishMinutes) {
    throw refusal({ code: 'promise-respond-after-finish', field: 'respondMinutes' })
  }
}

/** The office's hours, and the days that are otherwise than the week says, in order. */
export async function calendarRows(db: Db) {
  const { officeHours } = await readSettings(db)
  const days = await db.selectFrom('calendar_day').selectAll().orderBy('on_date').execute()
  return {
    hours: officeHours.hours.map(([from, to]): [number, number] => [from, to]),
    weekdays: [...officeHours.weekdays],
    days: days.map((day) => ({
      id: day.id,
      version: Number(day.version),
      onDate: day.on_date,
      kind: day.kind,
      name: day.name,
    })),
  }
}

/** @returns how many open cases fall due at another moment by it @throws DeskError `hours-overlap`, `calendar-without-work` */
export async function saveHours(desk: Desk, { hours, weekdays }: OfficeHours): Promise<number> {
  const spells = hours.toSorted(([a], [b]) => a - b)
  const isWrong = spells.some(([from, to], index) => to <= from || from < (spells[index - 1]?.[1] ?? 0))
  if (isWrong) throw refusal({ code: 'hours-overlap', field: 'hours' })
  const before = await officeCalendar(desk.db)
  refuseEndlessRest({ ...before, hours: spells, weekdays })
  await writeSettings(desk, { officeHours: { hours: spells, weekdays: weekdays.toSorted() } })
  return write(desk, (writer) => moveDeadlines(writer, desk, before))
}

/**
 * Marks every day of a spell as a holiday or as worked; what a day was marked as before is replaced.
 * @returns how many open cases fall due at another moment by it
 * @throws DeskError `end-before-start`, `spell-too-long`, `calendar-without-work`
 */
export function markDays(
  desk: Desk,
  { from, to, kind, name }: { from: DateText; to: DateText; kind: DayKind; name: string },
): Promise<number> {
  if (to < from) throw refusal({ code: 'end-before-start', field: 'to', params: { start: from, end: to } })
  if (to > addDays(from, 60)) throw refusal({ code: 'spell-too-long', field: 'to', params: { days: 61 } })
  return write(desk, async (writer) => {
    const before = await officeCalendar(writer.tx)
    const known = await writer.tx
      .selectFrom('calendar_day')
      .selectAll()
      .where('on_date', '>=', from)
      .where('on_date', '<=', to)
      .execute()
    for (let day = from; day <= to; day = addDays(day, 1)) {
      const marked = known.find((one) => one.on_date === day)
      if (marked) await writer.apply('calendar_day', { ...marked } as Row, { kind, name })
      else await writer.insert('calendar_day', { on_date: day, kind, name })
    }
    return moveDeadlines(writer, desk, before)
  })
}

/** @returns how many open cases fall due at another moment by it @throws StaleError; DeskError `not-found`, `calendar-without-work` */
export function removeDay(desk: Desk, { id, version }: { id: number; version: number }): Promise<number> {
  return write(desk, async (writer) => {
    const before = await officeCalendar(writer.tx)
    await writer.update('calendar_day', id, version, {})
    await writer.remove('calendar_day', id)
    return moveDeadlines(writer, desk, before)
  })
}

/**
 * Tasks that move off days without work are worked out again, and
 * open cases promised in office hours keep the working minutes they have left, counted by the calendar as it is now.
 * What is missed already stays missed.
 */
async function moveDeadlines(writer: AuditedWriter, desk: Desk, before: WorkCalendar): Promise<number> {
  const after = await officeCalendar(writer.tx)
  refuseEndlessRest(after)
  const now = desk.clock.now().toISOString()
  const { zone } = desk.clock
  const moved = (due: string | null) => movedDue(due, before, after, now)
  const open = await writer.tx
    .selectFrom('job')
    .innerJoin('promise_rule', 'promise_rule.id', 'job.rule_id')
    .selectAll('job')
    .where('promise_rule.hours', '=', 'office')
    .where('job.state', 'in', ['waiting', 'dispatched', 'working', 'suspended'])
    .execute()
  let count = 0
  for (const job of open) {
    const patch: Row = { ...finishDue(moved(job.finish_due_at), zone) }
    if (job.responded_at === null) Object.assign(patch, respondDue(moved(job.respond_due_at), zone))
    if (
      patch.finish_due_at === job.finish_due_at &&
      (patch.respond_due_at ?? job.respond_due_at) === job.respond_due_at
    )
      continue
    count += 1
    await writer.apply('job', { ...job } as Row, patch)
  }
  const unanswered = await writer.tx
    .selectFrom('complaint')
    .innerJoin('promise_rule', 'promise_rule.id', 'complaint.rule_id')
    .selectAll('complaint')
    .where('promise_rule.hours', '=', 'office')
    .where('complaint.state', 'in', openComplaintStates)
    .where('complaint.responded_at', 'is', null)
    .execute()
  for (const complaint of unanswered) {
    const patch = respondDue(moved(complaint.respond_due_at), zone)
    if (patch.respond_due_at === complaint.respond_due_at) continue
    count += 1
    await writer.apply('complaint', { ...complaint } as Row, patch)
  }
  await tasksFollowCalendar(writer, desk.clock.today())
  return count
}

/** A promise by office hours that never comes to its end is none. @throws DeskError `calendar-without-work` */
function refuseEndlessRest(calendar: WorkCalendar): void {
  if (!hasWork(calendar)) throw new DeskError('calendar-without-work', { days: longestRestAllowed })
}

const second = 1000

/** When what is left of a promise ends by another calendar; what is missed, or ends at the same second, stays. */
function movedDue(due: string | null, before: WorkCalendar, after: WorkCalendar, now: string): string | null {
  if (due === null || isMissed(due, now)) return due
  const [end, at] = [Date.parse(due), Date.parse(now)]
  const next = afterWorking(after, at, workingBetween(before, at, end))
  return Math.abs(next - end) < second ? due : new Date(next).toISOString()
}
