import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { approvalRules } from '../../electron/core/approvals/kinds.ts'
import { decide } from '../../electron/core/approvals/service.ts'
import { accountView } from '../../electron/core/fees/ledger.ts'
import { readSettings, writeSettings } from '../../electron/core/settings/index.ts'
import { violations } from './axe.ts'
import { type Desk, startDesk, today } from './desk.ts'
import { printed } from './paper.ts'

let desk: Desk
beforeAll(async () => {
  desk = await startDesk()
})
afterAll(() => desk.close())

/** Households that owe most, each test takes one of its own. */
async function debtor(nth: number): Promise<{ id: number; display: string; owed: number }> {
  const { rows } = await sql<{ id: number; display: string; owed: number }>`
    SELECT unit.id, unit.display, sum(outstanding.amount) AS owed FROM outstanding JOIN unit ON unit.id = outstanding.unit_id
    WHERE outstanding.to_on > ${today} AND outstanding.from_on <= ${today} AND unit.kind = 'residence'
      AND unit.id NOT IN (SELECT unit_id FROM charge WHERE debtor_kind = 'developer')
    GROUP BY unit.id ORDER BY owed DESC LIMIT 1 OFFSET ${nth}`.execute(desk.host.office.db)
  return rows[0] as { id: number; display: string; owed: number }
}
const owed = async (unitId: number) => (await accountView(desk.host.office.db, unitId, today)).owed

