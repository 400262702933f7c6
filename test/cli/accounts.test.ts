import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { expect, it } from 'vitest'
import { workbookIds } from '../../electron/contract/accounts.ts'
import { reportIds } from '../../electron/contract/exports.ts'
import { listIds } from '../../electron/contract/lists.ts'
import { sampleCopy } from '../office/shared.ts'
import { desk, folder } from './desk.ts'

it('names lists and workbooks together, each with its title, none twice', async () => {
  const { status, stdout } = await desk(['export', '--list', '--json'])
  expect(status).toBe(0)
  const sheets = JSON.parse(stdout) as { sheet: string; title: string }[]
  expect(sheets.map(({ sheet }) => sheet)).toEqual([...listIds, ...workbookIds, ...reportIds, 'evidence'])
  expect(new Set(sheets.map(({ sheet }) => sheet)).size).toBe(sheets.length)
  expect(sheets).toContainEqual({ sheet: 'fee-ledger', title: '收费台账' })
  expect((await desk(['export', '--list'])).stdout).toMatch(/^fee-summary\t费用汇总表$/m)
})

it('exports each workbook of a year as of a day, with the published total of the sample office', async () => {
  const path = folder()
  const db = await sampleCopy(path)
  for (const sheet of workbookIds) {
    const out = join(path, `${sheet}.xlsx`)
    const args = ['export', sheet, '--year', '2025', '--as-of', '2025-12-31', '--db', db, '--out', out, '--json']
    const { status, stdout, stderr } = await desk(args)
    expect([sheet, status, stderr]).toEqual([sheet, 0, ''])
    expect(JSON.parse(stdout)).toMatchObject({ file: out })
  }
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(join(path, 'payments-detail.xlsx'))
  const sheet = book.worksheets[0]
  const header = (sheet?.getRow(2).values ?? []) as string[]
  const amount = header.indexOf('金额')
  const item = header.indexOf('费项')
  const management = ['物业费', '店面物业费']
  let [fees, all] = [0, 0]
  sheet?.eachRow((row, number) => {
    const value = row.getCell(amount).value
    if (number <= 2 || number === sheet.rowCount || typeof value !== 'number') return
    all += value
    if (management.includes(String(row.getCell(item).value))) fees += value
  })
  expect(fees).toBe(972_862)
  expect(sheet?.getCell(sheet.rowCount, amount).result).toBeCloseTo(all, 2)

  // Without a year, this year as of today; with a day only, the year it lies in.
  for (const [args, heading] of [
    [[], '(截至 2026-11-21)'],
    [['--as-of', '2025-06-30'], '2025年度(截至 2025-06-30)'],
  ] as const) {
    const out = join(path, 'again.xlsx')
    const outcome = await desk(['export', 'prepayments', '--db', db, '--out', out, '--today', '2026-11-21', ...args])
    expect(outcome.status).toBe(0)
    const again = new ExcelJS.Workbook()
    await again.xlsx.readFile(out)
    expect(again.worksheets[0]?.getCell('A1').value).toContain(heading)
  }
})

it('refuses a day before the year, and names every sheet there is for an unknown one', async () => {
  const path = folder()
  const db = join(path, 'office.db')
  await desk(['new', '--db', db])
  const early = ['export', 'fee-ledger', '--year', '2025', '--as-of', '2024-12-31', '--db', db]
  const refused = await desk([...early, '--out', join(path, 'a.xlsx')])
  expect(refused).toMatchObject({ status: 1, stdout: '' })
  expect(refused.stderr).toContain('2024-12-31')
  const unknown = await desk(['export', 'fee-ledgers', '--db', db, '--out', join(path, 'a.xlsx')])
  expect(unknown.status).toBe(2)
  expect(unknown.stderr).toContain('fee-ledger,')
  // An empty office has empty workbooks.
  expect((await desk(['export', 'fee-summary', '--db', db, '--out', join(path, 'a.xlsx')])).status).toBe(0)
})
