import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor, Desk as Core } from '../../electron/core/context.ts'
import { addContact } from '../../electron/core/dunning/contacts.ts'
import { arrearsTotals, unitArrears } from '../../electron/core/dunning/service.ts'
import { listPage } from '../../electron/core/lists/page.ts'
import { summaryOf } from '../../electron/core/summary/engine.ts'
import { violations } from './axe.ts'
import { type Desk, startDesk, today } from './desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await startDesk()
})
afterAll(() => desk.close())

/** The office as somebody at another window has it. */
function elsewhere(): Core {
  const actor: Actor = { id: 6, name: '苏文彬', roles: ['administrator'] }
  return { db: desk.host.office.db, clock: desk.host.clock, actor }
}

const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 15_000 })
const yuan = (fen: number) => `${Math.floor(fen / 100).toLocaleString('en-US')}.${String(fen % 100).padStart(2, '0')}`

/** The `nth` largest debtor; every test takes one of its own. */
async function debtor(nth: number) {
  const page = await listPage(elsewhere(), 'arrears', { filter: {}, offset: nth, limit: 1 })
  const [row] = page.rows
  if (!row) throw new Error(`the sample office has no debtor ${nth}`)
  return row
}

describe('the arrears page', () => {
  test('shows the total of its filter, and an age clicked shows that age alone', async () => {
    const page = await desk.open({ as: 'cashier', path: '/arrears' })
    const total = page.getByTestId('owed-total')
    const all = await arrearsTotals(elsewhere(), {})
    await eventually(() => total.textContent()).toContain(yuan(all.owed))
    const old = all.ageing[3]
    const middles = await page.getByTestId('band-1-2y').evaluate((band) =>
      [band.querySelector('span > span'), band.querySelector('b')].map((part) => {
        const { left, width } = part?.getBoundingClientRect() ?? new DOMRect()
        return Math.round(left + width / 2)
      }),
    )
    expect(Math.abs((middles[0] ?? 0) - (middles[1] ?? 0))).toBeLessThan(3)
    await page.getByTestId('band-1-2y').click()
    await eventually(() => total.textContent()).toContain(yuan(old?.amount ?? 0))
    await eventually(() => page.getByTestId('total').textContent()).toContain(String(old?.units))
    await page.getByTestId('band-1-2y').click()
    await eventually(() => total.textContent()).toContain(yuan(all.owed))
  })

  test('of all management fees on a day says what the yearly summary says', async () => {
    const page = await desk.open({ as: 'accountant', path: '/arrears?itemKind=management&asOf=2025-12-31' })
    const { figures } = await summaryOf(elsewhere().db, 2025, '2025-12-31')
    const arrears = figures.find((figure) => figure.id === 'fees/arrears')?.value ?? 0
    await eventually(() => page.getByTestId('owed-total').textContent()).toContain(yuan(arrears))
    // Notices say what is owed today.
    expect(await page.getByTestId('issue').isDisabled()).toBe(true)
  })

  test('issues notices to the ticked units by the keyboard, a sheet of paper each, and not twice', async () => {
    const [first, second] = [await debtor(20), await debtor(21)]
    const page = await desk.open({ as: 'cashier', path: '/arrears' })
    await page.getByTestId(`tick-${first.id}`).click()
    await page.getByTestId(`tick-${second.id}`).focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('n')
    const dialog = page.getByRole('dialog')
    await dialog.getByText(yuan(first.owed + second.owed)).waitFor()
    await page.getByTestId('notice-title').fill('十一月物业费催缴')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: '十一月物业费催缴' }).waitFor()
    const sheets = page.getByTestId('notice-sheet')
    await eventually(() => sheets.count()).toBe(2)
    const pdf = await page.pdf({ preferCSSPageSize: true })
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g)?.length).toBe(2)
    // Printing is counted before the paper comes.
    await page.evaluate(() => {
      window.print = () => document.body.setAttribute('data-printed', 'yes')
    })
    await page.keyboard.press('p')
    await page.locator('body[data-printed]').waitFor()
    const { notices } = await unitArrears(elsewhere(), first.id)
    expect(notices[0]).toMatchObject({ title: '十一月物业费催缴', issuedOn: today, prints: 1, amount: first.owed })

    await page.goto(new URL('/arrears', page.url()).href)
    await page.getByTestId(`tick-${first.id}`).click()
    await page.getByTestId('issue').click()
    await page.getByTestId('go-ahead').click()
    await page.getByText('今天已经发过通知单').waitFor()
  })

  test('cannot be seen by who has nothing to do with it', async () => {
    const page = await desk.open({ as: 'engineering', path: '/arrears' })
    await page.getByText('没有权限').first().waitFor()
    expect(await page.getByRole('link', { name: '欠费催缴' }).count()).toBe(0)
  })

  test.each(['/arrears', '/arrears?tab=notices', '/arrears?tab=contacts', '/arrears?tab=cases', '/arrears/batch/1'])(
    'can be read by everybody: %s',
    async (path) => {
      const page = await desk.open({ as: 'manager', path })
      await page.locator('table, article').first().waitFor()
      const found = await violations(page, { tags: ['wcag2a', 'wcag2aa'] })
      expect(found.map((one) => [one.id, one.nodes.map((node) => node.html)])).toEqual([])
    },
  )
})

