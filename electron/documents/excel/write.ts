/**
 * Writes workbooks of any length in bounded memory. exceljs's streaming writer makes the package (zip, styles, sheet
 * settings); the table's rows go into its stream as text of our own, which is faster than its row objects and exact.
 */

import { once } from 'node:events'
import type { Writable } from 'node:stream'
import ExcelJS from 'exceljs'
import { writeWhole } from '../whole-file.ts'
import {
  type CellInput,
  type ColumnKind,
  type ColumnStyles,
  cellXml,
  emptyXml,
  type Formula,
  formulaXml,
  type Look,
  numberDigits,
  numberXml,
  sumXml,
  textXml,
} from './row-xml.ts'

export type { CellInput, ColumnKind, Formula, Look, Ratio, Typed } from './row-xml.ts'

export interface SheetColumn {
  readonly header: string
  readonly kind: ColumnKind
  /** In characters, a Chinese one counts two; from the header and the first rows if not given. */
  readonly width?: number | undefined
}

export interface SheetSpec {
  readonly name: string
  /** One line above the header. */
  readonly title?: string | undefined
  /** A cell of the workbook that the title leads to. */
  readonly titleLink?: string | undefined
  readonly columns: readonly SheetColumn[]
  /** What refers to the sheets before it is asked for its rows when these are written. */
  readonly rows: Rows | ((before: readonly WrittenSheet[]) => Rows)
  /** A last row of SUM formulas under the columns named by 0-based index (kinds count, number, money, area). */
  readonly totals?:
    | {
        readonly label: string
        readonly columns: readonly number[]
        /** Formulas under other columns, from the sums of the row. */
        readonly formulas?: readonly TotalFormula[] | undefined
      }
    | undefined
  /** So many columns stay in view beside the header. */
  readonly frozenColumns?: number | undefined
}

type Rows = Iterable<readonly CellInput[]> | AsyncIterable<readonly CellInput[]>

export interface TotalFormula {
  readonly column: number
  readonly formula: (row: number) => string
  readonly result: (sums: ReadonlyMap<number, number>) => Formula['result']
}

/** Where a sheet's table has come to stand; formulas of later sheets refer to it. Rows count from 1. */
export interface WrittenSheet {
  /** As it is in the file. */
  readonly name: string
  /** The last is before the first where there are no rows. */
  readonly firstRow: number
  readonly lastRow: number
  readonly totalsRow: number | null
  /** The sums of the totals row by 0-based column. */
  readonly sums: ReadonlyMap<number, number>
}

export interface WorkbookSpec {
  readonly sheets: readonly SheetSpec[]
  /** What the workbook shows: filter, as-of date, when, by whom. Becomes the last sheet, named `aboutName`. */
  readonly about: readonly { readonly label: string; readonly value: string }[]
  readonly aboutName: string
}

export interface WriteOptions {
  readonly signal?: AbortSignal | undefined
  /** Called now and then with the table rows written so far. */
  readonly onProgress?: ((rowsWritten: number) => void) | undefined
}

/**
 * Writes the workbook whole or not at all; an existing file is replaced only at the end.
 * @returns rows of all tables, headers and totals not counted, and the file's size in bytes
 * @throws the signal's reason once it is aborted; RangeError for more rows than a sheet can hold; TypeError for a value
 *   its column's kind cannot hold; the file system's own errors
 */
export async function writeWorkbook(
  file: string,
  spec: WorkbookSpec,
  options: WriteOptions = {},
): Promise<{ rows: number; bytes: number }> {
  let rows = 0
  const bytes = await writeWhole(file, options.signal, async (stream, broken) => {
    const book = startBook(stream, broken)
    const names = sheetNames([...spec.sheets.map((sheet) => sheet.name), spec.aboutName])
    const written: WrittenSheet[] = []
    for (const [index, sheet] of spec.sheets.entries()) {
      const name = names[index] as string
      const table = await writeTable(book, name, sheet, written, (count) => options.onProgress?.(rows + count))
      rows += table.lastRow - table.firstRow + 1
      written.push(table)
    }
    await writeAbout(book, names.at(-1) as string, spec.about)
    await finishBook(book)
  })
  return { rows, bytes }
}

