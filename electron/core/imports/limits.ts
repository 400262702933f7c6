import type { Problem } from '../../contract/errors.ts'
import type { ImportKind } from '../../contract/imports.ts'
import { importColumns } from './columns.ts'
import type { ParsedTable } from './table.ts'

/**
 * The table with every text that is longer than its field refused: what is longer than the contract says could be
 * stored, but never be shown again. Characters are counted as the contract counts them, in UTF-16 units.
 */
export function refuseTooLong(kind: ImportKind, table: ParsedTable): ParsedTable {
  const limits = importColumns[kind].flatMap(({ field, header, longest }) =>
    longest ? [{ field, header, longest }] : [],
  )
  const tooLong = ({ values }: ParsedTable['rows'][number]) =>
    limits.flatMap(({ field, header, longest }): Problem[] => {
      const { length } = String(values[field] ?? '')
      return length > longest ? [{ code: 'text-too-long', field: header, params: { length, maximum: longest } }] : []
    })
  const rows = table.rows.map((row) => {
    const problems = tooLong(row)
    return problems.length === 0 ? row : { ...row, errors: [...row.errors, ...problems] }
  })
  return { ...table, rows }
}
