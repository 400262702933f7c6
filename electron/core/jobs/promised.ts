import { type RawBuilder, sql } from 'kysely'
import type { DateText } from '../../contract/dates.ts'

/** Promises that fall due from one day to another, as they stand on a third. */
export interface PromiseSpell {
  readonly from: DateText
  readonly to: DateText
  readonly asOf: DateText
}

/**
 * Jobs whose promise to be finished falls due in the spell, as a table `(job_id, due_on, met)`; a job stands in it once.
 * A completion that holds on the day brings the promise it was measured by. Of a job that is not done on the day only a
 * promise missed can have fallen due, and what is missed never moves (promises/clock.ts): it stands on the job, or on
 * the completion that came later.
 */
export function finishPromises({ from, to, asOf }: PromiseSpell): RawBuilder<unknown> {
  return sql`(SELECT job_id, due_on, CASE WHEN at <= due_at THEN 1 ELSE 0 END AS met FROM job_completion
      WHERE due_on >= ${from} AND due_on <= ${to} AND ${isStanding(asOf)}
    UNION ALL SELECT job_id, due_on, 0 AS met FROM (
      SELECT id AS job_id, finish_due_on AS due_on FROM job WHERE finish_due_on >= ${from} AND finish_due_on <= ${to} AND finished_at IS NULL
      UNION SELECT job_id, due_on FROM job_completion
        WHERE due_on >= ${from} AND due_on <= ${to} AND on_date > ${asOf}) AS missed
      WHERE NOT EXISTS (SELECT 1 FROM job_completion WHERE job_completion.job_id = missed.job_id AND ${isStanding(asOf)}))`
}

/** Jobs whose first response falls due in the spell, as a table `(job_id, due_on, met)`. */
export function respondPromises({ from, to }: PromiseSpell): RawBuilder<unknown> {
  return sql`(SELECT id AS job_id, respond_due_on AS due_on,
      CASE WHEN responded_at <= respond_due_at THEN 1 ELSE 0 END AS met FROM job
    WHERE respond_due_on >= ${from} AND respond_due_on <= ${to})`
}

/** Condition: the completion held on the day. */
function isStanding(asOf: DateText): RawBuilder<boolean> {
  return sql<boolean>`(job_completion.on_date <= ${asOf}
    AND (job_completion.reopened_on IS NULL OR job_completion.reopened_on > ${asOf}))`
}
