import { sql } from 'kysely'
import { type JobState, openJobStates } from '../../contract/caseStates.ts'
import { dateInZone } from '../../contract/dates.ts'
import { DeskError, refusal } from '../../contract/errors.ts'
import type { JobCorrection, JobFields } from '../../contract/jobs.ts'
import { type Row, write } from '../audit/writer.ts'
import type { Desk, Tx } from '../context.ts'
import {
  calendarOf,
  finishDue,
  isMissed,
  type Promised,
  type PromiseRule,
  remeasured,
  respondDue,
  resumed,
  ruleFor,
  stopped,
} from '../promises/clock.ts'
import { officeCalendar, promiseRules } from '../promises/repository.ts'
import { callerPhone, shownPhone } from '../residents/phones.ts'
import { standingCharge } from './completion.ts'

type Job = Awaited<ReturnType<typeof jobOf>>

/**
 * Corrects what was taken down wrongly when a job was registered. While it is open, everything; once it is done, who
 * called and what was said. Its unit stays once something was charged or issued for it, its charge class once something
 * was charged.
 *
 * Another priority is promised by the rule that was valid for it on the day of registration, and counts from then on,
 * waiting left out. What was missed stands as it was, a response that was given keeps what it was measured by, and
 * nothing falls due before now: who is late by the right promise is late from this moment, so that nothing changes of
 * days gone by. What fell due by such a correction itself can be corrected on the same day. Trade and source promise
 * nothing: they count from the day of registration, as everything told later of an open month.
 * @throws StaleError; DeskError `not-found`, `job-not-so`, `job-done-fixed`, `job-fixed-charged`, `job-fixed-issued`,
 *   `job-without-place`, `appointment-in-past`, `appointment-without-day`, `rework-elsewhere`, `closed-since`
 */
export function correctJob(desk: Desk, { id, version, ...fields }: JobCorrection): Promise<number> {
  return write(desk, async (writer) => {
    const { tx } = writer
    const job = await jobOf(tx, id)
    // Who has not seen a colleague's change is told of that before anything else.
    await writer.update('job', id, version, {})
    if (job.state === 'closed' || job.state === 'cancelled') throw new DeskError('job-not-so', { state: job.state })
    // Whoever sees the phone masked and leaves it so has not changed it.
    const isSeen = fields.phone !== '' || fields.personId === job.person_id
    const isSamePhone = isSeen && fields.phone === shownPhone(desk, job.phone, job.worker_id)
    const phone = isSamePhone ? job.phone : await callerPhone({ ...desk, db: tx }, fields)
    const patch = columnsOf({ ...fields, phone })
    const changed = Object.keys(patch).filter((column) => patch[column] !== (job as unknown as Row)[column])
    if (changed.length === 0) return id
    if (!isOpen(job.state) && changed.some((column) => !correctedLater.includes(column))) {
      throw new DeskError('job-done-fixed')
    }
    await refuseWrong(desk, tx, job, fields, changed)
    if (changed.includes('priority')) Object.assign(patch, await promisedAnew(desk, tx, job, fields))
    await writer.update('job', id, version, patch)
    await writer.insert('job_event', {
      job_id: id,
      at: desk.clock.now().toISOString(),
      actor_name: desk.actor.name,
      event: 'correct',
      from_state: job.state,
      to_state: job.state,
      reason: '',
      // What was corrected is told by the audit line that brought this version.
      note: String(version + 1),
    })
    return id
  })
}

/** What can still be corrected of a job that is done. */
const correctedLater: readonly string[] = ['content', 'caller', 'person_id', 'phone']

function isOpen(state: JobState): boolean {
  return (openJobStates as readonly string[]).includes(state)
}

async function jobOf(tx: Tx, id: number) {
  const job = await tx.selectFrom('job').selectAll().where('id', '=', id).executeTakeFirst()
  if (!job) throw new DeskError('not-found', { entity: 'job', id })
  return job
}

function columnsOf({ unitId, personId, chargeClass, appointedOn, appointedTime, ...fields }: JobFields): Row {
  return {
    ...fields,
    unit_id: unitId,
    person_id: personId,
    charge_class: chargeClass,
    appointment: appointedOn === null ? null : [appointedOn, appointedTime].filter(Boolean).join(' '),
  }
}

async function refuseWrong(desk: Desk, tx: Tx, job: Job, fields: JobFields, changed: readonly string[]): Promise<void> {
  const { unitId, personId, place, appointedOn, appointedTime } = fields
  const today = desk.clock.today()
  const isMoved = changed.includes('unit_id')
  if ((isMoved || changed.includes('place')) && unitId === null && place === '') {
    throw refusal({ code: 'job-without-place', field: 'place' })
  }
  if (appointedOn === null && appointedTime !== '') {
    throw refusal({ code: 'appointment-without-day', field: 'appointedOn' })
  }
  if (changed.includes('appointment') && appointedOn !== null && appointedOn < today) {
    throw refusal({ code: 'appointment-in-past', field: 'appointedOn', params: { today } })
  }
  if (isMoved) await refuseBound(tx, job, unitId)
  if (personId !== null && changed.includes('person_id')) await refuseUnknown(tx, 'person', personId)
  if (isMoved || changed.includes('charge_class')) {
    const charge = await standingCharge(tx, job.id)
    if (charge) throw new DeskError('job-fixed-charged', { amount: (charge.amount / 100).toFixed(2) })
  }
}

