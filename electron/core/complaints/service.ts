import { type ComplaintState, complaintMoves } from '../../contract/caseStates.ts'
import type { ComplaintDetail, ComplaintFields, ComplaintStep } from '../../contract/complaints.ts'
import { dateInZone, later, momentInZone } from '../../contract/dates.ts'
import { DeskError, refusal } from '../../contract/errors.ts'
import { valueBefore } from '../audit/history.ts'
import { AuditedWriter, type Row, write } from '../audit/writer.ts'
import { nextOfDay } from '../calendar/dayNumber.ts'
import type { Actor, Desk, Tx } from '../context.ts'
import {
  calendarOf,
  dueAt,
  type Promised,
  respondDue,
  responseResumed,
  responseStopped,
  ruleFor,
} from '../promises/clock.ts'
import { officeCalendar, promiseRules } from '../promises/repository.ts'
import { shownPhone } from '../residents/phones.ts'
import { complaintReturnBecomesDue, hasOpenReturn, returnsDrop } from '../returns/due.ts'
import { readSettings } from '../settings/index.ts'
import { type ComplaintLevel, escalatesAt, isReplyLate, stepsUp } from './rules.ts'

/**
 * Takes a complaint down; who receives it first answers for it until it is closed.
 * @returns its id and number; of the one made the first time where the request comes again
 * @throws DeskError `not-found`
 */
export function receiveComplaint(
  desk: Desk,
  { requestKey, ...fields }: ComplaintFields & { readonly requestKey: string | null },
): Promise<{ id: number; number: string }> {
  return write(desk, receiving(desk, { requestKey, ...fields }))
}

/** As `receiveComplaint`, for a transaction that writes more. */
export function receiving(
  desk: Desk,
  { requestKey, ...fields }: ComplaintFields & { readonly requestKey: string | null },
): (writer: AuditedWriter) => Promise<{ id: number; number: string }> {
  return async (writer) => {
    const again =
      requestKey !== null &&
      (await writer.tx
        .selectFrom('complaint')
        .select(['id', 'number'])
        .where('request_key', '=', requestKey)
        .executeTakeFirst())
    if (again) return again
    if (fields.unitId !== null) await refuseUnknown(writer.tx, 'unit', fields.unitId)
    if (fields.personId !== null) await refuseUnknown(writer.tx, 'person', fields.personId)
    const now = desk.clock.now().toISOString()
    const today = desk.clock.today()
    const rule = ruleFor(await promiseRules(writer.tx), 'complaint', null, today)
    const calendar = rule && calendarOf(rule, await officeCalendar(writer.tx))
    const number = await nextOfDay(writer.tx, 'complaint', 'TS', today)
    const id = await writer.insert('complaint', {
      number,
      received_at: now,
      received_on: today,
      unit_id: fields.unitId,
      place: fields.place,
      person_id: fields.personId,
      caller: fields.caller,
      phone: fields.phone,
      kind: fields.kind,
      content: fields.content,
      against: fields.against,
      state: 'received',
      owner_id: desk.actor.id,
      owner: desk.actor.name,
      level: 1,
      escalate_at: escalatesAt(1, now, (await readSettings(writer.tx)).escalation),
      rule_id: rule?.id ?? null,
      ...respondDue(rule && dueAt(rule.respondMinutes, calendar, now), desk.clock.zone),
      request_key: requestKey,
    })
    await note(writer, desk.actor, { complaint_id: id, at: now, event: 'receive', to_state: 'received', level: 1 })
    return { id, number }
  }
}

/**
 * Takes a complaint one step on. What is possible says `complaintMoves`.
 * @throws StaleError; DeskError `complaint-not-so`, `reason-needed`, `reply-needed`, `outcome-needed`, `cause-needed`
 */
export function stepComplaint(desk: Desk, step: ComplaintStep): Promise<number> {
  return write(desk, stepOf(desk, step))
}

