import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askDepositBack } from '../../electron/core/books/depositRequest.ts'
import { takeDeposit } from '../../electron/core/books/deposits.ts'
import type { Actor, Desk as Core } from '../../electron/core/context.ts'
import { violations } from './axe.ts'
import { type Desk, startDesk, today } from './desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await startDesk()
})
afterAll(() => desk.close())

const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 15_000 })
const text = (page: Page, testId: string) => eventually(() => page.getByTestId(testId).textContent())

/** Chooses a value of a drop-down by its words. */
async function choose(page: Page, testId: string, words: string): Promise<void> {
  await page.getByTestId(testId).click()
  await page.getByRole('option', { name: words, exact: true }).click()
}

describe('the books', () => {
  test('show each person the tabs that concern them, also by number keys', async () => {
    const cashier = await desk.open({ as: 'cashier', path: '/books' })
    await eventually(() => cashier.getByRole('tab').allTextContents()).toEqual([
      '交班',
      '收款日报',
      '押金与代收',
      '发票',
      '有偿服务与其他收入',
    ])
    await cashier.keyboard.press('3')
    await cashier.getByTestId('take-deposit').waitFor()
    expect(new URL(cashier.url()).searchParams.get('tab')).toBe('deposits')
    const frontDesk = await desk.open({ as: 'front-desk', path: '/books?tab=closing' })
    await frontDesk.getByText('没有权限').waitFor()
    expect(await frontDesk.getByRole('link', { name: '账务' }).count()).toBe(0)
  })

  test.each(['closing', 'shifts', 'cash-book', 'deposits', 'invoices', 'statements', 'services'])(
    'have no barrier on the tab %s',
    async (tab) => {
      const page = await desk.open({ as: 'accountant', path: `/books?tab=${tab}` })
      await page.getByRole('tab', { selected: true }).waitFor()
      await page.locator('tbody tr').first().waitFor()
      const found = await violations(page)
      expect(found.map((one) => [one.id, one.nodes.map((node) => node.target)])).toEqual([])
    },
  )
})

describe('month close', () => {
  test('is refused while a statement line is open, leads there, and closes once it is explained', async () => {
    const page = await desk.open({ as: 'accountant', path: '/books?tab=closing' })
    await text(page, 'closed-through').toBe('2026-09-30')
    await text(page, 'next-month').toBe('2026-10')
    await text(page, 'refusals').toContain('对账单有 1 行没有对上')
    expect(await page.getByTestId('close-month').isDisabled()).toBe(true)
    await page.getByTestId('refusals').getByRole('link').click()
    const line = page.getByTestId('line')
    await eventually(() => line.count()).toBe(1)
    await line.first().focus()
    await page.keyboard.press('e')
    await page.getByTestId('reason').fill('装修押金，已登记')
    await page.keyboard.press('Tab')
    await page.getByTestId('confirm-reason').click()
    await eventually(() => line.count()).toBe(0)
    await page.keyboard.press('1')
    await page.getByText('没有未了事项').waitFor()
    await page.keyboard.press('c')
    await page.getByRole('dialog').getByRole('button', { name: '关账' }).click()
    await text(page, 'closed-through').toBe('2026-10-31')
    await page.getByText('已关到上个月').waitFor()
    await text(page, 'month-2026-10').toContain('郑雅萍')
  })

  test('is asked to be taken back with a reason, and then waits', async () => {
    const page = await desk.open({ as: 'accountant', path: '/books?tab=closing' })
    await page.getByTestId('month-2025-12').getByTestId('reopen').click()
    await page.getByTestId('reason').fill('漏记一笔减免')
    await page.getByTestId('confirm-reason').click()
    await text(page, 'month-2025-12').toContain('反关账待审批')
  })

  test('tells who enters something into a closed month what to do', async () => {
    const page = await desk.open({ as: 'cashier', path: '/books?tab=services' })
    await page.getByTestId('add-service').click()
    await page.getByTestId('income').fill('100')
    await page.getByRole('dialog').getByLabel('日期').first().fill('2025-12-31')
    await page.getByTestId('go-ahead').click()
    await page.getByRole('alert').getByText('在已关账的期间内').waitFor()
  })
})

