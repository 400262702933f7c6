import { sql } from 'kysely'
import { holdsOn, standsOn } from '../fees/ledger.ts'
import { inArea, joinPlace, ofYear, selectPlace, within } from './scope.ts'
import {
  type Column,
  equals,
  itemColumns,
  type Measure,
  money,
  of,
  placeColumns,
  type Sheet,
  type Workbook,
} from './workbook.ts'

/** Each reading with the one before it; a new meter's first state has none to count from. Hundredths. */
const readings = sql`SELECT reading.id, reading.meter_id, reading.unit_id, reading.on_date, reading.value_centi,
    reading.charge_id, reading.kind, lag(reading.on_date) OVER by_meter AS before_on,
    lag(reading.value_centi) OVER by_meter AS before_centi
  FROM reading WINDOW by_meter AS (PARTITION BY reading.meter_id ORDER BY reading.on_date)`

const used = sql`CASE WHEN usage.kind = 'start' THEN NULL ELSE usage.value_centi - usage.before_centi END AS "used"`

const readingColumns: readonly Column[] = [
  { id: 'meter', kind: 'text' },
  { id: 'meterKind', kind: 'choice', choices: 'vocabulary:meterKind' },
  { id: 'beforeOn', kind: 'date' },
  { id: 'beforeValue', kind: 'quantity' },
  { id: 'readOn', kind: 'date' },
  { id: 'value', kind: 'quantity' },
  { id: 'used', kind: 'quantity', total: true },
]

const selectReading = sql`meter.number AS "meter", meter.kind AS "meterKind", usage.before_on AS "beforeOn",
  usage.before_centi AS "beforeValue", usage.on_date AS "readOn", usage.value_centi AS "value", ${used}`

/** Charges by meter of the year with the reading they come from; of several readings the first carries the amounts. */
const charges: Sheet = {
  id: 'charges',
  columns: [
    ...placeColumns,
    ...itemColumns,
    { id: 'fromOn', kind: 'date' },
    { id: 'toOn', kind: 'date' },
    { id: 'dueOn', kind: 'date' },
    ...readingColumns,
    money('amount'),
    money('settled'),
    money('owed'),
  ],
  rows: (scope) => sql`SELECT ${selectPlace}, fee_item.name AS "item", fee_item.kind AS "itemKind",
      charge.from_on AS "fromOn", charge.to_on AS "toOn", charge.due_on AS "dueOn", ${selectReading},
      CASE WHEN ${isFirst} THEN charge.amount ELSE 0 END AS "amount",
      CASE WHEN ${isFirst} THEN coalesce((SELECT sum(settlement.amount) FROM settlement
        WHERE settlement.unit_id = charge.unit_id AND settlement.item_id = charge.item_id
          AND settlement.charge_id = charge.id AND ${holdsOn(scope.asOf, 'settlement')}), 0) ELSE 0 END AS "settled",
      CASE WHEN ${isFirst} THEN coalesce((SELECT sum(outstanding.amount) FROM outstanding
        WHERE outstanding.unit_id = charge.unit_id AND outstanding.item_id = charge.item_id
          AND outstanding.charge_id = charge.id AND ${holdsOn(scope.asOf, 'outstanding')}), 0) ELSE 0 END AS "owed",
      fee_item.position AS "position", charge.id AS "chargeId", coalesce(usage.id, 0) AS "readingId"
    FROM charge JOIN fee_item ON fee_item.id = charge.item_id
    LEFT JOIN (${readings}) AS usage ON usage.charge_id = charge.id LEFT JOIN meter ON meter.id = usage.meter_id
    ${joinPlace('charge.unit_id')}
    WHERE fee_item.kind IN ('water', 'electricity') AND ${ofYear(scope)} AND ${standsOn(scope.asOf)}
      AND ${inArea(scope)}`,
  order: ['place', 'position', 'fromOn', 'chargeId', 'readingId'],
}

const isFirst = sql`(usage.id IS NULL OR usage.id = (SELECT min(reading.id) FROM reading
  WHERE reading.charge_id = charge.id))`

/** Readings of the year that have not been charged. */
const unbilled: Sheet = {
  id: 'unbilled',
  columns: [...placeColumns, ...readingColumns],
  rows: (scope) => sql`SELECT ${selectPlace}, ${selectReading}, usage.id AS "readingId"
    FROM (${readings}) AS usage JOIN meter ON meter.id = usage.meter_id ${joinPlace('usage.unit_id')}
    WHERE usage.charge_id IS NULL AND ${within('usage.on_date', scope)} AND ${inArea(scope)}`,
  order: ['place', 'readOn', 'readingId'],
}

const kinds = { water: 'receivableWater', electricity: 'receivableElectricity' } as const

/** 抄表计费: what the meters showed and what was charged for it. */
export const meterCharges: Workbook = {
  id: 'meter-charges',
  sheets: [charges, unbilled],
  measures: Object.entries(kinds).map(
    ([kind, id]): Measure => ({ id, sheet: 'charges', column: 'amount', only: { itemKind: kind } }),
  ),
  checks: Object.values(kinds).flatMap((id) => equals(id, id, of('fee-summary', id))),
}
