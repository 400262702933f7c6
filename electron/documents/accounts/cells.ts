import { ratioOf } from '../../core/accounts/view.ts'
import type { Column, Row, Sheet } from '../../core/accounts/workbook.ts'
import { type CellInput, type ColumnKind, columnLetters, type TotalFormula } from '../excel/write.ts'
import type { Words } from '../words.ts'

const kinds: Readonly<Record<Column['kind'], ColumnKind>> = {
  text: 'text',
  count: 'count',
  quantity: 'area',
  money: 'money',
  area: 'area',
  date: 'date',
  choice: 'text',
  ratio: 'ratio',
}

export const cellKind = (column: Column): ColumnKind => kinds[column.kind]

/** A column's header; one that is repeated by month says which. */
export function columnTitle({ id, name, month }: Column, words: Words): string {
  const title = words(`accounts:columns.${name ?? id}`)
  return month === undefined ? title : words('accounts:monthColumn', { month, name: title })
}

/** The column's letters in the workbook. */
export function lettersOf(sheet: Sheet, column: string): string {
  return columnLetters(sheet.columns.findIndex((candidate) => candidate.id === column) + 1)
}

/** What stands where a row has nothing to name. */
const unnamed: Readonly<Record<string, string>> = { cashier: 'accounts:none', item: 'accounts:noCharge' }

/** Turns rows of a sheet into cells; what is worked out in a row is a formula over its other cells. */
export function cellsOfRow(sheet: Sheet, words: Words): (row: Row) => CellInput[] {
  const known = new Map<string, string>()
  const word = (key: string): string => {
    const text = known.get(key) ?? words(key)
    known.set(key, text)
    return text
  }
  const makers = sheet.columns.map((column): ((row: Row) => CellInput) => {
    const { id, choices } = column
    const formula = formulaOf(sheet, column)
    const missing = unnamed[id]
    if (formula) return (row) => ({ formula, result: row[id] ?? null })
    if (choices !== undefined) return (row) => (row[id] === null ? null : word(`${choices}.${String(row[id])}`))
    if (missing !== undefined) return (row) => (row[id] === null || row[id] === '' ? word(missing) : row[id])
    return (row) => row[id]
  })
  return (row) => makers.map((make) => make(row))
}

/** The formulas of the totals row besides its sums: ratios of them. */
export function totalFormulas(sheet: Sheet): TotalFormula[] {
  return sheet.columns.flatMap((column, index): TotalFormula[] => {
    const formula = column.ratioOf && formulaOf(sheet, column)
    if (!formula) return []
    const byId = (sums: ReadonlyMap<number, number>) =>
      new Map([...sums].map(([at, sum]) => [sheet.columns[at]?.id ?? '', sum]))
    return [{ column: index, formula, result: (sums) => ratioOf(column, byId(sums)) }]
  })
}

function formulaOf(sheet: Sheet, column: Column): ((row: number) => string) | undefined {
  const { sumOf, ratioOf: ratio } = column
  const cell = (id: string) => {
    const letters = lettersOf(sheet, id)
    return (row: number) => `${letters}${row}`
  }
  if (sumOf) {
    const [plus, minus] = [sumOf.plus.map(cell), (sumOf.minus ?? []).map(cell)]
    const sum = (row: number) => [plus.map((at) => at(row)).join('+'), ...minus.map((at) => at(row))]
    // Yuan are binary fractions in a workbook: without rounding a difference of nothing shows as 1E-9.
    return (row) => `ROUND(${sum(row).join('-')},2)`
  }
  if (ratio) {
    const [of, over, less] = [cell(ratio.of), cell(ratio.over), ratio.less === undefined ? null : cell(ratio.less)]
    return (row) => {
      const base = less ? `(${over(row)}-${less(row)})` : over(row)
      return `IF(${base}=0,"",${of(row)}/${base})`
    }
  }
  return undefined
}
