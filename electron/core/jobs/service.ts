import { type JobEvent, type JobState, jobMoves } from '../../contract/caseStates.ts'
import { momentInZone } from '../../contract/dates.ts'
import { DeskError, refusal } from '../../contract/errors.ts'
import type { JobDetail, JobFields } from '../../contract/jobs.ts'
import { type AuditedWriter, type Row, write } from '../audit/writer.ts'
import type { Desk, Tx } from '../context.ts'
import { calendarOf, dueAt, finishDue, isMissed, respondDue, resumed, ruleFor, stopped } from '../promises/clock.ts'
import { officeCalendar, promiseRules } from '../promises/repository.ts'
import { jobReturnBecomesDue, returnsDrop } from '../returns/due.ts'

/**
 * Registers a job: numbered by day, promised by the rule that is valid that day.
 * @returns its id and number; of the one made the first time where the request comes again
 * @throws DeskError `job-without-place`, `not-found`
 */
export function registerJob(
  desk: Desk,
  { requestKey, appointedOn, appointedTime, ...fields }: JobFields & { readonly requestKey: string | null },
): Promise<{ id: number; number: string }> {
  return write(desk, async (writer) => {
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
    const now = desk.clock.now().toISOString()
    const today = desk.clock.today()
    const number = await nextNumber(writer.tx, today)
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
      left_minutes: null,
      result: '',
      finished_at: null,
      request_key: requestKey,
    })
    await note(writer, desk, id, { event: 'register', from_state: null, to_state: 'waiting' })
    return { id, number }
  })
}

export interface JobStep {
  readonly id: number
  readonly version: number
  readonly event: JobEvent
  readonly reason: string
  readonly workerId: number | null
  readonly result: string
}

/**
 * Takes a job one step on. What is possible says `jobMoves`.
 * @throws StaleError; DeskError `job-not-so`, `reason-needed`, `worker-needed`, `worker-inactive`, `worker-same`
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
    const rule = (await promiseRules(writer.tx)).find((one) => one.id === job.rule_id)
    const calendar = rule ? calendarOf(rule, await officeCalendar(writer.tx)) : null
    const patch: Row = { state: move.to }
    let told = ''
    if (step.event === 'dispatch' || step.event === 'transfer') {
      const worker = await workerOf(writer.tx, step.workerId)
      if (worker.id === job.worker_id) throw refusal({ code: 'worker-same', field: 'workerId' })
      Object.assign(patch, { worker_id: worker.id, worker: worker.name })
      told = worker.name
    }
    if (step.event === 'return') Object.assign(patch, { worker_id: null, worker: '' })
    // Whoever puts a job off has spoken with the resident or looked at it: that is the first response too.
    if (
      (step.event === 'start' || step.event === 'suspend' || step.event === 'complete') &&
      job.responded_at === null
    ) {
      patch.responded_at = now
    }
    const missed = isMissed(job.finish_due_at, now)
    const restarted = () => ({
      ...finishDue(resumed(job.left_minutes, calendar, now), desk.clock.zone),
      left_minutes: null,
    })
    const left = stopped(job.finish_due_at, calendar, now)
    if (job.state === 'suspended' && step.event !== 'cancel' && job.left_minutes !== null) {
      Object.assign(patch, restarted())
    }
    if (step.event === 'suspend' && !missed) {
      Object.assign(patch, { ...finishDue(null, desk.clock.zone), left_minutes: left })
    }
    if (step.event === 'cancel') {
      if (job.state !== 'suspended' && !missed) {
        Object.assign(patch, { ...finishDue(null, desk.clock.zone), left_minutes: left })
      }
      // Nobody waits for an answer any more, unless it was overdue already.
      if (job.responded_at === null && !isMissed(job.respond_due_at, now)) {
        Object.assign(patch, respondDue(null, desk.clock.zone))
      }
    }
    if (step.event === 'complete') {
      Object.assign(patch, { result: step.result, finished_at: now, left_minutes: left })
      told = step.result
    }
    if (step.event === 'reopen') {
      Object.assign(patch, { finished_at: null, left_minutes: null, worker_id: null, worker: '' })
      if (job.left_minutes !== null && job.left_minutes >= 0) Object.assign(patch, restarted())
    }
    await writer.update('job', job.id, step.version, patch, { unitId: job.unit_id, reason: step.reason })
    if (step.event === 'complete') {
      await writer.insert('job_completion', {
        job_id: job.id,
        on_date: today,
        at: now,
        due_at: job.finish_due_at,
        due_on: job.finish_due_on,
        worker: job.worker,
        reopened_on: null,
      })
      await jobReturnBecomesDue(writer, job, today)
    }
    if (step.event === 'reopen') {
      await returnsDrop(writer, { kind: 'job', id: job.id }, today)
      const done = await writer.tx
        .selectFrom('job_completion')
        .selectAll()
        .where('job_id', '=', job.id)
        .where('reopened_on', 'is', null)
        .execute()
      for (const completion of done) await writer.apply('job_completion', { ...completion }, { reopened_on: today })
    }
    await note(writer, desk, job.id, {
      event: step.event,
      from_state: job.state,
      to_state: move.to,
      reason: step.reason,
      note: told,
    })
    return job.id
  }
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

/** `GD20261121-001`: the day, and the job's place in it. */
async function nextNumber(tx: Tx, today: string): Promise<string> {
  const prefix = `GD${today.replaceAll('-', '')}-`
  const rows = await tx
    .selectFrom('job')
    .select('number')
    .where('number', '>=', prefix)
    .where('number', '<', `${prefix}~`)
    .execute()
  const last = rows.reduce((most, { number }) => Math.max(most, Number(number.slice(prefix.length)) || 0), 0)
  return `${prefix}${String(last + 1).padStart(3, '0')}`
}

