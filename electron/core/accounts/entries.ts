import { type RawBuilder, sql } from 'kysely'

type Dated = (column: string) => RawBuilder<boolean>

/**
 * Money in and out of fee accounts as amounts with their sign: payments, their reversals and their refunds, each on its
 * own day, by the person who handled it. `paid_on` is the day of the payment that a reversal or refund is of.
 * @param dated which days
 */
export function moneyMoves(dated: Dated): RawBuilder<unknown> {
  return sql`(
    SELECT payment.id * 4 AS id, 'payment' AS move, payment.unit_id, payment.item_id, payment.receipt_id,
      payment.source, payment.method, payment.on_date, payment.on_date AS paid_on, payment.amount, NULL AS person,
      '' AS reason
    FROM payment WHERE ${dated('payment.on_date')}
    UNION ALL
    SELECT reversal.id * 4 + 1, 'reversal', payment.unit_id, payment.item_id, payment.receipt_id,
      payment.source, payment.method, reversal.on_date, payment.on_date, -reversal.amount, reversal.actor_name,
      reversal.reason
    FROM reversal JOIN payment ON payment.id = reversal.payment_id WHERE ${dated('reversal.on_date')}
    UNION ALL
    SELECT refund.id * 4 + 2, 'refund', payment.unit_id, payment.item_id, payment.receipt_id,
      payment.source, refund.method, refund.on_date, payment.on_date, -refund.amount, refund.actor_name, refund.reason
    FROM refund JOIN payment ON payment.id = refund.payment_id WHERE ${dated('refund.on_date')})`
}

/** Discounts and write-offs on the day they were given, and below zero on the day they were withdrawn. */
export function discountLines(dated: Dated): RawBuilder<unknown> {
  return sql`(
    SELECT discount.id * 2 AS id, 'given' AS move, discount.charge_id, discount.kind, discount.on_date,
      discount.amount, discount.approver, discount.reason
    FROM discount WHERE ${dated('discount.on_date')}
    UNION ALL
    SELECT discount.id * 2 + 1, 'withdrawn', discount.charge_id, discount.kind, discount.reversed_on,
      -discount.amount, discount.approver, coalesce(reversal.reason, '')
    FROM discount LEFT JOIN reversal ON reversal.discount_id = discount.id WHERE ${dated('discount.reversed_on')})`
}
