import type { WorkbookId } from '../../contract/accounts.ts'
import { DeskError } from '../../contract/errors.ts'
import { type Scope, scopeOf } from '../../core/accounts/scope.ts'
import { Totals } from '../../core/accounts/totals.ts'
import type { Measure, Row, Sheet, Workbook } from '../../core/accounts/workbook.ts'
import { measureOf, workbookOf } from '../../core/accounts/workbooks.ts'
import type { Db, Desk } from '../../core/context.ts'
import { seenNow } from '../../core/summary/figure.ts'
import type { OfficeFile } from '../../db/open.ts'
import { type CellInput, type SheetSpec, type WrittenSheet, writeWorkbook } from '../excel/write.ts'
import { aboutExport, type ExportOptions } from '../export/list.ts'
import { type Language, type Words, wordsIn } from '../words.ts'
import { cellKind, cellsOfRow, columnTitle, totalFormulas } from './cells.ts'
import { isInside, type OutsideCheck, reconciliationSheet } from './reconciliation.ts'

export interface WorkbookExport {
  readonly workbook: WorkbookId
  readonly year: number
  readonly asOf: string
  /** Id of the 区域; all without it. */
  readonly area?: number | undefined
  readonly language: Language
}

/**
 * Writes one of the accountant's workbooks: its sheets with totals as formulas, the reconciliation, and what it says
 * about itself. Everything in it is of one moment of the books.
 * @throws DeskError `as-of-before-year`, `unknown-area`; what `writeWorkbook` throws
 */
export async function exportWorkbook(
  desk: Desk,
  office: OfficeFile,
  request: WorkbookExport,
  file: string,
  options: ExportOptions = {},
): Promise<{ rows: number; bytes: number; name: string }> {
  const scope = scopeOf(request.year, request.asOf, request.area, seenNow(desk.clock))
  office.sqlite.exec('BEGIN')
  try {
    return await write(desk, scope, request, file, options)
  } finally {
    if (office.sqlite.inTransaction) office.sqlite.exec('COMMIT')
  }
}

async function write(
  desk: Desk,
  scope: Scope,
  request: WorkbookExport,
  file: string,
  options: ExportOptions,
): Promise<{ rows: number; bytes: number; name: string }> {
  const words = wordsIn(request.language)
  const workbook = workbookOf(request.workbook)
  const title = words(`accounts:workbooks.${workbook.id}.title`)
  const place = scope.area === undefined ? words('accounts:allAreas') : await areaName(desk.db, scope.area)
  const totals = new Totals(desk.db, scope)
  // Asked before the sheets: while one streams, the connection is taken.
  const checks = await outsideChecks(totals, workbook.id)
  const about = await aboutExport(desk, words, title, conditions(scope, place, words))
  const tallies = new Map<Measure, number>()
  const sheets = workbook.sheets.map((sheet): SheetSpec => {
    const measures = workbook.measures.filter((measure) => measure.sheet === sheet.id && measure.only)
    for (const measure of measures) tallies.set(measure, 0)
    return sheetSpec(sheet, words, headingOf(workbook, sheet, scope, words), () =>
      counted(totals.rows(sheet), measures, tallies),
    )
  })
  const written = (measure: Measure, sheet: WrittenSheet) => {
    if (measure.only) return tallies.get(measure) ?? 0
    const at = workbook.sheets
      .find((candidate) => candidate.id === measure.sheet)
      ?.columns.findIndex((column) => column.id === measure.column)
    return sheet.sums.get(at ?? -1) ?? 0
  }
  const result = await writeWorkbook(
    file,
    {
      sheets: [...sheets, reconciliationSheet({ workbook, checks, written, language: request.language, words })],
      about: [...about, ...definitions(workbook, scope, words)],
      aboutName: words('documents:export.about'),
    },
    options,
  )
  const name = words('accounts:fileName', { title, year: scope.year, asOf: scope.asOf })
  return { rows: result.rows - checks.length - 1, bytes: result.bytes, name: `${name}.xlsx` }
}

/** The workbook's name, and the sheet's where there are several: each may be printed by itself. */
function headingOf(workbook: Workbook, sheet: Sheet, { year, asOf }: Scope, words: Words): string {
  const title = words(`accounts:workbooks.${workbook.id}.title`)
  const own = words(`accounts:sheets.${sheet.id}`)
  const name = workbook.sheets.length > 1 ? words('accounts:checkOf', { check: title, part: own }) : title
  return words(hasMoney(workbook) ? 'accounts:heading' : 'accounts:headingOfCounts', { title: name, year, asOf })
}

