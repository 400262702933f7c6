import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPromise } from 'yauzl'
import { chapterIds, chapters } from '../../electron/contract/chapters.ts'
import type { FigureResult, ReportPeriod, SummaryResult } from '../../electron/contract/summary.ts'
import { officeClock } from '../../electron/core/clock.ts'
import type { Desk } from '../../electron/core/context.ts'
import { figures, summaryOver } from '../../electron/core/summary/engine.ts'
import { periodAsked } from '../../electron/core/summary/figure.ts'
import { targetResults, targetsOf } from '../../electron/core/summary/targets.ts'
import { type OfficeFile, openOffice, openOfficeReader } from '../../electron/db/open.ts'
import { exportSummary } from '../../electron/documents/summary/export.ts'
import { recalculated } from '../office/libreOffice.ts'
import { sampleCopy } from '../office/shared.ts'
import { randomBooks } from './randomBooks.ts'

/** The workbook of a work report, calculated a second time by LibreOffice from the records in it. */
const cases = [
  { name: 'sample-zh', office: 'sample', language: 'zh', asked: { year: 2025, asOf: '2025-12-31' } },
  { name: 'sample-q3-en', office: 'sample', language: 'en', asked: { year: 2025, span: 'q3', asOf: '2025-09-30' } },
  { name: 'random-zh', office: 'random', language: 'zh', asked: { year: 2024, asOf: '2025-02-15' } },
] as const
type Case = (typeof cases)[number]

let folder: string
const desks = new Map<string, { desk: Desk; office: OfficeFile }>()
interface Book {
  readonly written: ExcelJS.Workbook
  readonly saved: ExcelJS.Workbook
  /** Where links lead, by sheet (counted from 0) and cell; exceljs does not read them. */
  readonly links: ReadonlyMap<string, string>
  readonly summary: SummaryResult
}
const books = new Map<Case, Book>()

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'desk-summary-'))
  mkdirSync(join(folder, 'saved'))
  const clock = officeClock(() => new Date(), undefined, '2026-11-21')
  const actor = { id: null, name: '黄国辉', roles: ['manager'] } as const
  await sampleCopy(folder)
  const random = await openOffice(join(folder, 'random.db'), { create: true })
  await randomBooks({ db: random.db, clock, actor }, 5)
  await random.close()
  for (const name of ['sample', 'random']) {
    const office = openOfficeReader(join(folder, `${name}.db`))
    desks.set(name, { office, desk: { db: office.db, clock, actor } })
  }
  const file = (one: Case) => join(folder, `${one.name}.xlsx`)
  for (const one of cases) {
    const { desk, office } = deskOf(one)
    const request = { format: 'xlsx', language: one.language, ...(one.asked as ReportPeriod) } as const
    await exportSummary(desk, office, request, file(one))
  }
  const saved = recalculated(cases.map(file), join(folder, 'saved'))
  for (const [index, one] of cases.entries()) {
    const { desk } = deskOf(one)
    const summary = await summaryOver(desk.db, periodAsked(one.asked as ReportPeriod, desk.clock))
    books.set(one, {
      written: await opened(file(one)),
      saved: await opened(saved[index] ?? ''),
      links: await linksIn(file(one)),
      summary,
    })
  }
}, 300_000)

afterAll(async () => {
  for (const { office } of desks.values()) await office.close()
  rmSync(folder, { recursive: true, force: true })
})

const deskOf = (one: Case) => desks.get(one.office) as { desk: Desk; office: OfficeFile }
const bookOf = (one: Case) => books.get(one) as Book

async function opened(file: string): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(file)
  return book
}

async function linksIn(file: string): Promise<Map<string, string>> {
  const links = new Map<string, string>()
  const zip = await openPromise(file)
  for await (const entry of zip.eachEntry()) {
    const [, number] = /^xl\/worksheets\/sheet(\d+)\.xml$/.exec(entry.fileName) ?? []
    if (number === undefined) continue
    const xml = await text(await zip.openReadStreamPromise(entry))
    for (const [, cell, location = ''] of xml.matchAll(/<hyperlink ref="([A-Z]+\d+)" location="([^"]*)"/g))
      links.set(`${Number(number) - 1} ${cell}`, location.replaceAll('&apos;', "'"))
  }
  return links
}

/** What a cell shows; exceljs keeps a result of zero out of `value`. */
function shown(cell: ExcelJS.Cell | undefined): unknown {
  if (!cell) return undefined
  const { value } = cell
  if (cell.formula) return cell.result ?? (typeof value === 'object' ? 0 : value)
  // LibreOffice sets Chinese and Latin letters of one text apart.
  if (typeof value === 'object' && value !== null && 'richText' in value)
    return value.richText.map((run) => run.text).join('')
  return value
}

/** The row of a figure on the sheet of its chapter. */
function rowOf(book: ExcelJS.Workbook, { label, section }: FigureResult, language: 'zh' | 'en'): ExcelJS.Row {
  const index = chapterIds
    .filter((id) => chapters[id].length > 0)
    .findIndex((id) => chapters[id].some((one) => one === section))
  const sheet = book.worksheets[1 + index] as ExcelJS.Worksheet
  let row: ExcelJS.Row | undefined
  sheet.eachRow((one) => {
    // A section may go by the name of a figure; it has no unit.
    if (shown(one.getCell(1)) === label[language] && one.getCell(2).value) row ??= one
  })
  if (!row) throw new Error(`${label[language]} is on no sheet`)
  return row
}