/** As `stepComplaint`, for a transaction that writes more. */
export function stepOf(desk: Desk, step: ComplaintStep): (writer: AuditedWriter) => Promise<number> {
  return async (writer) => {
    const complaint = await writer.tx.selectFrom('complaint').selectAll().where('id', '=', step.id).executeTakeFirst()
    if (!complaint) throw new DeskError('not-found', { entity: 'complaint', id: step.id })
    const move = complaintMoves[step.event]
    // Who has not seen a colleague's change is told of that before anything else.
    await writer.update('complaint', step.id, step.version, {})
    // The first reply is given once; what is said later is said with the answer.
    const isReplied = step.event === 'handle' && complaint.responded_at !== null
    if (isReplied || !(move.from as readonly string[]).includes(complaint.state)) {
      throw new DeskError('complaint-not-so', { state: complaint.state })
    }
    if (move.needsReason && step.reason === '') throw refusal({ code: 'reason-needed', field: 'reason' })
    const now = desk.clock.now().toISOString()
    const { escalation } = await readSettings(writer.tx)
    let level = complaint.level as ComplaintLevel
    const patch: Row = { state: move.to }
    if ((step.event === 'handle' || step.event === 'answer' || step.event === 'visit') && step.reply === '') {
      throw refusal({ code: 'reply-needed', field: 'reply' })
    }
    if ((step.event === 'handle' || step.event === 'answer') && complaint.responded_at === null)
      patch.responded_at = now
    if (step.event === 'answer') Object.assign(patch, { reply: step.reply, escalate_at: null })
    if (step.event === 'escalate') {
      if (level === 3) throw new DeskError('complaint-highest')
      level = (level + 1) as ComplaintLevel
      Object.assign(patch, { level, escalate_at: escalatesAt(level, now, escalation) })
    }
    if (step.event === 'withdraw') {
      Object.assign(
        patch,
        { escalate_at: null },
        responseStopped(complaint, await promisedOf(writer.tx, desk, complaint)),
      )
    }
    if (step.event === 'visit' && (await hasOpenReturn(writer.tx, { kind: 'complaint', id: step.id }))) {
      throw new DeskError('return-open')
    }
    if (step.event === 'undo-close') patch.state = await stateBeforeClosed(writer.tx, step.id)
    if (step.event === 'reopen') {
      patch.escalate_at = escalatesAt(level, now, escalation)
      if (complaint.state === 'withdrawn') {
        Object.assign(patch, responseResumed(complaint, await promisedOf(writer.tx, desk, complaint)))
      }
    }
    if (step.event === 'close') {
      if (step.outcome === '') throw refusal({ code: 'outcome-needed', field: 'outcome' })
      if (step.cause === null) throw refusal({ code: 'cause-needed', field: 'cause' })
      Object.assign(patch, { outcome: step.outcome, cause: step.cause, prevention: step.prevention })
    }
    await writer.update('complaint', step.id, step.version, patch, { unitId: complaint.unit_id, reason: step.reason })
    const on = dateInZone(new Date(now), desk.clock.zone)
    if (step.event === 'answer') await complaintReturnBecomesDue(writer, complaint, on)
    if (step.event === 'close') {
      await writer.insert('complaint_closing', { complaint_id: step.id, on_date: on, at: now, reopened_on: null })
    }
    if (step.event === 'reopen') await returnsDrop(writer, { kind: 'complaint', id: step.id }, on)
    if (step.event === 'reopen' || step.event === 'undo-close') {
      const closings = await writer.tx
        .selectFrom('complaint_closing')
        .selectAll()
        .where('complaint_id', '=', step.id)
        .where('reopened_on', 'is', null)
        .execute()
      for (const closing of closings) {
        await writer.apply('complaint_closing', { ...closing }, { reopened_on: later(on, closing.on_date) })
      }
    }
    await note(writer, desk.actor, {
      complaint_id: step.id,
      at: now,
      event: step.event,
      from_state: complaint.state,
      to_state: patch.state ?? move.to,
      level,
      reason: step.reason,
      note: step.event === 'close' ? step.outcome : step.reply,
    })
    return step.id
  }
}

/** What a closed complaint was before it was closed, at the desk or by a workbook; one that came here closed was answered. */
async function stateBeforeClosed(tx: Tx, id: number): Promise<ComplaintState> {
  const before = await valueBefore(tx, 'complaint', id, 'state', 'closed')
  return complaintMoves.close.from.find((state) => state === before) ?? complaintMoves['undo-close'].to
}

/** By what a complaint is promised its first reply, and now. */
async function promisedOf(tx: Tx, { clock }: Desk, { rule_id }: { rule_id: number | null }): Promise<Promised> {
  const rule = (await promiseRules(tx)).find((one) => one.id === rule_id) ?? null
  const hours = rule && calendarOf(rule, await officeCalendar(tx))
  return { rule, hours, zone: clock.zone, now: clock.now().toISOString() }
}

/**
 * Says whether a complaint has ground. It counts as without from that day until it is found to have it after all; judged
 * the same again, only the reason is another.
 * @throws StaleError; DeskError `not-found`, `reason-needed` where it is found to have none
 */
export function judgeComplaint(
  desk: Desk,
  { id, version, isValid, reason }: { id: number; version: number; isValid: boolean; reason: string },
): Promise<number> {
  return write(desk, async (writer) => {
    const complaint = await writer.tx.selectFrom('complaint').selectAll().where('id', '=', id).executeTakeFirst()
    if (!complaint) throw new DeskError('not-found', { entity: 'complaint', id })
    if (!isValid && reason === '') throw refusal({ code: 'reason-needed', field: 'reason' })
    const today = desk.clock.today()
    const since = complaint.invalid_on ?? today
    const patch = { invalid_on: isValid ? null : since, invalid_reason: isValid ? '' : reason }
    await writer.update('complaint', id, version, patch, { unitId: complaint.unit_id, reason })
    const spell = await writer.tx
      .selectFrom('complaint_invalid')
      .selectAll()
      .where('complaint_id', '=', id)
      .where('valid_on', 'is', null)
      .executeTakeFirst()
    if (isValid && spell)
      await writer.apply('complaint_invalid', { ...spell }, { valid_on: later(today, spell.on_date) })
    if (!isValid && !spell)
      await writer.insert('complaint_invalid', { complaint_id: id, on_date: today, valid_on: null })
    await note(writer, desk.actor, {
      complaint_id: id,
      at: desk.clock.now().toISOString(),
      event: isValid ? 'valid' : 'invalid',
      from_state: complaint.state,
      to_state: complaint.state,
      level: complaint.level,
      reason,
    })
    return id
  })
}