describe('deposits', () => {
  test('are taken and asked back with the keyboard, and go back once somebody else approves', async () => {
    const page = await desk.open({ as: 'cashier', path: '/books?tab=deposits' })
    const held = () => page.getByTestId('deposits-held').textContent()
    await eventually(held).toMatch(/^[\d,]+\.\d\d$/)
    const before = await held()
    await page.locator('tbody tr').first().waitFor()
    await page.keyboard.press('n')
    await page.getByTestId('unit').pressSequentially('1-102')
    await page.getByTestId('pick').first().waitFor()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.type('1234.56')
    // The owner pays unless somebody else is named.
    await eventually(() => page.getByTestId('payer').inputValue()).not.toBe('')
    const payer = await page.getByTestId('payer').inputValue()
    await page.keyboard.press('Enter')
    await text(page, 'deposit-slip').toContain('壹仟贰佰叁拾肆元伍角陆分')
    await text(page, 'deposit-slip').toContain(payer)
    await page.goBack()
    await eventually(held).not.toBe(before)
    await page.locator('tbody tr').filter({ hasText: '1,234.56' }).first().focus()
    await page.keyboard.press('Enter')
    await page.getByTestId('amount').fill('2000')
    await page.getByTestId('reason').fill('退还')
    await page.keyboard.press('Enter')
    await page.getByText('超过还存的 1234.56').waitFor()
    // What is kept is taken off what goes back, and wants its reason.
    await page.getByTestId('deducted').fill('34')
    await page.getByTestId('deducted').press('Tab')
    await eventually(() => page.getByTestId('amount').inputValue()).toBe('1,200.56')
    await page.getByTestId('reason').press('Enter')
    await page.getByText('请写明为什么扣下').waitFor()
    await page.getByTestId('deduct-reason').fill('墙面破坏')
    await page.getByTestId('reason').press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.locator('tbody tr').filter({ hasText: '1,234.56' }).first().click()
    await text(page, 'deposit-waiting').toContain('申请退还 1,200.56 元，扣下 34.00 元（墙面破坏）')
    expect(await page.getByTestId('amount').count()).toBe(0)
    const manager = await desk.open({ as: 'manager', path: '/approvals?state=waiting' })
    await manager.locator('tbody tr').filter({ hasText: '退押金' }).filter({ hasText: '1,200.56' }).click()
    await manager.getByText('34.00 · 墙面破坏').waitFor()
    await manager.getByTestId('approve').click()
    await manager.getByRole('dialog').waitFor({ state: 'detached' })
    await page.reload()
    await eventually(held).toBe(before)
    await page.locator('tbody tr').filter({ hasText: '1,234.56' }).first().click()
    await page.getByTestId('deposit-slip-link').click()
    await text(page, 'deposit-slip').toMatch(/押金退付单.*扣下：墙面破坏-34\.00.*¥1,200\.56.*领款人/)
  })

  test('for others say for whom: on the paper, and to whoever decides to hand it over', async () => {
    const actor: Actor = { id: 2, name: '陈美玲', roles: ['cashier'] }
    const core: Core = { db: desk.host.office.db, clock: desk.host.clock, actor }
    const id = await takeDeposit(core, {
      unitId: 2,
      kind: 'held-for-others',
      onDate: today,
      amount: 32_100,
      method: 'transfer',
      payer: '张三',
      slipNo: '',
      beneficiary: '广电网络',
      note: '',
      requestKey: 'money-for-others',
    })
    const page = await desk.open({ as: 'cashier', path: `/books/deposit/${id}` })
    await text(page, 'deposit-slip').toMatch(/代收款收据.*代 广电网络 收取/)
    const fields = { kind: 'pay-over', amount: 32_100, deducted: 0, deductReason: '', method: 'transfer' } as const
    await askDepositBack(core, id, { ...fields, left: 32_100, reason: '转交' })
    const manager = await desk.open({ as: 'manager', path: '/approvals?state=waiting' })
    await manager.locator('tbody tr').filter({ hasText: '321.00' }).filter({ hasText: '代付' }).click()
    await manager.getByRole('dialog').getByText('代付 广电网络').waitFor()
  })
})