describe("a unit's arrears", () => {
  test('take a promise by the keyboard; on its day it is on the dashboard and in the list', async () => {
    const unit = await debtor(30)
    const page = await desk.open({ as: 'cashier', path: `/arrears/unit/${unit.id}` })
    await eventually(() => page.getByTestId('unit-owed').textContent()).toContain(yuan(unit.owed))
    await page.keyboard.press('r')
    const dialog = page.getByRole('dialog')
    await dialog.getByText('答应缴费', { exact: true }).click()
    await page.getByTestId('promise-on').fill(today)
    await page.getByTestId('promise-amount').fill('100')
    await page.getByTestId('contact-note').fill('今天下班后来缴')
    await page.getByTestId('go-ahead').click()
    await eventually(() => page.getByTestId('contacts').textContent()).toContain('今天下班后来缴')
    // Who said it stands on one line beside what was said.
    const line = page.getByTestId('contacts').locator('li').first().getByText('陈美玲')
    expect((await line.boundingBox())?.height).toBeLessThan(25)
    await page.goto(new URL('/', page.url()).href)
    await page.getByTestId('due-promises').getByRole('link', { name: unit.display, exact: true }).waitFor()
    await page.goto(new URL('/arrears?tab=contacts&promise=due', page.url()).href)
    await page.getByText('今天下班后来缴').waitFor()
  })

  test('strike out a contact entered wrongly, with a reason; it stays on the card, the list and the evidence', async () => {
    const unit = await debtor(34)
    const wrong = { onDate: today, way: 'phone', outcome: 'promised', person: '', note: '打错了户' } as const
    const promise = { promiseOn: today, promiseAmount: 12_300, documented: true }
    await addContact(elsewhere(), unit.id, { ...wrong, ...promise })
    const others = await desk.open({ as: 'cashier', path: `/arrears/unit/${unit.id}` })
    await others.getByText('打错了户').waitFor()
    expect(await others.getByTestId('strike').count()).toBe(0)
    const page = await desk.open({ as: 'accountant', path: `/arrears/unit/${unit.id}` })
    const line = page.getByTestId('contacts').locator('li').filter({ hasText: '打错了户' })
    await line.getByTestId('strike').click()
    await page.getByTestId('reason').fill('记到别人家了')
    await page.getByTestId('confirm-reason').click()
    await line.getByText('作废：记到别人家了').waitFor()
    expect(await line.getByTestId('strike').count()).toBe(0)
    const lineThrough = (element: Element) => getComputedStyle(element).textDecorationLine
    expect(await line.getByText('打错了户').evaluate(lineThrough)).toBe('line-through')
    await page.goto(new URL('/arrears?tab=contacts', page.url()).href)
    await page.locator('s').getByText('打错了户').waitFor()
    await page.goto(new URL('/arrears?tab=contacts&promise=due', page.url()).href)
    await page.locator('tbody tr').first().waitFor()
    expect(await page.getByText('打错了户').count()).toBe(0)
    await page.goto(new URL(`/arrears/unit/${unit.id}/evidence`, page.url()).href)
    const row = page.getByTestId('evidence-paper').locator('tr').filter({ hasText: '打错了户' })
    await row.getByText('作废：记到别人家了').waitFor()
    expect(await row.evaluate(lineThrough)).toBe('line-through')
  })

  test('refuse a promise without a day, at its field', async () => {
    const unit = await debtor(31)
    const page = await desk.open({ as: 'front-desk', path: `/arrears/unit/${unit.id}` })
    await page.getByTestId('add-contact').click()
    await page.getByRole('dialog').getByText('答应缴费', { exact: true }).click()
    await page.getByTestId('promise-on').fill('')
    await page.getByTestId('go-ahead').click()
    await page.getByText('答应缴费的，请填写承诺日期').waitFor()
    // Who may not write off is not offered it.
    expect(await page.getByRole('button', { name: '核销' }).count()).toBe(0)
  })

  test('open a case and take it a step further', async () => {
    const unit = await debtor(32)
    const page = await desk.open({ as: 'accountant', path: `/arrears/unit/${unit.id}` })
    await page.getByTestId('open-case').click()
    await page.getByTestId('go-ahead').click()
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByTestId('go-ahead').click()
    await eventually(async () => (await unitArrears(elsewhere(), unit.id)).cases[0]?.state).toBe('suit')
    await page.getByRole('region', { name: '诉讼', exact: true }).getByText('起诉').first().waitFor()
  })

  test('ask for a write-off, which waits for somebody else', async () => {
    const unit = await debtor(33)
    const page = await desk.open({ as: 'cashier', path: `/arrears/unit/${unit.id}` })
    await page.getByRole('button', { name: '核销' }).first().click()
    await page.getByTestId('write-off-reason').fill('业主失联')
    await page.getByTestId('go-ahead').click()
    await page.getByText('已提交，等待审批').waitFor()
    const request = await elsewhere()
      .db.selectFrom('approval')
      .select(['kind', 'state', 'unit_id'])
      .where('unit_id', '=', unit.id)
      .executeTakeFirst()
    expect(request).toEqual({ kind: 'write-off', state: 'waiting', unit_id: unit.id })
  })

  test('ask for all that is owed to be written off with one request, which shows whoever decides every charge', async () => {
    const unit = await debtor(34)
    const page = await desk.open({ as: 'cashier', path: `/arrears/unit/${unit.id}` })
    await page.getByTestId('tick-all').check()
    await page.getByTestId('write-off-ticked').click()
    await page.getByTestId('write-off-sum').getByText(yuan(unit.owed)).waitFor()
    await page.getByTestId('write-off-reason').fill('业主失联')
    await page.getByTestId('write-off-reason').press('Control+Enter')
    await page.getByText('已提交，等待审批').waitFor()
    const asked = await elsewhere().db.selectFrom('approval').selectAll().where('unit_id', '=', unit.id).execute()
    await page.getByTestId('write-off-asked').first().waitFor()
    await eventually(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY')
    expect(await page.getByTestId('tick-all').isDisabled()).toBe(true)
    expect(asked).toMatchObject([{ kind: 'write-off', state: 'waiting', amount: unit.owed }])
    const owing = (await unitArrears(elsewhere(), unit.id)).account.charges.filter((charge) => charge.owed > 0)
    expect(owing.length).toBeGreaterThan(1)
    const manager = await desk.open({ as: 'manager', path: `/approvals?state=waiting&text=${unit.display}` })
    await manager.locator('tbody tr').filter({ hasText: '坏账核销' }).click()
    await eventually(() => manager.getByTestId('written-off').locator('tbody tr').count()).toBe(owing.length)
    await manager.getByTestId('approve').click()
    await manager.getByRole('dialog').waitFor({ state: 'detached' })
    expect((await unitArrears(elsewhere(), unit.id)).account.owed).toBe(0)
  })

  test('are set out as evidence: charges, payments, notices, contacts', async () => {
    const unit = await debtor(0)
    await addContact(elsewhere(), unit.id, {
      onDate: today,
      way: 'visit',
      outcome: 'refused',
      person: '',
      note: '当面送达，拒绝签收',
      promiseOn: null,
      promiseAmount: null,
      documented: true,
    })
    const page = await desk.open({ as: 'manager', path: `/arrears/unit/${unit.id}` })
    await page.getByTestId('evidence').click()
    const paper = page.getByTestId('evidence-paper')
    await paper.waitFor()
    const { account, notices } = await unitArrears(elsewhere(), unit.id)
    const text = (await paper.textContent()) ?? ''
    expect(text).toContain(yuan(account.owed))
    expect(text).toContain('当面送达，拒绝签收')
    for (const notice of notices) expect(text).toContain(notice.noticeNo)
    const download = page.waitForEvent('download')
    await page.keyboard.press('w')
    expect((await download).suggestedFilename()).toBe(`欠费证据材料 ${unit.display} ${today}.docx`)
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('navigation').isVisible()).toBe(false)
  })
})

