import { type RawBuilder, sql } from 'kysely'
import { addDays, addMonths, type DateText, isDate } from '../../contract/dates.ts'
import type { LimitationView } from '../../contract/dunning.ts'
import type { Db, Tx } from '../context.ts'
import { holdsOn } from '../fees/ledger.ts'
import { contactStands } from './promises.ts'
import { type Interruption, limitationMonths, limitationOf, warningDays } from './rules.ts'

/**
 * The limitation period of what a unit owes, claim by claim: each item and debtor, from the oldest due date on. A
 * demand by notice counts against the debtor it is addressed to, any other contact against whoever owes.
 */
export async function limitationsOf(db: Db | Tx, unitId: number, asOf: DateText): Promise<LimitationView[]> {
  const claims = await db
    .selectFrom('outstanding')
    .innerJoin('charge', 'charge.id', 'outstanding.charge_id')
    .innerJoin('fee_item', 'fee_item.id', 'charge.item_id')
    .leftJoin('person', 'person.id', 'charge.debtor_id')
    .select([
      'charge.item_id',
      'fee_item.name as item',
      'charge.debtor_kind',
      'charge.debtor_id',
      'person.name as debtor',
    ])
    .select(sql<string>`min(charge.due_on)`.as('due_on'))
    .where('outstanding.unit_id', '=', unitId)
    .where(holdsOn(asOf, 'outstanding'))
    .groupBy(['charge.item_id', 'fee_item.name', 'charge.debtor_kind', 'charge.debtor_id', 'person.name'])
    .orderBy('due_on')
    .execute()
  const events = await sql<EventRow>`${eventsOf(asOf, { unit: sql`${unitId}` })}`.execute(db)
  return claims.map((claim) => {
    const own = events.rows.filter(
      (event) =>
        (event.item_id === null || event.item_id === claim.item_id) &&
        (event.debtor_id === null || claim.debtor_id === null || event.debtor_id === claim.debtor_id) &&
        (event.addressee === '' || claim.debtor === null || event.addressee === claim.debtor),
    )
    const interruptions = own.map(({ on_date, kind }): Interruption => ({ onDate: on_date, kind }))
    const limitation = limitationOf(claim.due_on, interruptions, asOf)
    return { itemId: claim.item_id, item: claim.item, debtor: claim.debtor, dueOn: claim.due_on, ...limitation }
  })
}

interface EventRow {
  readonly on_date: DateText
  readonly kind: Interruption['kind']
  readonly item_id: number | null
  readonly debtor_id: number | null
  /** '' where it concerns whoever owes. */
  readonly addressee: string
}

/** What has interrupted the period of a unit's debts by the day: documented contacts, promises, payments, legal steps. */
function eventsOf(asOf: DateText, { unit }: { readonly unit: RawBuilder<unknown> }): RawBuilder<EventRow> {
  const standing = sql`${contactStands(asOf)} AND NOT EXISTS (SELECT 1 FROM payment_notice
    WHERE payment_notice.id = contact.notice_id AND payment_notice.cancelled_on <= ${asOf})`
  return sql<EventRow>`
    SELECT contact.on_date, CASE WHEN contact.promise_on IS NULL THEN 'demand' ELSE 'promise' END AS kind,
      NULL AS item_id, NULL AS debtor_id, CASE WHEN contact.notice_id IS NULL THEN '' ELSE contact.person END AS addressee
    FROM contact WHERE contact.unit_id = ${unit} AND contact.on_date <= ${asOf}
      AND (contact.documented = 1 OR contact.promise_on IS NOT NULL) AND ${standing}
    UNION ALL SELECT payment.on_date, 'payment', payment.item_id, payment.debtor_id, ''
    FROM payment WHERE payment.unit_id = ${unit} AND payment.on_date <= ${asOf}
      AND (payment.reversed_on IS NULL OR payment.reversed_on > ${asOf})
    UNION ALL SELECT legal_step.on_date, 'legal', NULL, NULL, ''
    FROM legal_step WHERE legal_step.unit_id = ${unit} AND legal_step.interrupts = 1 AND legal_step.on_date <= ${asOf}`
}

/**
 * The same rule for the database: when the period of the row `claim` of the row `unit` ends; `claim` has `item_id`,
 * `debtor_id`, `debtor` (the name) and `due_on`, the oldest of it. Among the days on which a period begins, the first
 * that no other follows within three years is the one that counts; days before the last promise do not. A test holds it
 * against `limitationOf`.
 * @returns a date, or 29 February of a year that has none: `endOf` mends it
 */
export function claimEnd(asOf: DateText): RawBuilder<string> {
  const ends = (date: RawBuilder<unknown>) =>
    sql`(CAST(CAST(substr(${date}, 1, 4) AS INTEGER) + ${sql.lit(limitationMonths / 12)} AS TEXT) || substr(${date}, 5))`
  return sql<string>`(SELECT ${ends(sql`min(run.on_date)`)}
    FROM (SELECT start.on_date, lead(start.on_date) OVER (ORDER BY start.on_date) AS next_on,
        max(start.promised_on) OVER () AS promised_on
      FROM (SELECT claim.due_on AS on_date, NULL AS promised_on
        UNION ALL SELECT on_date, CASE WHEN kind = 'promise' THEN on_date END
        FROM (${eventsOf(asOf, { unit: sql`unit.id` })}) AS happened
        WHERE happened.on_date >= claim.due_on
          AND (happened.item_id IS NULL OR happened.item_id = claim.item_id)
          AND (happened.debtor_id IS NULL OR claim.debtor_id IS NULL OR happened.debtor_id = claim.debtor_id)
          AND (happened.addressee = '' OR claim.debtor IS NULL OR happened.addressee = claim.debtor)) AS start) AS run
    WHERE (run.promised_on IS NULL OR run.on_date >= run.promised_on)
      AND (run.next_on IS NULL OR run.next_on > ${ends(sql`run.on_date`)}))`
}

/** When the period of the row `unit` ends that ends first, as `claimEnd` answers it; null where nothing is owed. */
export function limitationEnd(asOf: DateText): RawBuilder<string | null> {
  return sql<string | null>`(SELECT min(${claimEnd(asOf)})
    FROM (SELECT charge.item_id, charge.debtor_id, person.name AS debtor, min(charge.due_on) AS due_on
      FROM outstanding JOIN charge ON charge.id = outstanding.charge_id LEFT JOIN person ON person.id = charge.debtor_id
      WHERE outstanding.unit_id = unit.id AND ${holdsOn(asOf, 'outstanding')}
      GROUP BY charge.item_id, charge.debtor_id, person.name) AS claim)`
}

/** A date as `limitationEnd` answers it: 29 February of a common year is the 28th. */
export function endOf(date: string | null): DateText | null {
  return date === null || isDate(date) ? date : `${date.slice(0, 8)}28`
}

/** Condition: the period of the row `unit` that ends first is over, or ends within the time of warning. */
export function limitationIs(state: 'soon' | 'lapsed', asOf: DateText): RawBuilder<boolean> {
  const oldest = addMonths(addDays(asOf, warningDays), -limitationMonths)
  // Only a debt old enough can be near its end: the others are not looked into.
  const old = sql`debt.oldest_due_on <= ${oldest}`
  return state === 'lapsed'
    ? sql<boolean>`(${old} AND ${limitationEnd(asOf)} < ${asOf})`
    : sql<boolean>`(${old} AND ${limitationEnd(asOf)} BETWEEN ${asOf} AND ${addDays(asOf, warningDays)})`
}
