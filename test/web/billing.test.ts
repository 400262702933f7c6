import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { approvalRules } from '../../electron/core/approvals/kinds.ts'
import { decide } from '../../electron/core/approvals/service.ts'
import type { Actor, Desk as Core } from '../../electron/core/context.ts'
import { addMeter, enterReading } from '../../electron/core/meters/service.ts'
import { axe } from './axe.ts'
import { type Desk, startDesk, today } from './desk.ts'
import { eventually } from './eventually.ts'

let desk: Desk
beforeAll(async () => {
  desk = await startDesk()
})
afterAll(() => desk.close())

/** The office as the manager has it at another window. */
function manager(): Core {
  const actor: Actor = { id: 6, name: '苏文彬', roles: ['manager'] }
  return { db: desk.host.office.db, clock: desk.host.clock, actor }
}

const isFocused = (element: Element) => element === document.activeElement

async function choose(page: Page, testId: string, name: string): Promise<void> {
  await page.getByTestId(testId).click()
  await page.getByRole('option', { name, exact: true }).click()
}

/** Approves the request that waits, as somebody else. */
async function approve(kind: string): Promise<void> {
  const { id, version } = await desk.host.office.db
    .selectFrom('approval')
    .select(['id', 'version'])
    .where('state', '=', 'waiting')
    .where('kind', '=', kind)
    .executeTakeFirstOrThrow()
  await decide(manager(), approvalRules, { id, version, approve: true, decision: '' })
}

const count = async (table: 'charge' | 'billing_run') =>
  (await desk.host.office.db.selectFrom(table).select('id').execute()).length

describe('a billing run', () => {
  test('is previewed with its reasoning, published as a whole, and not published twice', async () => {
    const page = await desk.open({ as: 'accountant', path: '/billing' })
    await page.getByTestId('new-run').waitFor()
    await page.keyboard.press('n')
    await choose(page, 'item', '店面物业费')
    await page.getByTestId('preview').click()
    await page.getByTestId('publish').waitFor()
    // After the waiting the keyboard is where it goes on: at the first unit, and later at the way to what was published.
    await eventually(() => page.getByTestId('preview-row').first().evaluate(isFocused)).toBe(true)
    await page.getByTestId('preview-text').fill('商3栋222')
    await eventually(() => page.getByTestId('preview-row').count()).toBe(1)
    await page.getByTestId('preview-row').focus()
    await page.keyboard.press('Enter')
    const why = page.getByTestId('explained')
    await why.getByText('面积 49.90 m² × 1.2000 元 × 1 个月').waitFor()
    await why.getByText('= 59.88 → 到元，四舍五入 → 60.00 元').waitFor()
    await page.getByTestId('preview-text').fill('')
    const charges = Number((await page.getByTestId('preview-charges').textContent())?.replace(/\D/g, ''))
    expect(charges).toBeGreaterThan(50)
    expect(await axe(page, 'preview')).toEqual([])
    const before = await count('charge')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('dialog').getByRole('button', { name: '确认出账' }).click()
    await page.getByTestId('published').waitFor()
    expect(await count('charge')).toBe(before + charges)
    await page.keyboard.press('Enter')
    await eventually(() => page.getByTestId('total').textContent()).toContain(`共 ${charges} 条`)

    await page.goto(new URL('/billing/run', page.url()).href)
    await choose(page, 'item', '店面物业费')
    await page.getByTestId('preview').click()
    await page.getByTestId('publish').waitFor()
    expect(await page.getByTestId('publish').isDisabled()).toBe(true)
    await page.getByTestId('preview-text').fill('商3栋222')
    await page.getByTestId('preview-row').getByText('已出账').waitFor()
  })

  test('that finds something else than was shown publishes nothing and says so', async () => {
    const page = await desk.open({ as: 'accountant', path: '/billing/run' })
    await choose(page, 'item', '物业费')
    await page.getByTestId('preview').click()
    await page.getByTestId('publish').waitFor()
    const unit = await desk.host.office.db
      .selectFrom('unit')
      .select('id')
      .where('display', '=', '1栋101')
      .executeTakeFirstOrThrow()
    await desk.host.office.db.updateTable('unit').set({ area_centi: 20_000 }).where('id', '=', unit.id).execute()
    const before = await count('billing_run')
    await page.getByTestId('publish').click()
    await page.getByRole('dialog').getByRole('button', { name: '确认出账' }).click()
    await page.getByTestId('run-problem').getByText('预览之后数据有变动').waitFor()
    expect(await count('billing_run')).toBe(before)
  })

  test('is not offered to who may not bill', async () => {
    const page = await desk.open({ as: 'front-desk', path: '/billing' })
    await page.getByRole('heading', { level: 1, name: '出账' }).waitFor()
    await page.locator('tbody tr').first().waitFor()
    expect(await page.getByTestId('new-run').count()).toBe(0)
    await page.goto(new URL('/billing/run', page.url()).href)
    await page.getByText('没有权限').waitFor()
  })
})