test('the building map shows who owes how much, told apart without colour, and leads to the debt', async () => {
  const unit = await debtor(0)
  const { building_id } = await elsewhere()
    .db.selectFrom('unit')
    .select('building_id')
    .where('id', '=', unit.id)
    .executeTakeFirstOrThrow()
  const page = await desk.open({ as: 'cashier', path: `/estate/building/${building_id}` })
  await page.getByTestId('map-by').getByText('按欠费').click()
  const cell = page.locator(`[data-unit="${unit.id}"]`)
  await eventually(() => cell.getAttribute('data-debt')).toBe('more')
  expect(await cell.textContent()).toContain('●')
  await page.getByTestId('legend-more').click()
  await eventually(() => page.locator('[data-unit]:not([data-faint])').count()).toBeGreaterThan(0)
  await cell.click()
  await page.getByRole('heading', { level: 1 }).filter({ hasText: unit.display }).waitFor()
  expect(page.url()).toContain(`/arrears/unit/${unit.id}`)
})

test('a unit, its evidence and the map by arrears can be read by everybody', async () => {
  const unit = await debtor(0)
  const { building_id } = await elsewhere()
    .db.selectFrom('unit')
    .select('building_id')
    .where('id', '=', unit.id)
    .executeTakeFirstOrThrow()
  const page = await desk.open({ as: 'manager', language: 'en' })
  for (const path of [
    `/arrears/unit/${unit.id}`,
    `/arrears/unit/${unit.id}/evidence`,
    `/estate/building/${building_id}?by=arrears`,
  ]) {
    await page.goto(new URL(path, page.url()).href)
    await page.locator('main table, main article, main [data-debt]').first().waitFor()
    const found = await violations(page, { tags: ['wcag2a', 'wcag2aa'] })
    expect(found.map((one) => [path, one.id, one.nodes.map((node) => node.html)])).toEqual([])
  }
})

test('nothing went wrong in the backend meanwhile', () => {
  expect(desk.faults).toEqual([])
})
