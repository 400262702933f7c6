import { type RawBuilder, sql } from 'kysely'
import type { PromiseSpell } from '../jobs/promised.ts'

/**
 * Return visits that fell due in the spell, as a table `(due_id, subject_kind, subject_id, due_on, met)` as it stands on
 * a day. What was given up by that day, because its case was opened again before anybody was reached, is not in it, nor
 * what may still be made on the day it is looked at. `met` is 1 where somebody was reached by the day: a later call
 * never changes an earlier day.
 */
export function requiredReturns({ from, to, asOf, seen }: PromiseSpell): RawBuilder<unknown> {
  return sql`(SELECT id AS due_id, subject_kind, subject_id, due_on,
      CASE WHEN reached_on <= ${asOf} THEN 1 ELSE 0 END AS met FROM return_due
    WHERE due_on >= ${from} AND due_on <= ${to} AND due_on < ${seen.today} AND (dropped_on IS NULL OR dropped_on > ${asOf}))`
}

/** Those of jobs, as a table `(due_id, job_id, due_on, met)`. */
export function requiredJobReturns(spell: PromiseSpell): RawBuilder<unknown> {
  return sql`(SELECT due_id, subject_id AS job_id, due_on, met FROM ${requiredReturns(spell)} AS required
    WHERE subject_kind = 'job')`
}
