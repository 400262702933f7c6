/** Why a workbook was not read. The page and the command line turn the code into a sentence with its `params`. */
export type WorkbookRefusal =
  | 'not-a-workbook' // params: found ('empty' | 'html' | 'xml' | 'pdf' | 'text' | 'zip' | 'other')
  | 'old-xls' // Excel 97–2003; save as .xlsx
  | 'binary-workbook' // .xlsb; save as .xlsx
  | 'encrypted' // opens only with a password
  | 'truncated' // the end of the file is missing: a broken download or copy
  | 'macro' // .xlsm or a workbook that carries macros; save as .xlsx
  | 'too-large' // params: part or file, bytes or count, limit
  | 'too-many-rows' // params: limit, row
  | 'no-sheet' // params: sheet, sheets
  | 'unsafe-xml' // params: part; a DOCTYPE, which could name outside entities
  | 'damaged' // params: part, detail

export type RefusalParams = Readonly<Record<string, string | number>>

/** A workbook that cannot be read, for a reason a clerk can act on. Nothing has been changed by the attempt. */
export class WorkbookRefused extends Error {
  readonly code: WorkbookRefusal
  readonly params: RefusalParams

  constructor(code: WorkbookRefusal, params: RefusalParams = {}, options?: ErrorOptions) {
    const details = Object.entries(params).map(([name, value]) => `${name}=${value}`)
    super([`workbook refused: ${code}`, ...details].join(' '), options)
    this.name = 'WorkbookRefused'
    this.code = code
    this.params = params
  }
}

/** The part cannot be what a spreadsheet program wrote. `cause` is kept for the log. */
export function damaged(part: string, cause: unknown): WorkbookRefused {
  return new WorkbookRefused(
    'damaged',
    { part, detail: cause instanceof Error ? cause.message : String(cause) },
    { cause },
  )
}

export interface ReadLimits {
  /** Bytes of the file on disk. */
  readonly fileBytes: number
  /** Uncompressed bytes of the sheet's XML. */
  readonly sheetBytes: number
  /** Uncompressed bytes of every other part that is read (shared strings, styles, workbook). */
  readonly partBytes: number
  /** Rows that hold at least one value. */
  readonly rows: number
  /** Cells that hold a value, over all rows. */
  readonly cells: number
  /** Shared strings; an empty one costs five bytes of XML, so bytes alone do not bound them. */
  readonly sharedStrings: number
}

const MB = 1024 * 1024

export const DEFAULT_LIMITS: ReadLimits = {
  fileBytes: 64 * MB,
  sheetBytes: 512 * MB,
  partBytes: 96 * MB,
  rows: 200_000,
  cells: 6_000_000,
  sharedStrings: 2_000_000,
}