describe('a charge', () => {
  test('is corrected through a request that somebody else decides', async () => {
    const page = await desk.open({ as: 'accountant', path: '/billing/charges?item=1&year=2026' })
    await page.locator('tbody tr').first().click()
    await page.getByTestId('charge').waitFor()
    expect(await axe(page, 'charge')).toEqual([])
    await page.getByTestId('ask-reversal').click()
    await page.getByTestId('go-ahead').click()
    await page.getByTestId('reversal-form').getByText('必须填写').first().waitFor()
    await page.getByTestId('new-amount').fill('12.34')
    await page.getByTestId('reason').fill('面积有误')
    await page.getByTestId('go-ahead').click()
    await page.getByTestId('waiting').getByText('等待审批').waitFor()
    await approve('charge-reversal')
    await page.reload()
    await page.locator('tbody tr').first().click()
    // The newest charge is the one that took the place.
    await page.getByTestId('charge').getByText('这笔应收更正了另一笔').waitFor()
    await page.getByTestId('charge').getByText('12.34').first().waitFor()
    await page.getByRole('button', { name: '查看原来的应收' }).click()
    await page.getByText(`已于 ${today} 冲红`).first().waitFor()
  })

  test('by hand names what is wrong at its field and keeps what was typed', async () => {
    const page = await desk.open({ as: 'accountant', path: '/billing/charges' })
    await page.getByTestId('new-charge').click()
    await page.getByTestId('unit').fill('1-102')
    await page.getByTestId('pick').first().click()
    await choose(page, 'item', '公摊费')
    await page.getByTestId('amount').fill('0')
    await page.getByTestId('go-ahead').click()
    await page.getByText('金额“0.00”应大于零').waitFor()
    await page.getByTestId('amount').fill('35.5')
    await page.getByTestId('to-on').fill('2027-01-31')
    await page.getByTestId('go-ahead').click()
    await page.getByText('跨年').waitFor()
    expect(await page.getByTestId('amount').inputValue()).toBe('35.50')
    await page.getByTestId('to-on').fill('2026-11-30')
    await page.getByTestId('go-ahead').click()
    await page.getByTestId('charge').getByText('35.50').first().waitFor()
  })
})

describe('a tariff', () => {
  test('tells an overlap at its row and a gap as a warning', async () => {
    const page = await desk.open({ as: 'accountant', path: '/billing/tariffs' })
    await page.locator('tbody tr').first().click()
    await page.getByTestId('add-price').click()
    await eventually(() => page.getByTestId('price-1').evaluate(isFocused)).toBe(true)
    // What is wrong with a price is said in yuan; a comma is no decimal point.
    for (const [typed, answer] of [
      ['0', '单价应大于零'],
      ['0,55', '不是数字，最多四位小数'],
    ] as const) {
      await page.getByTestId('price-1').fill(typed)
      await page.keyboard.press('Enter')
      await page.getByText(answer).waitFor()
    }
    await page.getByTestId('price-1').fill('0.55')
    await page.getByTestId('price-from-1').fill('2027-02-01')
    await page.getByTestId('price-from-1').blur()
    // A price that begins ends the open one before it.
    await eventually(() => page.getByTestId('price-to-0').inputValue()).toBe('2027-01-31')
    await page.getByTestId('price-to-0').fill('2027-03-31')
    await page.getByTestId('price-to-0').blur()
    await page.getByTestId('go-ahead').click()
    await page.getByText('从 2027-02-01 起的单价与前一段重叠').waitFor()
    await page.getByTestId('price-to-0').fill('2026-12-31')
    await page.getByTestId('price-to-0').blur()
    await page.getByTestId('price-gap').getByText('2027-01-01 至 2027-01-31 没有单价').waitFor()
    expect(await axe(page, 'tariff')).toEqual([])
    await page.getByTestId('price-from-1').fill('2027-01-01')
    await page.getByTestId('price-from-1').blur()
    await eventually(() => page.getByTestId('price-gap').count()).toBe(0)
    await page.getByTestId('go-ahead').click()
    await eventually(() => page.getByRole('dialog').count()).toBe(0)
    await eventually(() => page.locator('tbody tr').first().evaluate(isFocused)).toBe(true)
  })
})

