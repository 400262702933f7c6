import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Desk, startDesk } from './desk.ts'

let desk: Desk
let page: Page
beforeAll(async () => {
  desk = await startDesk()
  page = await desk.open({ as: 'front-desk' })
})
afterAll(() => desk.close())

const goTo = (name: string) => page.getByRole('navigation').getByRole('link', { name, exact: true }).click()

/** Takes a call about 1栋101 by keyboard alone. @returns the number it was given */
async function call(kind: 'repair' | 'complaint' | 'enquiry', content: string, more?: () => Promise<void>) {
  await page.keyboard.press('Alt+n')
  await page.getByTestId('intake-unit').waitFor()
  await page.keyboard.type('1-101')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.getByTestId('intake-unit').inputValue()).toBe('1栋101')
  const kinds = ['repair', 'service', 'complaint', 'enquiry', 'suggestion']
  for (let step = 0; step < kinds.indexOf(kind); step++) await page.keyboard.press('Alt+k')
  await page.getByTestId('intake-content').fill(content)
  await more?.()
  await page.keyboard.press('Control+Enter')
  const saved = page.getByTestId('intake-saved').getByRole('heading', { name: /20261121-\d{3}$/ })
  await saved.waitFor()
  const number = (await saved.textContent()) ?? ''
  await page.keyboard.press('Escape')
  await page.getByTestId('intake-saved').waitFor({ state: 'detached' })
  return number
}

test('a day at the desk: calls, a repair sent out and done, a complaint answered, a visit back, and the board at the end', async () => {
  // The morning begins with what is late and open.
  await page.getByTestId('open').waitFor()
  const open = Number(await page.getByTestId('open').textContent())

  const repair = await call('repair', '厨房水管爆裂，地面积水')
  const enquiry = await call('enquiry', '装修押金什么时候退', () =>
    page.getByTestId('intake-answer').fill('验收合格后七个工作日内退'),
  )
  const complaint = await call('complaint', '楼道堆放建筑垃圾两天没清', async () => {
    await page.keyboard.press('Control+Enter')
    await page.getByText('必须填写。').waitFor()
    await page.getByTestId('complaint-kind').click()
    await page.getByRole('option', { name: '保洁绿化' }).click()
  })
  expect([repair, enquiry, complaint].map((number) => number.slice(0, 2))).toEqual(['GD', 'ZX', 'TS'])

  // The repair is found by its number, sent out, done, and its cost kept.
  await page.keyboard.press('Control+k')
  await page.keyboard.type(repair.slice(6))
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: repair }).waitFor()
  await page.getByTestId('step-dispatch').click()
  await page.getByTestId('worker').click()
  await page.getByRole('option', { name: /吴志强/ }).click()
  await page.getByTestId('go-ahead').click()
  await page.getByTestId('step-complete').click()
  await page.getByTestId('result').fill('更换水管和角阀')
  await page.getByTestId('go-ahead').click()
  await page.getByTestId('step-visit').waitFor()

  // The complaint gets its first reply and its answer.
  await goTo('投诉')
  await page.getByRole('cell', { name: complaint }).click()
  for (const [step, words] of [
    ['handle', '已联系装修户，今天清走'],
    ['answer', '下午四点已清走，装修户写了保证'],
  ] as const) {
    await page.getByTestId(`step-${step}`).click()
    await page.getByTestId('reply').fill(words)
    await page.getByTestId('go-ahead').click()
    await page.getByTestId('step-form').waitFor({ state: 'detached' })
  }

  // All of it stands at the household, and the board counts one job less than were taken.
  await goTo('服务看板')
  await expect.poll(async () => Number(await page.getByTestId('open').textContent())).toBe(open)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('1-101')
  await page.keyboard.press('Enter')
  await page.getByTestId('jobs-section').getByText(repair).waitFor()
  await page.getByTestId('complaints-section').getByText(complaint).waitFor()
  expect(desk.faults).toEqual([])
})
