import { writtenCode } from '../../contract/codes.ts'
import { isDate, lastOfMonth } from '../../contract/dates.ts'
import type { Problem } from '../../contract/errors.ts'
import type { ImportKind } from '../../contract/imports.ts'
import { type ImportColumn, importColumns, spellingsOf, wholePlaceHeader } from '../../core/imports/columns.ts'
import type { ParsedRow, ParsedTable } from '../../core/imports/table.ts'
import {
  type CellValue,
  cellDecimal,
  cellMoment,
  cellMonth,
  cellText,
  type OtherSheet,
  plainValue,
  readSheet,
  type SheetRow,
  type SheetRows,
  WorkbookRefused,
} from '../excel/read.ts'
import { isNotesRow } from '../excel/template.ts'
import { nameText } from '../excel/text.ts'
import { headerKey } from './headerKey.ts'
import { asStatement } from './statementFile.ts'
import { openTextTable } from './textTable.ts'

/** The header row is looked for in so many first rows: a title or a note may stand above it. */
const headerSearchRows = 10

/** So many sheets are searched for headers. */
const sheetsSearched = 30

const placeFields = ['area', 'building', 'room'] as const

/**
 * Reads the workbook of an import kind: finds the header row in any order of columns and types every cell.
 * @throws WorkbookRefused for files that cannot be read; the signal's reason once it is aborted
 */
export async function readTable(
  file: string,
  kind: ImportKind,
  options: { signal?: AbortSignal; onProgress?: (fraction: number) => void } = {},
): Promise<ParsedTable> {
  const columns = importColumns[kind]
  const texts = kind === 'statements' ? await openTextTable(file) : null
  const { sheets } = texts ? { sheets: texts } : await readSheet(file, { signal: options.signal })
  const visible = sheets.filter((sheet) => sheet.visible)
  const lookedAt: string[] = []
  const unread = () => {
    const others = sheets.filter(({ name }) => !lookedAt.includes(name))
    return sheetsWithHeaders(others.slice(0, sheetsSearched), columns)
  }
  for (const sheet of (visible.length > 0 ? visible : sheets).slice(0, sheetsSearched)) {
    lookedAt.push(sheet.name)
    const opened = sheet.open(options.onProgress)
    const statement = kind === 'statements' ? asStatement(opened) : null
    const found = await readRows(statement ?? opened, columns)
    if (found === null) continue
    const table = tableOf(sheet.name, found, columns, await unread())
    return statement ? { ...table, fileWarnings: [...table.fileWarnings, ...statement.warnings()] } : table
  }
  const expected = columns.map((column) => column.header).join('、')
  return {
    sheet: lookedAt.at(0) ?? '',
    fields: [],
    fileErrors: [{ code: 'headers-not-found', params: { expected, sheets: lookedAt.join('、') } }],
    fileWarnings: otherSheetsWarning(await unread()),
    rows: [],
  }
}

interface FoundRows {
  readonly header: Header
  readonly rows: readonly ParsedRow[]
  readonly mergedCells: readonly string[]
  /** Rows that a filter hides: they are read like any other. */
  readonly hiddenRows: readonly number[]
}

/** The rows of a sheet below its headers; null where its first rows have none. */
async function readRows(sheet: SheetRows, columns: readonly ImportColumn[]): Promise<FoundRows | null> {
  const header = await findHeader(sheet, columns)
  if (header === null) return null
  const rows: ParsedRow[] = []
  const hiddenRows: number[] = []
  let afterHeader = true
  for await (const sheetRow of sheet.rows) {
    const isNotes = afterHeader && isNotesRow(sheetRow.cells)
    afterHeader = false
    if (isNotes || isBlank(sheetRow)) continue
    rows.push(parseRow(sheetRow, header))
    if (sheetRow.hidden) hiddenRows.push(sheetRow.row)
  }
  return { header, rows, mergedCells: sheet.mergedCells, hiddenRows }
}

/** Goes through a sheet up to its header row, the rows behind which are still to be read; ends it where it has none. */
async function findHeader(sheet: SheetRows, columns: readonly ImportColumn[]): Promise<Header | null> {
  for (let searched = 0; searched < headerSearchRows; searched++) {
    const next = await sheet.rows.next()
    if (next.done) return null
    const found = readHeader(next.value, columns)
    if (found.known >= 2 || (found.known === 1 && columns.length <= 2)) return found
  }
  await sheet.rows.return?.()
  return null
}

/** Names of the sheets that have headers too. A damaged one among them does not keep the read one from being imported. */
async function sheetsWithHeaders(sheets: readonly OtherSheet[], columns: readonly ImportColumn[]): Promise<string[]> {
  const names: string[] = []
  for (const sheet of sheets) {
    const opened = sheet.open()
    try {
      if (await findHeader(opened, columns)) names.push(sheet.name)
    } catch (error) {
      if (!(error instanceof WorkbookRefused)) throw error
    } finally {
      await opened.rows.return?.()
    }
  }
  return names
}