describe('readings', () => {
  test('go down the building by Enter; one that runs backwards asks whether the meter was changed', async () => {
    const { db } = desk.host.office
    const building = await db.selectFrom('building').select('id').orderBy('id').executeTakeFirstOrThrow()
    const units = await db
      .selectFrom('unit')
      .select('id')
      .where('building_id', '=', building.id)
      .orderBy('sort_key')
      .limit(3)
      .execute()
    for (const [index, unit] of units.entries()) {
      const meter = { unitId: unit.id, kind: 'water' as const, number: `W${index}`, onDate: '2026-10-20' }
      const meterId = await addMeter(manager(), { ...meter, valueCenti: 10_000 })
      await enterReading(manager(), { meterId, onDate: '2026-10-31', valueCenti: 10_100 })
    }
    const page = await desk.open({ as: 'engineering', path: `/billing/readings?building=${building.id}` })
    const field = (index: number) => page.locator(`input[data-reading="${index}"]`)
    await field(0).fill('105.5')
    await page.keyboard.press('Enter')
    await eventually(() => field(1).evaluate(isFocused)).toBe(true)
    await page.getByTestId('reading-row').nth(0).getByText('4.50').waitFor()
    // Wiped out, a reading is still there; a number beyond all meters is told from nonsense.
    await field(0).fill('')
    await page.keyboard.press('Enter')
    await eventually(() => field(0).inputValue()).toBe('105.50')
    await field(0).fill('99999999999')
    await page.keyboard.press('Enter')
    await page.getByText('不能大于 999,999,999.99').waitFor()
    await page.keyboard.press('Escape')
    await field(1).fill('3')
    await page.keyboard.press('Enter')
    await page.getByText('读数 3.00 小于 2026-10-31 的读数 101.00').waitFor()
    await page.getByTestId('meter-changed').click()
    await page.getByTestId('end').fill('104')
    await page.getByTestId('number').fill('W1-2')
    await page.getByTestId('start').fill('0')
    await page.getByTestId('go-ahead').click()
    await page.getByTestId('reading-row').filter({ hasText: 'W1-2' }).waitFor()
    expect(await axe(page, 'readings')).toEqual([])
  })
})

describe('the fee rules', () => {
  test('are changed with their history in words', async () => {
    const page = await desk.open({ as: 'manager', path: '/settings?tab=rules' })
    const rate = page.getByTestId('penaltyPerDayE6')
    await rate.fill('0.5')
    // Ctrl+S keeps what is still being typed, and leaves the clerk in the field.
    await page.keyboard.press('Control+s')
    await eventually(async () => {
      const { value = '{}' } =
        (await desk.host.office.db
          .selectFrom('setting')
          .select('value')
          .where('key', '=', 'billing')
          .executeTakeFirst()) ?? {}
      return (JSON.parse(value) as { penaltyPerDayE6?: number }).penaltyPerDayE6
    }).toBe(500)
    expect(await rate.inputValue()).toBe('0.5')
    expect(await rate.evaluate(isFocused)).toBe(true)
    await page.getByTestId('tab-office').click()
    await page.getByTestId('settings-history').getByText('每天（‰）').waitFor()
    expect(desk.faults).toEqual([])
  })
})