describe('the statement', () => {
  test('is worked through by keyboard: proposals accepted, the rest put beside its receipt, and taken back', async () => {
    const page = await desk.open({ as: 'accountant', path: '/books?tab=statements&channel=wechat' })
    const lines = page.getByTestId('line')
    await lines.first().waitFor()
    const before = await lines.count()
    const proposed = await page.getByTestId('accept').count()
    expect(proposed).toBeGreaterThan(2)
    // Enter accepts the proposal of the line in focus.
    const first = lines.filter({ has: page.getByTestId('accept') }).first()
    await first.focus()
    await page.keyboard.press('Enter')
    await eventually(() => lines.count()).toBe(before - 1)
    await page.keyboard.press('a')
    await eventually(() => page.getByTestId('accept').count()).toBe(0)
    await eventually(() => lines.count()).toBe(before - proposed)
    // Where several fit, Enter goes to the one of the same amount, and Enter there puts them together.
    await lines.first().focus()
    await page.keyboard.press('Enter')
    await eventually(() => page.locator('tr:focus').getAttribute('data-fits')).toBe('true')
    await page.keyboard.press('Enter')
    await eventually(() => lines.count()).toBe(before - proposed - 1)
    await page.getByText('全部', { exact: true }).click()
    const matched = lines.filter({ hasText: 'A26-' }).first()
    await matched.focus()
    await page.keyboard.press('u')
    await page.getByText('未对上', { exact: true }).last().click()
    await eventually(() => lines.count()).toBe(before - proposed)
  })
})

describe('a transfer for two households', () => {
  test('is put with both receipts, ticked by the space bar, once they come to its amount', async () => {
    const { db } = desk.host.office
    const page = await desk.open({ as: 'accountant', path: '/books?tab=statements&channel=bank' })
    const money = page.getByTestId('money')
    await money.first().waitFor()
    const amounts = (await money.locator('td:nth-child(4)').allTextContents()).map((one) => one.replaceAll(',', ''))
    const fen = (index: number) => Math.round(Number(amounts[index]) * 100)
    await db
      .insertInto('statement_line')
      .values({
        id: 90_001,
        channel: 'bank',
        on_date: today,
        reference: 'TWO',
        counterparty: '一人代缴两户',
        amount: fen(0) + fen(1),
      })
      .execute()
    await page.reload()
    const line = page.getByTestId('line').filter({ hasText: '一人代缴两户' })
    await line.click()
    await money.first().focus()
    await page.keyboard.press('Space')
    await text(page, 'chosen').toContain(`（差 ${amounts[1]?.replace(/\B(?=(\d{3})+\.)/g, ',')}）`)
    expect(await page.getByTestId('match-chosen').isDisabled()).toBe(true)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Space')
    await text(page, 'chosen').not.toContain('差')
    await page.keyboard.press('Enter')
    await eventually(() => line.count()).toBe(0)
    await page.getByText('全部', { exact: true }).click()
    await eventually(() => line.textContent()).toContain('2 笔收款')
  })
})

