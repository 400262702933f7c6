import { afterAll, beforeAll, expect, it } from 'vitest'
import { roles } from '../../electron/contract/roles.ts'
import { sampleStaff } from '../../electron/core/sample/staff.ts'
import { type Desk, startDesk } from './desk.ts'
import { eventually } from './eventually.ts'

let desk: Desk
beforeAll(async () => {
  desk = await startDesk()
})
afterAll(() => desk?.close())

it('offers everybody of the sample office, somebody of every role, each with the PIN that signs in', async () => {
  const page = await desk.open()
  const names = page.getByRole('radiogroup', { name: '姓名' }).getByRole('radio')
  await names.first().waitFor()
  const offered = await names.allInnerTexts()
  expect(offered).toHaveLength(sampleStaff.length)
  expect(new Set(sampleStaff.map((member) => member.role)).size).toBe(roles.length)
  for (const { name, pin } of sampleStaff)
    expect(offered.some((text) => text.includes(name) && text.includes(`PIN ${pin}`))).toBe(true)
})

it('signs in by keyboard alone: arrows to the name, digits, Enter', async () => {
  const page = await desk.open()
  const names = page.getByRole('radiogroup', { name: '姓名' }).getByRole('radio')
  await names.first().focus()
  await page.keyboard.press('ArrowRight')
  const second = (await names.nth(1).getAttribute('aria-label')) ?? ''
  const pin = sampleStaff.find((member) => member.name === second)?.pin ?? ''
  await page.keyboard.type(pin)
  expect(await names.nth(1).getAttribute('aria-checked')).toBe('true')
  await page.keyboard.press('Enter')
  await page.getByTestId('person').waitFor()
  expect(await page.getByTestId('person').textContent()).toContain(second)
})

it('finds a name by its initials or its pinyin', async () => {
  const page = await desk.open()
  const find = page.getByPlaceholder('输入姓名查找，回车选中')
  for (const typed of ['lxt', 'LinXiao', '晓婷']) {
    await find.fill(typed)
    const names = page.getByRole('radiogroup', { name: '姓名' }).getByRole('radio')
    await expect.poll(() => names.count()).toBe(1)
    expect(await names.getAttribute('aria-label')).toBe('林晓婷')
  }
})

it('says that a PIN is wrong, empties it, and shuts the name after five in a row', async () => {
  const page = await desk.open()
  const [victim, other] = sampleStaff
  await page.getByRole('radio').filter({ hasText: victim?.name }).click()
  for (let attempt = 1; attempt <= 5; attempt++) {
    const answered = page.waitForResponse(/office\/signIn/)
    await page.getByTestId('pin').fill('0000')
    await page.getByTestId('sign-in').click()
    await answered
    await page.getByText('PIN 或密码不对。').waitFor()
    await eventually(() => page.getByTestId('pin').inputValue()).toBe('')
  }
  await page.getByTestId('pin').fill(victim?.pin ?? '')
  await page.getByTestId('sign-in').click()
  await page.getByText(/错误次数太多，请 \d+ 秒后再试/).waitFor()
  expect(await page.getByTestId('person').count(), 'even the right PIN does not help').toBe(0)
  // The others are not shut out by it.
  await page.getByRole('radio').filter({ hasText: other?.name }).click()
  expect(await page.getByText(/错误次数太多/).count()).toBe(0)
  await page.getByTestId('pin').fill(other?.pin ?? '')
  await page.getByTestId('sign-in').click()
  await page.getByTestId('person').waitFor()
})

it('keeps the address, so that whoever signs in arrives at the page that was asked for', async () => {
  const page = await desk.open()
  await page.goto(new URL('/residents?role=tenant', page.url()).href)
  const member = sampleStaff.find((one) => one.role === 'engineering')
  await page.getByRole('radio').filter({ hasText: member?.name }).click()
  await page.getByTestId('pin').fill(member?.pin ?? '')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: '住户' }).waitFor()
  await page.locator('tr[data-row="0"]').waitFor()
  expect(await page.locator('tr[data-row="0"]').textContent()).toContain('租户')
})
