import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type WorkbookId, workbookIds } from '../../electron/contract/accounts.ts'
import { scopeOf } from '../../electron/core/accounts/scope.ts'
import { workbookView } from '../../electron/core/accounts/view.ts'
import { officeClock } from '../../electron/core/clock.ts'
import type { Desk } from '../../electron/core/context.ts'
import { seenNow } from '../../electron/core/summary/figure.ts'
import { type OfficeFile, openOffice, openOfficeReader } from '../../electron/db/open.ts'
import { exportWorkbook } from '../../electron/documents/accounts/workbook.ts'
import { writeWorkbook } from '../../electron/documents/excel/write.ts'
import { recalculated } from '../office/libreOffice.ts'
import { sampleCopy } from '../office/shared.ts'
import { randomBooks } from './randomBooks.ts'

/** The workbooks as files: of the sample office, and of a random one in which everything happens. */
const cases = [
  { name: 'sample-2025', office: 'sample', year: 2025, asOf: '2025-12-31' },
  { name: 'sample-2026', office: 'sample', year: 2026, asOf: '2026-11-21' },
  { name: 'random-2024', office: 'random', year: 2024, asOf: '2025-02-15' },
] as const
type Case = (typeof cases)[number]

let folder: string
let saved: string
const desks = new Map<string, { desk: Desk; office: OfficeFile }>()
const fileOf = (one: Case, workbook: WorkbookId) => join(folder, `${one.name}-${workbook}.xlsx`)
const deskOf = (one: Case) => desks.get(one.office) as { desk: Desk; office: OfficeFile }

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'desk-workbooks-'))
  saved = join(folder, 'saved')
  mkdirSync(saved)
  const clock = officeClock(() => new Date(), undefined, '2026-11-21')
  const actor = { id: null, name: '陈会计', roles: ['accountant'] } as const
  await sampleCopy(folder)
  const random = await openOffice(join(folder, 'random.db'), { create: true })
  await randomBooks({ db: random.db, clock, actor }, 11)
  await random.close()
  for (const name of ['sample', 'random']) {
    // As a worker does: through a connection that only reads.
    const office = openOfficeReader(join(folder, `${name}.db`))
    desks.set(name, { office, desk: { db: office.db, clock, actor } })
  }
  for (const one of cases) {
    const { desk, office } = deskOf(one)
    for (const workbook of workbookIds) {
      const { year, asOf } = one
      await exportWorkbook(desk, office, { workbook, year, asOf, language: 'zh' }, fileOf(one, workbook))
    }
  }
  recalculated(
    cases.flatMap((one) => workbookIds.map((workbook) => fileOf(one, workbook))),
    saved,
  )
}, 300_000)

afterAll(async () => {
  for (const { office } of desks.values()) await office.close()
  rmSync(folder, { recursive: true, force: true })
})

async function opened(file: string): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(file)
  return book
}

/** What a cell shows; exceljs keeps a result of zero out of `value`. */
const resultOf = (cell: ExcelJS.Cell | undefined) => (cell?.formula ? cell.result : cell?.value)

const all = cases.flatMap((one) => workbookIds.map((workbook) => [one.name, workbook, one] as const))

