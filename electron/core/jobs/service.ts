import { sql } from 'kysely'
import { type JobEvent, type JobState, jobMoves, openJobStates } from '../../contract/caseStates.ts'
import { type DateText, dateInZone, later } from '../../contract/dates.ts'
import { DeskError, refusal } from '../../contract/errors.ts'
import type { JobCompletion, JobFields } from '../../contract/jobs.ts'
import type { JobKind, JobWait } from '../../contract/vocabulary.ts'
import { valueBefore } from '../audit/history.ts'
import { type AuditedWriter, type Row, write } from '../audit/writer.ts'
import { nextOfDay } from '../calendar/dayNumber.ts'
import type { Desk, Tx } from '../context.ts'
import {
  calendarOf,
  dueAt,
  finishDue,
  isMissed,
  respondDue,
  responseResumed,
  responseStopped,
  resumed,
  ruleFor,
  stopped,
} from '../promises/clock.ts'
import { officeCalendar, promiseRules } from '../promises/repository.ts'
import { hasOpenReturn, jobReturnBecomesDue, returnsDrop } from '../returns/due.ts'
import { absenceOn } from './absence.ts'
import { callOff, isGivenUpOn, takeUpAgain } from './cancellation.ts'
import { completeJob, finishedMoment, standingCharge, standingCompletion } from './completion.ts'

export type JobCall = JobFields & {
  readonly requestKey: string | null
  readonly kind?: JobKind | undefined
  /** The finished job whose work is done again. */
  readonly reworkOfId?: number | null | undefined
}

/**
 * Registers a job: numbered by day, promised by the rule that is valid that day.
 * @returns its id and number; of the one made the first time where the request comes again
 * @throws DeskError `job-without-place`, `appointment-in-past`, `appointment-without-day`, `not-found`,
 *   `rework-not-done`, `rework-elsewhere`
 */
export function registerJob(desk: Desk, call: JobCall): Promise<{ id: number; number: string }> {
  return write(desk, registering(desk, call))
}

/** As `registerJob`, for a transaction that writes more. */
export function registering(
  desk: Desk,
  { requestKey, appointedOn, appointedTime, kind = 'repair', reworkOfId = null, ...fields }: JobCall,
): (writer: AuditedWriter) => Promise<{ id: number; number: string }> {
  return async (writer) => {
    const again =
      requestKey !== null &&
      (await writer.tx
        .selectFrom('job')
        .select(['id', 'number'])
        .where('request_key', '=', requestKey)
        .executeTakeFirst())
    if (again) return again
    if (fields.unitId === null && fields.place === '') throw refusal({ code: 'job-without-place', field: 'place' })
    if (fields.unitId !== null) await refuseUnknown(writer.tx, 'unit', fields.unitId)
    if (fields.personId !== null) await refuseUnknown(writer.tx, 'person', fields.personId)
    if (reworkOfId !== null) await refuseUndone(writer.tx, reworkOfId, fields.unitId)
    const now = desk.clock.now().toISOString()
    const today = desk.clock.today()
    if (appointedOn !== null && appointedOn < today) {
      throw refusal({ code: 'appointment-in-past', field: 'appointedOn', params: { today } })
    }
    if (appointedOn === null && appointedTime !== '') {
      throw refusal({ code: 'appointment-without-day', field: 'appointedOn' })
    }
    const number = await nextOfDay(writer.tx, 'job', 'GD', today)
    const rule = ruleFor(await promiseRules(writer.tx), 'job', fields.priority, today)
    const calendar = rule && calendarOf(rule, await officeCalendar(writer.tx))
    const id = await writer.insert('job', {
      number,
      registered_at: now,
      registered_on: today,
      source: fields.source,
      unit_id: fields.unitId,
      place: fields.place,
      person_id: fields.personId,
      caller: fields.caller,
      phone: fields.phone,
      trade: fields.trade,
      content: fields.content,
      priority: fields.priority,
      charge_class: fields.chargeClass,
      appointment: appointedOn === null ? null : [appointedOn, appointedTime].filter(Boolean).join(' '),
      state: 'waiting',
      worker_id: null,
      worker: '',
      rule_id: rule?.id ?? null,
      ...respondDue(rule && dueAt(rule.respondMinutes, calendar, now), desk.clock.zone),
      responded_at: null,
      ...finishDue(rule && dueAt(rule.finishMinutes, calendar, now), desk.clock.zone),
      respond_left_minutes: null,
      left_minutes: null,
      result: '',
      finished_at: null,
      request_key: requestKey,
      kind,
      wait_for: null,
      merged_into_id: null,
      rework_of_id: reworkOfId,
    })
    await note(writer, desk, id, { event: 'register', from_state: null, to_state: 'waiting' })
    return { id, number }
  }
}

