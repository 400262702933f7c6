import { type RawBuilder, sql } from 'kysely'
import { paymentMethods } from '../../contract/vocabulary.ts'
import { cashDays, cashOfShifts, cashUntil, movementKinds, movements } from '../books/movements.ts'
import { moneyMoves } from './entries.ts'
import { inArea, type Scope, within } from './scope.ts'
import { type Column, equals, type Measure, money, of, type Sheet, type Term, type Workbook } from './workbook.ts'

const methods = Object.keys(paymentMethods)

/** What money came in or went out for. Amounts of the last two groups go out and are taken off. */
const comes = ['fees', 'depositsTaken', 'otherIncome'] as const
const goes = ['depositsBack', 'otherExpense'] as const

const sqlSum = (parts: readonly string[], sign = sql` + `) =>
  sql.join(
    parts.map((part) => sql.ref(`line.${part}`)),
    sign,
  )

/**
 * All money through the office within the year and by the day, each in the column of what it was for. A receipt counts
 * with its first payment, so neither several methods nor several days count it twice. Cash for the bank is of no area.
 */
function lines(scope: Scope): RawBuilder<unknown> {
  const dated = (column: string) => within(column, scope)
  const none = sql`0 AS receipt, 1 AS entry`
  return sql`
    SELECT money.on_date, coalesce(money.person, receipt.cashier) AS cashier, money.method, money.unit_id,
      CASE WHEN money.move = 'payment' AND NOT EXISTS (SELECT 1 FROM payment AS earlier
        WHERE earlier.receipt_id = money.receipt_id AND (earlier.on_date < money.on_date
          OR (earlier.on_date = money.on_date AND earlier.id < money.id / 4))) THEN 1 ELSE 0 END AS receipt, 1 AS entry,
      money.amount AS "fees", 0 AS "depositsTaken", 0 AS "depositsBack", 0 AS "otherIncome", 0 AS "otherExpense",
      0 AS "paidIn"
    FROM ${moneyMoves(dated)} AS money JOIN receipt ON receipt.id = money.receipt_id
    UNION ALL
    SELECT deposit.on_date, deposit.actor_name, deposit.method, deposit.unit_id, ${none},
      0, deposit.amount, 0, 0, 0, 0
    FROM deposit WHERE ${dated('deposit.on_date')}
    UNION ALL
    SELECT deposit_move.on_date, deposit_move.actor_name, deposit_move.method, deposit_move.unit_id, ${none},
      0, 0, deposit_move.amount, 0, 0, 0
    FROM deposit_move WHERE ${dated('deposit_move.on_date')} AND deposit_move.kind IN ('return', 'pay-over')
    UNION ALL
    SELECT service_entry.on_date, service_entry.actor_name, service_entry.method, service_entry.unit_id, ${none},
      0, 0, 0, service_entry.income, service_entry.expense, 0
    FROM service_entry WHERE ${dated('service_entry.on_date')} AND service_entry.method IS NOT NULL
    UNION ALL
    SELECT service_entry.reversed_on, coalesce(service_entry.reversed_by, service_entry.actor_name),
      service_entry.method, service_entry.unit_id, ${none}, 0, 0, 0, -service_entry.income, -service_entry.expense, 0
    FROM service_entry WHERE ${dated('service_entry.reversed_on')} AND service_entry.method IS NOT NULL
    UNION ALL
    SELECT cash_deposit.on_date, cash_deposit.actor_name, NULL, NULL, 0, 0, 0, 0, 0, 0, 0, cash_deposit.amount
    FROM cash_deposit WHERE ${dated('cash_deposit.on_date')} AND ${scope.area === undefined ? sql`1 = 1` : sql`1 = 0`}`
}

/** Added up by day and person; the sheets by month and by person add these up further. */
function byDay(scope: Scope): RawBuilder<unknown> {
  const net = sql`${sqlSum(comes)} - ${sqlSum(goes, sql` - `)}`
  const byMethod = methods.map(
    (method) => sql`sum(CASE WHEN line.method = ${sql.lit(method)} THEN ${net} ELSE 0 END) AS ${sql.ref(method)}`,
  )
  const byWhat = [...comes, ...goes, 'paidIn'].map((what) => sql`sum(${sql.ref(`line.${what}`)}) AS ${sql.ref(what)}`)
  return sql`SELECT line.on_date AS "date", substr(line.on_date, 1, 7) AS "month", line.cashier AS "cashier",
      sum(line.receipt) AS "receipts", sum(line.entry) AS "lines", ${sql.join([...byWhat, ...byMethod])},
      sum(${net}) AS "sum",
      sum(CASE WHEN line.method = 'cash' THEN ${net} ELSE 0 END) - sum(line."paidIn") AS "cashKept"
    FROM (${lines(scope)}) AS line LEFT JOIN unit ON unit.id = line.unit_id WHERE line."paidIn" > 0 OR ${inArea(scope)}
    GROUP BY line.on_date, line.cashier`
}

const methodColumns = methods.map((method): Column => ({ ...money(method), name: `byMethod.${method}` }))