test('a cashier takes cash by keyboard alone: find, amount, cash, change, receipt, next', async () => {
  const unit = await debtor(0)
  const { rows } = await sql<{ last: number | null }>`SELECT max(number) AS last FROM receipt
    WHERE book = 'A' AND year = 2026`.execute(desk.host.office.db)
  const before = rows[0]?.last ?? 0
  const page = await desk.open({ as: 'cashier', path: '/counter' })
  await page.getByTestId('payer-search').waitFor()
  // Enter does not wait for the hits, and neither does a clerk.
  await page.keyboard.type(unit.display)
  await page.keyboard.press('Enter')
  await expect
    .poll(() => page.getByTestId('take-amount').inputValue())
    .toBe((unit.owed / 100).toLocaleString('en', { minimumFractionDigits: 2 }))
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe('take-amount')
  await page.keyboard.press('Enter')
  const tendered = Math.ceil(unit.owed / 10_000) * 100
  await page.keyboard.type(String(tendered))
  await page.keyboard.press('Enter')
  await page.getByTestId('receipt-paper').waitFor()
  expect(await page.getByTestId('receipt-paper').textContent()).toContain(
    `A2026-${String(before + 1).padStart(6, '0')}`,
  )
  const change = tendered * 100 - unit.owed
  if (change > 0) expect(await page.getByTestId('give-change').textContent()).toContain((change / 100).toFixed(2))
  expect(await owed(unit.id)).toBe(0)
  await page.keyboard.press('n')
  await page.getByTestId('payer-search').waitFor()
  const found = await violations(page)
  expect(found.map((one) => `${one.id} ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual([])
  expect(desk.faults).toEqual([])
})

test('a part payment settles the oldest; unticking charges leaves them owed', async () => {
  const unit = await debtor(1)
  const page = await desk.open({ as: 'cashier', path: `/counter?unit=${unit.id}` })
  const rows = page.getByTestId('payable')
  await rows.first().waitFor()
  const [oldest] = (await accountView(desk.host.office.db, unit.id, today)).charges.filter((charge) => charge.owed > 0)
  await rows.first().click()
  await page.getByTestId('method').getByText('微信').click()
  await page.getByTestId('take').click()
  await page.getByTestId('receipt-paper').waitFor()
  const view = await accountView(desk.host.office.db, unit.id, today)
  const open = view.charges.filter((charge) => charge.owed > 0)
  expect(open.map((charge) => charge.id)).toEqual([oldest?.id])
})

test('what is typed is what is taken: by Enter without cash, and by a click straight from the field', async () => {
  const unit = await debtor(6)
  const page = await desk.open({ as: 'cashier', path: `/counter?unit=${unit.id}` })
  const amount = page.getByTestId('take-amount')
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe('take-amount')
  for (let step = 0; step < 2; step++) await page.keyboard.press('ArrowDown')
  await page.keyboard.type('5')
  await page.keyboard.press('Enter')
  await page.getByTestId('receipt-paper').waitFor()
  expect(await page.getByTestId('receipt-paper').textContent()).toMatch(/微信.*¥5\.00/)
  expect(await owed(unit.id)).toBe(unit.owed - 500)

  await page.goto(page.url().replace(/counter.*/, `counter?unit=${unit.id}`))
  await amount.fill('7')
  await page.getByTestId('tendered').fill('10')
  expect(await page.getByTestId('change').textContent()).toBe('3.00')
  await amount.fill('6')
  await page.getByTestId('take').click()
  await page.getByTestId('receipt-paper').waitFor()
  expect(await page.getByTestId('give-change').textContent()).toContain('4.00')
  expect(await owed(unit.id)).toBe(unit.owed - 1100)

  // What is held in advance is paid back, no more of it; the limit is said in yuan.
  await page.goto(page.url().replace(/counter.*/, `counter?unit=${unit.id}`))
  await amount.fill(String((unit.owed - 1100) / 100 + 50))
  await page.getByTestId('take').click()
  await page.getByTestId('receipt-paper').waitFor()
  await page.getByRole('button', { name: '退款' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').first().fill('50.01')
  await dialog.getByRole('button', { name: '申请退款' }).click()
  await dialog.getByText('金额“50.01”太大，一笔最多 50.00 元。').waitFor()
})

test('two windows: the second is told that the charge is settled', async () => {
  const unit = await debtor(2)
  const pages = [
    await desk.open({ as: 'cashier', path: `/counter?unit=${unit.id}` }),
    await desk.open({ as: 'accountant', path: `/counter?unit=${unit.id}` }),
  ]
  for (const page of pages) {
    // Leaving the newest unticked makes the clerk's choice an explicit one.
    await page.getByTestId('payable').first().waitFor()
    await page.getByTestId('payable').first().click()
    await page.getByTestId('method').getByText('转账').click()
  }
  await pages[0]?.getByTestId('take').click()
  await pages[0]?.getByTestId('receipt-paper').waitFor()
  await pages[1]?.getByTestId('take').click()
  await pages[1]?.getByTestId('till-problem').waitFor()
  expect(await pages[1]?.getByTestId('till-problem').textContent()).toContain('结清')
})

test('the cashier asks for a reversal, the manager approves it, and the fee is owed again', async () => {
  const unit = await debtor(3)
  const cashier = await desk.open({ as: 'cashier', path: `/counter?unit=${unit.id}` })
  await cashier.getByTestId('payable').first().waitFor()
  await cashier.getByTestId('method').getByText('支付宝').click()
  await cashier.getByTestId('take').click()
  await cashier.getByTestId('receipt-paper').waitFor()
  expect(await owed(unit.id)).toBe(0)
  await cashier.getByTestId('reverse').click()
  await cashier.getByTestId('reason').fill('收错户')
  const printedLines = await cashier.getByTestId('receipt-paper').locator('tbody').textContent()
  // Enter begins a line of the reason; Ctrl+Enter sends it.
  await cashier.getByTestId('reason').press('Control+Enter')
  await cashier.getByText('冲红待审批').waitFor()
  const manager = await desk.open({ as: 'manager', path: '/approvals?state=waiting' })
  // Who decides about a refund sees how the money goes out, and to whom.
  await manager.getByText('业主搬离，申请退还预存物业费').click()
  await manager.getByRole('dialog').getByText('转账').waitFor()
  await manager.getByRole('dialog').getByText('收款人').waitFor()
  await manager.keyboard.press('Escape')
  await manager.getByRole('dialog').waitFor({ state: 'detached' })
  // Of a vacancy: from when, and what is still to be paid.
  await manager.getByText(/业主外派外地工作/).click()
  await manager.getByRole('dialog').getByText('仍缴比例').waitFor()
  expect(await manager.getByRole('dialog').textContent()).toMatch(/空置期间\d{4}-\d\d-\d\d – .*仍缴比例50%/)
  await manager.keyboard.press('Escape')
  await manager.getByRole('dialog').waitFor({ state: 'detached' })
  await manager.getByText('收错户').click()
  await manager.getByTestId('approve').click()
  await expect.poll(() => owed(unit.id)).toBe(unit.owed)
  // The paper of what was taken back says what it said.
  await cashier.reload()
  await cashier.getByText('作废').waitFor()
  expect(await cashier.getByTestId('receipt-paper').locator('tbody').textContent()).toBe(printedLines)
  expect(desk.faults).toEqual([])
})

test('a penalty is asked to be waived at the till, and nothing is taken by that', async () => {
  const { db } = desk.host.office
  const manager = { db, clock: desk.host.clock, actor: { id: 5, name: '黄国辉', roles: ['manager' as const] } }
  const { billing } = await readSettings(db)
  await writeSettings(manager, { billing: { ...billing, penaltyPerDayE6: 500, penaltyCapBp: 2000 } })
  const unit = await debtor(5)
  const before = await owed(unit.id)
  const page = await desk.open({ as: 'cashier', path: `/counter?unit=${unit.id}` })
  // Whoever asks is shown the sum; an amount that does not even cover it is told why it cannot be taken.
  await page.getByTestId('penalty-why').click()
  await page
    .getByTestId('penalty-reasons')
    .getByText(/× 0\.5‰ × \d+ 天/)
    .first()
    .waitFor()
  await page.keyboard.press('Escape')
  await page.getByTestId('take-amount').fill('0.01')
  await page.getByText('这笔钱不够付违约金').waitFor()
  await page.getByTestId(`waive-${unit.id}`).click()
  await page.getByTestId('waiver-reason').fill('一次缴清')
  await page.getByTestId('waiver-reason').press('Control+Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  const asked = await db
    .selectFrom('approval')
    .selectAll()
    .where('kind', '=', 'penalty-waiver')
    .executeTakeFirstOrThrow()
  expect(asked).toMatchObject({ unit_id: unit.id, reason: '一次缴清', state: 'waiting' })
  expect(await owed(unit.id)).toBe(before)
  // Until it is waived, nothing certifies that all is settled.
  await page.goto(page.url().replace('/counter?', '/counter/certificate?'))
  await page.getByTestId('owes-penalty').waitFor()
  await decide(manager, approvalRules, { id: asked.id, version: asked.version, approve: true, decision: '' })
  await page.reload()
  await page.getByTestId('still-owes').waitFor()
  expect(await page.getByTestId('owes-penalty').count()).toBe(0)
  await page.goto(page.url().replace('/counter/certificate?', '/counter?'))
  await page.getByTestId('take-amount').waitFor()
  expect(await page.getByTestId('penalty').count()).toBe(0)
  await writeSettings(manager, { billing })
  expect(desk.faults).toEqual([])
})

test('certifies that nothing is owed, or says what still is', async () => {
  const unit = await debtor(0)
  const page = await desk.open({ as: 'front-desk', path: `/counter/certificate?unit=${unit.id}` })
  await page.getByTestId('still-owes').waitFor()
  expect(await page.getByTestId('certificate').count()).toBe(0)
  const { rows } = await sql<{ id: number; display: string }>`
    SELECT id, display FROM unit WHERE id IN (SELECT unit_id FROM charge)
      AND id NOT IN (SELECT unit_id FROM outstanding WHERE to_on > ${today} AND from_on <= ${today})
      AND id IN (SELECT unit_id FROM residency WHERE role = 'owner') ORDER BY id LIMIT 1`.execute(desk.host.office.db)
  await page.goto(page.url().replace(/unit=\d+/, `unit=${rows[0]?.id}`))
  await page.getByTestId('certificate').waitFor()
  expect(await page.getByTestId('certificate').textContent()).toContain(rows[0]?.display)
})

test('says at the amount what is wrong with it, and takes the money of a double click once', async () => {
  const unit = await debtor(5)
  const page = await desk.open({ as: 'cashier', path: `/counter?unit=${unit.id}` })
  const amount = page.getByTestId('take-amount')
  for (const [typed, words] of [
    ['-5', '金额“-5.00”应大于零'],
    ['0', '金额“0.00”应大于零'],
    ['999999999999', '太大，一笔最多'],
    ['1.005', '请写金额'],
  ] as const) {
    await amount.fill(typed)
    await amount.press('Tab')
    await page.getByText(words).waitFor()
    expect(await page.getByTestId('take').isDisabled()).toBe(true)
  }
  await amount.fill('1')
  await amount.press('Tab')
  await page.getByTestId('take').dblclick()
  await page.getByTestId('receipt-paper').waitFor()
  expect(await owed(unit.id)).toBe(unit.owed - 100)
  expect(await page.getByText(/^已收款/).count()).toBe(1)
})

test('the three-part form is printed at its size, one sheet, moved by what the printer needs', async () => {
  const { rows } = await sql<{ id: number }>`SELECT max(id) AS id FROM receipt`.execute(desk.host.office.db)
  const page = await desk.open({ as: 'cashier', path: `/counter/receipt/${rows[0]?.id}` })
  await page.getByTestId('paper').click()
  const settings = page.getByRole('dialog')
  await settings.getByText('三联 241×93').click()

  /** Where the office's name begins, on the one sheet of 241 × 93 mm. */
  async function officeName(): Promise<{ x: number; y: number }> {
    const sheets = await printed(page)
    expect(sheets.map(({ width, height }) => [Math.round(width), Math.round(height)])).toEqual([[241, 93]])
    const word = sheets[0]?.words.find(({ text }) => text.includes('物业服务中心'))
    if (!word) throw new Error('the office is not named on the paper')
    return word
  }
  // The settings stand open beside the paper and are no part of it: shrunk to make room, the slip would not be 18 mm in.
  const before = await officeName()
  expect(before.x).toBeCloseTo(18, 1)
  await settings.getByLabel('右移').fill('10')
  await settings.getByLabel('下移').fill('2.5')
  await page.keyboard.press('Tab')
  const after = await officeName()
  // A line of text stands on a whole pixel, which is 0.26 mm.
  expect(Math.abs(after.x - before.x - 10)).toBeLessThan(0.27)
  expect(Math.abs(after.y - before.y - 2.5)).toBeLessThan(0.27)
  await page.reload()
  await page.getByTestId('receipt-paper').waitFor()
  expect(await officeName()).toEqual(after)
})