async function workerOf(tx: Tx, id: number | null): Promise<{ id: number; name: string }> {
  if (id === null) throw refusal({ code: 'worker-needed', field: 'workerId' })
  const worker = await tx.selectFrom('staff').select(['id', 'name', 'active']).where('id', '=', id).executeTakeFirst()
  if (!worker) throw new DeskError('not-found', { entity: 'staff', id })
  if (worker.active === 0) throw refusal({ code: 'worker-inactive', field: 'workerId', params: { name: worker.name } })
  return worker
}

async function refuseUnknown(tx: Tx, entity: 'unit' | 'person', id: number): Promise<void> {
  const found = await tx.selectFrom(entity).select('id').where('id', '=', id).executeTakeFirst()
  if (!found) throw new DeskError('not-found', { entity, id })
}

/** One job with every step of its life. @throws DeskError `not-found` */
export async function jobDetail({ db, clock }: Desk, id: number): Promise<JobDetail> {
  const row = await db
    .selectFrom('job')
    .leftJoin('unit', 'unit.id', 'job.unit_id')
    .leftJoin('building', 'building.id', 'unit.building_id')
    .leftJoin('area', 'area.id', 'building.area_id')
    .leftJoin('promise_rule', 'promise_rule.id', 'job.rule_id')
    .selectAll('job')
    .select(['unit.display as unit', 'area.name as area', 'promise_rule.name as promise'])
    .where('job.id', '=', id)
    .executeTakeFirst()
  if (!row) throw new DeskError('not-found', { entity: 'job', id })
  const events = await db.selectFrom('job_event').selectAll().where('job_id', '=', id).orderBy('id').execute()
  const shown = (moment: string | null) => moment && momentInZone(new Date(moment), clock.zone)
  const [appointedOn = null, appointedTime = ''] = row.appointment?.split(' ') ?? []
  return {
    id,
    version: Number(row.version),
    number: row.number,
    source: row.source,
    unitId: row.unit_id,
    unit: row.unit,
    area: row.area,
    place: row.place,
    personId: row.person_id,
    caller: row.caller,
    phone: row.phone,
    trade: row.trade,
    content: row.content,
    priority: row.priority,
    chargeClass: row.charge_class,
    appointedOn,
    appointedTime,
    state: row.state,
    registeredAt: shown(row.registered_at) ?? '',
    worker: row.worker,
    workerId: row.worker_id,
    respondDueAt: shown(row.respond_due_at),
    respondedAt: shown(row.responded_at),
    finishDueAt: shown(row.finish_due_at),
    finishedAt: shown(row.finished_at),
    isLate: isLate(row, clock.now()),
    leftMinutes: row.left_minutes,
    promise: row.promise,
    result: row.result,
    events: events.map((event) => ({
      id: event.id,
      at: shown(event.at) ?? '',
      actor: event.actor_name,
      event: event.event,
      fromState: event.from_state,
      toState: event.to_state,
      reason: event.reason,
      note: event.note,
    })),
  }
}

/** Past its promise: finished after it, or still open after it. A cancelled job is waited for by nobody. */
export function isLate(
  job: { readonly state: JobState; readonly finish_due_at: string | null; readonly finished_at: string | null },
  now: Date,
): boolean {
  return job.state !== 'cancelled' && isMissed(job.finish_due_at, job.finished_at ?? now.toISOString())
}