export interface JobStep {
  readonly id: number
  readonly version: number
  readonly event: JobEvent
  readonly reason: string
  readonly workerId: number | null
  readonly result: string
  readonly completion?: JobCompletion | undefined
  readonly waitFor?: JobWait | undefined
  readonly intoId?: number | undefined
}

/**
 * Takes a job one step on. What is possible says `jobMoves`.
 * @throws StaleError; DeskError `job-not-so`, `reason-needed`, `wait-needed`, `worker-needed`, `worker-inactive`,
 *   `worker-not-engineer`, `worker-absent`, `worker-same`, `merge-needed`, `merge-into-closed`, and what `completeJob` throws
 */
export function stepJob(desk: Desk, step: JobStep): Promise<number> {
  return write(desk, stepOf(desk, step))
}

/** As `stepJob`, for a transaction that writes more. */
export function stepOf(desk: Desk, step: JobStep): (writer: AuditedWriter) => Promise<number> {
  return async (writer) => {
    const job = await writer.tx.selectFrom('job').selectAll().where('id', '=', step.id).executeTakeFirst()
    if (!job) throw new DeskError('not-found', { entity: 'job', id: step.id })
    const move = jobMoves[step.event]
    // Who has not seen a colleague's change is told of that before anything else.
    await writer.update('job', job.id, step.version, {})
    if (!(move.from as readonly string[]).includes(job.state)) throw new DeskError('job-not-so', { state: job.state })
    if (move.needsReason && step.reason.trim() === '') throw refusal({ code: 'reason-needed', field: 'reason' })
    const now = desk.clock.now().toISOString()
    const today = desk.clock.today()
    const { zone } = desk.clock
    const rule = (await promiseRules(writer.tx)).find((one) => one.id === job.rule_id) ?? null
    const calendar = rule && calendarOf(rule, await officeCalendar(writer.tx))
    const promised = { rule, hours: calendar, zone, now }
    const patch: Row = { state: move.to }
    let told = ''
    if (step.event === 'dispatch' || step.event === 'transfer') {
      const worker = await workerOf(writer.tx, step.workerId, later(today, job.appointment?.slice(0, 10) ?? ''))
      if (worker.id === job.worker_id) throw refusal({ code: 'worker-same', field: 'workerId' })
      Object.assign(patch, { worker_id: worker.id, worker: worker.name })
      told = worker.name
    }
    if (step.event === 'visit' && (await hasOpenReturn(writer.tx, { kind: 'job', id: job.id }))) {
      throw new DeskError('return-open')
    }
    if (step.event === 'undo-close') patch.state = await stateBeforeClosed(writer.tx, job.id)
    if (step.event === 'return') Object.assign(patch, { worker_id: null, worker: '' })
    // Whoever puts a job off has spoken with the resident or looked at it: that is the first response too.
    if ((step.event === 'start' || step.event === 'suspend') && job.responded_at === null) patch.responded_at = now
    const ends = step.event === 'cancel' || step.event === 'merge'
    if (ends) await refuseCharged(writer.tx, job.id)
    if (step.event === 'undo-complete') await refuseReworked(writer.tx, job.id, today)
    const restarted = () => ({ ...finishDue(resumed(job.left_minutes, calendar, now), zone), left_minutes: null })
    if (job.state === 'suspended') {
      patch.wait_for = null
      if (!ends && job.left_minutes !== null) Object.assign(patch, restarted())
    }
    if (step.event === 'suspend') {
      if (step.waitFor === undefined) throw refusal({ code: 'wait-needed', field: 'waitFor' })
      patch.wait_for = step.waitFor
    }
    const stops = step.event === 'suspend' || (ends && job.state !== 'suspended')
    if (stops && !isMissed(job.finish_due_at, now)) {
      Object.assign(patch, { ...finishDue(null, zone), left_minutes: stopped(job.finish_due_at, calendar, now) })
    }
    if (ends) Object.assign(patch, responseStopped(job, promised))
    if (step.event === 'complete') {
      const finished = await finishedMoment(writer.tx, desk, job, step.completion?.finishedAt ?? '')
      Object.assign(patch, {
        result: step.result,
        finished_at: finished,
        left_minutes: stopped(job.finish_due_at, calendar, finished),
        ...(job.responded_at === null && { responded_at: finished }),
        ...(step.completion && { charge_class: step.completion.chargeClass }),
      })
      told = step.result
    }
    if (step.event === 'reopen') {
      Object.assign(patch, { finished_at: null, left_minutes: null, worker_id: null, worker: '', merged_into_id: null })
      if (job.left_minutes !== null && job.left_minutes >= 0) Object.assign(patch, restarted())
      if (job.state === 'cancelled') Object.assign(patch, responseResumed(job, promised))
    }
    // The promise still ends when it did: a mistaken completion has stopped no clock.
    if (step.event === 'undo-complete') Object.assign(patch, { finished_at: null, left_minutes: null, result: '' })
    const into = step.event === 'merge' ? await survivorOf(writer.tx, job.id, step.intoId) : null
    if (into) {
      patch.merged_into_id = into.id
      told = into.number
    }
    await writer.update('job', job.id, step.version, patch, { unitId: job.unit_id, reason: step.reason })
    if (ends) await callOff(writer, job.id, today, into?.id ?? null)
    if (job.state === 'cancelled') await takeUpAgain(writer, job.id, today)
    if (step.event === 'complete') {
      await completeJob(writer, desk, job, { finished: String(patch.finished_at), ...step })
      await jobReturnBecomesDue(writer, job, dateInZone(new Date(String(patch.finished_at)), zone))
    }
    if (step.event === 'reopen' || step.event === 'undo-complete') {
      await returnsDrop(writer, { kind: 'job', id: job.id }, today, step.event === 'undo-complete')
      const done = await standingCompletion(writer.tx, job.id)
      if (done) {
        await writer.apply(
          'job_completion',
          { ...done },
          { reopened_on: later(today, done.on_date), rework: step.event === 'reopen' ? 1 : 0 },
        )
      }
    }
    const event = {
      event: step.event,
      from_state: job.state,
      to_state: patch.state ?? move.to,
      reason: step.reason,
      note: told,
    }
    await note(writer, desk, job.id, event)
    if (into) {
      await note(writer, desk, into.id, {
        event: 'merged',
        from_state: into.state,
        to_state: into.state,
        note: job.number,
      })
    }
    return job.id
  }
}

