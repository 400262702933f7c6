import { type RawBuilder, sql } from 'kysely'
import { type DateText, later } from '../../contract/dates.ts'
import type { AuditedWriter } from '../audit/writer.ts'

/** Condition: the row of `job_cancellation` under the given name held on the day. */
function isStanding(name: string, asOf: DateText): RawBuilder<boolean> {
  const [on, until] = [sql.ref(`${name}.on_date`), sql.ref(`${name}.reopened_on`)]
  return sql<boolean>`${on} <= ${asOf} AND (${until} IS NULL OR ${until} > ${asOf})`
}

/** Condition: the job was called off, or merged into another, on the day. */
export function isCalledOffOn(jobId: RawBuilder<unknown>, asOf: DateText): RawBuilder<boolean> {
  return sql<boolean>`EXISTS (SELECT 1 FROM job_cancellation AS called
    WHERE called.job_id = ${jobId} AND ${isStanding('called', asOf)})`
}

/**
 * Condition: nobody was going to do the job's work on the day. One that was merged is done in the other job, unless that
 * was called off itself.
 */
export function isGivenUpOn(jobId: RawBuilder<unknown>, asOf: DateText): RawBuilder<boolean> {
  return sql<boolean>`EXISTS (SELECT 1 FROM job_cancellation AS called
    WHERE called.job_id = ${jobId} AND ${isStanding('called', asOf)}
      AND (called.into_id IS NULL OR EXISTS (SELECT 1 FROM job_cancellation AS taken
        WHERE taken.job_id = called.into_id AND taken.into_id IS NULL AND ${isStanding('taken', asOf)})))`
}

/** Calls a job off from a day on. @param intoId the job that it goes into, or null */
export async function callOff(
  writer: AuditedWriter,
  jobId: number,
  onDate: DateText,
  intoId: number | null,
): Promise<void> {
  await writer.insert('job_cancellation', { job_id: jobId, on_date: onDate, into_id: intoId, reopened_on: null })
}

/** A job that was called off is opened again: on the days before it was called off all the same. */
export async function takeUpAgain(writer: AuditedWriter, jobId: number, onDate: DateText): Promise<void> {
  const standing = await writer.tx
    .selectFrom('job_cancellation')
    .selectAll()
    .where('job_id', '=', jobId)
    .where('reopened_on', 'is', null)
    .execute()
  for (const row of standing) {
    await writer.apply('job_cancellation', { ...row }, { reopened_on: later(onDate, row.on_date) })
  }
}