// ——— the package ———

/** What is used of exceljs beyond its typings; the library is pinned, and the tests would notice. */
interface StreamedSheet extends Omit<ExcelJS.Worksheet, 'commit'> {
  /** exceljs makes an outside file of every link it is told of; one with a target of its own is written as it should be. */
  readonly _sheetRelsWriter: { readonly _hyperlinks: { address: string; target: string }[] }
  readonly stream: { write(text: string): unknown; readonly pipes: readonly Queue[] }
  commit(): void
}
/** Between the sheet's stream and the zip stands a stream of readable-stream 2, which has no `writableLength` yet. */
interface Queue extends NodeJS.EventEmitter {
  readonly _writableState: { readonly length: number }
}
interface StyleBook {
  addStyleModel(style: Partial<ExcelJS.Style>): number
  readonly model: { readonly styles: string[] }
}
interface Archive {
  on(event: 'error', listener: (error: Error) => void): void
  abort(): void
}

export interface Book {
  readonly writer: ExcelJS.stream.xlsx.WorkbookWriter
  readonly styles: StyleBook
  /** Rejects when the file cannot be written or the work is cancelled. */
  readonly broken: Promise<never>
}

export function startBook(stream: Writable, broken: Promise<never>): Book {
  const writer = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: false })
  const { zip, styles } = writer as unknown as { zip: Archive; styles: StyleBook }
  zip.on('error', (error) => stream.destroy(error))
  broken.catch(() => zip.abort())
  writer.creator = 'Steward Desk'
  writer.lastModifiedBy = 'Steward Desk'
  return { writer, styles, broken }
}

export async function finishBook({ writer, broken }: Book): Promise<void> {
  await Promise.race([writer.commit(), broken])
}

/** Names as Excel accepts them: at most 31 characters, none of []:*?/\, different from one another in any case. */
export function sheetNames(wanted: readonly string[]): string[] {
  const taken = new Set<string>(['history']) // Excel keeps this one for itself
  return wanted.map((name) => {
    // exceljs does not double apostrophes in the names of print titles, so they become typographic ones.
    const base = name
      .toWellFormed()
      .replace(/[[\]:*?/\\\p{Cc}]/gu, ' ')
      .replaceAll("'", '’')
      .replace(/\s+/g, ' ')
      .trim()
    for (let number = 1; ; number += 1) {
      const suffix = number === 1 ? '' : ` (${number})`
      const candidate = cut(base || 'Sheet', 31 - suffix.length) + suffix
      if (taken.has(candidate.toLowerCase())) continue
      taken.add(candidate.toLowerCase())
      return candidate
    }
  })
}

const cut = (text: string, length: number) =>
  text
    .slice(0, length)
    .toWellFormed()
    .replace(/\ufffd$/, '')
    .trim()

// ——— styles: one object each, so that exceljs looks each up once ———