/** The open job that another one goes into. */
async function survivorOf(tx: Tx, id: number, intoId: number | undefined) {
  if (intoId === undefined || intoId === id) throw refusal({ code: 'merge-needed', field: 'intoId' })
  const into = await tx.selectFrom('job').select(['id', 'number', 'state']).where('id', '=', intoId).executeTakeFirst()
  if (!into) throw new DeskError('not-found', { entity: 'job', id: intoId })
  if (!(openJobStates as readonly string[]).includes(into.state)) {
    throw refusal({ code: 'merge-into-closed', field: 'intoId', params: { number: into.number } })
  }
  return into
}

/** What a closed job was before it was closed, at the desk or by a workbook; one that came here closed was done. */
async function stateBeforeClosed(tx: Tx, jobId: number): Promise<JobState> {
  const before = await valueBefore(tx, 'job', jobId, 'state', 'closed')
  return jobMoves.close.from.find((state) => state === before) ?? jobMoves['undo-close'].to
}

/** Nobody owes for a job that was called off. */
async function refuseCharged(tx: Tx, jobId: number): Promise<void> {
  const charge = await standingCharge(tx, jobId)
  if (charge) throw new DeskError('job-still-charged', { amount: (charge.amount / 100).toFixed(2) })
}

/** What was done again was done. */
async function refuseReworked(tx: Tx, jobId: number, today: DateText): Promise<void> {
  const rework = await tx
    .selectFrom('job')
    .select('number')
    .where('rework_of_id', '=', jobId)
    .where(sql<boolean>`NOT ${isGivenUpOn(sql`job.id`, today)}`)
    .executeTakeFirst()
  if (rework) throw new DeskError('job-reworked', { number: rework.number })
}

