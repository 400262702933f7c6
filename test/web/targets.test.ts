import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { saveTarget, targetsOf } from '../../electron/core/summary/targets.ts'
import { seriousOf } from './axe.ts'
import { type Desk, startDesk } from './desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await startDesk()
})
afterAll(() => desk?.close())

const targets = (year: number) => targetsOf(desk.host.office.db, year)
const text = (page: Page, testId: string) => page.getByTestId(testId).textContent()

/** Somebody else at another desk. */
function elsewhere() {
  const { db } = desk.host.office
  const clock = { zone: 'Asia/Shanghai', now: () => new Date(), today: () => '2026-11-21' }
  return { db, clock, actor: { id: null, name: '苏文彬', roles: ['administrator' as const] } }
}

test('a manager sets a target where it stands, a stale save is told and settled, and it is withdrawn', async () => {
  const page = await desk.open({ as: 'manager', path: '/summary/targets?year=2026' })
  await page.getByTestId('edit-reports-rate').click()
  await page.getByTestId('target-value').fill('101')
  await page.getByTestId('save-target').click()
  await page.getByTestId('target-form').getByText('100').first().waitFor()
  await page.getByTestId('target-value').fill('97.5')
  await page.getByTestId('target-note').fill('三天内处理')
  await page.getByTestId('save-target').click()
  await page.getByTestId('target-form').waitFor({ state: 'detached' })
  expect(await text(page, 'target-reports-rate')).toBe('≥ 97.5%')
  expect(await text(page, 'standing-reports-rate')).toMatch(/达标/)
  const saved = { figure: 'reports/rate', year: 2026, direction: 'at-least', value: 9_750, note: '三天内处理' } as const
  expect(await targets(2026)).toContainEqual({ ...saved, version: 1 })

  await page.getByTestId('edit-reports-rate').click()
  await saveTarget(elsewhere(), { ...saved, value: 9_600, version: 1 })
  await page.getByTestId('target-value').fill('99')
  await page.getByTestId('save-target').click()
  await page.getByTestId('stale').getByText('苏文彬').first().waitFor()
  await page.getByTestId('stale-keep').click()
  await page.getByTestId('target-form').waitFor({ state: 'detached' })
  expect(await targets(2026)).toContainEqual({ ...saved, value: 9_900, version: 3 })

  await page.getByTestId('edit-reports-rate').click()
  await page.getByTestId('withdraw-target').click()
  await page.getByTestId('target-form').waitFor({ state: 'detached' })
  expect((await targets(2026)).map(({ figure }) => figure)).not.toContain('reports/rate')
  await page.getByTestId('show').getByText('有目标的').click()
  expect(await seriousOf(page)).toEqual([])
})

test("next year's targets are taken over at once, before it has results", async () => {
  const page = await desk.open({ as: 'manager', path: '/summary/targets?year=2027' })
  const before = await targets(2026)
  await page
    .getByTestId('take-over')
    .filter({ hasText: String(before.length) })
    .click()
  await page.getByTestId('take-over').and(page.locator(':disabled')).waitFor()
  expect((await targets(2027)).map(({ figure, value }) => ({ figure, value }))).toEqual(
    before.map(({ figure, value }) => ({ figure, value })),
  )
  expect(await page.getByTestId('result-visits-households').count()).toBe(0)
})

test('others read the targets and are offered no change', async () => {
  const page = await desk.open({ as: 'accountant', path: '/summary/targets?year=2025' })
  await page.getByTestId('standing-jobs-finish-in-time').filter({ hasText: /达标/ }).waitFor()
  expect(await page.getByTestId('edit-jobs-finish-in-time').count()).toBe(0)
  expect(await page.getByTestId('take-over').count()).toBe(0)
})

test('years and months stand beside each other, and a number opens the records of its time', async () => {
  const page = await desk.open({ as: 'manager', path: '/summary/years' })
  await page.getByTestId('running-note').filter({ hasText: '2026-11-21' }).waitFor()
  expect(await text(page, 'handover-done-2025')).toBe('1,258')
  expect(await text(page, 'handover-done-2024')).toBe('1,137')
  expect(await page.getByTestId('by').getByText('各小区').count()).toBe(0)
  // Each chapter is as the first.
  expect(await seriousOf(page, { without: 'tbody + tbody' })).toEqual([])
  await page.keyboard.press('m')
  await page.waitForURL(/by=month/)
  expect(await text(page, 'jobs-total-whole')).toBe('1,651')
  const june = await text(page, 'handover-done-m06')
  await page.getByTestId('handover-done-m06').click()
  await page.waitForURL(/figure\/handover\/done\?.*asOf=2025-06-30/)
  await page
    .getByTestId('figure-value')
    .filter({ hasText: june ?? '' })
    .waitFor()
})

test('the dashboard of a manager has the targets to date, each opening its records', async () => {
  const page = await desk.open({ as: 'manager' })
  await page.getByTestId('due-now').waitFor()
  await page.getByTestId('targets-place').scrollIntoViewIfNeeded()
  const glance = page.getByTestId('targets-glance')
  await glance.getByTestId('target-visits-households').click()
  await page.waitForURL(/figure\/visits\/households\?year=2026/)
})

test('where there are several estates, they stand beside each other and each can be seen alone', async () => {
  const { db } = desk.host.office
  await db.insertInto('estate').values({ id: 9_001, name: '西苑', sort_key: '西苑', version: 1 }).execute()
  const page = await desk.open({ as: 'manager', path: '/summary/years?year=2025&by=estate' })
  expect(await text(page, 'handover-done-9001')).toBe('0')
  expect(await text(page, 'handover-done-whole')).toBe('1,258')
  await page.getByTestId('estate').waitFor()
})