describe('a shift', () => {
  test('is counted note by note, asks why it differs, and prints its slip', async () => {
    const page = await desk.open({ as: 'cashier', path: '/books?tab=shifts' })
    await page.getByTestId('settle').click()
    await page.waitForURL(/\/books\/shift\/\d+$/)
    const [, yuan = '0'] = /^([\d,]+)\./.exec((await page.getByTestId('expected').textContent()) ?? '') ?? []
    await eventually(() => page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe('count-10000')
    await page.getByTestId('count-100').fill(yuan.replace(',', ''))
    await page.getByTestId('count-10000').fill('1')
    await page.getByTestId('count-10000').press('Enter')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe('count-5000')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('alert').getByText('请写明原因').waitFor()
    await page.getByTestId('count-10000').fill('0')
    await page.getByTestId('shift-note').fill('')
    await page.keyboard.press('Control+Enter')
    await page.getByText('交班人', { exact: false }).waitFor({ state: 'attached' })
    await eventually(() => page.getByTestId('settle').count()).toBe(0)
    await text(page, 'counted').toBe(`${yuan}.00`)
    await page.goto(new URL('/books?tab=shifts', page.url()).href)
    await page.getByText('您现在没有当班').waitFor()
  })

  test('begins with what the last one left; another count needs a word', async () => {
    const page = await desk.open({ as: 'cashier', path: '/books?tab=shifts' })
    const [left = ''] = /[\d,]+\.\d\d/.exec((await page.getByTestId('left-cash').textContent()) ?? '') ?? []
    await page.getByTestId('open-shift').click()
    await page.getByTestId('count-100').fill('7')
    await page.keyboard.press('Enter')
    await page.getByTestId('opening-note').press('Enter')
    await page.getByRole('alert').getByText('请写明原因').waitFor()
    await page.getByTestId('begin-with-left').click()
    await text(page, 'expected-cash').toBe(`应有现金 ${left} 元`)
    await page.getByTestId('settle').click()
    await page.getByTestId('count-opening').click()
    await page.getByTestId('count-100').last().fill('7')
    await page.getByTestId('opening-note').fill('交会计入保险柜')
    await page.keyboard.press('Enter')
    await text(page, 'expected').toBe('7.00')
    await page.getByText('交会计入保险柜').waitFor()
  })
})

describe('an invoice', () => {
  test('knows what is left of its receipt, and is taken back by a red-letter one', async () => {
    const { receipt_no: receiptNo } = await desk.host.office.db
      .selectFrom('receipt')
      .innerJoin('payment', 'payment.receipt_id', 'receipt.id')
      .select('receipt.receipt_no')
      .where('receipt.on_date', '<', today)
      .where('receipt.on_date', '>', '2026-11-01')
      .where('receipt.id', 'not in', desk.host.office.db.selectFrom('invoice').select('receipt_id'))
      .executeTakeFirstOrThrow()
    const page = await desk.open({ as: 'accountant', path: '/books?tab=invoices' })
    await page.getByTestId('add-invoice').click()
    await page.getByTestId('receipt-no').fill(receiptNo)
    await text(page, 'receipt-left').toContain('还能开')
    await eventually(() => page.getByTestId('amount').inputValue()).not.toBe('')
    await page.getByTestId('number').fill('9900001')
    await page.getByTestId('title').fill('某公司')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByRole('cell', { name: '9900001', exact: true }).click()
    await page.getByTestId('red-number').fill('9900002')
    await page.getByTestId('reason').fill('抬头有误')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await choose(page, 'filter-state', '红字')
    await eventually(() => page.getByRole('cell', { name: '9900002', exact: true }).count()).toBe(1)
  })

  test('keeps its receipt from being reversed, and its red-letter one lets it go', async () => {
    const { db } = desk.host.office
    const invoice = await db
      .selectFrom('invoice')
      .select(['receipt_id', 'number'])
      .where('red_of_id', 'is', null)
      .where(
        'id',
        'not in',
        db.selectFrom('invoice as red').select('red.red_of_id').where('red.red_of_id', 'is not', null),
      )
      .orderBy('id')
      .executeTakeFirstOrThrow()
    const page = await desk.open({ as: 'cashier', path: `/counter/receipt/${invoice.receipt_id}` })
    await text(page, 'invoiced').toContain('请先开红字发票')
    expect(await page.getByTestId('reverse').isDisabled()).toBe(true)
    await page.getByTestId('invoiced').getByRole('link').click()
    await page.getByRole('cell', { name: invoice.number, exact: true }).click()
    await page.getByTestId('red-number').fill('9900003')
    await page.getByTestId('reason').fill('整张冲红')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.goto(new URL(`/counter/receipt/${invoice.receipt_id}`, page.url()).href)
    await eventually(() => page.getByTestId('reverse').isEnabled()).toBe(true)
    expect(await page.getByTestId('invoiced').count()).toBe(0)
  })
})

describe('the cash book', () => {
  test('shows the days of a range with their total, and cash brought to the bank lowers what is on hand', async () => {
    const page = await desk.open({ as: 'accountant', path: '/books?tab=cash-book' })
    const onHand = () => page.getByTestId('cash-on-hand').textContent()
    await eventually(onHand).toMatch(/\d/)
    const before = await onHand()
    await page.locator('tbody tr').first().waitFor()
    await page.keyboard.press('n')
    await page.getByTestId('amount').fill('99999999')
    await page.getByTestId('slip-no').fill('JK-T1')
    await page.keyboard.press('Enter')
    await page.getByText(`${today} 账上只有现金`).waitFor()
    await page.getByTestId('amount').fill('100')
    await page.keyboard.press('Enter')
    await eventually(onHand).not.toBe(before)
    await page.getByText('缴存记录', { exact: true }).click()
    await page.getByRole('cell', { name: 'JK-T1' }).waitFor()
    await page.getByRole('button', { name: '上月' }).click()
    await eventually(() => page.getByRole('cell', { name: 'JK-T1' }).count()).toBe(0)
  })
})

test('nothing of all this was a fault', () => expect(desk.faults).toEqual([]))
