import { afterAll, beforeAll, expect, test } from 'vitest'
import { axe } from './axe.ts'
import { type Desk, startDesk } from './desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await startDesk()
})
afterAll(() => desk.close())

test('a call-out is drafted, approved by another, and called one by one by keyboard', async () => {
  const clerk = await desk.open({ as: 'front-desk', path: '/campaigns' })
  await clerk.locator('tbody tr').first().waitFor()
  await clerk.keyboard.press('a')
  await clerk.getByTestId('name').fill('停水通知确认')
  await clerk.getByTestId('purpose').fill('周五停水 <b>八小时</b> 𠮷，逐户确认')
  await clerk.getByTestId('question-0').fill('是否已知停水')
  await clerk.getByRole('checkbox', { name: '60 岁以上' }).check()
  await expect.poll(() => clerk.getByTestId('people').textContent()).toMatch(/^[1-9][\d,]* 人$/)
  const before = await clerk.getByTestId('people').textContent()
  await clerk.getByTestId('filter-occupancy').click()
  await clerk.getByRole('option', { name: '已装修入住' }).click()
  await clerk.getByTestId('filter-notVisitedFor').fill('1')
  await expect.poll(() => clerk.getByTestId('people').textContent()).not.toBe(before)
  expect(await clerk.getByTestId('people').textContent()).toMatch(/^[1-9][\d,]* 人$/)
  expect(await axe(clerk, 'draft')).toEqual([])
  await clerk.getByTestId('go-ahead').click()
  await clerk.getByRole('heading', { level: 1, name: '停水通知确认' }).waitFor()
  await clerk.getByText('等主管批准').waitFor()

  const manager = await desk.open({ as: 'manager', path: new URL(clerk.url()).pathname })
  await manager.getByTestId('campaign').getByText('已装修入住、1 个月没走访到、60 岁以上').waitFor()
  await manager.getByTestId('questions').getByText('是否已知停水').waitFor()
  await manager.getByTestId('step-draft').click()
  await manager.getByTestId('step-approved').click()
  await manager.getByTestId('call-next').waitFor()
  expect(await axe(manager, 'campaign')).toEqual([])
  // Whoever is to be called again is so at a time; what is none is said at its field.
  await manager.keyboard.press('b')
  await manager.getByTestId('callback-time').fill('25:99')
  await manager.keyboard.press('Control+Enter')
  await manager.getByText('不是时间').waitFor()
  await manager.getByTestId('outcome-unreachable').click()
  for (const [key, done] of [
    ['x', 1],
    ['r', 2],
  ] as const) {
    await manager.getByTestId('outcome-reached').waitFor()
    await manager.keyboard.press(key)
    if (key === 'r') await manager.keyboard.press('5')
    await manager.keyboard.press('Control+Enter')
    await manager.getByTestId('progress').getByText(`已打完 ${done} /`).waitFor()
  }
  await manager.getByText('5 分: 1').waitFor()
  // The answered call is gone from under the focus; the next one has it.
  await expect
    .poll(() => manager.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.testid))
    .toBe('outcome-reached')
  await manager.getByTestId('step-running').click()
  await manager
    .getByRole('dialog')
    .getByText(/还有 \d+ 人没有打完/)
    .waitFor()
  await manager.keyboard.press('Escape')
  expect(desk.faults).toEqual([])
})
