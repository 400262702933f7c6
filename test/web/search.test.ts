import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Desk, startDesk } from './desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await startDesk()
})
afterAll(() => desk.close())

it('finds a unit by its short number and opens it with the keyboard alone', async () => {
  const page = await desk.open({ as: 'front-desk' })
  await page.keyboard.press('Control+k')
  await page.keyboard.type('1-101')
  await page.getByTestId('search-hit').first().waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/estate\/unit\/\d+/)
  await page.getByRole('heading', { name: '1栋101' }).waitFor()
  expect(desk.faults).toEqual([])
})
