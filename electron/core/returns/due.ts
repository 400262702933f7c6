import type { DateText } from '../../contract/dates.ts'
import type { ReturnRule } from '../../contract/returns.ts'
import type { ReturnSubject } from '../../contract/returnWords.ts'
import type { JobSource } from '../../contract/vocabulary.ts'
import type { AuditedWriter, Row } from '../audit/writer.ts'
import type { Db, Tx } from '../context.ts'
import { readSettings } from '../settings/index.ts'
import { requiresReturn, returnDays } from './rules.ts'

/**
 * Where cases join the register of return visits: whatever finishes a case says so with `returnBecomesDue`, whatever
 * opens it again with `returnsDrop`. Jobs do; complaints call the same two with their own kind.
 */
export interface ReturnCase {
  readonly kind: ReturnSubject
  readonly id: number
}

export async function returnRuleOf(tx: Db | Tx): Promise<ReturnRule> {
  return (await readSettings(tx)).returnRule
}

/** A case was finished in a way that asks for a return visit. The days are fixed now: a later rule does not move them. */
export async function returnBecomesDue(
  writer: AuditedWriter,
  of: ReturnCase,
  finishedOn: DateText,
  unitId: number | null,
): Promise<void> {
  await writer.insert('return_due', newDue(of, finishedOn, await returnRuleOf(writer.tx)), { unitId })
}

/** As `returnBecomesDue` for a finished job, where the office's rule asks for it. */
export async function jobReturnBecomesDue(
  writer: AuditedWriter,
  job: { readonly id: number; readonly source: JobSource; readonly unit_id: number | null; readonly phone: string },
  finishedOn: DateText,
): Promise<void> {
  if (!requiresReturn(job, await returnRuleOf(writer.tx))) return
  await returnBecomesDue(writer, { kind: 'job', id: job.id }, finishedOn, job.unit_id)
}

/** A case was opened again: from that day on nothing is asked about the finish it had. */
export async function returnsDrop(writer: AuditedWriter, { kind, id }: ReturnCase, day: DateText): Promise<void> {
  const standing = await writer.tx
    .selectFrom('return_due')
    .selectAll()
    .where('subject_kind', '=', kind)
    .where('subject_id', '=', id)
    .where('dropped_on', 'is', null)
    .execute()
  for (const due of standing) await writer.apply('return_due', { ...due }, { dropped_on: day })
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