/** What keeps a job at its unit: material that went there, and rework, which is done where the work was. */
async function refuseBound(tx: Tx, job: Job, unitId: number | null): Promise<void> {
  if (unitId !== null) await refuseUnknown(tx, 'unit', unitId)
  const issued = await tx
    .selectFrom('stock_document')
    .innerJoin('stock_line', 'stock_line.document_id', 'stock_document.id')
    .select('stock_line.item_id')
    .where('stock_document.job_id', '=', job.id)
    .groupBy('stock_line.item_id')
    .having(sql<boolean>`sum(stock_line.quantity) <> 0`)
    .executeTakeFirst()
  if (issued) throw new DeskError('job-fixed-issued')
  const linked = await tx
    .selectFrom('job')
    .select('number')
    .where((where) => where.or([where('id', '=', job.rework_of_id ?? 0), where('rework_of_id', '=', job.id)]))
    .executeTakeFirst()
  if (linked) throw new DeskError('rework-elsewhere', { number: linked.number })
}

async function refuseUnknown(tx: Tx, entity: 'unit' | 'person', id: number): Promise<void> {
  const found = await tx.selectFrom(entity).select('id').where('id', '=', id).executeTakeFirst()
  if (!found) throw new DeskError('not-found', { entity, id })
}

/** The columns of a job that is promised something else by its right priority. */
async function promisedAnew(desk: Desk, tx: Tx, job: Job, { priority }: JobFields): Promise<Row> {
  const { zone } = desk.clock
  const now = desk.clock.now().toISOString()
  const rules = await promiseRules(tx)
  const rule = ruleFor(rules, 'job', priority, job.registered_on)
  if (rule?.id === (job.rule_id ?? undefined)) return {}
  const was = rules.find(({ id }) => id === job.rule_id) ?? null
  const office = await officeCalendar(tx)
  const of = (one: PromiseRule | null): Promised => ({ rule: one, hours: one && calendarOf(one, office), zone, now })
  const isOwnDue = await fellDueByCorrection(desk, tx, job.id)
  const change = { job, was: of(was), is: of(rule), isOwnDue }
  return { rule_id: rule?.id ?? null, ...respondedAnew(change), ...finishedAnew(change) }
}

interface Change {
  readonly job: Job
  readonly was: Promised
  readonly is: Promised
  /** True of a moment at which a correction of today made a promise fall due at once. */
  readonly isOwnDue: (due: string | null) => boolean
}

function respondedAnew({ job, was, is, isOwnDue }: Change): Row {
  const due = job.respond_due_at
  const isOwn = isOwnDue(due)
  if (job.responded_at !== null || (isMissed(due, is.now) && !isOwn)) return {}
  // Of a job that came begun with a workbook nobody knows when it was responded to.
  const isBegun = job.state === 'working' || job.state === 'suspended'
  if (due === null && (isBegun || (was.rule?.respondMinutes ?? null) !== null)) return {}
  const stood = { due: isOwn ? null : due, minutes: was.rule?.respondMinutes ?? null, hours: was.hours }
  const next = remeasured(stood, is.rule?.respondMinutes ?? null, is.hours, job.registered_at, is.now)
  return respondDue(next, is.zone)
}

function finishedAnew({ job, was, is, isOwnDue }: Change): Row {
  const isOwn = isOwnDue(job.finish_due_at)
  if (isMissed(job.finish_due_at, is.now) && !isOwn) return {}
  const due = isOwn ? null : (job.finish_due_at ?? resumed(job.left_minutes, was.hours, is.now))
  const stood = { due, minutes: was.rule?.finishMinutes ?? null, hours: was.hours }
  const next = remeasured(stood, is.rule?.finishMinutes ?? null, is.hours, job.registered_at, is.now)
  // Who is late by the right promise is late while waiting, too.
  if (job.state !== 'suspended' || next === is.now) return { ...finishDue(next, is.zone), left_minutes: null }
  return { ...finishDue(null, is.zone), left_minutes: stopped(next, is.hours, is.now) }
}

/** Tells the moments of today at which a job was corrected: what fell due then was not missed before. */
async function fellDueByCorrection(desk: Desk, tx: Tx, jobId: number): Promise<Change['isOwnDue']> {
  const corrections = await tx
    .selectFrom('job_event')
    .select('at')
    .where('job_id', '=', jobId)
    .where('event', '=', 'correct')
    .execute()
  const today = desk.clock.today()
  const moments = new Set(
    corrections.map(({ at }) => at).filter((at) => dateInZone(new Date(at), desk.clock.zone) === today),
  )
  return (due) => due !== null && moments.has(due)
}
