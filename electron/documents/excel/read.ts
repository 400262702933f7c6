/**
 * Reads one sheet of an .xlsx workbook row by row, in bounded memory, from files that may be damaged or hostile.
 * The zip's directory is judged before anything is inflated, every byte is counted while inflating, and XML is parsed
 * as a stream; exceljs's reader keeps whole sheets in memory and dies on the files in `test/unit/excel`.
 */

import { momentOfSerial } from './calendar.ts'
import type { CellValue, PlainValue } from './cell.ts'
import { openContainer } from './container.ts'
import { DEFAULT_LIMITS, damaged, type ReadLimits, WorkbookRefused } from './refusal.ts'
import { parseDateText } from './text.ts'
import { chooseSheet, readWorkbook, richText, type SheetEntry, unescapeText, type Workbook } from './workbook.ts'
import { type Attributes, xmlReader } from './xml.ts'

export { type CellValue, cellDecimal, cellMoment, cellMonth, cellText, type PlainValue, plainValue } from './cell.ts'
export { type ReadLimits, type RefusalParams, type WorkbookRefusal, WorkbookRefused } from './refusal.ts'

export interface SheetRow {
  /** 1-based, as Excel counts. */
  readonly row: number
  /** By 1-based column; empty cells are absent. Never empty: rows without a value are skipped. */
  readonly cells: ReadonlyMap<number, CellValue>
  /** Set where a filter or somebody has hidden the row. */
  readonly hidden?: true
}

export interface OpenSheet extends SheetRows {
  readonly name: string
  /** All worksheets, hidden ones too, in the workbook's order. */
  readonly sheetNames: readonly string[]
  /** The same worksheets, to be read instead of or after this one. */
  readonly sheets: readonly OtherSheet[]
}

export interface OtherSheet {
  readonly name: string
  readonly visible: boolean
  open(onProgress?: (fraction: number) => void): SheetRows
}

export interface SheetRows {
  /** Ranges such as `A1:C1`. They stand behind the rows in the file: complete once `rows` has ended. */
  readonly mergedCells: readonly string[]
  /** To be gone through once. Throws WorkbookRefused where the sheet turns out damaged or too large. */
  readonly rows: AsyncIterableIterator<SheetRow>
}

export interface ReadOptions {
  /** Name of the sheet; the first visible one if not given. */
  readonly sheet?: string | undefined
  readonly signal?: AbortSignal | undefined
  /** Called with the fraction of the sheet that has been read, 0..1. */
  readonly onProgress?: ((fraction: number) => void) | undefined
  readonly limits?: Partial<ReadLimits> | undefined
}

/**
 * Opens a sheet for reading. The file is closed in between, so a sheet that is never gone through costs nothing.
 * @throws WorkbookRefused; the signal's reason once it is aborted; the file system's own errors
 */
export async function readSheet(file: string, options: ReadOptions = {}): Promise<OpenSheet> {
  const { signal } = options
  const limits = { ...DEFAULT_LIMITS, ...options.limits }
  signal?.throwIfAborted()
  const container = await openContainer(file, limits)
  try {
    const workbook = await readWorkbook(container, limits, signal)
    const sheet = chooseSheet(workbook.sheets, options.sheet)
    container.check(sheet.part, limits.sheetBytes)
    const open = ({ part }: SheetEntry, onProgress: RowSource['onProgress']): SheetRows => {
      const mergedCells: string[] = []
      return { mergedCells, rows: readRows({ file, part, workbook, limits, mergedCells, signal, onProgress }) }
    }
    return {
      name: sheet.name,
      sheetNames: workbook.sheets.map(({ name }) => name),
      sheets: workbook.sheets.map((entry) => ({
        name: entry.name,
        visible: entry.visible,
        open: (onProgress) => open(entry, onProgress),
      })),
      ...open(sheet, options.onProgress),
    }
  } finally {
    container.close()
  }
}

interface RowSource {
  readonly file: string
  readonly part: string
  readonly workbook: Workbook
  readonly limits: ReadLimits
  readonly mergedCells: string[]
  readonly signal: AbortSignal | undefined
  readonly onProgress: ((fraction: number) => void) | undefined
}

async function* readRows(source: RowSource): AsyncGenerator<SheetRow, void, undefined> {
  const { file, part, limits, signal, onProgress } = source
  const container = await openContainer(file, limits)
  try {
    const sheet = sheetReader(source)
    for await (const { text, fraction } of container.text(part, limits.sheetBytes, signal)) {
      sheet.write(text)
      yield* sheet.take()
      signal?.throwIfAborted()
      onProgress?.(fraction)
    }
    sheet.end()
  } finally {
    container.close()
  }
}

const MAX_ROW = 1_048_576
const MAX_COLUMN = 16_384
const MAX_MERGED = 100_000

