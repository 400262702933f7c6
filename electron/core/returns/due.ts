import type { DateText } from '../../contract/dates.ts'
import type { ReturnRule } from '../../contract/returns.ts'
import type { ReturnSubject } from '../../contract/returnWords.ts'
import type { JobSource } from '../../contract/vocabulary.ts'
import type { AuditedWriter, Row } from '../audit/writer.ts'
import type { Db, Tx } from '../context.ts'
import { readSettings } from '../settings/index.ts'
import { hasSomebody, requiresReturn, returnDays } from './rules.ts'

/**
 * Where cases join the register of return visits: what finishes a job or answers a complaint makes one due, what opens
 * the case again drops it with `returnsDrop`.
 */
export interface ReturnCase {
  readonly kind: ReturnSubject
  readonly id: number
}

export async function returnRuleOf(tx: Db | Tx): Promise<ReturnRule> {
  return (await readSettings(tx)).returnRule
}

/** A finished job asks for a return visit where the office's rule says so; its days are fixed now, by the rule of today. */
export async function jobReturnBecomesDue(
  writer: AuditedWriter,
  job: { readonly id: number; readonly source: JobSource; readonly unit_id: number | null; readonly phone: string },
  finishedOn: DateText,
): Promise<void> {
  const rule = await returnRuleOf(writer.tx)
  if (!requiresReturn(job, rule)) return
  await returnsDrop(writer, { kind: 'job', id: job.id }, finishedOn)
  await dropsCutShort(writer, job.id, finishedOn)
  await writer.insert('return_due', newDue({ kind: 'job', id: job.id }, finishedOn, rule), { unitId: job.unit_id })
}

/** As `jobReturnBecomesDue` for a complaint that was answered. */
export async function complaintReturnBecomesDue(
  writer: AuditedWriter,
  complaint: { readonly id: number; readonly unit_id: number | null; readonly phone: string },
  answeredOn: DateText,
): Promise<void> {
  const rule = await returnRuleOf(writer.tx)
  if (!rule.complaints || !hasSomebody(complaint)) return
  await returnsDrop(writer, { kind: 'complaint', id: complaint.id }, answeredOn)
  await writer.insert('return_due', newDue({ kind: 'complaint', id: complaint.id }, answeredOn, rule), {
    unitId: complaint.unit_id,
  })
}

/**
 * A case was opened again: from that day on nothing is asked any more about the finish it had. A visit that was made, or
 * tried three times, stays what it was: the answer may be why the case was opened. About a finish that never was, only
 * what somebody answered stays.
 * @param isMistaken the finish was entered by mistake
 */
export async function returnsDrop(
  writer: AuditedWriter,
  { kind, id }: ReturnCase,
  day: DateText,
  isMistaken = false,
): Promise<void> {
  const standing = await writer.tx
    .selectFrom('return_due')
    .selectAll()
    .where('subject_kind', '=', kind)
    .where('subject_id', '=', id)
    .where('state', 'in', isMistaken ? ['open', 'unreachable', 'refused'] : ['open'])
    .where('dropped_on', 'is', null)
    .execute()
  for (const due of standing) await writer.apply('return_due', { ...due }, { dropped_on: day })
}

/**
 * What was given up later than the day of a finish that is told now: its finish was a mistake, and from that day on this
 * one asks in its place.
 */
async function dropsCutShort(writer: AuditedWriter, jobId: number, finishedOn: DateText): Promise<void> {
  const later = await writer.tx
    .selectFrom('return_due')
    .selectAll()
    .where('subject_kind', '=', 'job')
    .where('subject_id', '=', jobId)
    .where('dropped_on', '>', finishedOn)
    .execute()
  for (const due of later) await writer.apply('return_due', { ...due }, { dropped_on: finishedOn })
}

/** True where somebody is still to be called about a case. */
export async function hasOpenReturn(tx: Db | Tx, { kind, id }: ReturnCase): Promise<boolean> {
  const open = await tx
    .selectFrom('return_due')
    .select('id')
    .where('subject_kind', '=', kind)
    .where('subject_id', '=', id)
    .where('state', '=', 'open')
    .where('dropped_on', 'is', null)
    .executeTakeFirst()
  return open !== undefined
}

/** The row of a return visit that becomes due. */
export function newDue(of: ReturnCase, finishedOn: DateText, rule: ReturnRule): Row {
  return {
    subject_kind: of.kind,
    subject_id: of.id,
    finished_on: finishedOn,
    ...returnDays(finishedOn, rule),
    dropped_on: null,
    state: 'open',
    attempts: 0,
    callback_at: null,
    reached_on: null,
  }
}