function otherSheetsWarning(names: readonly string[]): Problem[] {
  return names.length === 0 ? [] : [{ code: 'other-sheets', params: { sheets: names.join('、') } }]
}

function isBlank(row: SheetRow): boolean {
  return [...row.cells.values()].every((cell) => cellText(cell) === '' && cellTrouble(cell, '') === null)
}

function tableOf(
  sheet: string,
  { header, rows, mergedCells, hiddenRows }: FoundRows,
  columns: readonly ImportColumn[],
  others: readonly string[],
): ParsedTable {
  const fileErrors = [...headerErrors(header, columns)]
  if (rows.length === 0 && fileErrors.length === 0) fileErrors.push({ code: 'no-data-rows', params: { sheet } })
  return {
    sheet,
    fields: header.columns.flatMap(({ fields }) => fields),
    fileErrors,
    fileWarnings: [
      ...headerWarnings(header),
      ...mergeWarnings(mergedCells, header),
      ...hiddenWarning(hiddenRows),
      ...otherSheetsWarning(others),
    ],
    rows,
  }
}

interface FoundColumn {
  /** 1-based column in the sheet. */
  readonly position: number
  readonly header: string
  /** One field, or the three of a whole place. */
  readonly fields: readonly string[]
  readonly column: ImportColumn | null
}

interface Header {
  readonly row: number
  readonly known: number
  readonly columns: readonly FoundColumn[]
  readonly unknown: readonly string[]
}

function readHeader(row: SheetRow, columns: readonly ImportColumn[]): Header {
  const found: FoundColumn[] = []
  const unknown: string[] = []
  for (const [position, cell] of row.cells) {
    const text = cellText(cell)
    const key = headerKey(text)
    if (key === '') continue
    const column = columns.find((candidate) => spellingsOf(candidate).some((name) => headerKey(name) === key))
    if (column) found.push({ position, header: column.header, fields: [column.field], column })
    else if (key === headerKey(wholePlaceHeader)) {
      found.push({ position, header: wholePlaceHeader, fields: placeFields, column: null })
    } else unknown.push(text)
  }
  // A row of notes may name one column in two spellings.
  const known = new Set(found.flatMap(({ fields }) => fields.slice(0, 1))).size
  return { row: row.row, known, columns: found, unknown }
}

function* headerErrors(header: Header, columns: readonly ImportColumn[]): Generator<Problem> {
  const fields = header.columns.flatMap((column) => column.fields)
  const missing = columns.filter((column) => column.required && !fields.includes(column.field))
  if (missing.length > 0) {
    yield {
      code: 'missing-columns',
      params: { columns: missing.map((column) => column.header).join('、'), row: header.row },
    }
  }
  const seen = new Map<string, FoundColumn>()
  for (const column of header.columns) {
    for (const field of column.fields) {
      const other = seen.get(field)
      if (other) yield { code: 'duplicate-column', params: { column: column.header, other: other.header } }
      seen.set(field, column)
    }
  }
}

function* headerWarnings(header: Header): Generator<Problem> {
  if (header.unknown.length > 0) yield { code: 'unknown-columns', params: { columns: header.unknown.join('、') } }
}

function* mergeWarnings(merged: readonly string[], header: Header): Generator<Problem> {
  const inData = merged.filter((range) => Number(/\d+$/.exec(range)?.[0] ?? 0) >= header.row)
  if (inData.length > 0)
    yield { code: 'merged-cells', params: { ranges: inData.slice(0, 5).join('、'), count: inData.length } }
}

function hiddenWarning(rows: readonly number[]): Problem[] {
  if (rows.length === 0) return []
  const shown = rows.slice(0, 5).join('、')
  return [{ code: 'hidden-rows', params: { rows: rows.length > 5 ? `${shown}…` : shown, count: rows.length } }]
}

function parseRow(row: SheetRow, header: Header): ParsedRow {
  const values: Record<string, string | number> = {}
  const errors: Problem[] = []
  const warnings: Problem[] = []
  for (const found of header.columns) {
    const cell = row.cells.get(found.position)
    if (cell === undefined) continue
    const trouble = cellTrouble(cell, found.header)
    if (trouble) {
      errors.push(trouble)
      continue
    }
    if (cellText(cell) === '') continue
    if (cell.kind === 'formula')
      warnings.push({ code: 'formula-result-used', field: found.header, params: { formula: cell.formula } })
    if (found.column === null) parsePlace(cell, found, values, errors)
    else parseCell(cell, found.column, values, errors)
  }
  for (const found of header.columns) {
    for (const field of found.fields) {
      const required = found.column === null || found.column.required
      const told = errors.some((error) => error.field === found.header)
      if (required && values[field] === undefined && !told) errors.push({ code: 'required', field: found.header })
    }
  }
  return { row: row.row, values, errors, warnings }
}

