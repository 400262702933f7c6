import { join } from 'node:path'
import ExcelJS from 'exceljs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { owedInAll } from '../../electron/core/fees/ledger.ts'
import { violations } from './axe.ts'
import { type Desk, startDesk, today } from './desk.ts'

let desk: Desk
let page: Page
beforeAll(async () => {
  desk = await startDesk()
  page = await desk.open({ as: 'accountant', path: '/accounts' })
})
afterAll(() => desk.close())

const poll = <T>(ask: () => T) => expect.poll(ask, { timeout: 20_000 })
const yuan = (fen: number) => (fen / 100).toLocaleString('en', { minimumFractionDigits: 2 })
const text = (testId: string) => page.getByTestId(testId).textContent()

async function goTo(path: string): Promise<void> {
  await page.goto(new URL(path, page.url()).href)
}

test('shows the totals of a workbook, equal to the published year, and that they agree', async () => {
  await goTo('/accounts?year=2025')
  await poll(() => text('total-areas-receivable')).toBe('1,061,102.00')
  expect(await text('total-areas-received')).toBe('972,862.00')
  expect(await text('total-areas-closing')).toBe('248,609.00')
  await poll(() => text('checks')).toMatch(/^\d+ 项核对全部一致/)
  await page.getByTestId('show-checks').click()
  await poll(() => text('checks')).toContain('指标：全年应收管理费(2025年)')
})

test('goes from workbook to workbook and keeps the year, and from sheet to sheet', async () => {
  await goTo('/accounts?year=2025')
  await page.getByTestId('workbook-payments-detail').click()
  const taken = await desk.host.office.db
    .selectFrom('payment')
    .select(({ fn }) => fn.sum<number>('amount').as('amount'))
    .where('on_date', '>=', '2025-01-01')
    .where('on_date', '<=', '2025-12-31')
    .executeTakeFirstOrThrow()
  await poll(() => text('total-moves-amount')).toBe(yuan(taken.amount))
  expect(await text('row-count')).toContain('前 50 行')
  await page.getByTestId('workbook-daily-cash').click()
  await page.getByTestId('sheets').getByText('按月').click()
  await poll(() => page.getByTestId('sheet-months').locator('tbody tr').count()).toBe(12)
  expect(new URL(page.url()).searchParams.get('year')).toBe('2025')
})

test('turns the year and writes the workbook by key, with the total that stood on screen', async () => {
  await goTo('/accounts?workbook=arrears-detail')
  const owed = await owedInAll(desk.host.office.db, '2025-12-31')
  await poll(() => text('total-arrears-owed')).toBe(yuan(await owedInAll(desk.host.office.db, today)))
  await page.getByTestId('sheet-arrears').focus()
  await page.keyboard.press('[')
  await poll(() => text('total-arrears-owed')).toBe(yuan(owed))
  const download = page.waitForEvent('download')
  await page.keyboard.press('e')
  const file = await download
  expect(file.suggestedFilename()).toBe('欠费明细与账龄 2025 截至2025-12-31.xlsx')
  const book = new ExcelJS.Workbook()
  const path = join(desk.folder, 'exported.xlsx')
  await file.saveAs(path)
  await book.xlsx.readFile(path)
  const sheet = book.worksheets[0]
  const header = (sheet?.getRow(2).values ?? []) as string[]
  expect(sheet?.getCell(sheet.rowCount, header.indexOf('期末欠费')).result).toBe(owed / 100)
})

test('shows one area when asked, and says where there is nothing', async () => {
  await goTo('/accounts?workbook=discounts-detail&year=2025')
  await page.getByTestId('area').click()
  await page.getByRole('option', { name: 'B区' }).click()
  await poll(() => text('total-discounts-amount')).toBe('16,506.30')
  await goTo('/accounts?workbook=meter-charges&year=2019')
  await poll(() => page.getByText('这一期没有记录').count()).toBe(1)
  await goTo('/accounts?year=2025&asOf=2024-06-30')
  await poll(() => page.getByText('没有可列的账').count()).toBe(1)
})

test('has no accessibility violations', async () => {
  await goTo('/accounts?year=2025')
  await page.getByTestId('show-checks').click()
  await page.getByTestId('total-areas-receivable').waitFor()
  const found = await violations(page)
  expect(found.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([])
})

test('is not for who has no part in the books', async () => {
  const other = await desk.open({ as: 'front-desk', path: '/accounts' })
  await expect.poll(() => other.getByText('没有权限').count(), { timeout: 20_000 }).toBeGreaterThan(0)
  expect(await other.locator('nav a[href="/accounts"]').count()).toBe(0)
  await other.close()
})

test('left no fault behind', () => {
  expect(desk.faults).toEqual([])
})
