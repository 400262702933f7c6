import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { officeClock } from '../../electron/core/clock.ts'
import type { Desk as CoreDesk } from '../../electron/core/context.ts'
import { updateUnit } from '../../electron/core/estate/service.ts'
import { seriousOf } from './axe.ts'
import { type Desk, startDesk, today } from './desk.ts'

let desk: Desk
let page: Page
beforeAll(async () => {
  desk = await startDesk()
  page = await desk.open({ as: 'manager', path: '/summary?year=2025' })
})
afterAll(() => desk.close())

const text = (testId: string, on = page) => on.getByTestId(testId).first().textContent()

/** The months are opened by hand, and the accountant corrects the area of a home that was handed over. */
async function correctArea(): Promise<{ display: string }> {
  const { db } = desk.host.office
  await db.deleteFrom('month_close').execute()
  const accountant: CoreDesk = {
    db,
    clock: officeClock(() => new Date(), undefined, today),
    actor: { id: 3, name: '郑雅萍', roles: ['accountant'] },
  }
  const unit = await db
    .selectFrom('unit')
    .selectAll()
    .where('handed_over_on', '<', '2025-01-01')
    .orderBy('id')
    .limit(1)
    .executeTakeFirstOrThrow()
  await updateUnit(accountant, unit.id, unit.version, {
    room: unit.room,
    kind: unit.kind,
    areaCenti: unit.area_centi + 150,
    aliases: unit.aliases,
    note: unit.note,
    readyOn: unit.ready_on,
    dueOn: unit.due_on,
    handedOverOn: unit.handed_over_on,
    soldOn: unit.sold_on,
  })
  return unit
}

it('shows beside the figures who signed them off, keeps them, and tells what has changed since and why', async () => {
  expect(await text('signoff-mark')).toContain('已签发 2026-01-15 黄国辉')
  await page.getByTestId('signoff-mark').getByRole('link', { name: '此后没有变化' }).click()
  await page.getByTestId('no-changes').waitFor()
  expect(await text('signed-head')).toMatch(/2025 年工作报告 第 1 版.*指纹 [0-9a-f]{64}/)
  expect(await text('kept-handover-done-area')).toBe('156,774.65')

  const { display } = await correctArea()
  await page.reload()
  const change = page.getByTestId('change-handover-done-area')
  await change.waitFor()
  expect(await change.textContent()).toMatch(/156,774\.65 → 156,776\.15.*变 1 条.*改了 1 条房屋（郑雅萍，2026-11-2\d）/)
  expect([await text('kept-handover-done-area'), await text('now-handover-done-area')]).toEqual([
    '156,774.65',
    '156,776.15',
  ])
  expect(await seriousOf(page)).toEqual([])

  await change.getByRole('link').click()
  const record = page.getByTestId('changed-record')
  await record.waitFor()
  expect(await record.count()).toBe(1)
  expect(await record.textContent()).toMatch(new RegExp(`有改动${display}.*郑雅萍`))
  expect(await seriousOf(page)).toEqual([])
  await page.getByTestId('show').getByText('签发时的全部记录').click()
  await page.getByTestId('kept-record').first().waitFor()
  expect(await page.getByTestId('total').getAttribute('data-total')).toBe('1258')
  await page.keyboard.press('Escape')
  await page.getByTestId('changes').waitFor()
})

it('is withdrawn with a reason and signed again as another edition, each at a key', async () => {
  await page.getByRole('heading', { level: 1 }).focus()
  await page.keyboard.press('w')
  await page.getByTestId('reason').fill('面积复测')
  await page.getByTestId('confirm-reason').click()
  await page.getByTestId('sign').waitFor()
  await page.getByRole('heading', { level: 1 }).focus()
  await page.keyboard.press('s')
  await page.getByText('账目核对无误。').waitFor()
  expect(await text('warnings')).toContain('还没有关过账')
  // Opened again, with what it asks known already, it is typed into all the same.
  await page.keyboard.press('Escape')
  await page.getByTestId('note').waitFor({ state: 'detached' })
  await page.keyboard.press('s')
  await page.waitForFunction(() => document.activeElement?.getAttribute('data-testid') === 'note')
  await page.keyboard.type('复测后重签')
  await page.keyboard.press('Control+Enter')
  await page.getByTestId('no-changes').waitFor()
  expect(await page.getByTestId('edition').allTextContents()).toEqual([
    expect.stringMatching(/^2025 年2025-12-312.*黄国辉复测后重签有效$/),
    expect.stringMatching(/^2025 年2025-12-311.*年终总结会定稿已撤回.*黄国辉 撤回：面积复测$/),
  ])
  expect(await text('kept-handover-done-area')).toBe('156,776.15')
  // The first edition is what it was.
  await page.getByTestId('edition').last().getByRole('link').click()
  await page.getByTestId('change-handover-done-area').waitFor()
  expect(await text('kept-handover-done-area')).toBe('156,774.65')
})

it('lets everybody read, and who may not sign is not offered it', async () => {
  const front = await desk.open({ as: 'front-desk', path: '/summary/signed?year=2024', language: 'en' })
  await front.getByText('No report of 2024 has been signed off yet').waitFor()
  expect(await front.getByTestId('sign').count()).toBe(0)
  await front.getByTestId('edition').first().getByRole('link').click()
  await front.getByTestId('no-changes').waitFor()
  await front.getByTestId('download').click()
  await front.getByTestId('download-docx').waitFor()
  expect(await front.getByTestId('download-xlsx').count()).toBe(0)
  await front.keyboard.press('Escape')
  expect(await front.getByTestId('withdraw').count()).toBe(0)
  expect(await seriousOf(front)).toEqual([])
  expect(desk.faults).toEqual([])
})
