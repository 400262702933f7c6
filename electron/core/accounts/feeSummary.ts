import { type RawBuilder, sql } from 'kysely'
import { occupancyCategories } from '../../contract/vocabulary.ts'
import { occupancyOf } from '../estate/occupancy.ts'
import { accountRows, accountTerms, type TermSum, termSums } from './accountTerms.ts'
import { inArea, joinPlace, type Scope } from './scope.ts'
import type { Row, Sheet, Workbook } from './workbook.ts'
import {
  type Check,
  type Column,
  equals,
  figure,
  itemColumns,
  type Measure,
  management,
  money,
  of,
} from './workbook.ts'

/** The collection rates of the figures: the groups of `fees/household-rate/*`. */
const rateGroups = ['moved-in', 'decorating', 'not-moved-in', 'shop'] as const

const count = (id: string): Column => ({ id, kind: 'count', total: true })

const summaryColumns: readonly Column[] = [
  count('units'),
  money('opening'),
  money('receivable'),
  money('discounts'),
  money('writeOffs'),
  money('receivedCurrent'),
  money('receivedPrior'),
  money('receivedAdvance'),
  money('receivedReturned'),
  {
    ...money('received'),
    sumOf: { plus: ['receivedCurrent', 'receivedPrior', 'receivedAdvance', 'receivedReturned'] },
  },
  money('closing'),
  money('prepaid'),
  count('householdsBilled'),
  count('householdsPaid'),
  { id: 'householdRate', kind: 'ratio', ratioOf: { of: 'householdsPaid', over: 'householdsBilled' } },
  money('dueReceivable'),
  money('dueDiscounts'),
  { ...money('settled'), name: 'yearSettled' },
  { id: 'amountRate', kind: 'ratio', ratioOf: { of: 'settled', over: 'dueReceivable', less: 'dueDiscounts' } },
]

/** A household is billed where a charge of the year is due by the day, and has paid where nothing of these is open. */
const added = sql.join([
  sql`count(DISTINCT of.unit_id) AS "units"`,
  ...accountTerms.map((term) => sql`sum(${sql.ref(`of.${term}`)}) AS ${sql.ref(term)}`),
  // Not from settlements, of which the ledger's is added up, so that the check between the two says something.
  sql`sum(of."dueReceivable" - of."dueDiscounts" - of."dueWriteOffs" - of."unsettled") AS "settled"`,
  sql`sum(CASE WHEN of."dueReceivable" > 0 THEN 1 ELSE 0 END) AS "householdsBilled"`,
  sql`sum(CASE WHEN of."dueReceivable" > 0 AND of."unsettled" = 0 THEN 1 ELSE 0 END) AS "householdsPaid"`,
])

const finish: Sheet['finish'] = (row) => ({
  ...row,
  householdRate: { numerator: Number(row.householdsPaid), denominator: Number(row.householdsBilled) },
  amountRate: {
    numerator: Number(row.settled),
    denominator: Number(row.dueReceivable) - Number(row.dueDiscounts),
  },
})

/** The position of a code name in its list, to put rows in order. */
function positionIn(list: readonly string[], of: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`CASE ${of} ${sql.join(
    list.map((code, index) => sql`WHEN ${sql.lit(code)} THEN ${sql.lit(index)}`),
    sql` `,
  )} END`
}

/**
 * Two sets of rows from the same accounts, told apart by `of`: the management fee of units that are alike in area,
 * occupancy and rate group (`units`), and every item of every area (`items`).
 */
function accounts(scope: Scope): RawBuilder<unknown> {
  const rateGroup = sql`CASE WHEN of.kind = 'shop' THEN 'shop' ELSE CASE of."occupancy"
    WHEN 'decorated-resident' THEN 'moved-in' WHEN 'undecorated-resident' THEN 'moved-in'
    WHEN 'decorating' THEN 'decorating' ELSE 'not-moved-in' END END`
  const sums = accountTerms.map((term) => sql`sum(${sql.ref(`account.${term}`)}) AS ${sql.ref(term)}`)
  return sql`WITH account AS MATERIALIZED (${accountRows(scope)}), managed AS MATERIALIZED (
      SELECT area.name AS "area", area.sort_key AS "place", unit.kind AS kind, ${occupancyOf(scope.asOf)} AS "occupancy",
        terms.*
      FROM (SELECT account.unit_id, ${sql.join(sums)} FROM account
        JOIN fee_item ON fee_item.id = account.item_id AND fee_item.kind = 'management'
        GROUP BY account.unit_id) AS terms
      ${joinPlace('terms.unit_id')} WHERE ${inArea(scope)})
    SELECT 'units' AS "of", of."area", of."place", of."occupancy",
      ${positionIn(occupancyCategories, sql`of."occupancy"`)} AS "occupancyPlace", ${rateGroup} AS "rateGroup",
      ${positionIn(rateGroups, rateGroup)} AS "ratePlace", NULL AS "item", NULL AS "itemKind", NULL AS "position",
      ${added}
    FROM managed AS of
    GROUP BY of."area", of."place", of."occupancy", ${rateGroup}
    UNION ALL
    SELECT 'items', area.name, area.sort_key, NULL, NULL, NULL, NULL, fee_item.name, fee_item.kind, fee_item.position,
      ${added}
    FROM account AS of JOIN fee_item ON fee_item.id = of.item_id ${joinPlace('of.unit_id')}
    WHERE ${inArea(scope)}
    GROUP BY area.id, area.name, area.sort_key, fee_item.id, fee_item.name, fee_item.kind, fee_item.position`
}

