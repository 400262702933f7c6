import { afterAll, beforeAll, expect, test } from 'vitest'
import { axe } from './axe.ts'
import { type Desk, startDesk } from './desk.ts'

let desk: Desk
/** Of the job that the first test registers. */
let number: string
beforeAll(async () => {
  desk = await startDesk()
})
afterAll(() => desk.close())

test('a call is taken by keyboard alone, from any page; the job is sent out, done and reopened', async () => {
  const page = await desk.open({ as: 'front-desk', path: '/residents' })
  await page.locator('tbody tr').first().waitFor()
  await page.keyboard.press('Alt+n')
  await page.getByTestId('intake-unit').waitFor()
  await page.keyboard.type('1-101')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.getByTestId('intake-unit').inputValue()).toBe('1栋101')
  await page.keyboard.press('Tab')
  await page.keyboard.type('厨房')
  await page.keyboard.press('Tab')
  await page.keyboard.type('水管漏水 <b>急</b> 𠮷')
  expect(await axe(page, 'intake')).toEqual([])
  await page.getByTestId('go-ahead').click()
  const heading = page.getByRole('heading', { level: 1, name: /^GD20261121-\d{3}$/ })
  await heading.waitFor()
  number = (await heading.textContent()) ?? ''
  expect(await page.getByTestId('job').textContent()).toContain('水管漏水 <b>急</b> 𠮷')

  await page.getByTestId('step-dispatch').click()
  await page.getByTestId('go-ahead').click()
  await page.getByTestId('step-form').getByText('必须填写').waitFor()
  await page.getByTestId('worker').click()
  await page.getByRole('option', { name: /吴志强/ }).click()
  await page.getByTestId('go-ahead').click()
  await page.getByTestId('step-complete').click()
  await page.getByTestId('result').fill('换了阀门')
  await page.getByTestId('go-ahead').click()
  await page.getByTestId('step-reopen').click()
  await page.getByTestId('reason').fill('又漏了')
  await page.getByTestId('go-ahead').click()
  await page.getByTestId('step-dispatch').waitFor()
  expect(await page.getByTestId('step').allInnerTexts()).toHaveLength(4)
  expect(await axe(page, 'job')).toEqual([])
  expect(desk.faults).toEqual([])
})

test('what is going on at the unit already is shown while the call is taken', async () => {
  const page = await desk.open({ as: 'front-desk', path: '/jobs' })
  await page.getByTestId('intake').click()
  await page.getByTestId('intake-unit').fill('1-101')
  await page.keyboard.press('Enter')
  await page.getByTestId('around').getByText(number).waitFor()
  await page.getByTestId('go-ahead').click()
  await page.getByText('必须填写').first().waitFor()
})

test('two clerks with one job: the second is told what the first has done', async () => {
  const pages = [
    await desk.open({ as: 'front-desk', path: '/jobs' }),
    await desk.open({ as: 'manager', path: '/jobs' }),
  ]
  for (const page of pages) {
    await page.locator('tbody tr', { hasText: number }).click()
    await page.getByTestId('step-cancel').click()
    await page.getByTestId('reason').fill('重复登记')
  }
  await pages[0]?.getByTestId('go-ahead').click()
  await pages[0]?.getByTestId('step-reopen').waitFor()
  await pages[1]?.getByTestId('go-ahead').click()
  await pages[1]?.getByText('林晓婷').first().waitFor()
})