const NUMBER_FORMATS: Readonly<Record<ColumnKind, string>> = {
  text: '@',
  count: '#,##0',
  number: 'General',
  money: '#,##0.00',
  area: '#,##0.00',
  ratio: '0.0%',
  date: 'yyyy-mm-dd',
  moment: 'yyyy-mm-dd hh:mm',
  points: '+0.0;-0.0;0.0',
}
const THIN = { style: 'thin', color: { argb: 'FFBFBFBF' } } as const
const BOLD = { bold: true, size: 11, name: 'Calibri', family: 2 }
const HEADER: Partial<ExcelJS.Style> = {
  font: BOLD,
  fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE7EEF7' } },
  border: { top: THIN, bottom: THIN, left: THIN, right: THIN },
  alignment: { vertical: 'middle', horizontal: 'center', wrapText: true },
}
const BODY: Partial<ExcelJS.Style> = { border: HEADER.border ?? {} }
/** A date beside a text would touch it. */
const CENTRED: Partial<ExcelJS.Style> = { ...BODY, alignment: { horizontal: 'center' } }
const TITLE: Partial<ExcelJS.Style> = { font: { bold: true, size: 14, name: 'Calibri', family: 2 } }
const LINK = { color: { argb: 'FF0B5394' }, underline: true, size: 11, name: 'Calibri', family: 2 } as const
const TOTAL: Partial<ExcelJS.Style> = {
  font: BOLD,
  border: { ...HEADER.border, top: { style: 'medium', color: { argb: 'FF7F7F7F' } } },
}

export const numberFormat = (kind: ColumnKind) => NUMBER_FORMATS[kind]

function columnStyles(styles: StyleBook, kind: ColumnKind, base: Partial<ExcelJS.Style> = {}): ColumnStyles {
  const text = styles.addStyleModel({ ...base, numFmt: '@' })
  return {
    value: styles.addStyleModel({ ...base, numFmt: NUMBER_FORMATS[kind] }),
    text,
    quoted: quotedStyle(styles, text),
  }
}

/** The text style with Excel's apostrophe mark, which exceljs cannot express: retyping such a cell makes no formula. */
function quotedStyle(styles: StyleBook, text: number): number {
  const { styles: list } = styles.model
  const xml = (list[text] as string).replace('<xf ', '<xf quotePrefix="1" ')
  const known = list.indexOf(xml)
  return known >= 0 ? known : list.push(xml) - 1
}

// ——— one table ———

const MAX_ROWS = 1_048_576
const SAMPLE = 200
const BATCH = 16 * 1024
const QUEUE = 256 * 1024

async function writeTable(
  book: Book,
  name: string,
  spec: SheetSpec,
  before: readonly WrittenSheet[],
  onProgress: (rows: number) => void,
): Promise<WrittenSheet> {
  const table = tableWriter(book, name, spec)
  const sample: (readonly CellInput[])[] = []
  let started = false
  const start = () => {
    started = true
    table.start(sample)
    for (const row of sample) table.add(row)
  }
  for await (const row of typeof spec.rows === 'function' ? spec.rows(before) : spec.rows) {
    if (!started) {
      sample.push(row)
      if (sample.length === SAMPLE) start()
    } else if (table.add(row)) {
      await table.flush()
      onProgress(table.count())
    }
  }
  if (!started) start()
  const written = await table.end()
  onProgress(table.count())
  return written
}

const isDay = (kind: ColumnKind) => kind === 'date' || kind === 'moment'

