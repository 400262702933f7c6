import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Role } from '../../electron/contract/roles.ts'
import { type Desk, startDesk } from './desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await startDesk()
})
afterAll(() => desk?.close())

async function openDashboard(as: Role): Promise<Page> {
  const page = await desk.open({ as })
  await page.getByTestId('due-now').waitFor()
  await page.getByTestId('figure-handover/rate').waitFor()
  return page
}

/** How many rows the list on screen says it has. */
async function rowsOf(page: Page): Promise<number> {
  const total = page.getByTestId('total').getByText(/共 [\d,]+ 条/)
  await total.waitFor()
  return Number(/共 ([\d,]+) 条/.exec((await total.textContent()) ?? '')?.[1]?.replaceAll(',', ''))
}

it.each([
  { stat: 'overdue', goes: /\/handover/ },
  { stat: 'due-soon', goes: /\/handover/ },
  { stat: 'units', goes: /\/estate/ },
])('the number $stat opens exactly the records it counted', async ({ stat, goes }) => {
  const page = await openDashboard('front-desk')
  const number = Number(/[\d,]+/.exec((await page.getByTestId(stat).textContent()) ?? '')?.[0].replaceAll(',', ''))
  expect(number).toBeGreaterThan(0)
  await page.getByTestId(stat).click()
  await page.waitForURL(goes)
  expect(await rowsOf(page)).toBe(number)
})

it('a part of the occupancy opens its units, and the parts add up to all of them', async () => {
  const page = await openDashboard('front-desk')
  const section = page.getByRole('region', { name: '入住情况' })
  const counts = await section.locator('li a > :nth-child(2)').allTextContents()
  const sum = counts.reduce((all, count) => all + Number(count.replaceAll(',', '')), 0)
  expect(sum).toBe(Number((await page.getByTestId('units').textContent())?.replaceAll(/\D/g, '')))
  const vacant = section.getByRole('link').filter({ hasText: '未入住' }).first()
  const number = Number((await vacant.locator(':scope > :nth-child(2)').textContent())?.replaceAll(',', ''))
  await vacant.click()
  await page.waitForURL(/occupancy=/)
  expect(await rowsOf(page)).toBe(number)
})

it('names whom to call first: the longest overdue, with owner and phone, and opens the unit', async () => {
  const page = await openDashboard('front-desk')
  const rows = page.getByTestId('due-now').locator('tbody tr')
  const days = (await rows.locator('td:nth-child(5)').allTextContents()).map((text) => Number(/\d+/.exec(text)?.[0]))
  expect(days).toEqual([...days].sort((a, b) => b - a))
  expect(await rows.first().locator('td:nth-child(3)').textContent()).toMatch(/^\d{11}/)
  const unit = (await rows.first().getByRole('link').textContent())?.split(' ').at(-1) ?? ''
  await rows.first().getByRole('link').click()
  await page.getByRole('heading', { level: 1, name: unit }).waitFor()
})

it('begins with the day’s work for a clerk and with the figures for a manager', async () => {
  const order = async (as: Role) => {
    const page = await openDashboard(as)
    return page.locator('main section h2').allTextContents()
  }
  const clerk = await order('front-desk')
  expect(clerk.indexOf('待交房，先联系这些')).toBeLessThan(clerk.indexOf('2026 年至今'))
  const manager = await order('manager')
  expect(manager.indexOf('2026 年至今')).toBeLessThan(manager.indexOf('待交房，先联系这些'))
  const engineer = await openDashboard('engineering')
  await engineer.getByTestId('my-jobs').getByRole('link').first().waitFor()
  const heads = await engineer.locator('main section h2').allTextContents()
  expect(heads.slice(0, 2)).toEqual(['我的工单', '计划任务'])
})

it('a figure shows both its sides and opens the records behind it', async () => {
  const page = await openDashboard('manager')
  const figure = page.getByTestId('figure-handover/rate')
  const link = page.getByRole('link').filter({ has: figure })
  const [, done, ready] = /([\d,]+) \/ ([\d,]+)/.exec((await link.textContent()) ?? '') ?? []
  const [n, d] = [done, ready].map((text) => Number(text?.replaceAll(',', '')))
  expect(await figure.textContent()).toBe(`${(((n ?? 0) / (d ?? 1)) * 100).toFixed(1)}%`)
  await link.click()
  await page.waitForURL(/\/summary\/figure\/handover\/rate\?year=2026/)
  await page
    .getByText(ready ?? '')
    .first()
    .waitFor()
})

it('shows imports only to those who may see them', async () => {
  const engineer = await openDashboard('engineering')
  expect(await engineer.getByRole('region', { name: '最近导入' }).count()).toBe(0)
  expect(await engineer.getByRole('link', { name: '从 Excel 导入' }).count()).toBe(0)
  const accountant = await openDashboard('accountant')
  await accountant.getByRole('region', { name: '最近导入' }).waitFor()
  expect(desk.faults).toEqual([])
})