function cellTrouble(cell: CellValue, field: string): Problem | null {
  if (cell.kind === 'error') return { code: 'error-cell', field, params: { text: cell.text } }
  if (cell.kind === 'formula' && cell.result === null)
    return { code: 'formula-without-result', field, params: { formula: cell.formula } }
  if (cell.kind === 'formula' && cell.result?.kind === 'error')
    return { code: 'error-cell', field, params: { text: cell.result.text } }
  return null
}

function parsePlace(
  cell: CellValue,
  found: FoundColumn,
  values: Record<string, string | number>,
  errors: Problem[],
): void {
  const text = cellText(cell)
  if (isTurned(cell)) {
    errors.push({ code: 'text-turned-into-date', field: found.header, params: { text } })
    return
  }
  const parts = text.split(/[/／\\]/).map((part) => nameText(part.trim()))
  if (parts.length !== 3 || parts.some((part) => part === '')) {
    errors.push({ code: 'place-not-three-parts', field: found.header, params: { text } })
    return
  }
  for (const [index, field] of placeFields.entries()) values[field] = parts[index] as string
}

/** Whether Excel has made something else of what was typed: `1-3` a date, `TRUE` 是. */
function isTurned(cell: CellValue): boolean {
  const kind = plainValue(cell)?.kind
  return kind === 'date' || kind === 'boolean'
}

/**
 * The first or last day that a period's cell means: a date means itself, a month its first or last day. A typed month
 * that Excel has turned into the first of the month means that month where a period ends with it.
 */
function periodDay(cell: CellValue, kind: 'first-day' | 'last-day'): string | null {
  const moment = cellMoment(cell)
  const turned = plainValue(cell)?.kind === 'date' && moment?.date.endsWith('-01') && kind === 'last-day'
  if (moment !== null && !turned) return isDate(moment.date) ? moment.date : null
  const month = cellMonth(cell)
  if (month === null || !isDate(`${month}-01`)) return null
  return kind === 'first-day' ? `${month}-01` : lastOfMonth(month)
}

/** The words of a text column as they are kept. */
function wordOf({ isName, isCode }: ImportColumn, text: string): string {
  const word = isName ? nameText(text) : text
  return isCode ? writtenCode(word) : word
}

function parseCell(
  cell: CellValue,
  column: ImportColumn,
  values: Record<string, string | number>,
  errors: Problem[],
): void {
  const text = cellText(cell)
  const refuse = (code: string, params: Record<string, string | number> = {}) =>
    errors.push({ code, field: column.header, params: { text, ...params } })
  switch (column.kind) {
    case 'text': {
      const value = plainValue(cell)
      // Excel keeps 15 digits of a number: the rest of an ID number typed as one is gone.
      if (value?.kind === 'number' && Math.abs(value.value) >= 1e15) refuse('digits-lost')
      else if (column.isName && isTurned(cell)) refuse('text-turned-into-date')
      else values[column.field] = wordOf(column, text)
      return
    }
    case 'date': {
      const moment = cellMoment(cell)
      if (moment === null || moment.date < '1900-01-01' || moment.date > '2199-12-31') refuse('not-a-date')
      else values[column.field] = moment.date
      return
    }
    case 'moment': {
      const moment = cellMoment(cell)
      if (moment === null || moment.date < '1900-01-01' || moment.date > '2199-12-31') refuse('not-a-moment')
      else values[column.field] = `${moment.date} ${(moment.time ?? '00:00').slice(0, 5)}`
      return
    }
    case 'first-day':
    case 'last-day': {
      const day = periodDay(cell, column.kind)
      if (day === null) refuse('not-a-period')
      else values[column.field] = day
      return
    }
    case 'money':
    case 'price':
    case 'quantity': {
      const decimal = cellDecimal(cell, column.kind === 'price' ? 4 : 2)
      if (!decimal.ok) refuse(decimal.refusal === 'too-many-decimals' ? `${column.kind}-decimals` : 'not-a-number')
      else values[column.field] = decimal.value
      return
    }
    case 'area': {
      const decimal = cellDecimal(cell, 2)
      if (!decimal.ok) refuse(decimal.refusal === 'too-many-decimals' ? 'area-decimals' : 'not-a-number')
      else if (decimal.value < 0 || decimal.value > 100_000_000) refuse('area-range')
      else values[column.field] = decimal.value
      return
    }
    case 'choice': {
      const choices = Object.entries(column.choices ?? {})
      const suffix = column.suffix ?? ''
      const bare = suffix && text.endsWith(suffix) ? text.slice(0, -suffix.length).trim() : text
      const choice = choices.find(([code, word]) => word === bare || code === bare.toUpperCase())
      const code = choice?.[0] ?? column.alsoCalled?.[bare.replace(/\s+/g, '')]
      if (code !== undefined) values[column.field] = code
      else refuse('not-in-list', { choices: choices.map(([, word]) => word).join('、') })
    }
  }
}
