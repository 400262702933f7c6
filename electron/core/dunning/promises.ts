import { type RawBuilder, sql } from 'kysely'
import { addDays, type DateText } from '../../contract/dates.ts'
import { promiseGraceDays } from '../../contract/dunning.ts'
import type { PromiseState } from '../../contract/vocabulary.ts'
import { daysBetween } from '../../db/dialect.ts'

/** Condition: the row `contact` was not struck out by the day. */
export function contactStands(asOf: DateText): RawBuilder<boolean> {
  return sql<boolean>`(contact.struck_on IS NULL OR contact.struck_on > ${asOf})`
}

/**
 * `promiseStateOf` of rules.ts for the database: the row `contact` on a day, or null where it holds no promise. The
 * column `promise_state` only marks that there is one; whether it was kept is read from the payments, so that a
 * payment entered late, or reversed, changes it.
 */
export function promiseState(asOf: DateText): RawBuilder<PromiseState | null> {
  const paid = sql`(SELECT coalesce(sum(payment.amount), 0) FROM payment WHERE payment.unit_id = contact.unit_id
    AND payment.on_date >= contact.on_date AND payment.on_date <= ${asOf}
    AND ${daysBetween(sql`contact.promise_on`, sql`payment.on_date`)} <= ${sql.lit(promiseGraceDays)}
    AND (payment.reversed_on IS NULL OR payment.reversed_on > ${asOf}))`
  return sql<PromiseState | null>`CASE
    WHEN contact.promise_state IS NULL OR contact.on_date > ${asOf} OR NOT ${contactStands(asOf)} THEN NULL
    WHEN ${paid} >= contact.promise_amount THEN 'kept'
    WHEN contact.promise_on < ${addDays(asOf, -promiseGraceDays)} THEN 'broken'
    ELSE 'open' END`
}

/** The next promised day of the row `unit` that is still open. */
export function nextPromise(asOf: DateText): RawBuilder<DateText | null> {
  return sql<DateText | null>`(SELECT min(contact.promise_on) FROM contact
    WHERE contact.unit_id = unit.id AND contact.promise_state = 'open' AND ${promiseState(asOf)} = 'open')`
}