function tableWriter(book: Book, name: string, spec: SheetSpec) {
  const { styles, broken } = book
  const { columns, totals } = spec
  const letters = columns.map((_, index) => columnLetters(index + 1))
  const formats = columns.map((column) => columnStyles(styles, column.kind, isDay(column.kind) ? CENTRED : BODY))
  const summed = new Map((totals?.columns ?? []).map((index) => [index, 0]))
  const headerRow = spec.title === undefined ? 1 : 2
  const sheet = addSheet(book, name, {
    views: [{ state: 'frozen', xSplit: spec.frozenColumns ?? 0, ySplit: headerRow }],
    pageSetup: {
      paperSize: 9, // A4
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `1:${headerRow}`,
      margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
    },
    headerFooter: { oddFooter: '&L&A&R&P / &N' },
  })
  let last = headerRow
  let batch = ''

  const others = new Map<string, ColumnStyles>()
  const stylesOf = (kind: ColumnKind, { link, isStrong = false }: Look) => {
    const key = `${kind} ${link === undefined ? '' : 'link'} ${isStrong}`
    const known = others.get(key) ?? columnStyles(styles, kind, lookOf(link !== undefined, isStrong))
    others.set(key, known)
    return known
  }
  const lead = (reference: string, link: string | undefined) => {
    if (link !== undefined) sheet._sheetRelsWriter._hyperlinks.push({ address: reference, target: link })
  }
  const cellsXml = (row: readonly CellInput[]) => {
    let xml = ''
    for (const [index, column] of columns.entries()) {
      const input = row[index]
      const reference = `${letters[index]}${last}`
      let value: Formula['result'] | undefined
      if (typeof input === 'object' && input !== null && !('numerator' in input)) {
        const { kind = column.kind } = input
        const isPlain = kind === column.kind && input.link === undefined && !input.isStrong
        const own = isPlain ? (formats[index] as ColumnStyles) : stylesOf(kind, input)
        lead(reference, input.link)
        value = 'formula' in input ? input.result : input.value
        xml +=
          'formula' in input
            ? formulaXml(reference, kind, own, input.formula(last), value)
            : cellXml(reference, kind, own, value)
      } else {
        value = input
        xml += cellXml(reference, column.kind, formats[index] as ColumnStyles, value)
      }
      if (typeof value === 'number' && summed.has(index)) summed.set(index, (summed.get(index) as number) + value)
    }
    return xml
  }
  const totalsXml = (label: string) => {
    const labelled = columns.findIndex((_, index) => !summed.has(index))
    const cells = columns.map((column, index) => {
      const [reference, bold] = [`${letters[index]}${last}`, columnStyles(styles, column.kind, TOTAL)]
      if (index === labelled) return textXml(reference, bold, label)
      const own = totals?.formulas?.find((candidate) => candidate.column === index)
      if (own) return formulaXml(reference, column.kind, bold, own.formula(last), own.result(summed))
      const sum = summed.get(index)
      if (sum === undefined) return emptyXml(reference, bold.text)
      const digits = numberDigits(column.kind, sum)
      // Without rows the sum would refer to itself.
      if (last === headerRow + 1) return numberXml(reference, bold.value, digits)
      return sumXml(reference, bold.value, `${letters[index]}${headerRow + 1}:${letters[index]}${last - 1}`, digits)
    })
    return `<row r="${last}">${cells.join('')}</row>`
  }
  const flush = async () => {
    if (batch === '') return
    sheet.stream.write(batch)
    batch = ''
    // exceljs pushes into the zip without looking whether it keeps up; without waiting the whole sheet piles up here.
    const queue = sheet.stream.pipes[0] as Queue
    if (queue._writableState.length > QUEUE) await Promise.race([once(queue, 'drain'), broken])
    else await Promise.race([new Promise(setImmediate), broken])
  }

  return {
    count: () => last - headerRow,
    start(sample: readonly (readonly CellInput[])[]) {
      const widths = columns.map((column, index) => column.width ?? fittingWidth(column, index, sample))
      printAcross(sheet, widths, spec.frozenColumns ?? 0)
      openData(sheet, widths)
      const [title, header] = [columnStyles(styles, 'text', TITLE), columnStyles(styles, 'text', HEADER)]
      lead('A1', spec.titleLink)
      if (spec.title !== undefined)
        batch += `<row r="1" ht="24" customHeight="1">${textXml('A1', title, spec.title)}</row>`
      const cells = columns.map((column, index) => textXml(`${letters[index]}${headerRow}`, header, column.header))
      batch += `<row r="${headerRow}" ht="22" customHeight="1">${cells.join('')}</row>`
    },
    /** Returns whether it is time to flush. */
    add(row: readonly CellInput[]): boolean {
      last += 1
      if (last >= MAX_ROWS) throw new RangeError(`a sheet holds at most ${MAX_ROWS} rows`)
      batch += `<row r="${last}">${cellsXml(row)}</row>`
      return batch.length > BATCH
    },
    flush,
    async end(): Promise<WrittenSheet> {
      const end = last
      if (totals) {
        last += 1
        batch += totalsXml(totals.label)
        await flush()
        last = end
      }
      await flush()
      sheet.autoFilter = `A${headerRow}:${letters.at(-1) ?? 'A'}${end}`
      sheet.commit()
      return { name, firstRow: headerRow + 1, lastRow: end, totalsRow: totals ? end + 1 : null, sums: summed }
    },
  }
}

