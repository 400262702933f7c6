import type { ListRow } from '../../contract/lists.ts'
import { type StoresPeriod, storesMonths, storesPeriod } from '../../core/stores/summary.ts'
import type { CellInput, SheetColumn, SheetSpec } from '../excel/write.ts'
import type { Words } from '../words.ts'
import type { Report } from './report.ts'

const quantities = ['openingQuantity', 'inQuantity', 'outQuantity', 'closingQuantity'] as const
const values = ['openingValue', 'inValue', 'outValue', 'closingValue'] as const
const numbers = [
  'openingQuantity',
  'openingValue',
  'inQuantity',
  'inValue',
  'outQuantity',
  'outValue',
  'closingQuantity',
  'closingValue',
] as const

/** 收发存汇总表: a sheet of the months, one of the year by item, and one of each month by item. */
export const storesSummaryReport: Report = async ({ desk, year, asOf, words }) => {
  const title = words('exports:reports.stores-summary')
  const end = asOf < `${year}-12-31` ? asOf : `${year}-12-31`
  const months = await storesMonths(desk, year, end)
  const whole = await storesPeriod(desk, `${year}-01-01`, end)
  const heading = words('stores:report.heading', { title, year, asOf: end })
  return {
    title,
    heading,
    about: words('stores:report.about'),
    sheets: [
      monthSheet(months, heading, words),
      itemSheet(whole, words('stores:report.year', { year }), words),
      ...months.map((month) => itemSheet(month, month.from.slice(0, 7), words)),
    ],
  }
}

/** The values of each month: they carry over from one to the next. */
function monthSheet(months: readonly StoresPeriod[], heading: string, words: Words): SheetSpec {
  const sum = (rows: readonly ListRow<'stockSummary'>[], name: (typeof values)[number]) =>
    rows.reduce((total, row) => total + row[name], 0)
  return {
    name: words('stores:report.months'),
    title: heading,
    columns: [
      { header: words('stores:report.month'), kind: 'text' },
      ...values.map((name): SheetColumn => ({ header: words(`lists:stockSummary.columns.${name}`), kind: 'money' })),
    ],
    rows: months.map(({ from, rows }): CellInput[] => [from.slice(0, 7), ...values.map((name) => sum(rows, name))]),
    totals: { label: words('stores:totals'), columns: [2, 3] },
  }
}

/** Every item of some days. Quantities of different units are not added up. */
function itemSheet({ from, to, rows }: StoresPeriod, name: string, words: Words): SheetSpec {
  const column = (id: string) => words(`lists:stockSummary.columns.${id}`)
  const isQuantity = (id: (typeof numbers)[number]) => (quantities as readonly string[]).includes(id)
  return {
    name,
    title: words('stores:summary.of', { from, to }),
    columns: [
      ...['code', 'name', 'specification', 'unitName'].map((id): SheetColumn => ({ header: column(id), kind: 'text' })),
      ...numbers.map((id): SheetColumn => ({ header: column(id), kind: isQuantity(id) ? 'area' : 'money' })),
    ],
    rows: rows.map((row): CellInput[] => [
      row.code,
      row.name,
      row.specification,
      row.unitName,
      ...numbers.map((id) => row[id]),
    ]),
    totals: {
      label: words('stores:totals'),
      columns: numbers.flatMap((id, index) => (isQuantity(id) ? [] : [4 + index])),
    },
    frozenColumns: 2,
  }
}
