import { type RawBuilder, sql } from 'kysely'
import type { DateText } from '../../contract/dates.ts'
import type { Period } from '../summary/figure.ts'
import { isCalledOffOn } from './cancellation.ts'

/** Promises that fall due from one day to another, as they stand on a third, and by the moment they are looked at. */
export type PromiseSpell = Pick<Period, 'from' | 'to' | 'asOf' | 'seen'>

/**
 * Jobs whose promise to be finished falls due in the spell, as a table `(job_id, due_on, met)`; a job stands in it once.
 * A completion that holds on the day brings the promise it was measured by. Of a job that is not done on the day only a
 * promise missed can have fallen due, and what is missed never moves (promises/clock.ts): it stands on the job, or on
 * the completion that came later. What ends after the moment it is looked at has not fallen due, kept or not.
 */
export function finishPromises({ from, to, asOf, seen }: PromiseSpell): RawBuilder<unknown> {
  return sql`(SELECT job_id, due_on, CASE WHEN at <= due_at THEN 1 ELSE 0 END AS met FROM job_completion
      WHERE due_on >= ${from} AND due_on <= ${to} AND due_at <= ${seen.moment} AND ${isStanding(asOf)}
    UNION ALL SELECT job_id, due_on, 0 AS met FROM (
      SELECT id AS job_id, finish_due_on AS due_on FROM job WHERE finish_due_on >= ${from} AND finish_due_on <= ${to}
        AND finish_due_at <= ${seen.moment} AND finished_at IS NULL
      UNION SELECT job_id, due_on FROM job_completion
        WHERE due_on >= ${from} AND due_on <= ${to} AND due_at <= ${seen.moment} AND on_date > ${asOf}) AS missed
      WHERE NOT EXISTS (SELECT 1 FROM job_completion WHERE job_completion.job_id = missed.job_id AND ${isStanding(asOf)}))`
}

/** Jobs whose first response falls due in the spell, as a table `(job_id, due_on, met)`. */
export function respondPromises({ from, to, seen }: PromiseSpell): RawBuilder<unknown> {
  return sql`(SELECT id AS job_id, respond_due_on AS due_on,
      CASE WHEN responded_at <= respond_due_at THEN 1 ELSE 0 END AS met FROM job
    WHERE respond_due_on >= ${from} AND respond_due_on <= ${to} AND respond_due_at <= ${seen.moment})`
}

/**
 * Jobs that were late on the day: the promise to be finished was missed by then, of whatever year, and nobody had
 * finished or called them off; as a table `(job_id, due_on, late_trade, unit_id)`. A job that is done by now was late then where its
 * completion came late and after the day.
 */
export function lateJobs({ asOf, seen }: Pick<Period, 'asOf' | 'seen'>): RawBuilder<unknown> {
  // By the day of completion, of which few are left after the day: an index on due days would lead through all before it.
  return sql`(SELECT missed.job_id, min(missed.due_on) AS due_on, job.trade AS late_trade, job.unit_id FROM (
      SELECT id AS job_id, finish_due_on AS due_on FROM job
        WHERE finished_at IS NULL AND finish_due_on <= ${asOf} AND finish_due_at <= ${seen.moment}
      UNION ALL SELECT job_id, due_on FROM job_completion
        WHERE due_at < at AND on_date > ${asOf} AND coalesce(due_on, '') <= ${asOf} AND due_at <= ${seen.moment}) AS missed
    JOIN job ON job.id = missed.job_id
    WHERE NOT EXISTS (SELECT 1 FROM job_completion WHERE job_completion.job_id = missed.job_id AND ${isStanding(asOf)})
      AND NOT ${isCalledOffOn(sql`missed.job_id`, asOf)}
    GROUP BY missed.job_id, job.trade, job.unit_id)`
}

/** Condition: the completion held on the day. */
function isStanding(asOf: DateText): RawBuilder<boolean> {
  return sql<boolean>`(job_completion.on_date <= ${asOf}
    AND (job_completion.reopened_on IS NULL OR job_completion.reopened_on > ${asOf}))`
}
