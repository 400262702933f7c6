import { type RawBuilder, sql } from 'kysely'
import { paymentMethods } from '../../contract/vocabulary.ts'
import { moneyMoves } from './entries.ts'
import { inArea, joinPlace, type Scope, selectPlace, within } from './scope.ts'
import {
  type Column,
  equals,
  figure,
  itemColumns,
  type Measure,
  management,
  money,
  of,
  placeColumns,
  type Sheet,
  type Workbook,
} from './workbook.ts'

const methods = Object.keys(paymentMethods)
const parts = ['renewal', 'handover', 'shop', 'other'] as const

/** Every move of money within the year and by the day, of all fee items. */
function moves(scope: Scope): RawBuilder<unknown> {
  return sql`SELECT money.on_date AS "date", receipt.receipt_no AS "receiptNo", money.move AS "move", ${selectPlace},
      fee_item.name AS "item", fee_item.kind AS "itemKind",
      CASE WHEN unit.kind = 'shop' THEN 'shop' ELSE money.source END AS "part", money.method AS "method",
      receipt.payer AS "payer", coalesce(money.person, receipt.cashier) AS "cashier", money.amount AS "amount",
      money.reason AS "reason", receipt.id AS "receiptId", money.id AS "id"
    FROM ${moneyMoves((column) => within(column, scope))} AS money
    JOIN receipt ON receipt.id = money.receipt_id JOIN fee_item ON fee_item.id = money.item_id
    ${joinPlace('money.unit_id')} WHERE ${inArea(scope)}`
}

const moveColumn: Column = { id: 'move', kind: 'choice', choices: 'accounts:move' }
const methodColumn: Column = { id: 'method', kind: 'choice', choices: 'vocabulary:paymentMethod' }

const detail: Sheet = {
  id: 'moves',
  columns: [
    { id: 'date', kind: 'date' },
    { id: 'receiptNo', kind: 'text' },
    moveColumn,
    ...placeColumns,
    ...itemColumns,
    { id: 'part', kind: 'choice', choices: 'accounts:part' },
    methodColumn,
    { id: 'payer', kind: 'text' },
    { id: 'cashier', kind: 'text' },
    money('amount'),
    { id: 'reason', kind: 'text' },
  ],
  rows: moves,
  order: ['date', 'receiptNo', 'id'],
}

/** 收款明细: every payment, and every reversal and refund below zero on its own day. */
export const paymentsDetail: Workbook = {
  id: 'payments-detail',
  sheets: [detail],
  measures: [
    { id: 'received', sheet: 'moves', column: 'amount' },
    { id: 'receivedManagement', sheet: 'moves', column: 'amount', only: management },
    ...parts.map(
      (part): Measure => ({
        id: `received:${part}`,
        sheet: 'moves',
        column: 'amount',
        only: { ...management, part },
      }),
    ),
    ...methods.map(
      (method): Measure => ({ id: `method:${method}`, sheet: 'moves', column: 'amount', only: { method } }),
    ),
    { id: 'reversals', sheet: 'moves', column: 'amount', only: { move: 'reversal' } },
    { id: 'refunds', sheet: 'moves', column: 'amount', only: { move: 'refund' } },
  ],
  checks: [
    ...equals('received', 'receivedManagement', figure('fees/received'), of('fee-summary', 'receivedManagement')),
    ...parts.flatMap((part) => equals(`received:${part}`, `received:${part}`, figure('fees/received', part))),
    ...equals('receivedAll', 'received', of('fee-summary', 'itemsReceived'), of('daily-cash', 'received')),
    ...methods.flatMap((method) =>
      equals(`method:${method}`, `method:${method}`, of('daily-cash', `method:${method}`)),
    ),
    ...equals('reversals', 'reversals', of('reversals-and-refunds', 'paymentReversals', -1)),
    ...equals('refunds', 'refunds', of('reversals-and-refunds', 'refunds', -1)),
  ],
}