const amounts: readonly Column[] = [
  { id: 'receipts', kind: 'count', total: true },
  { id: 'lines', kind: 'count', total: true },
  money('fees'),
  money('depositsTaken'),
  money('depositsBack'),
  money('otherIncome'),
  money('otherExpense'),
  { ...money('sum'), sumOf: { plus: comes, minus: goes } },
  ...methodColumns,
  money('paidIn'),
  { ...money('cashKept'), sumOf: { plus: ['cash'], minus: ['paidIn'] } },
]

const days: Sheet = {
  id: 'days',
  columns: [{ id: 'date', kind: 'date' }, { id: 'cashier', kind: 'text' }, ...amounts],
  rows: byDay,
  groupedBy: ['date', 'cashier'],
  order: ['date', 'cashier'],
}

const months: Sheet = {
  id: 'months',
  columns: [{ id: 'month', kind: 'text' }, ...amounts],
  rows: byDay,
  groupedBy: ['month'],
  order: ['month'],
}

const cashiers: Sheet = {
  id: 'cashiers',
  columns: [{ id: 'cashier', kind: 'text' }, ...amounts],
  rows: byDay,
  groupedBy: ['cashier'],
  order: ['cashier'],
}

const positions = sql.join(
  movementKinds.map((kind, index) => sql`WHEN ${sql.lit(kind)} THEN ${sql.lit(index)}`),
  sql` `,
)

// The sheets below have few rows, each one by itself: grouped, they are asked for once, their sums with them.

/** The same money as the cash book and the settlement of shifts have it. */
const cashBook: Sheet = {
  id: 'cashBook',
  columns: [
    { id: 'group', name: 'cashGroup', kind: 'choice', choices: 'accounts:cashGroup' },
    { id: 'kind', name: 'movement', kind: 'choice', choices: 'vocabulary:movementKind' },
    { id: 'lines', kind: 'count', total: true },
    money('taken'),
    money('given'),
    { ...money('sum'), sumOf: { plus: ['taken'], minus: ['given'] } },
    ...methodColumns,
  ],
  rows: (scope) => sql`SELECT movement.kind AS "kind",
      CASE WHEN movement.kind IN ('receipt', 'reversal', 'refund') THEN 'fees'
        WHEN movement.kind IN ('deposit', 'deposit-back') THEN 'deposits' ELSE 'services' END AS "group",
      CASE movement.kind ${positions} END AS "position",
      count(*) AS "lines", sum(movement.taken) AS "taken", sum(movement.given) AS "given",
      sum(movement.taken - movement.given) AS "sum", ${sql.join(
        methods.map(
          (
            method,
          ) => sql`sum(CASE WHEN movement.method = ${sql.lit(method)} THEN movement.taken - movement.given ELSE 0 END)
            AS ${sql.ref(method)}`,
        ),
      )}
    FROM ${movements({ from: scope.from, to: scope.to })} AS movement LEFT JOIN unit ON unit.id = movement.unit_id
    WHERE ${inArea(scope)} GROUP BY movement.kind`,
  groupedBy: ['kind'],
  order: ['position'],
}

/** Cash of the whole office day by day; an area has none of its own. */
const cash: Sheet = {
  id: 'cash',
  columns: [
    { id: 'date', kind: 'date' },
    { id: 'opening', name: 'cashBefore', kind: 'money' },
    { ...money('taken'), name: 'cashTaken' },
    { ...money('given'), name: 'cashGiven' },
    money('paidIn'),
    {
      id: 'closing',
      name: 'cashLeft',
      kind: 'money',
      sumOf: { plus: ['opening', 'taken'], minus: ['given', 'paidIn'] },
    },
  ],
  rows: (scope) => sql`SELECT day.on_date AS "date", day.closing - (day.taken - day.given - day.paid_in) AS "opening",
      day.taken AS "taken", day.given AS "given", day.paid_in AS "paidIn", day.closing AS "closing"
    FROM (SELECT moved.*, before.cash
        + sum(moved.taken - moved.given - moved.paid_in) OVER (ORDER BY moved.on_date) AS closing
      FROM (${cashDays(scope.from, scope.to)}) AS moved CROSS JOIN (SELECT ${cashUntil(scope.opening)} AS cash) AS before
    ) AS day WHERE ${scope.area === undefined ? sql`1 = 1` : sql`1 = 0`}`,
  groupedBy: ['date'],
  order: ['date'],
}

const settled = (scope: Scope) =>
  scope.area === undefined
    ? sql`SELECT shift.id FROM shift WHERE ${within('shift.closed_on', scope)}`
    : sql`SELECT shift.id FROM shift WHERE 1 = 0`

