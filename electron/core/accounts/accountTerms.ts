import { type RawBuilder, sql } from 'kysely'
import type { DateText } from '../../contract/dates.ts'
import { countsOn, holdsOn, isDueOn, standsOn } from '../fees/ledger.ts'
import { discountLines, moneyMoves } from './entries.ts'
import { afterYear, ofYear, type Scope, within } from './scope.ts'

/**
 * What moved on each account (unit and item) between the day before the year and the day: the terms from which every
 * row of 费用汇总表 is added up. Each term is counted from its own rows, so that the bridge
 *
 *   closing = opening + receivable − notYetDue − dueBefore + otherDue − reversedSince − discounts − writeOffs
 *             − reducedAfter + waiting − received − receivedAfter + prepaidChange
 *
 * is a statement about the books and not a definition of its last term.
 */
export const accountTerms = [
  'opening',
  'closing',
  'prepaidBefore',
  'prepaid',
  'receivable',
  'notYetDue',
  'dueBefore',
  'otherDue',
  'reversedSince',
  'discounts',
  'writeOffs',
  'reducedAfter',
  'waiting',
  'received',
  'receivedAfter',
  'receivedCurrent',
  'receivedPrior',
  'receivedAdvance',
  'receivedReturned',
  'dueReceivable',
  'dueDiscounts',
  'settled',
  'unsettled',
] as const
export type AccountTerm = (typeof accountTerms)[number]

/** A SELECT of one row per account: `unit_id`, `item_id` and the terms in fen. */
export function accountRows(scope: Scope): RawBuilder<unknown> {
  const sums = accountTerms.map((term) => sql`sum(${sql.ref(term)}) AS ${sql.ref(term)}`)
  return sql`SELECT unit_id, item_id, ${sql.join(sums)} FROM (${sql.join(legs(scope), sql` UNION ALL `)}) AS leg
    GROUP BY unit_id, item_id`
}

/** Each table is gone through once for all terms that it gives. */
function legs(scope: Scope): RawBuilder<unknown>[] {
  const { opening, asOf, from, yearEnd } = scope
  const inYear = (column: string) => within(column, scope)
  const afterwards = (column: string) => afterYear(column, scope)
  const isOfYear = ofYear(scope)
  const all = sql`1 = 1`
  const paidInYear = inYear('payment.on_date')
  const isWriteOff = sql`line.kind = 'write-off'`
  return [
    leg('charge', sql`charge WHERE ${isOfYear} AND ${standsOn(asOf)}`, sql`charge.amount`, {
      receivable: all,
      notYetDue: sql`charge.due_on > ${asOf}`,
      dueReceivable: sql`charge.due_on <= ${asOf}`,
      // Owed before the year already, so in the opening balance and in the receivable of the year.
      dueBefore: sql`charge.due_on <= ${asOf} AND ${isDueOn(opening)}`,
    }),
    leg(
      'charge',
      sql`charge WHERE (NOT ${isOfYear} AND ${isDueOn(asOf)} AND NOT ${isDueOn(opening)})
        OR (${isDueOn(opening)} AND charge.reversed_on <= ${asOf})`,
      sql`charge.amount`,
      { otherDue: isDueOn(asOf), reversedSince: isDueOn(opening) },
    ),
    leg('outstanding', sql`outstanding WHERE ${holdsOn(opening, 'outstanding')}`, sql`outstanding.amount`, {
      opening: all,
    }),
    leg(
      'outstanding',
      sql`outstanding JOIN charge ON charge.id = outstanding.charge_id WHERE ${holdsOn(asOf, 'outstanding')}`,
      sql`outstanding.amount`,
      { closing: all, unsettled: isOfYear },
    ),
    leg('prepaid', sql`prepaid WHERE ${holdsOn(opening, 'prepaid')}`, sql`prepaid.amount`, { prepaidBefore: all }),
    leg(
      'prepaid',
      sql`prepaid JOIN payment ON payment.id = prepaid.payment_id WHERE ${holdsOn(asOf, 'prepaid')}`,
      sql`prepaid.amount`,
      { prepaid: all, receivedAdvance: paidInYear },
    ),
    leg(
      'settlement',
      sql`settlement JOIN charge ON charge.id = settlement.charge_id
        JOIN payment ON payment.id = settlement.payment_id
        WHERE ${holdsOn(asOf, 'settlement')} AND (${isOfYear} OR ${paidInYear})`,
      sql`settlement.amount`,
      {
        settled: isOfYear,
        receivedCurrent: sql`${isOfYear} AND ${paidInYear}`,
        receivedPrior: sql`charge.from_on < ${from} AND ${paidInYear}`,
        receivedAdvance: sql`charge.from_on > ${yearEnd} AND ${paidInYear}`,
      },
    ),
    leg('charge', sql`${discountLines(inYear)} AS line ${ofCharge}`, sql`line.amount`, {
      discounts: sql`NOT ${isWriteOff}`,
      writeOffs: isWriteOff,
    }),
    leg('charge', sql`${discountLines(afterwards)} AS line ${ofCharge}`, sql`line.amount`, { reducedAfter: all }),
    // Counted by its date, but of a charge that is not owed yet or no longer: it lowers nothing on that day.
    leg('charge', sql`${countingOn(asOf)} AS line ${ofCharge}`, sql`line.amount`, {
      waiting: sql`NOT ${isDueOn(asOf)}`,
      dueDiscounts: sql`NOT ${isWriteOff} AND ${isOfYear} AND ${isDueOn(asOf)}`,
    }),
    leg('charge', sql`${countingOn(opening)} AS line ${ofCharge}`, sql`-line.amount`, {
      waiting: sql`NOT ${isDueOn(opening)}`,
    }),
    leg('money', sql`${moneyMoves(inYear)} AS money`, sql`money.amount`, {
      received: all,
      // Given back of what had come in before the year, and after the year of what had come in within it.
      receivedReturned: sql`money.paid_on < ${from}`,
    }),
    leg('money', sql`${moneyMoves(afterwards)} AS money`, sql`money.amount`, { receivedAfter: all }),
    leg('money', sql`${moneyMoves(afterwards)} AS money`, sql`-money.amount`, {
      receivedReturned: sql`money.move <> 'payment' AND ${inYear('money.paid_on')}`,
    }),
  ]
}

const ofCharge = sql`JOIN charge ON charge.id = line.charge_id`

/** The discounts and write-offs that count on a day. */
function countingOn(date: DateText): RawBuilder<unknown> {
  return sql`(SELECT charge_id, kind, amount FROM discount WHERE ${countsOn(date)})`
}

/** Rows of one source by account, added up for each term whose condition they meet; the other terms are zero. */
function leg(
  account: string,
  from: RawBuilder<unknown>,
  amount: RawBuilder<unknown>,
  terms: Partial<Record<AccountTerm, RawBuilder<unknown>>>,
): RawBuilder<unknown> {
  const key = sql`${sql.ref(`${account}.unit_id`)}, ${sql.ref(`${account}.item_id`)}`
  const columns = accountTerms.map((term) => {
    const condition = terms[term]
    return condition
      ? sql`sum(CASE WHEN ${condition} THEN ${amount} ELSE 0 END) AS ${sql.ref(term)}`
      : sql`0 AS ${sql.ref(term)}`
  })
  return sql`SELECT ${key}, ${sql.join(columns)} FROM ${from} GROUP BY ${key}`
}