/** Turns the sheet's XML into rows; `take` hands over those that are complete. */
function sheetReader({ part, workbook, limits, mergedCells }: RowSource) {
  let complete: SheetRow[] = []
  let rowCount = 0
  let cellCount = 0

  let inData = false
  let row = 0
  let isHidden = false
  let cells = new Map<number, CellValue>()
  let column = 0

  // The cell being read: its attributes, the text of v and f, the inline string.
  let cell: Attributes | null = null
  let field: 'v' | 'f' | null = null
  let value: string | null = null
  let formula: string | null = null
  const inline = richText()

  const startRow = ({ r, hidden }: Attributes) => {
    const number = r === undefined ? row + 1 : Number(r)
    if (!Number.isInteger(number) || number <= row || number > MAX_ROW) throw damaged(part, `row ${r ?? number}`)
    row = number
    isHidden = hidden === '1' || hidden === 'true'
    column = 0
    cells = new Map()
  }
  const startCell = (attributes: Attributes) => {
    cell = attributes
    column = attributes.r === undefined ? column + 1 : columnOf(attributes.r)
    if (!(column >= 1 && column <= MAX_COLUMN)) throw damaged(part, `cell ${attributes.r ?? column}`)
    value = null
    formula = null
    inline.start()
  }
  const endCell = (attributes: Attributes) => {
    cell = null
    const plain = plainValueOf(attributes, value, inline.end(), workbook, part)
    // A formula with a `v` was calculated, if only to the empty text; without one it never was.
    const result = plain ?? (value === null ? null : emptyText)
    const found: CellValue | null = formula === null ? plain : { kind: 'formula', formula, result }
    if (found === null) return
    if (cells.has(column)) throw damaged(part, `row ${row} has column ${column} twice`)
    cellCount += 1
    if (cellCount > limits.cells) throw new WorkbookRefused('too-large', { part, row, limit: limits.cells })
    cells.set(column, found)
  }
  const endRow = () => {
    if (cells.size === 0) return
    rowCount += 1
    if (rowCount > limits.rows) throw new WorkbookRefused('too-many-rows', { row, limit: limits.rows })
    complete.push(isHidden ? { row, cells, hidden: true } : { row, cells })
    cells = new Map()
  }

  const reader = xmlReader(part, {
    open(name, attributes) {
      if (!inData) {
        if (name === 'sheetData') inData = true
        else if (name === 'mergeCell' && attributes.ref) mergedCells.push(attributes.ref)
        if (mergedCells.length > MAX_MERGED) throw new WorkbookRefused('too-large', { part, limit: MAX_MERGED })
      } else if (name === 'row') startRow(attributes)
      else if (name === 'c') startCell(attributes)
      else if (cell === null) return
      else if (name === 'v') {
        field = 'v'
        value ??= ''
      } else if (name === 'f') {
        field = 'f'
        formula = ''
      } else inline.open(name)
    },
    text(text) {
      if (cell === null) return
      if (field === 'v') value = (value ?? '') + text
      else if (field === 'f') formula += text
      else inline.text(text)
    },
    close(name) {
      if (!inData) return
      if (name === 'c' && cell !== null) endCell(cell)
      else if (name === 'row') endRow()
      else if (name === 'sheetData') inData = false
      else if (name === field) field = null
      else inline.close(name)
    },
  })

  return {
    write: reader.write,
    end: reader.end,
    take() {
      const rows = complete
      complete = []
      return rows
    },
  }
}

/** The column of a reference such as `AB12`, 1-based; 0 if it is none. */
function columnOf(reference: string): number {
  let column = 0
  let at = 0
  for (; at < reference.length; at += 1) {
    const letter = reference.charCodeAt(at)
    if (letter < 65 || letter > 90) break
    column = column * 26 + letter - 64
  }
  return at > 0 && at <= 3 ? column : 0
}

/** The value of a cell by its type (ECMA-376 18.18.11); null if there is none. */
function plainValueOf(
  { t: type = 'n', s: style }: Attributes,
  value: string | null,
  inline: string,
  workbook: Workbook,
  part: string,
): PlainValue | null {
  if (type === 'inlineStr') return textValue(inline)
  if (value === null || value === '') return null
  switch (type) {
    case 's': {
      const shared = workbook.sharedStrings[Number(value)]
      if (shared === undefined) throw damaged(part, `shared string ${value} does not exist`)
      return textValue(shared)
    }
    case 'str':
      return textValue(unescapeText(value))
    case 'b':
      return { kind: 'boolean', value: value.trim() === '1' || value.trim() === 'true' }
    case 'e':
      return { kind: 'error', text: value }
    case 'd':
      return isoDate(value)
    default:
      return numberValue(value.trim(), workbook.dateStyles[Number(style ?? 0)] ?? false, workbook.date1904)
  }
}

const emptyText: PlainValue = { kind: 'text', text: '' }
const textValue = (text: string): PlainValue | null => (text === '' ? null : { kind: 'text', text })

function numberValue(raw: string, shownAsDate: boolean, date1904: boolean): PlainValue | null {
  const value = Number(raw)
  // What is no number is kept as text: the check of its column then names row and column.
  if (raw === '' || !Number.isFinite(value) || /[xob]/i.test(raw)) return textValue(raw)
  const moment = shownAsDate ? momentOfSerial(value, date1904) : null
  return moment ? { kind: 'date', ...moment } : { kind: 'number', value, raw }
}

function isoDate(value: string): PlainValue {
  const moment = parseDateText(value.replace(/Z$/, ''))
  return moment ? { kind: 'date', ...moment } : { kind: 'text', text: value }
}
