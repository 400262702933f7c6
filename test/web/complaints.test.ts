import { afterAll, beforeAll, expect, test } from 'vitest'
import { axe } from './axe.ts'
import { type Desk, startDesk } from './desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await startDesk()
})
afterAll(() => desk.close())

test('a complaint is taken down in the call, replied to, answered, closed with its cause, and reopened', async () => {
  const page = await desk.open({ as: 'front-desk', path: '/complaints' })
  await page.locator('tbody tr').first().waitFor()
  await page.getByTestId('new-complaint').click()
  await page.getByTestId('complaint-kind').click()
  await page.getByRole('option', { name: '保洁绿化' }).click()
  await page.getByTestId('complaint-against').fill('三号保洁岗')
  await page.getByTestId('intake-content').fill('楼道三天没扫 <b>急</b> 𠮷')
  await page.keyboard.press('Control+Enter')
  await page.getByText(/已登记 TS20261121-\d{3}/).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('cell', { name: '楼道三天没扫 <b>急</b> 𠮷' }).click()
  await page.getByTestId('step-handle').click()
  await page.getByTestId('go-ahead').click()
  await page.getByText('必须填写').first().waitFor()
  await page.getByTestId('reply').fill('已电话致歉')
  await page.getByTestId('go-ahead').click()
  await page.getByTestId('step-answer').click()
  await page.getByTestId('reply').fill('今天补扫，调整班次')
  await page.getByTestId('go-ahead').click()
  await page.getByTestId('step-close').click()
  await page.getByTestId('outcome').fill('已补扫')
  await page.getByTestId('cause').click()
  await page.getByRole('option', { name: '处理不及时' }).click()
  expect(await axe(page, 'complaint')).toEqual([])
  await page.getByTestId('go-ahead').click()
  await page.getByTestId('step-reopen').waitFor()
  expect(await page.getByTestId('complaint').textContent()).toContain('林晓婷')
  expect(await page.getByTestId('step').count()).toBe(4)
  expect(desk.faults).toEqual([])
})

test('the analysis of a year adds up to the figure, and opens its complaints', async () => {
  const page = await desk.open({ as: 'manager', path: '/complaints/analysis?year=2025' })
  const total = page.getByTestId('total').getByRole('link')
  await expect.poll(() => total.textContent()).toBe('57')
  expect(await axe(page, 'analysis')).toEqual([])
  const download = page.waitForEvent('download')
  await page.getByTestId('export-complaint-analysis').click()
  expect((await download).suggestedFilename()).toBe('投诉分析 2025 2025-12-31.xlsx')
  await total.click()
  await page.getByText(/共 61 条/).waitFor()
})