/** Of which terms the columns of amounts are sums. */
const termsOf: Readonly<Record<string, TermSum>> = {
  ...Object.fromEntries(accountTerms.map((term) => [term, { plus: [term] }])),
  settled: { plus: ['dueReceivable'], minus: ['dueDiscounts', 'dueWriteOffs', 'unsettled'] },
}

/** Sums of amounts over all accounts, or of items of one kind; undefined where more than amounts is asked for. */
function sumsOf(itemKind?: string): Sheet['sums'] {
  return (scope, wanted) => {
    const terms = wanted.flatMap((one): TermSum[] => {
      const of = termsOf[one.column]
      return of ? [{ ...of, itemKind: one.itemKind ?? itemKind }] : []
    })
    return terms.length === wanted.length ? termSums(scope, terms) : undefined
  }
}

const byArea: Sheet = {
  id: 'areas',
  columns: [{ id: 'area', kind: 'text' }, ...summaryColumns],
  rows: accounts,
  only: { of: 'units' },
  groupedBy: ['place', 'area'],
  order: ['place', 'area'],
  finish,
  sums: sumsOf('management'),
}

const byOccupancy: Sheet = {
  id: 'occupancy',
  columns: [{ id: 'occupancy', kind: 'choice', choices: 'vocabulary:occupancy' }, ...summaryColumns],
  rows: accounts,
  only: { of: 'units' },
  groupedBy: ['occupancyPlace', 'occupancy'],
  order: ['occupancyPlace'],
  finish,
}

const byRateGroup: Sheet = {
  id: 'rates',
  columns: [{ id: 'rateGroup', kind: 'choice', choices: 'accounts:rateGroup' }, ...summaryColumns],
  rows: accounts,
  only: { of: 'units' },
  groupedBy: ['ratePlace', 'rateGroup'],
  order: ['ratePlace'],
  finish,
}

const byItem: Sheet = {
  id: 'items',
  // A household with two items would count twice in a total.
  columns: [
    ...itemColumns,
    ...summaryColumns.map(({ total, ...column }) => (total && column.kind === 'money' ? { ...column, total } : column)),
  ],
  rows: accounts,
  only: { of: 'items' },
  groupedBy: ['position', 'item', 'itemKind'],
  order: ['position', 'item'],
  finish,
  sums: sumsOf(),
}

const bridgeTerms = {
  plus: ['opening', 'receivable', 'otherDue', 'waiting', 'prepaidChange'],
  minus: [
    'notYetDue',
    'dueBefore',
    'reversedSince',
    'discounts',
    'writeOffs',
    'reducedAfter',
    'received',
    'receivedAfter',
  ],
} as const

/** From the arrears at the start to those on the day, term by term. */
const bridge: Sheet = {
  id: 'bridge',
  columns: [
    { id: 'area', kind: 'text' },
    ...itemColumns,
    money('opening'),
    { ...money('receivable'), name: 'bridge.receivable' },
    money('notYetDue'),
    money('dueBefore'),
    money('otherDue'),
    money('reversedSince'),
    { ...money('discounts'), name: 'bridge.discounts' },
    { ...money('writeOffs'), name: 'bridge.writeOffs' },
    money('reducedAfter'),
    money('waiting'),
    { ...money('received'), name: 'bridge.received' },
    money('receivedAfter'),
    money('prepaidBefore'),
    money('prepaid'),
    { ...money('prepaidChange'), sumOf: { plus: ['prepaid'], minus: ['prepaidBefore'] } },
    { ...money('computed'), sumOf: bridgeTerms },
    money('closing'),
    { ...money('difference'), sumOf: { plus: ['computed'], minus: ['closing'] } },
  ],
  rows: accounts,
  only: { of: 'items' },
  groupedBy: ['place', 'area', 'position', 'item', 'itemKind'],
  order: ['place', 'area', 'position', 'item'],
  finish: (row) => {
    const prepaidChange = Number(row.prepaid) - Number(row.prepaidBefore)
    const terms: Row = { ...row, prepaidChange }
    const sum = (names: readonly string[]) => names.reduce((total, name) => total + Number(terms[name]), 0)
    const computed = sum(bridgeTerms.plus) - sum(bridgeTerms.minus)
    return { ...terms, computed, difference: computed - Number(row.closing) }
  },
  sums: sumsOf(),
}

