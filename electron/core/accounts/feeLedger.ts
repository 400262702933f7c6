import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../context.ts'
import { ownersOn } from '../estate/list.ts'
import { countsOn, holdsOn, standsOn } from '../fees/ledger.ts'
import { inArea, itemsOfKind, ofYear, type Scope, selectPlace, type Units, unitsIn } from './scope.ts'
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
  type Wanted,
  type Workbook,
} from './workbook.ts'

const months = Array.from({ length: 12 }, (_, index) => index + 1)
const two = (month: number) => String(month).padStart(2, '0')
const monthNames = ['receivable', 'reduced', 'settled', 'owed'] as const

const monthColumns: readonly Column[] = months.flatMap((month) =>
  monthNames.map((name): Column => ({ id: `${name}${two(month)}`, name, month, kind: 'money', total: true })),
)
const yearColumns: readonly Column[] = [
  money('yearReceivable'),
  money('yearDiscounts'),
  money('yearWriteOffs'),
  money('yearSettled'),
  money('yearOwed'),
  money('yearNotDue'),
]
const balanceColumns: readonly Column[] = [money('opening'), money('closing'), money('prepaid')]

type LineAmount = (typeof monthNames)[number] | 'discounts' | 'writeOffs' | 'notDue'

/** Which amount of a charge's line a column adds up: of all the year's charges, or of those of a month. */
const ofLines: Readonly<Record<string, { readonly amount: LineAmount; readonly month?: number }>> = {
  ...Object.fromEntries(
    months.flatMap((month) => monthNames.map((amount) => [`${amount}${two(month)}`, { amount, month }])),
  ),
  yearReceivable: { amount: 'receivable' },
  yearDiscounts: { amount: 'discounts' },
  yearWriteOffs: { amount: 'writeOffs' },
  yearSettled: { amount: 'settled' },
  yearOwed: { amount: 'owed' },
  yearNotDue: { amount: 'notDue' },
}

/** Which balance a column adds up, and of which day. */
const ofBalances = {
  opening: { table: 'outstanding', day: 'opening' },
  closing: { table: 'outstanding', day: 'asOf' },
  prepaid: { table: 'prepaid', day: 'asOf' },
} as const

/** The charges of the year that stand on the day, each with what lowered it, what is paid on it and what is left. */
function lines(scope: Scope, among: Units): RawBuilder<unknown> {
  const { asOf } = scope
  const lowered = (kinds: RawBuilder<unknown>) => sql`coalesce((SELECT sum(discount.amount) FROM discount
    WHERE discount.charge_id = charge.id AND ${countsOn(asOf)} AND ${kinds}), 0)`
  const reduced = lowered(sql`1 = 1`)
  return sql`SELECT charge.unit_id, charge.item_id, charge.from_on, CAST(substr(charge.from_on, 6, 2) AS INTEGER) AS month,
      charge.amount AS "receivable", ${lowered(sql`discount.kind <> 'write-off'`)} AS "discounts",
      ${lowered(sql`discount.kind = 'write-off'`)} AS "writeOffs", ${reduced} AS "reduced",
      coalesce((SELECT sum(settlement.amount) FROM settlement WHERE settlement.unit_id = charge.unit_id
        AND settlement.item_id = charge.item_id AND settlement.charge_id = charge.id
        AND ${holdsOn(asOf, 'settlement')}), 0) AS "settled",
      coalesce((SELECT sum(outstanding.amount) FROM outstanding WHERE outstanding.unit_id = charge.unit_id
        AND outstanding.item_id = charge.item_id AND outstanding.charge_id = charge.id
        AND ${holdsOn(asOf, 'outstanding')}), 0) AS "owed",
      CASE WHEN charge.due_on > ${asOf} THEN charge.amount - ${reduced} ELSE 0 END AS "notDue"
    FROM charge WHERE ${ofYear(scope)} AND ${standsOn(asOf)} AND ${among('charge.unit_id')}`
}

/** What a column adds up of the row `line`; null for a balance. */
function ofLine(column: string): RawBuilder<unknown> | null {
  const from = ofLines[column]
  if (from === undefined) return null
  const amount = sql.ref(`line.${from.amount}`)
  return from.month === undefined ? amount : sql`CASE WHEN line.month = ${sql.lit(from.month)} THEN ${amount} END`
}