function hasMoney({ sheets }: Workbook): boolean {
  return sheets.some(({ columns }) => columns.some(({ kind }) => kind === 'money'))
}

function sheetSpec(sheet: Sheet, words: Words, heading: string, rows: () => AsyncIterable<Row>): SheetSpec {
  const cells = cellsOfRow(sheet, words)
  const summed = sheet.columns.flatMap((column, index) => (column.total ? [index] : []))
  return {
    name: words(`accounts:sheets.${sheet.id}`),
    title: heading,
    columns: sheet.columns.map((column) => ({ header: columnTitle(column, words), kind: cellKind(column) })),
    rows: () => mapped(rows(), cells),
    totals: { label: words('accounts:total'), columns: summed, formulas: totalFormulas(sheet) },
    frozenColumns: columnsThatName(sheet),
  }
}

/** The columns at the left that say what a row is of: up to its room, or all before the first number. */
function columnsThatName({ columns }: Sheet): number {
  const room = columns.findIndex((column) => column.id === 'room')
  if (room >= 0) return room + 1
  return columns.findIndex(({ kind }) => kind !== 'text' && kind !== 'choice' && kind !== 'date')
}

async function* mapped(rows: AsyncIterable<Row>, cells: (row: Row) => CellInput[]): AsyncGenerator<CellInput[]> {
  for await (const row of rows) yield cells(row)
}

/** Adds up the measures of part of the rows as they pass. */
async function* counted(
  rows: AsyncIterable<Row>,
  measures: readonly Measure[],
  tallies: Map<Measure, number>,
): AsyncGenerator<Row> {
  const conditions = measures.map((measure) => ({ measure, only: Object.entries(measure.only ?? {}) }))
  for await (const row of rows) {
    for (const { measure, only } of conditions) {
      if (only.every(([column, value]) => row[column] === value))
        tallies.set(measure, (tallies.get(measure) ?? 0) + Number(row[measure.column] ?? 0))
    }
    yield row
  }
}

async function outsideChecks(totals: Totals, id: WorkbookId): Promise<OutsideCheck[]> {
  const { checks } = workbookOf(id)
  const outside = checks.filter((check) => !isInside(id, check.theirs))
  await totals.ask(
    id,
    outside.flatMap((check) => check.theirs),
  )
  return checks.map((check) => {
    const [first] = check.ours
    const unit = (first && 'measure' in first && measureOf(id, first.measure).unit) || 'money'
    const theirs = outside.includes(check) ? totals.side(id, check.theirs) : null
    return { check, unit, theirs, source: totals.source(id, check) }
  })
}

async function areaName(db: Db, id: number): Promise<string> {
  const area = await db.selectFrom('area').select('name').where('id', '=', id).executeTakeFirst()
  if (!area) throw new DeskError('unknown-area', { id })
  return area.name
}

function conditions(scope: Scope, place: string, words: Words): string {
  return [
    `${words('accounts:year')}: ${scope.year}`,
    `${words('accounts:asOf')}: ${scope.asOf}`,
    `${words('accounts:area')}: ${place}`,
  ].join('; ')
}

/** What is explained in a workbook of fees. */
const definedFees = [
  'scope',
  'receivable',
  'discounts',
  'received',
  'arrears',
  'rates',
  'bridge',
  'services',
  'limitation',
  'reconciliation',
] as const

/** What is explained in the workbooks of the desk. */
const definedDesk: Partial<Record<WorkbookId, readonly string[]>> = {
  'visit-summary': ['visits', 'visitedHouseholds', 'visitFindings', 'reconciliation'],
  'survey-summary': ['forms', 'coverage', 'satisfaction', 'interval', 'reconciliation'],
  'return-summary': ['returnsDue', 'returnsReached', 'returnAnswers', 'returnRates', 'reconciliation'],
}

function definitions({ id }: Workbook, scope: Scope, words: Words) {
  const { from, to, asOf, opening } = scope
  const names = definedDesk[id] ?? definedFees
  return names.map((name) => ({
    label: words(`accounts:definitions.${name}.label`),
    value: words(`accounts:definitions.${name}.text`, { from, to, asOf, opening }),
  }))
}
