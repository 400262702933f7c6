import {
  type AccountCell,
  type AccountCheck,
  previewRows,
  type WorkbookId,
  type WorkbookView,
} from '../../contract/accounts.ts'
import type { Db } from '../context.ts'
import type { Scope } from './scope.ts'
import { type SheetTotals, Totals } from './totals.ts'
import type { Column, Sheet } from './workbook.ts'
import { workbookOf } from './workbooks.ts'

/** What a page shows of a workbook: the first rows of each sheet, and the totals of all rows. */
export async function workbookView(db: Db, id: WorkbookId, scope: Scope): Promise<WorkbookView> {
  const workbook = workbookOf(id)
  const totals = new Totals(db, scope)
  const sheets: WorkbookView['sheets'] = []
  for (const sheet of workbook.sheets) {
    const sums = await totals.sheet(sheet)
    const rows = await totals.first(sheet, previewRows)
    sheets.push({
      id: sheet.id,
      columns: sheet.columns.map((column) => ({
        id: column.id,
        name: column.name ?? column.id,
        month: column.month ?? null,
        kind: column.kind,
        choices: column.choices ?? null,
      })),
      rows: rows.map((row) => cellsOf(sheet, row)),
      total: sums.rows,
      totals: totalsRow(sheet, sums),
    })
  }
  return { workbook: id, year: scope.year, asOf: scope.asOf, sheets }
}

/**
 * How a workbook's totals agree with the other workbooks and with the figures.
 * @param db best a transaction, so that all of it is of one moment
 */
export async function workbookChecks(db: Db, id: WorkbookId, scope: Scope): Promise<AccountCheck[]> {
  return new Totals(db, scope).checks(id)
}

export function cellsOf(sheet: Sheet, row: Readonly<Record<string, AccountCell | undefined>>): AccountCell[] {
  return sheet.columns.map((column) => row[column.id] ?? null)
}

/** Sums under the columns that are added up, and ratios of the sums. */
export function totalsRow(sheet: Sheet, { columns }: Pick<SheetTotals, 'columns'>): AccountCell[] {
  return sheet.columns.map((column) => (column.total ? (columns.get(column.id) ?? 0) : ratioOf(column, columns)))
}

/** The ratio of the sums that a ratio column is of; null for any other column. */
export function ratioOf({ ratioOf: ratio }: Column, sums: ReadonlyMap<string, number>): AccountCell {
  if (!ratio) return null
  const less = ratio.less === undefined ? 0 : (sums.get(ratio.less) ?? 0)
  return { numerator: sums.get(ratio.of) ?? 0, denominator: (sums.get(ratio.over) ?? 0) - less }
}