/** Who acts where the clock does. */
const byItself: Actor = { id: null, name: '自动升级', roles: ['administrator'] }

/**
 * Complaints whose time at their level is over go up, each step at the moment it was due. Asked again it changes
 * nothing, so whoever looks at complaints calls it first.
 * @returns how many went up
 */
export async function escalateDue(desk: Desk): Promise<number> {
  const now = desk.clock.now().toISOString()
  const due = await desk.db
    .selectFrom('complaint')
    .select('id')
    .where('escalate_at', '<=', now)
    .limit(1)
    .executeTakeFirst()
  if (!due) return 0
  return desk.db.transaction().execute(async (tx) => {
    const writer = new AuditedWriter(tx, { ...desk, actor: byItself })
    const { escalation } = await readSettings(tx)
    const rows = await tx.selectFrom('complaint').selectAll().where('escalate_at', '<=', now).execute()
    for (const row of rows) {
      const steps = stepsUp(row.level as ComplaintLevel, row.escalate_at, now, escalation)
      const last = steps.at(-1)
      if (!last) continue
      await writer.apply('complaint', { ...row }, { state: 'escalated', level: last.level, escalate_at: last.next })
      let from = row.state
      for (const step of steps) {
        const line = { complaint_id: row.id, at: step.at, event: 'escalate', to_state: 'escalated', level: step.level }
        await note(writer, byItself, { ...line, from_state: from })
        from = 'escalated'
      }
    }
    return rows.length
  })
}

function note(writer: AuditedWriter, actor: Actor, event: Row): Promise<number> {
  return writer.insert('complaint_event', { from_state: null, reason: '', note: '', actor_name: actor.name, ...event })
}

async function refuseUnknown(tx: Tx, entity: 'unit' | 'person', id: number): Promise<void> {
  const found = await tx.selectFrom(entity).select('id').where('id', '=', id).executeTakeFirst()
  if (!found) throw new DeskError('not-found', { entity, id })
}

/** One complaint with every step of its life. @throws DeskError `not-found` */
export async function complaintDetail(desk: Desk, id: number): Promise<ComplaintDetail> {
  await escalateDue(desk)
  const { db, clock } = desk
  const row = await db
    .selectFrom('complaint')
    .leftJoin('unit', 'unit.id', 'complaint.unit_id')
    .leftJoin('building', 'building.id', 'unit.building_id')
    .leftJoin('area', 'area.id', 'building.area_id')
    .leftJoin('promise_rule', 'promise_rule.id', 'complaint.rule_id')
    .leftJoin('complaint_closing', (join) =>
      join.onRef('complaint_closing.complaint_id', '=', 'complaint.id').on('complaint_closing.reopened_on', 'is', null),
    )
    .selectAll('complaint')
    .select(['unit.display as unit', 'area.name as area', 'promise_rule.name as promise'])
    .select('complaint_closing.at as closed_at')
    .where('complaint.id', '=', id)
    .executeTakeFirst()
  if (!row) throw new DeskError('not-found', { entity: 'complaint', id })
  const events = await db
    .selectFrom('complaint_event')
    .selectAll()
    .where('complaint_id', '=', id)
    .orderBy('id')
    .execute()
  const shown = (moment: string | null) => moment && momentInZone(new Date(moment), clock.zone)
  return {
    id,
    version: Number(row.version),
    number: row.number,
    unitId: row.unit_id,
    unit: row.unit,
    area: row.area,
    place: row.place,
    personId: row.person_id,
    caller: row.caller,
    phone: shownPhone(desk, row.phone, null),
    kind: row.kind,
    against: row.against,
    content: row.content,
    state: row.state,
    receivedAt: shown(row.received_at) ?? '',
    owner: row.owner,
    isValid: row.invalid_on === null,
    invalidReason: row.invalid_reason,
    level: row.level,
    escalateAt: shown(row.escalate_at),
    respondDueAt: shown(row.respond_due_at),
    respondedAt: shown(row.responded_at),
    isLate: isReplyLate(row, clock.now()),
    promise: row.promise,
    reply: row.reply,
    outcome: row.outcome,
    cause: row.cause,
    prevention: row.prevention,
    closedAt: shown(row.closed_at),
    events: events.map((event) => ({
      id: event.id,
      at: shown(event.at) ?? '',
      actor: event.actor_name,
      event: event.event,
      toState: event.to_state,
      level: event.level,
      reason: event.reason,
      note: event.note,
    })),
  }
}
