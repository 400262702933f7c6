import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../context.ts'
import { ownersOn } from '../estate/list.ts'
import { countsOn, holdsOn, standsOn } from '../fees/ledger.ts'
import { inArea, ofYear, type Scope, selectPlace } from './scope.ts'
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
  type Row,
  type Sheet,
  type Workbook,
} from './workbook.ts'

const months = Array.from({ length: 12 }, (_, index) => index + 1)
const two = (month: number) => String(month).padStart(2, '0')
/** What is shown of each month, and the column of a charge's line it is added up from. */
const ofMonth = { receivable: 'amount', reduced: 'reduced', settled: 'settled', owed: 'owed' } as const
const monthNames = Object.keys(ofMonth) as (keyof typeof ofMonth)[]

const monthColumns: readonly Column[] = months.flatMap((month) =>
  monthNames.map((name): Column => ({ id: `${name}${two(month)}`, name, month, kind: 'money', total: true })),
)

/** Condition: a column names one of the units asked for. */
type Units = (column: string) => RawBuilder<unknown>

/** The charges of the year that stand on the day, each with what lowered it, what is paid on it and what is left. */
function lines(scope: Scope, among: Units): RawBuilder<unknown> {
  const { asOf } = scope
  const lowered = (isWriteOff: boolean) => sql`coalesce((SELECT sum(discount.amount) FROM discount
    WHERE discount.charge_id = charge.id AND ${countsOn(asOf)}
      AND discount.kind ${sql.raw(isWriteOff ? '=' : '<>')} 'write-off'), 0)`
  return sql`SELECT charge.unit_id, charge.item_id, substr(charge.from_on, 6, 2) AS month, charge.due_on, charge.amount,
      ${lowered(false)} AS discounted, ${lowered(true)} AS written_off,
      coalesce((SELECT sum(settlement.amount) FROM settlement WHERE settlement.unit_id = charge.unit_id
        AND settlement.item_id = charge.item_id AND settlement.charge_id = charge.id
        AND ${holdsOn(asOf, 'settlement')}), 0) AS settled,
      coalesce((SELECT sum(outstanding.amount) FROM outstanding WHERE outstanding.unit_id = charge.unit_id
        AND outstanding.item_id = charge.item_id AND outstanding.charge_id = charge.id
        AND ${holdsOn(asOf, 'outstanding')}), 0) AS owed
    FROM charge WHERE ${ofYear(scope)} AND ${standsOn(asOf)} AND ${among('charge.unit_id')}`
}

/** Every account of the units with anything in the year or open from before; a unit without any is a row too. */
function rowsOf(scope: Scope, among: Units): RawBuilder<unknown> {
  const { asOf, opening } = scope
  const perMonth = months.flatMap((month) =>
    monthNames.map((name) => {
      const amount = name === 'reduced' ? sql`discounted + written_off` : sql.ref(ofMonth[name])
      return sql`sum(CASE WHEN month = ${sql.lit(two(month))} THEN ${amount} END) AS ${sql.ref(`${name}${two(month)}`)}`
    }),
  )
  const zeroes = sql.join([...perMonth, ...Array(6)].map(() => sql`NULL`))
  const balance = (table: 'outstanding' | 'prepaid', date: string, place: number) =>
    sql`SELECT unit_id, item_id, ${zeroes}, ${sql.join([0, 1, 2].map((at) => (at === place ? sql`amount` : sql`NULL`)))}
      FROM ${sql.table(table)} WHERE ${holdsOn(date, table)} AND ${among('unit_id')}`
  const named = [
    ...monthColumns.map((column) => column.id),
    ...yearColumns.map((column) => column.id),
    ...balanceColumns.map((column) => column.id),
  ]
  return sql`SELECT ${selectPlace}, unit.kind AS "kind", unit.area_centi AS "areaCenti", ${ownersOn(asOf)} AS "owner",
      fee_item.name AS "item", fee_item.kind AS "itemKind", coalesce(fee_item.position, 0) AS "position",
      unit.id AS "unitId", ${sql.join(named.map((id) => sql`account.${sql.ref(id)}`))}
    FROM unit JOIN building ON building.id = unit.building_id JOIN area ON area.id = building.area_id
    LEFT JOIN (SELECT unit_id, item_id, ${sql.join(named.map((id) => sql`sum(${sql.ref(id)}) AS ${sql.ref(id)}`))}
      FROM (SELECT unit_id, item_id, ${sql.join(perMonth)}, sum(amount) AS "yearReceivable",
          sum(discounted) AS "yearDiscounts", sum(written_off) AS "yearWriteOffs", sum(settled) AS "yearSettled",
          sum(owed) AS "yearOwed",
          sum(CASE WHEN due_on > ${asOf} THEN amount - discounted - written_off ELSE 0 END) AS "yearNotDue",
          NULL AS "opening", NULL AS "closing", NULL AS "prepaid"
        FROM (${lines(scope, among)}) AS line GROUP BY unit_id, item_id
        UNION ALL ${balance('outstanding', opening, 0)}
        UNION ALL ${balance('outstanding', asOf, 1)}
        UNION ALL ${balance('prepaid', asOf, 2)}) AS part
      GROUP BY unit_id, item_id) AS account ON account.unit_id = unit.id
    LEFT JOIN fee_item ON fee_item.id = account.item_id
    WHERE ${inArea(scope)} AND ${among('unit.id')}`
}

