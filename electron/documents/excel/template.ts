/** Blank import workbooks: headers, a row of notes, drop-downs, formats that keep room numbers and dates what they are. */

import type ExcelJS from 'exceljs'
import { writeWhole } from '../whole-file.ts'
import { type CellValue, plainValue } from './cell.ts'
import { type ColumnKind, cellTextOf } from './row-xml.ts'
import { normalizeText } from './text.ts'
import { columnLetters, displayWidth, finishBook, numberFormat, sheetNames, startBook } from './write.ts'

export interface TemplateColumn {
  readonly header: string
  /** What to enter, for the notes row; '' if the header says it all. */
  readonly note: string
  readonly required: boolean
  /** Offered as a drop-down. */
  readonly values?: readonly string[] | undefined
  /** Other values than `values` may be typed too, as for a fee item the office has defined itself. */
  readonly openValues?: boolean | undefined
  readonly kind: ColumnKind
  /** Shown in the notes row; never a row of its own, which would be imported. */
  readonly example?: string | undefined
}

export interface TemplateSpec {
  readonly sheetName: string
  readonly columns: readonly TemplateColumn[]
  /** Becomes a second sheet, named `helpName`. */
  readonly help: readonly { readonly label: string; readonly value: string }[]
  readonly helpName?: string | undefined
}

/** What the first cell of the notes row begins with. */
export const NOTES_MARK = '说明：'

/** Whether these cells are a template's notes row, which is no data. Only the row under the headers can be one. */
export function isNotesRow(cells: ReadonlyMap<number, CellValue>): boolean {
  return [...cells.values()].some((cell) => {
    const value = plainValue(cell)
    return value?.kind === 'text' && normalizeText(value.text).startsWith(normalizeText(NOTES_MARK))
  })
}

const FIRST_ROW = 3
const LAST_ROW = 5000
const LISTS_SHEET = '_lists'
// Excel's limit for a list written into the validation itself.
const MAX_INLINE_LIST = 255

/**
 * Writes the template whole or not at all. Row 1 has the headers exactly as given (required ones by colour), row 2 the
 * notes, rows 3 to 5000 are ready to be filled in.
 * @throws the file system's own errors
 */
export async function writeTemplate(file: string, spec: TemplateSpec): Promise<{ bytes: number }> {
  const bytes = await writeWhole(file, undefined, async (stream, broken) => {
    const book = startBook(stream, broken)
    const { writer } = book
    const [name, helpName] = sheetNames([spec.sheetName, spec.helpName ?? '填写说明']) as [string, string]
    const lists = longLists(spec.columns)
    writeForm(writer, name, spec.columns, lists)
    writeHelp(writer, helpName, spec.help)
    writeLists(writer, lists)
    await finishBook(book)
  })
  return { bytes }
}

const HEADER: Partial<ExcelJS.Style> = {
  font: { bold: true, size: 11, name: 'Calibri', family: 2 },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE7EEF7' } },
  border: { bottom: { style: 'thin', color: { argb: 'FF7F7F7F' } } },
  alignment: { vertical: 'middle', horizontal: 'center' },
  numFmt: '@',
}
const REQUIRED_HEADER: Partial<ExcelJS.Style> = {
  ...HEADER,
  font: { ...HEADER.font, color: { argb: 'FFC00000' } },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFF2CC' } },
}
const NOTES: Partial<ExcelJS.Style> = {
  font: { italic: true, size: 10, name: 'Calibri', family: 2, color: { argb: 'FF7F7F7F' } },
  alignment: { vertical: 'top', wrapText: true },
  numFmt: '@',
}
const HELP: Partial<ExcelJS.Style> = { alignment: { vertical: 'top', wrapText: true }, numFmt: '@' }

type Writer = ExcelJS.stream.xlsx.WorkbookWriter

function writeForm(writer: Writer, name: string, columns: readonly TemplateColumn[], lists: readonly TemplateColumn[]) {
  const sheet = writer.addWorksheet(name, { views: [{ state: 'frozen', xSplit: 0, ySplit: 2 }] })
  // The column's own style reaches the empty cells, so a room number 0101 typed there keeps its zero.
  sheet.columns = columns.map((column) => ({
    width: Math.min(Math.max(displayWidth(column.header) + 4, 12), 40),
    style: { numFmt: numberFormat(column.kind) },
  }))
  const headers = sheet.addRow(columns.map((column) => cellTextOf(column.header)))
  headers.height = 22
  const notes = sheet.addRow(notesOf(columns))
  notes.height = 64
  for (const [index, column] of columns.entries()) {
    headers.getCell(index + 1).style = column.required ? REQUIRED_HEADER : HEADER
    notes.getCell(index + 1).style = NOTES
    const validation = dropDown(column, lists)
    if (validation) addValidation(sheet, columnLetters(index + 1), validation)
  }
  headers.commit()
  notes.commit()
  sheet.commit()
}

function notesOf(columns: readonly TemplateColumn[]): (string | null)[] {
  return columns.map(({ note, example }, index) => {
    const text = [note, example ? `例：${example}` : ''].filter(Boolean).join('；')
    return cellTextOf(index === 0 ? `${NOTES_MARK}${text}` : text) || null
  })
}

function dropDown(column: TemplateColumn, lists: readonly TemplateColumn[]): ExcelJS.DataValidation | null {
  const { values = [], openValues = false, header } = column
  if (values.length === 0) return null
  const list = columnLetters(lists.indexOf(column) + 1)
  const source = lists.includes(column)
    ? `'${LISTS_SHEET}'!$${list}$1:$${list}$${values.length}`
    : `"${values.join(',')}"`
  return {
    type: 'list',
    allowBlank: true,
    formulae: [source],
    showErrorMessage: !openValues,
    errorStyle: 'stop',
    errorTitle: header.slice(0, 32),
    error: values.join(' ').slice(0, 225),
  }
}

/** Long lists, and those with a character the short form cannot hold, stand on a hidden sheet. */
function longLists(columns: readonly TemplateColumn[]): TemplateColumn[] {
  return columns.filter(({ values = [] }) => {
    return values.join(',').length > MAX_INLINE_LIST || values.some((value) => /[",]|^\s|\s$/.test(value))
  })
}

function addValidation(sheet: ExcelJS.Worksheet, letters: string, validation: ExcelJS.DataValidation) {
  // exceljs takes a whole range, but its typings leave the member out.
  const { dataValidations } = sheet as unknown as {
    dataValidations: { add(range: string, validation: ExcelJS.DataValidation): void }
  }
  dataValidations.add(`${letters}${FIRST_ROW}:${letters}${LAST_ROW}`, validation)
}

function writeHelp(writer: Writer, name: string, help: TemplateSpec['help']) {
  const sheet = writer.addWorksheet(name)
  sheet.columns = [{ width: 20 }, { width: 80 }]
  for (const { label, value } of help) {
    const row = sheet.addRow([cellTextOf(label), cellTextOf(value)])
    row.eachCell((cell) => {
      cell.style = HELP
    })
    row.commit()
  }
  sheet.commit()
}

function writeLists(writer: Writer, lists: readonly TemplateColumn[]) {
  if (lists.length === 0) return
  const sheet = writer.addWorksheet(LISTS_SHEET, { state: 'hidden' })
  const longest = Math.max(...lists.map(({ values = [] }) => values.length))
  for (let index = 0; index < longest; index += 1) {
    sheet.addRow(lists.map(({ values = [] }) => values[index])).commit()
  }
  sheet.commit()
}