const shared = [
  'opening',
  'receivable',
  'discounts',
  'writeOffs',
  'received',
  'closing',
  'prepaid',
  'dueReceivable',
  'settled',
] as const

const titled = (text: string) => text[0]?.toUpperCase() + text.slice(1)
/** `receivable` of the sheet `areas` is `areasReceivable`. */
const measuresOf = (sheet: string): Measure[] =>
  shared.map((column) => ({ id: `${sheet}${titled(column)}`, sheet, column }))

const households = (group: string): Measure[] =>
  (['householdsBilled', 'householdsPaid'] as const).map((column) => ({
    id: `${column}:${group}`,
    sheet: 'rates',
    column,
    only: { rateGroup: group },
    unit: 'count',
  }))

const measures: readonly Measure[] = [
  ...['areas', 'occupancy', 'rates', 'items'].flatMap(measuresOf),
  ...shared.map((column): Measure => ({ id: `${column}Management`, sheet: 'items', column, only: management })),
  { id: 'receivableWater', sheet: 'items', column: 'receivable', only: { itemKind: 'water' } },
  { id: 'receivableElectricity', sheet: 'items', column: 'receivable', only: { itemKind: 'electricity' } },
  ...occupancyCategories.map(
    (category): Measure => ({
      id: `receivable:${category}`,
      sheet: 'occupancy',
      column: 'receivable',
      only: { occupancy: category },
    }),
  ),
  ...rateGroups.flatMap(households),
  { id: 'bridgeComputed', sheet: 'bridge', column: 'computed' },
  { id: 'bridgeClosing', sheet: 'bridge', column: 'closing' },
  { id: 'prepaidBefore', sheet: 'bridge', column: 'prepaidBefore' },
]

const checks: readonly Check[] = [
  ...equals('receivable', 'areasReceivable', figure('fees/receivable'), of('fee-ledger', 'receivableManagement')),
  ...occupancyCategories.flatMap((category) =>
    equals(`receivable:${category}`, `receivable:${category}`, figure('fees/receivable', category)),
  ),
  ...equals('received', 'areasReceived', figure('fees/received'), of('payments-detail', 'receivedManagement')),
  ...equals('receivedAll', 'itemsReceived', of('payments-detail', 'received'), of('daily-cash', 'received')),
  ...equals('discounts', 'areasDiscounts', figure('fees/discounts'), of('discounts-detail', 'discountsManagement')),
  ...equals('discountsAll', 'itemsDiscounts', of('discounts-detail', 'discounts')),
  ...equals('writeOffsAll', 'itemsWriteOffs', of('discounts-detail', 'writeOffs')),
  ...equals('opening', 'areasOpening', { figure: 'fees/arrears', at: 'opening' }),
  ...equals(
    'closing',
    'areasClosing',
    figure('fees/arrears'),
    of('arrears-detail', 'closingManagement'),
    of('fee-ledger', 'closingManagement'),
  ),
  ...equals('closingAll', 'itemsClosing', of('arrears-detail', 'closing'), of('fee-ledger', 'closing')),
  ...equals('prepaidAll', 'itemsPrepaid', of('prepayments', 'prepaid'), of('fee-ledger', 'prepaid')),
  ...equals('settledAll', 'itemsSettled', of('fee-ledger', 'settled')),
  ...rateGroups.flatMap((group): Check[] => [
    {
      id: `householdsPaid:${group}`,
      ours: [{ measure: `householdsPaid:${group}` }],
      theirs: [figure(`fees/household-rate/${group}`)],
    },
    {
      id: `householdsBilled:${group}`,
      ours: [{ measure: `householdsBilled:${group}` }],
      theirs: [{ figure: `fees/household-rate/${group}`, side: 'denominator' }],
    },
  ]),
  ...shared.flatMap((column) =>
    equals(
      `sheets:${column}`,
      `areas${titled(column)}`,
      { measure: `occupancy${titled(column)}` },
      { measure: `rates${titled(column)}` },
      { measure: `${column}Management` },
    ),
  ),
  ...equals('bridge', 'bridgeComputed', { measure: 'bridgeClosing' }),
  ...equals('bridgeClosing', 'bridgeClosing', { measure: 'itemsClosing' }),
]

/** 费用汇总表: the management fee by 区域, occupancy and rate group; every item; and what moved the arrears. */
export const feeSummary: Workbook = {
  id: 'fee-summary',
  sheets: [byArea, byOccupancy, byRateGroup, byItem, bridge],
  measures,
  checks,
}