describe('every workbook of the accountant', () => {
  test.each(all)('%s %s: its totals are those of the database, as SUM formulas', async (_, workbook, one) => {
    const { desk } = deskOf(one)
    const view = await workbookView(desk.db, workbook, scopeOf(one.year, one.asOf, undefined, seenNow(desk.clock)))
    const book = await opened(fileOf(one, workbook))
    let formulas = 0
    for (const [at, sheet] of view.sheets.entries()) {
      const written = book.worksheets[at]
      expect(written?.rowCount).toBe(sheet.total + 3)
      for (const [index, column] of sheet.columns.entries()) {
        const total = sheet.totals[index]
        if (typeof total !== 'number') continue
        const cell = written?.getCell(sheet.total + 3, index + 1)
        const scale = column.kind === 'count' ? 1 : 100
        expect([sheet.id, column.id, Math.round(Number(resultOf(cell) ?? 0) * scale)]).toEqual([
          sheet.id,
          column.id,
          total,
        ])
        if (sheet.total > 0) {
          expect(cell?.formula).toMatch(/^SUM\(/)
          formulas += 1
        }
      }
    }
    if (view.sheets.some((sheet) => sheet.total > 0)) expect(formulas).toBeGreaterThan(0)
  })

  test.each(all)('%s %s: LibreOffice calculates the same, and no cell is an error', async (_, workbook, one) => {
    const [ours, theirs] = [
      await opened(fileOf(one, workbook)),
      await opened(fileOf(one, workbook).replace(folder, saved)),
    ]
    let formulas = 0
    for (const sheet of ours.worksheets) {
      const other = theirs.getWorksheet(sheet.name)
      sheet.eachRow((row, at) =>
        row.eachCell((cell, column) => {
          const [before, after] = [resultOf(cell), resultOf(other?.getCell(at, column))]
          const place = `${sheet.name}!${cell.address}`
          expect([place, typeof after === 'object' && after !== null && 'error' in after]).toEqual([place, false])
          if (!cell.formula) return
          formulas += 1
          if (typeof before === 'number') {
            expect([place, typeof after]).toEqual([place, 'number'])
            expect(Math.abs(before - Number(after)), place).toBeLessThan(0.000_001)
          } else expect([place, after ?? '']).toEqual([place, before ?? ''])
        }),
      )
    }
    expect(formulas).toBeGreaterThan(5)
  })

  test.each(all)('%s %s: is reconciled with a difference of 0.00 in every line', async (_, workbook, one) => {
    const sheet = (await opened(fileOf(one, workbook).replace(folder, saved))).getWorksheet('核对')
    const last = sheet?.rowCount ?? 0
    expect(last).toBeGreaterThan(3)
    for (let row = 3; row < last; row += 1) {
      expect([sheet?.getCell(row, 1).value, resultOf(sheet?.getCell(row, 5))]).toEqual([
        sheet?.getCell(row, 1).value,
        0,
      ])
      expect(resultOf(sheet?.getCell(row, 6))).toBe('一致')
    }
    expect(resultOf(sheet?.getCell(last, 6))).toBe('全部一致')
  })

  test('says what it shows: office, year, day, area, who and when, and how each number is counted', async () => {
    const sheet = (await opened(fileOf(cases[0], 'fee-summary'))).getWorksheet('说明')
    const lines = new Map<string, string>()
    sheet?.eachRow((row) => lines.set(String(row.getCell(1).value), String(row.getCell(2).value)))
    expect(lines.get('内容')).toBe('费用汇总表')
    expect(lines.get('筛选条件')).toBe('年度: 2025; 截至: 2025-12-31; 区域: 全部区域')
    expect(lines.get('导出人')).toBe('陈会计')
    for (const label of ['范围', '应收', '实收', '欠费', '收费率', '欠费变动', '核对'])
      expect(lines.get(label)?.length).toBeGreaterThan(10)
  })

  test('has dates as dates, amounts as yuan with two decimals, and text that begins with = as text', async () => {
    const sheet = (await opened(fileOf(cases[2], 'payments-detail'))).worksheets[0]
    const header = (sheet?.getRow(2).values ?? []) as string[]
    const column = (name: string) => header.indexOf(name)
    const [date = 0, amount = 0, payer = 0] = ['日期', '金额', '付款人'].map(column)
    expect(sheet?.getCell(3, date).value).toBeInstanceOf(Date)
    const day = sheet?.getCell(3, date).value as Date
    expect(day.toISOString()).toMatch(/^2024-\d\d-\d\dT00:00:00/)
    expect(sheet?.getCell(3, amount)).toMatchObject({ numFmt: '#,##0.00' })
    const payers: unknown[] = []
    sheet?.eachRow((row, at) => at > 2 && payers.push(row.getCell(payer).value))
    expect(payers).toContain('=1+1')
  })

  test('can be of one area, which it says and keeps to', async () => {
    const { desk, office } = deskOf(cases[0])
    const area = await desk.db
      .selectFrom('area')
      .select(['id', 'name'])
      .where('name', '=', 'B区')
      .executeTakeFirstOrThrow()
    const file = join(folder, 'area.xlsx')
    const { name } = await exportWorkbook(
      desk,
      office,
      { workbook: 'arrears-detail', year: 2025, asOf: '2025-12-31', area: area.id, language: 'en' },
      file,
    )
    expect(name).toBe('Arrears and ageing 2025 as of 2025-12-31.xlsx')
    const book = await opened(file)
    const areas = new Set<unknown>()
    book.worksheets[0]?.eachRow(
      (row, at) => at > 2 && at < (book.worksheets[0]?.rowCount ?? 0) && areas.add(row.getCell(1).value),
    )
    expect([...areas]).toEqual(['B区'])
    const verdicts = book.getWorksheet('Reconciliation')
    expect(resultOf(verdicts?.getCell(verdicts.rowCount, 6))).toBe('All agree')
    await expect(
      exportWorkbook(
        desk,
        office,
        { workbook: 'prepayments', year: 2025, asOf: '2025-12-31', area: 77, language: 'zh' },
        file,
      ),
    ).rejects.toMatchObject({ code: 'unknown-area' })
  })
})

test('LibreOffice believes no result in the file: a wrong one is found out', async () => {
  const file = join(folder, 'wrong.xlsx')
  await writeWorkbook(file, {
    sheets: [
      {
        name: '错',
        columns: [{ header: '数', kind: 'money' }],
        rows: [[100], [{ formula: (row) => `A${row - 1}*2`, result: 300 }], [{ formula: () => '1/0', result: 0 }]],
      },
    ],
    about: [],
    aboutName: '说明',
  })
  recalculated([file], saved)
  const sheet = (await opened(join(saved, 'wrong.xlsx'))).worksheets[0]
  expect(resultOf(sheet?.getCell('A3'))).toBe(2)
  expect(resultOf(sheet?.getCell('A4'))).toMatchObject({ error: '#DIV/0!' })
})