const inFile = ({ unit, value }: Pick<FigureResult, 'unit' | 'value'>) =>
  unit === 'm2' || unit === 'yuan' ? value / 100 : value

test('every section of figures belongs to a chapter, so that no document leaves one out', () => {
  const placed: readonly string[] = Object.values(chapters).flat()
  expect([...new Set(figures.map(({ section }) => section))].filter((section) => !placed.includes(section))).toEqual([])
})

describe.each(cases)('the workbook of $name', (one) => {
  test('calculated anew, every formula gives what was written', () => {
    const { written, saved } = bookOf(one)
    let formulas = 0
    for (const sheet of written.worksheets) {
      const other = saved.getWorksheet(sheet.name)
      sheet.eachRow((row) =>
        row.eachCell((cell) => {
          if (!cell.formula) return
          formulas += 1
          const [ours, theirs] = [cell.result ?? 0, other?.getCell(cell.address).result ?? 0]
          const at = `${sheet.name}!${cell.address} ${cell.formula}`
          if (typeof ours === 'number') expect(theirs, at).toBeCloseTo(ours, 8)
          else expect(theirs || '', at).toBe(ours)
        }),
      )
    }
    expect(formulas).toBeGreaterThan(200)
  })

  test('every figure and part, as LibreOffice counts it from the records, is what the summary says', () => {
    const { saved, summary } = bookOf(one)
    for (const figure of summary.figures) {
      const row = rowOf(saved, figure, one.language)
      if (figure.unit === 'ratio') {
        expect([shown(row.getCell(4)), shown(row.getCell(5))], figure.id).toEqual([figure.value, figure.denominator])
      } else {
        expect(shown(row.getCell(3)), figure.id).toBe(inFile(figure))
      }
      for (const part of figure.parts) {
        let line: ExcelJS.Row | undefined
        for (let next = row.number + 1; line === undefined; next += 1) {
          const candidate = row.worksheet.getRow(next)
          if (shown(candidate.getCell(1)) === `　${part.label[one.language]}`) line = candidate
          if (next > row.number + 40) throw new Error(`${figure.id} ${part.key} is missing`)
        }
        if (figure.unit === 'ratio')
          expect([shown(line.getCell(4)), shown(line.getCell(5))], `${figure.id} ${part.key}`).toEqual([
            part.value,
            part.denominator,
          ])
        else expect(shown(line.getCell(3)), `${figure.id} ${part.key}`).toBe(inFile({ ...part, unit: figure.unit }))
      }
    }
  })

  test('a figure with records is a formula over them and leads to them; they lead back to it, and every link to a sheet', () => {
    const { written, summary, links } = bookOf(one)
    const of = (sheet: ExcelJS.Worksheet, cell: string) => links.get(`${written.worksheets.indexOf(sheet)} ${cell}`)
    for (const figure of summary.figures) {
      const row = rowOf(written, figure, one.language)
      const total = figure.unit === 'ratio' ? figure.denominator : figure.value
      if (total) expect(row.getCell(3).formula, figure.id).toBeTruthy()
      const [, name] = /^'(.+)'!A1$/.exec(of(row.worksheet, `C${row.number}`) ?? '') ?? []
      const records = written.getWorksheet(name ?? '')
      expect(String(records?.getCell('A1').value), figure.id).toContain(figure.definition[one.language])
      expect(of(records as ExcelJS.Worksheet, 'A1'), figure.id).toBe(`'${row.worksheet.name}'!A${row.number}`)
    }
    const names = written.worksheets.map((sheet) => sheet.name)
    for (const location of links.values()) expect(names).toContain(location.replace(/^'(.*)'![A-Z]+\d+$/, '$1'))
  })
})

test('targets stand beside their figures with what came of them, as the page says', async () => {
  const [one] = cases
  const { saved, summary } = bookOf(one)
  const results = targetResults(await targetsOf(deskOf(one).desk.db, 2025), summary.figures)
  expect(results.length).toBeGreaterThan(3)
  for (const target of results) {
    const figure = summary.figures.find(({ id }) => id === target.figure) as FigureResult
    const row = rowOf(saved, figure, 'zh')
    expect(shown(row.getCell(14)), target.figure).toBe(target.met ? '达到' : '未达到')
    if (figure.unit === 'ratio') expect(shown(row.getCell(13)), target.figure).toBeCloseTo((target.margin ?? 0) / 10, 8)
  }
})

test('the first sheet shows this year, the year before and the difference of the reference year', () => {
  const [one] = cases
  const sheet = bookOf(one).saved.worksheets[0] as ExcelJS.Worksheet
  const lines = new Map<unknown, ExcelJS.Row>()
  sheet.eachRow((row) => lines.set(shown(row.getCell(1)), row))
  const values = (label: string) => [3, 4, 5].map((column) => shown(lines.get(`　${label}`)?.getCell(column)))
  expect(values('累计交房')).toEqual([1258, 1137, 121])
  expect(values('累计交房面积')[0]).toBe(156_774.65)
  const [rate, before, points] = values('交房率') as number[]
  expect(rate).toBeCloseTo(1258 / 1407, 10)
  expect(points).toBeCloseTo((Math.round((rate as number) * 1000) - Math.round((before as number) * 1000)) / 10, 8)
})
