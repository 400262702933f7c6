import type { Problem } from '../../contract/errors.ts'

/** A workbook read and typed by an import kind's columns, before it is compared with the office's data. */
export interface ParsedTable {
  readonly sheet: string
  /** The columns found, by field. */
  readonly fields: readonly string[]
  /** What refuses the file as a whole. */
  readonly fileErrors: readonly Problem[]
  readonly fileWarnings: readonly Problem[]
  readonly rows: readonly ParsedRow[]
}

export interface ParsedRow {
  /** 1-based row number in the sheet. */
  readonly row: number
  /** Field → value; empty cells are absent, and absent values leave what is stored as it is. */
  readonly values: Readonly<Record<string, string | number>>
  /** Problems name their column by its header. */
  readonly errors: readonly Problem[]
  readonly warnings: readonly Problem[]
}