function lookOf(isLink: boolean, isStrong: boolean): Partial<ExcelJS.Style> {
  if (!isLink && !isStrong) return BODY
  return { ...BODY, font: isLink ? { ...LINK, bold: isStrong } : BOLD }
}

function addSheet(book: Book, name: string, options: Partial<ExcelJS.AddWorksheetOptions>): StreamedSheet {
  return book.writer.addWorksheet(name, options) as unknown as StreamedSheet
}

/** What stands side by side on a landscape page at the smallest scale that is still read without a glass. */
const PAGE_WIDTH = 230

/** A wide table goes over several pages, each with the columns that say which row it is. */
function printAcross(sheet: StreamedSheet, widths: readonly number[], frozen: number): void {
  const sum = (some: readonly number[]) => some.reduce((total, width) => total + width, 0)
  const repeated = sum(widths.slice(0, frozen))
  const pages = Math.ceil((sum(widths) - repeated) / (PAGE_WIDTH - repeated))
  if (pages <= 1 || repeated > PAGE_WIDTH / 2) return
  sheet.pageSetup.fitToWidth = pages
  if (frozen > 0) sheet.pageSetup.printTitlesColumn = `A:${columnLetters(frozen)}`
}

/** Column widths and the start of the data: exceljs writes both when the first row is committed, even an empty one. */
function openData(sheet: StreamedSheet, widths: readonly number[]): void {
  sheet.columns = widths.map((width) => ({ width }))
  sheet.addRow([]).commit()
}

const LEAST_WIDTH: Readonly<Record<ColumnKind, number>> = {
  text: 8,
  count: 8,
  number: 10,
  money: 15,
  area: 12,
  ratio: 9,
  date: 12,
  moment: 17,
  points: 9,
}

function fittingWidth(column: SheetColumn, index: number, sample: readonly (readonly CellInput[])[]): number {
  let width = Math.max(LEAST_WIDTH[column.kind], displayWidth(column.header) + 4) // room for the filter's arrow
  for (const row of sample) {
    const input = row[index]
    if (column.kind === 'text' && typeof input === 'string') width = Math.max(width, displayWidth(input) + 2)
  }
  return Math.min(width, 48)
}

/** Width in half-width characters of the widest line; Chinese ones take two. */
export function displayWidth(text: string): number {
  let widest = 0
  let width = 0
  for (const character of text.slice(0, 500)) {
    if (character === '\n') width = 0
    else width += (character.codePointAt(0) as number) >= 0x1100 ? 2 : 1
    widest = Math.max(widest, width)
  }
  return widest
}

export function columnLetters(column: number): string {
  let letters = ''
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  }
  return letters
}

// ——— what the workbook shows ———

async function writeAbout(book: Book, name: string, about: WorkbookSpec['about']): Promise<void> {
  const sheet = addSheet(book, name, { pageSetup: { paperSize: 9, fitToPage: true, fitToWidth: 1, fitToHeight: 0 } })
  const label = columnStyles(book.styles, 'text', { font: BOLD, alignment: { vertical: 'top' } })
  const value = columnStyles(book.styles, 'text', { alignment: { vertical: 'top', wrapText: true } })
  openData(sheet, [20, 80])
  for (const [index, line] of about.entries()) {
    const row = index + 1
    sheet.stream.write(
      `<row r="${row}">${textXml(`A${row}`, label, line.label)}${textXml(`B${row}`, value, line.value)}</row>`,
    )
  }
  sheet.commit()
}
