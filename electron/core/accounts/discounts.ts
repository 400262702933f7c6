import { type RawBuilder, sql } from 'kysely'
import { discountLines } from './entries.ts'
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

function lines(scope: Scope, kinds: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`SELECT line.on_date AS "date", line.move AS "move", line.kind AS "kind", ${selectPlace},
      fee_item.name AS "item", fee_item.kind AS "itemKind", charge.from_on AS "fromOn", charge.to_on AS "toOn",
      charge.amount AS "chargeAmount", line.amount AS "amount", line.approver AS "approver", line.reason AS "reason",
      line.id AS "id"
    FROM ${discountLines((column) => within(column, scope))} AS line
    JOIN charge ON charge.id = line.charge_id JOIN fee_item ON fee_item.id = charge.item_id
    ${joinPlace('charge.unit_id')} WHERE ${inArea(scope)} AND ${kinds}`
}

const columns: readonly Column[] = [
  { id: 'date', kind: 'date' },
  { id: 'move', name: 'discountMove', kind: 'choice', choices: 'accounts:discountMove' },
  { id: 'kind', name: 'discountKind', kind: 'choice', choices: 'vocabulary:discountKind' },
  ...placeColumns,
  ...itemColumns,
  { id: 'fromOn', kind: 'date' },
  { id: 'toOn', kind: 'date' },
  { id: 'chargeAmount', kind: 'money' },
  money('amount'),
  { id: 'approver', kind: 'text' },
  { id: 'reason', kind: 'text' },
]

const sheet = (id: string, kinds: RawBuilder<unknown>): Sheet => ({
  id,
  columns,
  rows: (scope) => lines(scope, kinds),
  order: ['date', 'place', 'id'],
})

const kindSheet: Sheet = {
  id: 'kinds',
  columns: [
    { id: 'kind', name: 'discountKind', kind: 'choice', choices: 'vocabulary:discountKind' },
    ...itemColumns,
    { id: 'lines', kind: 'count', total: true },
    money('amount'),
  ],
  rows: (scope) => sql`SELECT line."kind", line."item", line."itemKind", count(*) AS "lines",
      sum(line."amount") AS "amount" FROM (${lines(scope, sql`1 = 1`)}) AS line
    GROUP BY line."kind", line."item", line."itemKind"`,
  order: ['kind', 'item'],
}

const sums = (id: string, of: string, only?: Measure['only']): Measure => ({
  id,
  sheet: of,
  column: 'amount',
  ...(only && { only }),
})

/** 优惠减免明细: every discount on its own day, withdrawn ones below zero; write-offs on a sheet of their own. */
export const discountsDetail: Workbook = {
  id: 'discounts-detail',
  sheets: [
    sheet('discounts', sql`line.kind <> 'write-off'`),
    sheet('write-offs', sql`line.kind = 'write-off'`),
    kindSheet,
  ],
  measures: [
    sums('discounts', 'discounts'),
    sums('discountsManagement', 'discounts', management),
    sums('discountsWithdrawn', 'discounts', { move: 'withdrawn' }),
    sums('writeOffs', 'write-offs'),
    sums('writeOffsWithdrawn', 'write-offs', { move: 'withdrawn' }),
    sums('kinds', 'kinds'),
  ],
  checks: [
    ...equals('discounts', 'discountsManagement', figure('fees/discounts'), of('fee-summary', 'discountsManagement')),
    ...equals('discountsAll', 'discounts', of('fee-summary', 'itemsDiscounts')),
    ...equals('writeOffsAll', 'writeOffs', of('fee-summary', 'itemsWriteOffs')),
    {
      id: 'reducedByKind',
      ours: [{ measure: 'discounts' }, { measure: 'writeOffs' }],
      theirs: [{ measure: 'kinds' }],
    },
    {
      id: 'withdrawn',
      ours: [{ measure: 'discountsWithdrawn' }, { measure: 'writeOffsWithdrawn' }],
      theirs: [of('reversals-and-refunds', 'discountReversals', -1)],
    },
  ],
}
