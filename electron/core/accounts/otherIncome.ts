import { type RawBuilder, sql } from 'kysely'
import { inArea, type Scope, within } from './scope.ts'
import { equals, figure, type Measure, money, of, placeColumns, type Sheet, type Workbook } from './workbook.ts'

/** Income and expense by date within the year; what was taken back counts below zero on that day. */
function lines(scope: Scope): RawBuilder<unknown> {
  const entries = (move: string, date: string, sign: '+' | '-', reason: string) => sql`
    SELECT service_entry.id, ${sql.lit(move)} AS move, ${sql.ref(date)} AS on_date, category, unit_id, receipt_no, method,
      ${sql.raw(sign)} income AS income, ${sql.raw(sign)} expense AS expense, ${sql.ref(reason)} AS note, actor_name
    FROM service_entry WHERE ${within(date, scope)}`
  return sql`SELECT line.on_date AS "date", line.move AS "move", line.category AS "category",
      CASE WHEN line.category IN ('advertising', 'other-income') THEN 'other' ELSE 'service' END AS "group",
      area.name AS "area", building.name AS "building", unit.room AS "room", line.receipt_no AS "receiptNo",
      line.method AS "method", CASE WHEN line.method IS NULL THEN 'none' ELSE 'moved' END AS "till", line.income AS "income", line.expense AS "expense",
      line.income - line.expense AS "balance", line.note AS "note", line.actor_name AS "actor", line.id AS "id"
    FROM (${entries('entry', 'service_entry.on_date', '+', 'service_entry.note')}
      UNION ALL ${entries('takenBack', 'service_entry.reversed_on', '-', 'service_entry.reverse_reason')}) AS line
    LEFT JOIN unit ON unit.id = line.unit_id LEFT JOIN building ON building.id = unit.building_id
    LEFT JOIN area ON area.id = building.area_id WHERE ${inArea(scope)}`
}

const category = { id: 'category', kind: 'choice', choices: 'vocabulary:serviceCategory' } as const
const group = { id: 'group', name: 'incomeGroup', kind: 'choice', choices: 'accounts:incomeGroup' } as const
const amounts = [
  money('income'),
  money('expense'),
  { ...money('balance'), sumOf: { plus: ['income'], minus: ['expense'] } },
]

const detail: Sheet = {
  id: 'entries',
  columns: [
    { id: 'date', kind: 'date' },
    { id: 'move', name: 'incomeMove', kind: 'choice', choices: 'accounts:incomeMove' },
    group,
    category,
    ...placeColumns,
    { id: 'receiptNo', kind: 'text' },
    { id: 'method', kind: 'choice', choices: 'vocabulary:paymentMethod' },
    { id: 'till', name: 'incomeTill', kind: 'choice', choices: 'accounts:incomeTill' },
    ...amounts,
    { id: 'note', kind: 'text' },
    { id: 'actor', kind: 'text' },
  ],
  rows: lines,
  order: ['date', 'id', 'move'],
}

const categories: Sheet = {
  id: 'categories',
  columns: [group, category, { id: 'lines', kind: 'count', total: true }, ...amounts],
  rows: (scope) => sql`SELECT line."group", line."category", count(*) AS "lines", sum(line."income") AS "income",
      sum(line."expense") AS "expense", sum(line."balance") AS "balance"
    FROM (${lines(scope)}) AS line GROUP BY line."group", line."category"`,
  order: ['group', 'category'],
}

const parts = ['housekeeping', 'plumbing-electric', 'agency-and-drains', 'other'] as const

/** 其他收入与支出: paid services, advertising and other income, with what they cost. */
export const otherIncome: Workbook = {
  id: 'other-income',
  sheets: [detail, categories],
  measures: [
    { id: 'income', sheet: 'entries', column: 'income' },
    { id: 'expense', sheet: 'entries', column: 'expense' },
    { id: 'serviceIncome', sheet: 'entries', column: 'income', only: { group: 'service' } },
    { id: 'serviceExpense', sheet: 'entries', column: 'expense', only: { group: 'service' } },
    ...parts.map(
      (part): Measure => ({ id: `income:${part}`, sheet: 'entries', column: 'income', only: { category: part } }),
    ),
    { id: 'tillBalance', sheet: 'entries', column: 'balance', only: { till: 'moved' } },
    { id: 'incomeByCategory', sheet: 'categories', column: 'income' },
    { id: 'expenseByCategory', sheet: 'categories', column: 'expense' },
  ],
  checks: [
    ...equals('serviceIncome', 'serviceIncome', figure('services/income')),
    ...parts.flatMap((part) => equals(`income:${part}`, `income:${part}`, figure('services/income', part))),
    ...equals('serviceExpense', 'serviceExpense', figure('services/expense')),
    ...equals('income', 'income', { measure: 'incomeByCategory' }),
    ...equals('expense', 'expense', { measure: 'expenseByCategory' }),
    // What has no method (imported records) moved no money through a till: the daily takings do not have it.
    ...equals('tillBalance', 'tillBalance', [
      of('daily-cash', 'day:otherIncome'),
      of('daily-cash', 'day:otherExpense', -1),
    ]),
  ],
}
