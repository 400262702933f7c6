import { type RawBuilder, sql } from 'kysely'
import { inArea, joinPlace, type Scope, selectPlace, within } from './scope.ts'
import { equals, itemColumns, type Measure, money, of, placeColumns, type Sheet, type Workbook } from './workbook.ts'

const amounts = ['chargeReversal', 'discountReversal', 'paymentReversal', 'refund'] as const

/** What was taken back within the year: of charges, of discounts, of payments, and money given back. */
function moves(scope: Scope): RawBuilder<unknown> {
  const dated = within('reversal.on_date', scope)
  return sql`(
    SELECT 'chargeReversal' AS move, reversal.on_date, reversal.amount, charge.unit_id, charge.item_id,
      charge.published_on AS original_on, charge.from_on, charge.to_on, NULL AS receipt_id, NULL AS method, '' AS payee,
      reversal.reason, reversal.actor_name, reversal.approval_id, reversal.id AS id
    FROM reversal JOIN charge ON charge.id = reversal.charge_id WHERE ${dated}
    UNION ALL
    SELECT 'discountReversal', reversal.on_date, reversal.amount, charge.unit_id, charge.item_id,
      discount.on_date, charge.from_on, charge.to_on, NULL, NULL, '',
      reversal.reason, reversal.actor_name, reversal.approval_id, reversal.id
    FROM reversal JOIN discount ON discount.id = reversal.discount_id JOIN charge ON charge.id = discount.charge_id
    WHERE ${dated}
    UNION ALL
    SELECT 'paymentReversal', reversal.on_date, reversal.amount, payment.unit_id, payment.item_id,
      payment.on_date, NULL, NULL, payment.receipt_id, payment.method, '',
      reversal.reason, reversal.actor_name, reversal.approval_id, reversal.id
    FROM reversal JOIN payment ON payment.id = reversal.payment_id WHERE ${dated}
    UNION ALL
    SELECT 'refund', refund.on_date, refund.amount, payment.unit_id, payment.item_id,
      payment.on_date, NULL, NULL, payment.receipt_id, refund.method, refund.payee,
      refund.reason, refund.actor_name, refund.approval_id, refund.id
    FROM refund JOIN payment ON payment.id = refund.payment_id WHERE ${within('refund.on_date', scope)})`
}

const detail: Sheet = {
  id: 'reversals',
  columns: [
    { id: 'date', kind: 'date' },
    { id: 'move', name: 'reversalKind', kind: 'choice', choices: 'accounts:columns' },
    ...placeColumns,
    ...itemColumns,
    { id: 'fromOn', kind: 'date' },
    { id: 'toOn', kind: 'date' },
    { id: 'receiptNo', kind: 'text' },
    { id: 'originalOn', kind: 'date' },
    { id: 'method', kind: 'choice', choices: 'vocabulary:paymentMethod' },
    { id: 'payee', kind: 'text' },
    ...amounts.map(money),
    { id: 'reason', kind: 'text' },
    { id: 'actor', kind: 'text' },
    { id: 'approver', kind: 'text' },
  ],
  rows: (scope) => sql`SELECT line.on_date AS "date", line.move AS "move", ${selectPlace}, fee_item.name AS "item",
      fee_item.kind AS "itemKind", line.from_on AS "fromOn", line.to_on AS "toOn", receipt.receipt_no AS "receiptNo",
      line.original_on AS "originalOn", line.method AS "method", line.payee AS "payee",
      ${sql.join(
        amounts.map(
          (amount) => sql`CASE WHEN line.move = ${sql.lit(amount)} THEN line.amount END AS ${sql.ref(amount)}`,
        ),
      )},
      line.reason AS "reason", line.actor_name AS "actor", approval.decided_name AS "approver", line.id AS "id"
    FROM ${moves(scope)} AS line JOIN fee_item ON fee_item.id = line.item_id
    LEFT JOIN receipt ON receipt.id = line.receipt_id LEFT JOIN approval ON approval.id = line.approval_id
    ${joinPlace('line.unit_id')} WHERE ${inArea(scope)}`,
  order: ['date', 'move', 'id'],
}

const measure = (id: string, column: (typeof amounts)[number]): Measure => ({ id, sheet: 'reversals', column })

/** 退款冲正: what was reversed or refunded, with its reason and who approved it. */
export const reversalsAndRefunds: Workbook = {
  id: 'reversals-and-refunds',
  sheets: [detail],
  measures: [
    measure('chargeReversals', 'chargeReversal'),
    measure('discountReversals', 'discountReversal'),
    measure('paymentReversals', 'paymentReversal'),
    measure('refunds', 'refund'),
  ],
  checks: [
    ...equals('reversals', 'paymentReversals', of('payments-detail', 'reversals', -1)),
    ...equals('refunds', 'refunds', of('payments-detail', 'refunds', -1)),
    {
      id: 'withdrawn',
      ours: [{ measure: 'discountReversals' }],
      theirs: [of('discounts-detail', 'discountsWithdrawn', -1), of('discounts-detail', 'writeOffsWithdrawn', -1)],
    },
  ],
}