const yearColumns: readonly Column[] = [
  money('yearReceivable'),
  money('yearDiscounts'),
  money('yearWriteOffs'),
  money('yearSettled'),
  money('yearOwed'),
  money('yearNotDue'),
]
const balanceColumns: readonly Column[] = [money('opening'), money('closing'), money('prepaid')]

/**
 * The ledger's rows by so many units at a time: one ordered query over all would sort a whole year's charges in memory,
 * and every query leaves some of it to the garbage collector.
 */
export async function* ledgerRows(db: Db, scope: Scope, unitsAtATime = 2500): AsyncGenerator<Row> {
  const units = await sql<Place>`SELECT unit.sort_key AS place, unit.id AS id FROM unit WHERE ${inArea(scope)}
    ORDER BY unit.sort_key, unit.id`.execute(db)
  for (let start = 0; start < units.rows.length; start += unitsAtATime) {
    const some = units.rows.slice(start, start + unitsAtATime)
    const among = unitsBetween(some[0] as Place, some.at(-1) as Place)
    const { rows } = await sql<Row>`SELECT * FROM (${rowsOf(scope, among)}) AS line
      ORDER BY "place", "unitId", "position", "item"`.execute(db)
    yield* rows
  }
}

interface Place {
  readonly place: string
  readonly id: number
}

/** The units from one to another in the order of places. */
function unitsBetween(first: Place, last: Place): Units {
  return (column) => sql`${sql.ref(column)} IN (SELECT some.id FROM unit AS some
    WHERE some.sort_key >= ${first.place} AND some.sort_key <= ${last.place}
      AND (some.sort_key > ${first.place} OR some.id >= ${first.id})
      AND (some.sort_key < ${last.place} OR some.id <= ${last.id}))`
}

const ledger: Sheet = {
  id: 'ledger',
  columns: [
    ...placeColumns,
    { id: 'kind', name: 'unitKind', kind: 'choice', choices: 'vocabulary:unitKind' },
    { id: 'areaCenti', kind: 'area' },
    { id: 'owner', kind: 'text' },
    ...itemColumns,
    money('opening'),
    ...monthColumns,
    ...yearColumns,
    money('closing'),
    money('prepaid'),
  ],
  rows: (scope) => rowsOf(scope, () => sql`1 = 1`),
  order: ['place', 'unitId', 'position', 'item'],
  stream: ledgerRows,
}

const measured = {
  opening: 'opening',
  receivable: 'yearReceivable',
  settled: 'yearSettled',
  closing: 'closing',
  prepaid: 'prepaid',
} as const

const measures: readonly Measure[] = [
  ...Object.entries(measured).flatMap(([id, column]): Measure[] => [
    { id, sheet: 'ledger', column },
    { id: `${id}Management`, sheet: 'ledger', column, only: management },
  ]),
  ...['yearDiscounts', 'yearWriteOffs', 'yearOwed', 'yearNotDue'].map(
    (column): Measure => ({ id: column, sheet: 'ledger', column }),
  ),
  ...monthColumns.map((column): Measure => ({ id: column.id, sheet: 'ledger', column: column.id })),
]

/** 收费台账: every unit and item, month by month. */
export const feeLedger: Workbook = {
  id: 'fee-ledger',
  sheets: [ledger],
  measures,
  checks: [
    ...equals(
      'receivable',
      'receivableManagement',
      figure('fees/receivable'),
      of('fee-summary', 'receivableManagement'),
    ),
    ...equals('receivableAll', 'receivable', of('fee-summary', 'itemsReceivable'), monthly('receivable')),
    ...equals('settledAll', 'settled', of('fee-summary', 'itemsSettled'), monthly('settled')),
    ...equals('yearOwed', 'yearOwed', monthly('owed')),
    {
      id: 'ledgerLeft',
      ours: [
        { measure: 'receivable' },
        { measure: 'yearDiscounts', sign: -1 },
        { measure: 'yearWriteOffs', sign: -1 },
        { measure: 'settled', sign: -1 },
      ],
      theirs: [{ measure: 'yearOwed' }, { measure: 'yearNotDue' }],
    },
    ...equals('openingAll', 'opening', of('fee-summary', 'itemsOpening')),
    ...equals('closing', 'closingManagement', figure('fees/arrears'), of('fee-summary', 'closingManagement')),
    ...equals('closingAll', 'closing', of('fee-summary', 'itemsClosing'), of('arrears-detail', 'closing')),
    ...equals('prepaidAll', 'prepaid', of('fee-summary', 'itemsPrepaid'), of('prepayments', 'prepaid')),
  ],
}

/** The twelve months of a column. */
function monthly(name: keyof typeof ofMonth) {
  return months.map((month) => ({ measure: `${name}${two(month)}` }))
}
