import { addDays, type DateText, dateInZone, later, momentInZone, momentOf, yearOf } from '../../contract/dates.ts'
import { DeskError, refusal } from '../../contract/errors.ts'
import type { JobCompletion } from '../../contract/jobs.ts'
import type { AuditedWriter } from '../audit/writer.ts'
import { publishSingle } from '../billing/single.ts'
import type { Desk, Tx } from '../context.ts'

/** The fee item that paid jobs are charged under; made when the first one is. */
export const repairItem = '维修费'

interface DoneJob {
  readonly id: number
  readonly number: string
  readonly unit_id: number | null
  readonly registered_at: string
  readonly finish_due_at: string | null
  readonly finish_due_on: string | null
  readonly worker: string
}

interface Done {
  readonly finished: string
  readonly result: string
  readonly completion?: JobCompletion | undefined
}

/**
 * The moment a job was finished: now, or what the worker says.
 * @param said `YYYY-MM-DD HH:MM` on the office's clock, or empty
 * @throws DeskError `finish-before-start` naming when it was registered, reopened or begun, `finish-in-future`
 */
export async function finishedMoment(tx: Tx, desk: Desk, job: DoneJob, said: string): Promise<string> {
  const now = desk.clock.now()
  if (said === '') return now.toISOString()
  const { zone } = desk.clock
  // Nobody finishes what nobody has begun.
  const begun = await tx
    .selectFrom('job_event')
    .select('at')
    .where('job_id', '=', job.id)
    .where('event', 'in', ['reopen', 'start'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  const since = begun?.at ?? job.registered_at
  const start = momentInZone(new Date(since), zone)
  if (said < start) throw refusal({ code: 'finish-before-start', field: 'finishedAt', params: { start } })
  const minutes = Number(said.slice(11, 13)) * 60 + Number(said.slice(14, 16))
  const moment = new Date(momentOf(said.slice(0, 10), minutes, zone))
  if (moment > now) {
    throw refusal({ code: 'finish-in-future', field: 'finishedAt', params: { now: momentInZone(now, zone) } })
  }
  // Within the minute in which it was registered.
  return moment.toISOString() < since ? since : moment.toISOString()
}

/**
 * Keeps what a job took: its result, materials, labour, and the charge of a paid one.
 * @throws DeskError `charge-without-unit`, `job-charged` where an earlier completion's charge of another amount stands
 */
export async function completeJob(writer: AuditedWriter, desk: Desk, job: DoneJob, done: Done): Promise<void> {
  const { completion } = done
  const chargeId = await chargeOf(writer, desk, job, completion)
  const onDate = dateInZone(new Date(done.finished), desk.clock.zone)
  for (const { row, patch } of cutShort(await takenBackAfter(writer.tx, job.id, onDate), onDate)) {
    await writer.apply('job_completion', row, patch)
  }
  const id = await writer.insert('job_completion', {
    job_id: job.id,
    on_date: onDate,
    at: done.finished,
    due_at: job.finish_due_at,
    due_on: job.finish_due_on,
    worker: job.worker,
    reopened_on: null,
    rework: 0,
    result: done.result,
    labour_centi: completion?.labourCenti ?? 0,
    labour_price: completion?.labourPrice ?? 0,
    charge_id: chargeId,
  })
  await writer.insertMany(
    'job_material',
    (completion?.materials ?? []).map((line) => ({
      completion_id: id,
      name: line.name,
      quantity_centi: line.quantityCenti,
      price: line.price,
    })),
  )
}

async function chargeOf(
  writer: AuditedWriter,
  desk: Desk,
  job: DoneJob,
  completion: JobCompletion | undefined,
): Promise<number | null> {
  const standing = await mistakenCharge(writer.tx, job.id)
  const amount = completion?.chargeClass === 'paid' ? completion.charged : 0
  if (standing) {
    // Money is taken back at the counter or by the accountant, not by completing a job anew.
    if (standing.amount !== amount) throw refusal({ code: 'job-charged', field: 'charged', params: standing })
    return standing.id
  }
  if (amount === 0) return null
  if (job.unit_id === null) throw refusal({ code: 'charge-without-unit', field: 'charged' })
  const itemId = await repairItemId(writer)
  const today = desk.clock.today()
  const day = await freeDay(writer.tx, job.unit_id, itemId, today)
  const requestKey = `${job.number}/${desk.clock.now().toISOString()}`
  const charge = {
    unitId: job.unit_id,
    itemId,
    fromOn: day,
    toOn: day,
    dueOn: today,
    amount,
    note: job.number,
    requestKey,
  }
  return publishSingle(writer, desk, charge)
}

/** The charge of a completion that was entered by mistake, if it still stands. */
async function mistakenCharge(tx: Tx, jobId: number): Promise<{ id: number; amount: number } | undefined> {
  const last = await standingCharge(tx, jobId)
  return last?.rework === 0 ? { id: last.id, amount: last.amount } : undefined
}

/** The last charge of a job that was not reversed, and whether the fault came back after the work it is for. */
export function standingCharge(tx: Tx, jobId: number) {
  return tx
    .selectFrom('job_completion')
    .innerJoin('charge', 'charge.id', 'job_completion.charge_id')
    .select(['charge.id', 'charge.amount', 'job_completion.rework'])
    .where('job_id', '=', jobId)
    .where('charge.reversed_on', 'is', null)
    .orderBy('job_completion.id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

async function repairItemId(writer: AuditedWriter): Promise<number> {
  const { tx } = writer
  const item = await tx.selectFrom('fee_item').select(['id', 'kind']).where('name', '=', repairItem).executeTakeFirst()
  if (item && item.kind !== 'one-off') throw new DeskError('repair-item-kind', { item: repairItem })
  if (item) return item.id
  const { last } = await tx
    .selectFrom('fee_item')
    .select((of) => of.fn.max('position').as('last'))
    .executeTakeFirstOrThrow()
  return writer.insert('fee_item', { name: repairItem, kind: 'one-off', position: Number(last) + 1, active: 1 })
}

/**
 * The latest day of the year up to today without a charge of this unit and item, or the first one after it: two charges
 * never share a period, and two paid jobs at one unit on one day are no rarity.
 */
async function freeDay(tx: Tx, unitId: number, itemId: number, today: DateText): Promise<DateText> {
  const taken = await tx
    .selectFrom('charge')
    .select(['from_on', 'to_on'])
    .where('unit_id', '=', unitId)
    .where('item_id', '=', itemId)
    .where('reversed_on', 'is', null)
    .where('to_on', '>=', `${yearOf(today)}-01-01`)
    .execute()
  let day = today
  while (yearOf(day) === yearOf(today)) {
    const other = taken.find((one) => one.from_on <= day && one.to_on >= day)
    if (!other) return day
    day = addDays(other.from_on, -1)
  }
  for (day = addDays(today, 1); yearOf(day) === yearOf(today); day = addDays(day, 1)) {
    if (!taken.some((one) => one.from_on <= day && one.to_on >= day)) return day
  }
  return today
}

/**
 * Completions taken back as a mistake whose spell lasts beyond the day of one that is told now: from that day on this
 * one stands in their place, so that a job is done once on every day.
 * @returns what is to be changed, each row with its patch
 */
export function cutShort<
  Of extends { readonly on_date: unknown; readonly reopened_on: unknown; readonly rework: unknown },
>(
  takenBack: readonly Of[],
  onDate: DateText,
): { readonly row: Of; readonly patch: { readonly reopened_on: DateText } }[] {
  return takenBack
    .filter((row) => row.rework === 0 && String(row.reopened_on) > onDate)
    .map((row) => ({ row, patch: { reopened_on: later(onDate, String(row.on_date)) } }))
}

/** The completions of a job that were taken back, or followed by rework, after a day. */
function takenBackAfter(tx: Tx, jobId: number, onDate: DateText) {
  return tx
    .selectFrom('job_completion')
    .selectAll()
    .where('job_id', '=', jobId)
    .where('reopened_on', '>', onDate)
    .execute()
}

/** The completion that holds, if the job is done. */
export function standingCompletion(tx: Tx, jobId: number) {
  return tx
    .selectFrom('job_completion')
    .selectAll()
    .where('job_id', '=', jobId)
    .where('reopened_on', 'is', null)
    .executeTakeFirst()
}
