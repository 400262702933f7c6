import { afterAll, beforeAll, expect, test } from 'vitest'
import { axe } from './axe.ts'
import { type Desk, startDesk } from './desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await startDesk()
})
afterAll(() => desk.close())

test('equipment with a plan: its late task is answered by keyboard, and what failed becomes a job that links back', async () => {
  const page = await desk.open({ as: 'engineering', path: '/equipment' })
  await page.locator('tbody tr').first().waitFor()
  expect(await axe(page, 'equipment')).toEqual([])
  await page.keyboard.press('a')
  await page.getByTestId('equipment-code').fill('DT-901')
  await page.getByTestId('equipment-name').fill('<b>客梯</b> 𠮷')
  expect(await axe(page, 'equipment dialog')).toEqual([])
  await page.getByTestId('go-ahead').click()
  await page.getByTestId('equipment').waitFor()
  await page.getByTestId('add-plan-maintenance').click()
  await page.getByTestId('plan-title').fill('月度检查')
  await page.getByTestId('anchor-on').fill('2026-11-02')
  await page.getByRole('combobox', { name: '检查表' }).click()
  await page.getByRole('option', { name: '电梯月度检查' }).click()
  expect(await axe(page, 'plan dialog')).toEqual([])
  await page.getByTestId('go-ahead').click()
  await page.getByTestId('plans-maintenance').getByText('逾期 1').waitFor()
  expect(await axe(page, 'equipment card')).toEqual([])

  await page.getByTestId('plan').getByRole('link', { name: '月度检查' }).click()
  await page.locator('tbody tr', { hasText: '2026-11-02' }).click()
  await page.getByTestId('task').waitFor()
  await page.keyboard.press('d')
  await page.getByTestId('completion').waitFor()
  expect(await axe(page, 'completion')).toEqual([])
  // Two ticks in order, the third not; its remark takes the cursor, then the reading is typed.
  await page.locator('[data-item="0"] input').first().focus()
  await page.keyboard.press('y')
  await page.keyboard.press('y')
  await page.keyboard.press('n')
  await page.keyboard.type('光幕失灵')
  await page.getByTestId('note-2').waitFor()
  expect(await page.getByTestId('note-2').inputValue()).toBe('光幕失灵')
  await page.getByTestId('failed-jobs').waitFor()
  await page.getByTestId('value-3').fill('26.5')
  await page.getByTestId('go-ahead').click()
  const result = page.getByTestId('result').nth(2)
  await result.getByText('不合格').waitFor()
  expect(await axe(page, 'task')).toEqual([])
  await result.getByRole('link', { name: /^GD20261121-\d{3}$/ }).click()
  await page.getByTestId('job').getByText('光幕失灵').waitFor()
  await page.getByTestId('found-in').getByRole('link').click()
  await page.getByTestId('outcome').waitFor()

  // Taken back with a reason: it is open again, and what was written is still there.
  await page.keyboard.press('u')
  await page.getByTestId('reason').fill('填错了')
  await page.getByTestId('confirm-reason').click()
  await page.getByTestId('undone').getByText('填错了').waitFor()
  await page.getByTestId('complete').waitFor()
  expect(desk.faults).toEqual([])
})

test('equipment is stopped with a reason, found by its code, and counts as down from that day', async () => {
  const page = await desk.open({ as: 'manager', path: '/equipment' })
  await page.getByTestId('search').fill('gs-002')
  await page.getByTestId('search-hit').first().waitFor()
  await page.keyboard.press('Enter')
  await page.getByTestId('to-stopped').click()
  await page.getByTestId('state-reason').fill('水箱清洗')
  expect(await axe(page, 'state dialog')).toEqual([])
  await page.getByTestId('go-ahead').click()
  await page.getByTestId('state-spell').first().getByText('水箱清洗').waitFor()
  await page.getByTestId('pictures').waitFor()
  await page
    .getByTestId('pictures')
    .locator('input[type=file]')
    .setInputFiles({ name: '说明书.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 manual') })
  await page.keyboard.press('j')
  await page.getByTestId('fault').fill('水泵异响')
  await page.keyboard.press('Control+Enter')
  await page
    .getByTestId('open-job')
    .getByRole('link', { name: /^GD20261121-/ })
    .waitFor()
  await page.getByTestId('picture').getByText('说明书.pdf').waitFor()
  await page.getByTestId('picture').click()
  const download = page.waitForEvent('download')
  await page.getByTestId('save-document').click()
  expect((await download).suggestedFilename()).toBe('说明书.pdf')
  expect(desk.faults).toEqual([])
})

test('calendar, checklists, reminders and papers are there in both languages', async () => {
  const page = await desk.open({ as: 'manager', language: 'en', path: '/tasks/calendar' })
  await page.getByTestId('calendar').waitFor()
  expect(await axe(page, 'calendar')).toEqual([])
  expect(await page.getByTestId('calendar-month').textContent()).toBe('2026-11')
  await page.keyboard.press('ArrowLeft')
  await page.getByTestId('day-2026-10-31').waitFor()
  const pages: readonly (readonly [string, string])[] = [
    ['/tasks/checklists', 'checklist-card'],
    ['/equipment/reminders', 'reminders'],
    ['/equipment/labels?category=lift', 'label'],
    ['/equipment/year?year=2026', 'year-sheet'],
    ['/equipment/1/record', 'record-sheet'],
    ['/tasks', 'total'],
  ]
  for (const [path, testId] of pages) {
    await page.goto(new URL(path, page.url()).href)
    await page.getByTestId(testId).first().waitFor()
    expect(await axe(page, path)).toEqual([])
  }
  await page.goto(new URL('/', page.url()).href)
  await page.getByTestId('tasks-place').scrollIntoViewIfNeeded()
  await page.getByTestId('due-tasks').waitFor()
  await page.getByTestId('badge-tasks').click()
  await page.locator('tbody tr').first().waitFor()
  expect(await page.locator('tbody tr').first().textContent()).toContain('Late')
  expect(desk.faults).toEqual([])
})