/** Shifts settled within the year and by the day, of the whole office: what was in the drawer, and what should have been. */
const shifts: Sheet = {
  id: 'shifts',
  columns: [
    { id: 'date', name: 'settledOn', kind: 'date' },
    { id: 'cashier', kind: 'text' },
    { id: 'receipts', kind: 'count', total: true },
    money('openingCash'),
    { ...money('taken'), name: 'cashTaken' },
    { ...money('given'), name: 'cashGiven' },
    money('paidIn'),
    { ...money('expectedCash'), sumOf: { plus: ['openingCash', 'taken'], minus: ['given', 'paidIn'] } },
    money('slipCash'),
    money('countedCash'),
    { ...money('difference'), name: 'cashDifference' },
    { id: 'note', kind: 'text' },
  ],
  rows: (scope) => sql`SELECT shift.closed_on AS "date", staff.name AS "cashier", shift.id AS "id",
      (SELECT count(*) FROM receipt WHERE receipt.shift_id = shift.id) AS "receipts",
      coalesce(shift.opening_cash, 0) AS "openingCash", cash.taken AS "taken", cash.given AS "given",
      cash.paid_in AS "paidIn", coalesce(shift.opening_cash, 0) + cash.taken - cash.given - cash.paid_in AS "expectedCash",
      shift.expected_cash AS "slipCash", shift.counted_cash AS "countedCash",
      shift.counted_cash - shift.expected_cash AS "difference", shift.note AS "note"
    FROM (${cashOfShifts(settled(scope))}) AS cash JOIN shift ON shift.id = cash.shift_id
    JOIN staff ON staff.id = shift.cashier_id`,
  groupedBy: ['id'],
  order: ['date', 'id'],
}

const onDays = (id: string, column: string): Measure => ({ id, sheet: 'days', column })
const inBook = (id: string, column: string, only: Readonly<Record<string, string>>): Measure => ({
  id,
  sheet: 'cashBook',
  column,
  only,
})
const here = (measure: string, sign?: -1): Term => ({ measure, ...(sign !== undefined && { sign }) })

/**
 * 收款日报: all money a person took and gave on a day, by what it was for and by method, as their drawer has it: fees,
 * deposits, paid services and other income, with the cash that went to the bank; by month, by person, as the cash book
 * has it, the office's cash day by day, and the shifts settled.
 */
export const dailyCash: Workbook = {
  id: 'daily-cash',
  sheets: [days, months, cashiers, cashBook, cash, shifts],
  measures: [
    onDays('received', 'fees'),
    ...[...comes, ...goes, 'sum', 'paidIn'].map((column) => onDays(`day:${column}`, column)),
    ...methods.map((method) => onDays(`dayMethod:${method}`, method)),
    { id: 'sumByMonth', sheet: 'months', column: 'sum' },
    { id: 'sumByCashier', sheet: 'cashiers', column: 'sum' },
    { id: 'receipts', sheet: 'days', column: 'receipts', unit: 'count' },
    { id: 'receiptsByMonth', sheet: 'months', column: 'receipts', unit: 'count' },
    { id: 'receiptsByCashier', sheet: 'cashiers', column: 'receipts', unit: 'count' },
    { id: 'bookSum', sheet: 'cashBook', column: 'sum' },
    inBook('bookFees', 'sum', { group: 'fees' }),
    inBook('bookTaken', 'taken', { kind: 'deposit' }),
    inBook('bookBack', 'given', { kind: 'deposit-back' }),
    inBook('bookServices', 'sum', { group: 'services' }),
    ...methods.map((method) => inBook(`method:${method}`, method, { group: 'fees' })),
    ...methods.map((method): Measure => ({ id: `bookMethod:${method}`, sheet: 'cashBook', column: method })),
    { id: 'cashPaidIn', sheet: 'cash', column: 'paidIn' },
    { id: 'shiftExpected', sheet: 'shifts', column: 'expectedCash' },
    { id: 'shiftSlips', sheet: 'shifts', column: 'slipCash' },
  ],
  checks: [
    ...equals(
      'receivedAll',
      'received',
      here('bookFees'),
      of('payments-detail', 'received'),
      of('fee-summary', 'itemsReceived'),
    ),
    ...methods.flatMap((method) =>
      equals(`method:${method}`, `method:${method}`, of('payments-detail', `method:${method}`)),
    ),
    ...equals('depositsTaken', 'day:depositsTaken', here('bookTaken')),
    ...equals('depositsBack', 'day:depositsBack', here('bookBack')),
    {
      id: 'otherNet',
      ours: [here('day:otherIncome'), here('day:otherExpense', -1)],
      theirs: [here('bookServices')],
    },
    {
      id: 'otherNet',
      ours: [here('day:otherIncome'), here('day:otherExpense', -1)],
      theirs: [of('other-income', 'tillBalance')],
    },
    ...equals('takings', 'day:sum', here('bookSum'), here('sumByMonth'), here('sumByCashier')),
    ...equals(
      'takings',
      'day:sum',
      methods.map((method) => here(`dayMethod:${method}`)),
    ),
    ...methods.flatMap((method) => equals(`cashBook:${method}`, `dayMethod:${method}`, here(`bookMethod:${method}`))),
    ...equals('receipts', 'receipts', here('receiptsByMonth'), here('receiptsByCashier')),
    ...equals('paidIn', 'day:paidIn', here('cashPaidIn')),
    ...equals('shiftCash', 'shiftExpected', here('shiftSlips')),
  ],
}
