import { sql } from 'kysely'
import { ownersOn } from '../estate/list.ts'
import { holdsOn } from '../fees/ledger.ts'
import { inArea, joinPlace, selectPlace } from './scope.ts'
import { equals, itemColumns, management, money, of, placeColumns, type Sheet, type Workbook } from './workbook.ts'

const balances: Sheet = {
  id: 'prepaid',
  columns: [
    ...placeColumns,
    ...itemColumns,
    { id: 'owner', kind: 'text' },
    { id: 'payments', kind: 'count', total: true },
    { id: 'lastPaid', kind: 'date' },
    money('prepaidBefore'),
    money('prepaid'),
    { ...money('prepaidChange'), name: 'yearChange', sumOf: { plus: ['prepaid'], minus: ['prepaidBefore'] } },
  ],
  rows: (scope) => sql`SELECT ${selectPlace}, fee_item.name AS "item", fee_item.kind AS "itemKind",
      ${ownersOn(scope.asOf)} AS "owner", held."payments", held."lastPaid", held."prepaidBefore", held."prepaid",
      held."prepaid" - held."prepaidBefore" AS "prepaidChange", fee_item.position AS "position", unit.id AS "unitId"
    FROM (SELECT part.unit_id, part.item_id, sum(part.before) AS "prepaidBefore", sum(part.held) AS "prepaid",
        count(part.paid_on) AS "payments", max(part.paid_on) AS "lastPaid"
      FROM (
        SELECT unit_id, item_id, amount AS before, 0 AS held, NULL AS paid_on FROM prepaid
        WHERE ${holdsOn(scope.opening, 'prepaid')}
        UNION ALL SELECT prepaid.unit_id, prepaid.item_id, 0, prepaid.amount, payment.on_date
        FROM prepaid JOIN payment ON payment.id = prepaid.payment_id WHERE ${holdsOn(scope.asOf, 'prepaid')}) AS part
      GROUP BY part.unit_id, part.item_id) AS held
    JOIN fee_item ON fee_item.id = held.item_id ${joinPlace('held.unit_id')} WHERE ${inArea(scope)}`,
  order: ['place', 'unitId', 'position', 'item'],
}

/** 预存余额: money held in advance of each unit and item. */
export const prepayments: Workbook = {
  id: 'prepayments',
  sheets: [balances],
  measures: [
    { id: 'prepaid', sheet: 'prepaid', column: 'prepaid' },
    { id: 'prepaidManagement', sheet: 'prepaid', column: 'prepaid', only: management },
    { id: 'prepaidBefore', sheet: 'prepaid', column: 'prepaidBefore' },
  ],
  checks: [
    ...equals('prepaidAll', 'prepaid', of('fee-summary', 'itemsPrepaid'), of('fee-ledger', 'prepaid')),
    ...equals('prepaid', 'prepaidManagement', of('fee-summary', 'areasPrepaid')),
    ...equals('prepaidBefore', 'prepaidBefore', of('fee-summary', 'prepaidBefore')),
  ],
}