function note(writer: AuditedWriter, desk: Desk, jobId: number, event: Row): Promise<number> {
  return writer.insert('job_event', {
    reason: '',
    note: '',
    ...event,
    job_id: jobId,
    at: desk.clock.now().toISOString(),
    actor_name: desk.actor.name,
  })
}

async function workerOf(tx: Tx, id: number | null, today: DateText): Promise<{ id: number; name: string }> {
  if (id === null) throw refusal({ code: 'worker-needed', field: 'workerId' })
  const worker = await tx.selectFrom('staff').select(['id', 'name', 'active']).where('id', '=', id).executeTakeFirst()
  if (!worker) throw new DeskError('not-found', { entity: 'staff', id })
  if (worker.active === 0) throw refusal({ code: 'worker-inactive', field: 'workerId', params: { name: worker.name } })
  const role = await tx
    .selectFrom('staff_role')
    .select('role')
    .where('staff_id', '=', id)
    .where('role', '=', 'engineering')
    .executeTakeFirst()
  if (!role) throw refusal({ code: 'worker-not-engineer', field: 'workerId', params: { name: worker.name } })
  const absence = await absenceOn(tx, id, today)
  if (absence) {
    const params = { name: worker.name, since: absence.from_on, until: absence.to_on }
    throw refusal({ code: 'worker-absent', field: 'workerId', params })
  }
  return worker
}

/** Only work that was done can be done again, and only where it was done. */
async function refuseUndone(tx: Tx, id: number, unitId: number | null): Promise<void> {
  const job = await tx.selectFrom('job').select(['number', 'unit_id']).where('id', '=', id).executeTakeFirst()
  if (!job) throw new DeskError('not-found', { entity: 'job', id })
  const done = await standingCompletion(tx, id)
  const params = { number: job.number }
  if (!done) throw refusal({ code: 'rework-not-done', field: 'reworkOfId', params })
  if (job.unit_id !== unitId) throw refusal({ code: 'rework-elsewhere', field: 'reworkOfId', params })
}

async function refuseUnknown(tx: Tx, entity: 'unit' | 'person', id: number): Promise<void> {
  const found = await tx.selectFrom(entity).select('id').where('id', '=', id).executeTakeFirst()
  if (!found) throw new DeskError('not-found', { entity, id })
}

/** What is promised of a job, and what has been done of it. */
export interface PromisedTimes {
  readonly state: JobState
  readonly respond_due_at: string | null
  readonly responded_at: string | null
  readonly finish_due_at: string | null
  readonly finished_at: string | null
}

/**
 * Past its promise: finished after it, or still open after it, or nobody has begun by the time that was promised for
 * it. A cancelled job is waited for by nobody.
 */
export function isLate(job: PromisedTimes, now: Date): boolean {
  if (job.state === 'cancelled') return false
  return isMissed(job.finish_due_at, job.finished_at ?? now.toISOString()) || isUnanswered(job, now)
}

/** True where the first response is overdue. */
export function isUnanswered(job: PromisedTimes, now: Date): boolean {
  const isOpen = (openJobStates as readonly string[]).includes(job.state)
  return isOpen && job.responded_at === null && isMissed(job.respond_due_at, now.toISOString())
}