/** Every account of the units with anything in the year or open from before; a unit without any is a row too. */
function rowsOf(scope: Scope, among: Units): RawBuilder<unknown> {
  const named = [...monthColumns, ...yearColumns, ...balanceColumns].map((column) => column.id)
  const columns = (amountOf: (id: string) => RawBuilder<unknown> | null) =>
    sql.join(named.map((id) => sql`${amountOf(id) ?? sql`NULL`} AS ${sql.ref(id)}`))
  const summed = (id: string) => {
    const amount = ofLine(id)
    return amount && sql`sum(${amount})`
  }
  const balances = Object.entries(ofBalances).map(([column, { table, day }]) => {
    const held = columns((id) => (id === column ? sql`sum(amount)` : null))
    return sql`SELECT unit_id, item_id, ${held} FROM ${sql.table(table)}
      WHERE ${holdsOn(scope[day], table)} AND ${among('unit_id')} GROUP BY unit_id, item_id`
  })
  // Materialized, because each amount of a line is looked up once and used in two columns.
  return sql`SELECT ${selectPlace}, unit.kind AS "kind", unit.area_centi AS "areaCenti", ${ownersOn(scope.asOf)} AS "owner",
      fee_item.name AS "item", fee_item.kind AS "itemKind", coalesce(fee_item.position, 0) AS "position",
      unit.id AS "unitId", ${sql.join(named.map((id) => sql`account.${sql.ref(id)}`))}
    FROM unit JOIN building ON building.id = unit.building_id JOIN area ON area.id = building.area_id
    LEFT JOIN (
      WITH line AS MATERIALIZED (${lines(scope, among)})
      SELECT unit_id, item_id, ${columns((id) => sql`sum(${sql.ref(id)})`)}
      FROM (SELECT unit_id, item_id, ${columns(summed)} FROM line GROUP BY unit_id, item_id
        UNION ALL ${sql.join(balances, sql` UNION ALL `)}) AS part
      GROUP BY unit_id, item_id) AS account ON account.unit_id = unit.id
    LEFT JOIN fee_item ON fee_item.id = account.item_id
    WHERE ${inArea(scope)} AND ${among('unit.id')}`
}

/** Columns over all accounts, from the same lines and balances but without making a row of each account. */
function sumsOf(scope: Scope, wanted: readonly Wanted[]): RawBuilder<unknown> {
  const among = unitsIn(scope)
  const amounts = [...new Set(wanted.flatMap(({ column }) => ofLines[column]?.amount ?? []))]
  const sources: { rows: RawBuilder<unknown>; amountOf: (column: string) => RawBuilder<unknown> | null }[] =
    Object.entries(ofBalances).map(([name, { table, day }]) => ({
      rows: sql`SELECT item_id, amount FROM ${sql.table(table)} WHERE ${holdsOn(scope[day], table)} AND ${among('unit_id')}`,
      amountOf: (column) => (column === name ? sql`line.amount` : null),
    }))
  if (amounts.length > 0) {
    const sums = amounts.map((amount) => sql`sum(${sql.ref(amount)}) AS ${sql.ref(amount)}`)
    // In the order of the index on periods, so that nothing is sorted.
    const rows = sql`SELECT item_id, month, ${sql.join(sums)} FROM (${lines(scope, among)}) AS charged
      GROUP BY from_on, item_id`
    sources.push({ rows, amountOf: ofLine })
  }
  const rows = sources
    .filter(({ amountOf }) => wanted.some(({ column }) => amountOf(column) !== null))
    .map(({ rows, amountOf }) => {
      const columns = wanted.map(({ column, itemKind }, index) => {
        const amount = amountOf(column)
        if (amount === null) return sql`NULL AS ${sql.ref(`m${index}`)}`
        if (itemKind === undefined) return sql`sum(${amount}) AS ${sql.ref(`m${index}`)}`
        const counted = sql`CASE WHEN line.item_id IN (${itemsOfKind(itemKind)}) THEN ${amount} END`
        return sql`sum(${counted}) AS ${sql.ref(`m${index}`)}`
      })
      return sql`SELECT ${sql.join(columns)} FROM (${rows}) AS line`
    })
  const totals = wanted.map((_, index) => sql`sum(${sql.ref(`m${index}`)}) AS ${sql.ref(`m${index}`)}`)
  return sql`SELECT ${sql.join(totals)} FROM (${sql.join(rows, sql` UNION ALL `)}) AS part`
}

/** How many rows `rowsOf` has. */
function countOf(scope: Scope): RawBuilder<unknown> {
  const among = unitsIn(scope)
  const balances = Object.values(ofBalances).map(
    ({ table, day }) => sql`SELECT unit_id, item_id FROM ${sql.table(table)}
      WHERE ${holdsOn(scope[day], table)} AND ${among('unit_id')}`,
  )
  const charged = sql`SELECT unit_id, item_id FROM charge
    WHERE ${ofYear(scope)} AND ${standsOn(scope.asOf)} AND ${among('charge.unit_id')}`
  return sql`SELECT count(*) AS rows FROM unit
    LEFT JOIN (${sql.join([charged, ...balances], sql` UNION `)}) AS account ON account.unit_id = unit.id
    WHERE ${inArea(scope)}`
}

/**
 * The ledger's rows by so many units at a time: one ordered query over all would sort a whole year's charges in memory,
 * and every query leaves some of it to the garbage collector.
 */
export async function* ledgerRows(db: Db, scope: Scope, unitsAtATime = 1000): AsyncGenerator<Row> {
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
  sums: sumsOf,
  count: countOf,
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
function monthly(name: (typeof monthNames)[number]) {
  return months.map((month) => ({ measure: `${name}${two(month)}` }))
}
