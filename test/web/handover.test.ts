import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../../electron/contract/roles.ts'
import type { Actor, Desk as Core } from '../../electron/core/context.ts'
import { unitDetail } from '../../electron/core/estate/repository.ts'
import { appointHandover, handoverDetail, recordHandover } from '../../electron/core/handover/service.ts'
import { summaryOf } from '../../electron/core/summary/engine.ts'
import { seriousOf } from './axe.ts'
import { type Desk, type OpenOptions, startDesk, today } from './desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await startDesk()
})
afterAll(() => desk.close())

/** The office as somebody at another window has it. */
function elsewhere(name = '苏文彬'): Core {
  const actor: Actor = { id: 6, name, roles: ['administrator'] }
  return { db: desk.host.office.db, clock: desk.host.clock, actor }
}

/** What will be so once the page has caught up, on a slow machine too. */
const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 15_000 })

interface Home {
  readonly id: number
  readonly display: string
  readonly room: string
}

let homes: Home[] = []

/** The `nth` home that is ready, overdue and without an appointment; every test takes one of its own. */
async function overdueHome(nth: number): Promise<Home> {
  const { db } = desk.host.office
  if (homes.length === 0) {
    homes = await db
      .selectFrom('unit')
      .select(['id', 'display', 'room'])
      .where('handed_over_on', 'is', null)
      .where('due_on', '<', today)
      .where('kind', '=', 'residence')
      .where('id', 'not in', db.selectFrom('handover').select('unit_id'))
      .orderBy('due_on')
      .orderBy('sort_key')
      .execute()
  }
  const home = homes[nth]
  if (!home) throw new Error(`the sample office has no overdue home ${nth}`)
  return home
}

/** A checklist with an appointment for today, its page opened. */
async function openChecklist(
  nth: number,
  role: Role = 'front-desk',
  look: Pick<OpenOptions, 'language' | 'dark'> = {},
) {
  const unit = await overdueHome(nth)
  const id = await appointHandover(elsewhere(), {
    unitId: unit.id,
    appointedOn: today,
    appointedTime: '09:30',
    receiver: '陈立新',
  })
  const page = await desk.open({ ...look, as: role, path: `/handover/${id}` })
  await page.getByRole('heading', { level: 1 }).filter({ hasText: unit.display }).waitFor()
  return { page, id, unit }
}

/** Answers everything from another window. */
async function fillIn(id: number, answers: Readonly<Record<string, string>> = {}): Promise<void> {
  const { version, items, ...detail } = await handoverDetail(elsewhere(), id)
  const good = { inspection: 'ok', meter: '12.5', document: 'signed' } as const
  await recordHandover(elsewhere(), id, version, {
    ...detail,
    items: items.map((item) => ({ id: item.id, result: answers[item.name] ?? good[item.kind], note: item.note })),
  })
}

const done = async () => {
  const { figures } = await summaryOf(desk.host.office.db, 2026, today)
  return figures.find((figure) => figure.id === 'handover/done')?.value ?? 0
}

/** The row of a unit on the due list, of a room on the list of records. */
const dueRow = (page: Page, unitId: number) => page.locator(`tbody tr:has(a[href="/estate/unit/${unitId}"])`)
const recordRow = (page: Page, room: string) =>
  page.locator('tbody tr').filter({ has: page.getByRole('cell', { name: room, exact: true }) })

const saved = (page: Page) => page.getByTestId('saved-state').getByText('已全部保存').waitFor()
const press = async (page: Page, keys: string) => {
  for (const key of keys) await page.keyboard.press(key)
}

describe('the list of what is due', () => {
  test('has tabs with counts, and the one a link asks for', async () => {
    const page = await desk.open({ as: 'front-desk', path: '/handover?when=overdue' })
    const rows = page.locator('tbody tr')
    const { n } = await desk.host.office.db
      .selectFrom('unit')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .where('handed_over_on', 'is', null)
      .where('due_on', '<', today)
      .executeTakeFirstOrThrow()
    await eventually(() => page.getByTestId('count-overdue').textContent()).toBe(String(n))
    await eventually(() => page.getByTestId('tab-overdue').getAttribute('aria-selected')).toBe('true')
    await eventually(() => rows.count()).toBe(n)
    await page.keyboard.press('4')
    await eventually(() => new URL(page.url()).searchParams.get('tab')).toBe('done')
    await page.getByText('还没有经验房单办理的交房').waitFor()
    await page.reload()
    await eventually(() => page.getByTestId('tab-done').getAttribute('aria-selected')).toBe('true')
    await page.keyboard.press('1')
    await eventually(() => rows.count()).toBeGreaterThan(n)
  })

  test('makes an appointment with the keyboard alone, and shows it on its tab', async () => {
    const unit = await overdueHome(0)
    const page = await desk.open({ as: 'front-desk', path: '/handover?when=overdue' })
    await page.locator('tbody tr').first().focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByText(unit.display).first().waitFor()
    await eventually(() => page.getByTestId('appointed-on').inputValue()).toBe(today)
    await page.getByTestId('appointed-on').fill('+2')
    await page.keyboard.press('Tab')
    await page.getByTestId('time').fill('14点')
    await page.keyboard.press('Enter')
    await eventually(() => page.getByTestId('count-appointed').textContent()).toBe('5')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('3')
    const row = dueRow(page, unit.id)
    await eventually(() => row.textContent()).toContain('2026-11-23')
    await page.keyboard.press('Escape')
    await row.click()
    await page.waitForURL(/\/handover\/\d+$/)
    await eventually(() => page.getByTestId('time').inputValue()).toBe('14:00')
  })

  test('says at its field what is wrong with a time and keeps it', async () => {
    const page = await desk.open({ as: 'front-desk', path: '/handover?when=overdue' })
    await page.getByTestId('next-step').first().click()
    await page.getByTestId('time').fill('25:99')
    await page.getByTestId('go-ahead').click()
    await page.getByText('不是时间，例如 9:30 或 0930').waitFor()
    expect(await page.getByTestId('time').inputValue()).toBe('25:99')
  })

  test('opens the unit for those who make no appointments', async () => {
    const page = await desk.open({ as: 'cashier', path: '/handover?when=overdue' })
    await page.locator('tbody tr').first().waitFor()
    expect(await page.getByTestId('next-step').count()).toBe(0)
    await page.locator('tbody tr').nth(4).click()
    await page.waitForURL(/\/estate\/unit\/\d+$/)
  })
})

describe('the checklist', () => {
  test('goes from the due list to handed over; then the unit is not due and the year has one more', async () => {
    const unit = await overdueHome(1)
    const before = await done()
    const page = await desk.open({ as: 'front-desk', path: '/handover?when=overdue' })
    const row = dueRow(page, unit.id)
    await row.waitFor()
    const rows = await page.locator('tbody tr').count()
    await row.getByTestId('next-step').click()
    await page.getByTestId('appoint-and-open').click()
    await page.waitForURL(/\/handover\/\d+$/)
    await eventually(() => page.getByTestId('handover-state').textContent()).toBe('已预约')

    await press(page, '112')
    await page.keyboard.type('阳台顶有水渍 1 处')
    await page.keyboard.press('Enter')
    await press(page, '1111131')
    expect(await page.getByTestId('progress-inspection').textContent()).toBe('10 / 10')
    for (const reading of ['12.5', '1208x', '0.3']) {
      await page.keyboard.type(reading)
      await page.keyboard.press('Enter')
    }
    await press(page, '1111')
    expect(await page.getByTestId('progress-document').textContent()).toBe('4 / 5')
    expect(await page.getByTestId('missing').textContent()).toContain('业主信息登记表')
    await press(page, '1')
    await page.getByTestId('nothing-missing').waitFor()
    await page.getByTestId('keys').fill('6')
    await page.keyboard.press('Control+s')
    await saved(page)
    await eventually(() => page.getByTestId('handover-state').textContent()).toBe('验房中')

    await page.keyboard.press('Control+Enter')
    await eventually(() => page.getByTestId('done-on').inputValue()).toBe(today)
    expect(await page.getByRole('dialog').textContent()).toContain('墙面、地面、顶棚')
    await page.getByTestId('go-ahead').click()
    await eventually(() => page.getByTestId('handover-state').textContent()).toBe('已交房')
    expect(await page.getByTestId('save').count()).toBe(0)
    const text = await page.locator('main').textContent()
    for (const words of ['阳台顶有水渍 1 处', '1208', '0.3']) expect(text).toContain(words)
    expect(await done()).toBe(before + 1)

    await page.goto(new URL('/handover?tab=overdue', page.url()).href)
    await eventually(() => page.locator('tbody tr').count()).toBe(rows - 1)
    expect(await row.count()).toBe(0)
    await page.getByTestId('tab-done').click()
    await eventually(() => recordRow(page, unit.room).textContent()).toContain(today)
  })

  test('is not handed over while something is missing, says what, and goes to the first of it', async () => {
    const { page, id } = await openChecklist(2)
    await press(page, '1111')
    await page.getByTestId('complete').click()
    const told = page.getByTestId('incomplete')
    await told.waitFor()
    expect(await told.textContent()).toContain('未验：给排水、强电与开关插座')
    expect(await told.textContent()).toContain('未抄表：水表、电表、燃气表')
    expect(await told.textContent()).toContain('未签署：房屋验收单')
    expect(await page.getByRole('dialog').count()).toBe(0)
    await press(page, '2')
    await eventually(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('给排水的说明')
    expect((await handoverDetail(elsewhere(), id)).state).toBe('appointed')
  })

  test('shows why a day is refused, and takes the right one', async () => {
    const { page, id } = await openChecklist(3)
    await fillIn(id)
    await page.reload()
    await page.getByTestId('nothing-missing').waitFor()
    await page.getByTestId('complete').click()
    await page.getByTestId('done-on').fill('2001-01-01')
    await page.keyboard.press('Enter')
    await page.getByText('交房日 2001-01-01 早于达到交房条件').waitFor()
    expect(await page.getByTestId('done-on').getAttribute('aria-invalid')).toBe('true')
    await page.getByTestId('done-on').fill('-1')
    await page.keyboard.press('Enter')
    await eventually(() => page.getByTestId('handover-state').textContent()).toBe('已交房')
    expect(await handoverDetail(elsewhere(), id)).toMatchObject({ state: 'done', doneOn: '2026-11-20' })
  })

  test('that somebody else saved meanwhile keeps both people’s answers when asked to', async () => {
    const { page, id } = await openChecklist(4)
    await press(page, '1')
    await fillIn(id, { 窗与玻璃: 'defect', 入户门与锁: '' })
    await page.keyboard.press('Control+s')
    const stale = page.getByTestId('stale')
    await stale.waitFor()
    expect(await stale.textContent()).toContain('苏文彬')
    expect(await stale.textContent()).toContain('窗与玻璃 有缺陷')
    await page.getByTestId('stale-keep').click()
    await stale.waitFor({ state: 'detached' })
    await saved(page)
    const { items } = await handoverDetail(elsewhere(), id)
    const result = (name: string) => items.find((item) => item.name === name)?.result
    expect([result('入户门与锁'), result('窗与玻璃'), result('水表')]).toEqual(['ok', 'defect', '12.5'])
  })

  test('keeps on through several saves, and asks before what is not saved is lost', async () => {
    const { page, id } = await openChecklist(5)
    await press(page, '1')
    await page.keyboard.press('Control+s')
    await saved(page)
    await press(page, '1')
    await page.getByTestId('saved-state').getByText('有尚未保存的内容').waitFor()
    await page.keyboard.press('Control+s')
    await saved(page)
    expect((await handoverDetail(elsewhere(), id)).items.filter((item) => item.result === 'ok')).toHaveLength(2)
    await press(page, '1')
    await page.getByRole('link', { name: '住户' }).click()
    await page.getByRole('dialog').waitFor()
    expect(page.url()).toContain(`/handover/${id}`)
    await page.getByRole('dialog').getByRole('button', { name: '取消' }).click()
    await eventually(() => page.getByTestId('progress-inspection').textContent()).toBe('3 / 10')
  })

  test('is called off with a reason and is history then', async () => {
    const { page, unit } = await openChecklist(6)
    await page.getByTestId('more').click()
    await page.getByTestId('cancel-handover').click()
    await page.getByTestId('reason').fill('业主出差，改期')
    await page.getByTestId('confirm-reason').click()
    await eventually(() => page.getByTestId('handover-state').textContent()).toBe('已取消')
    await page.getByText('原因：业主出差，改期').waitFor()
    await page.goto(new URL('/handover?tab=done&state=cancelled', page.url()).href)
    await recordRow(page, unit.room).waitFor()
  })

  test('is filled in by the engineer, who hands nothing over, and only read by the cashier', async () => {
    const { page, id } = await openChecklist(7, 'engineering')
    await press(page, '1')
    await page.keyboard.press('Control+s')
    await saved(page)
    expect(await page.getByTestId('complete').count()).toBe(0)
    expect(await page.getByTestId('more').count()).toBe(0)
    const other = await desk.open({ as: 'cashier', path: `/handover/${id}` })
    await other.getByText('合格').first().waitFor()
    expect(await other.getByTestId('save').count()).toBe(0)
  })

  test('prints as a sheet with boxes, readings and lines to sign on, and nothing of the screen', async () => {
    const { page, unit } = await openChecklist(8)
    await press(page, '12')
    await page.keyboard.press('Control+s')
    await saved(page)
    await page.emulateMedia({ media: 'print' })
    const sheet = page.getByTestId('sheet')
    await eventually(() => sheet.isVisible()).toBe(true)
    const text = await sheet.innerText()
    for (const words of [unit.display, '陈立新', '水表读数', '业主（接房人）签字', '物业服务中心签字'])
      expect(text).toContain(words)
    expect(text.match(/☑/g)).toHaveLength(2)
    for (const screen of ['save', 'missing', 'inspection', 'search'])
      expect(await page.getByTestId(screen).first().isVisible(), screen).toBe(false)
  })
})

describe('on the page of a unit', () => {
  async function unitWith(condition: 'vacant' | 'decorating' | 'lived-in'): Promise<{ id: number; display: string }> {
    const { db } = elsewhere()
    const units = await db
      .selectFrom('unit')
      .select(['id', 'display'])
      .where('handed_over_on', 'is not', null)
      .where('kind', '=', 'residence')
      .execute()
    const wanted = { vacant: 'vacant', decorating: 'decorating', 'lived-in': 'decorated-resident' }[condition]
    for (const unit of units) if ((await unitDetail(elsewhere(), unit.id)).occupancy === wanted) return unit
    throw new Error(`no unit is ${condition}`)
  }

  test('moving in closes the decoration that is under way', async () => {
    const unit = await unitWith('decorating')
    const page = await desk.open({ as: 'front-desk', path: `/estate/unit/${unit.id}` })
    await page.getByTestId('move-in').click()
    await eventually(() => page.getByTestId('moved-in-on').inputValue()).toBe(today)
    await page.getByTestId('moved-in-on').fill('2001-01-01')
    await page.getByTestId('go-ahead').click()
    await page.getByText('早于交房日').waitFor()
    expect(await page.getByTestId('moved-in-on').getAttribute('aria-invalid')).toBe('true')
    await page.getByTestId('moved-in-on').fill('t')
    await page.getByTestId('decoration-finished-on').fill('-1')
    await page.getByTestId('decoration-finished-on').press('Enter')
    await page.getByTestId('move-out').waitFor()
    expect(await unitDetail(elsewhere(), unit.id)).toMatchObject({ occupancy: 'decorated-resident' })
    expect((await unitDetail(elsewhere(), unit.id)).stays.at(-1)).toMatchObject({ movedInOn: today, movedOutOn: null })
  })

  test('moving out leaves it empty from that day', async () => {
    const unit = await unitWith('lived-in')
    const page = await desk.open({ as: 'front-desk', path: `/estate/unit/${unit.id}` })
    await page.getByTestId('move-out').click()
    await page.getByTestId('moved-out-on').fill('+1')
    await page.getByTestId('go-ahead').click()
    await page.getByText('晚于今天').waitFor()
    await page.getByTestId('moved-out-on').fill('t')
    await page.getByTestId('go-ahead').click()
    await page.getByTestId('move-in').waitFor()
    expect(await unitDetail(elsewhere(), unit.id)).toMatchObject({ occupancy: 'decorated-vacant' })
  })

  test('offers the appointment, then its checklist, and to the cashier neither', async () => {
    const unit = await overdueHome(9)
    const cashier = await desk.open({ as: 'cashier', path: `/estate/unit/${unit.id}` })
    await cashier.getByRole('heading', { level: 1, name: unit.display }).waitFor()
    expect(await cashier.getByTestId('appoint').count()).toBe(0)
    const page = await desk.open({ as: 'front-desk', path: `/estate/unit/${unit.id}` })
    await page.getByTestId('appoint').click()
    await page.getByTestId('go-ahead').click()
    await page.getByTestId('open-handover').click()
    await page.waitForURL(/\/handover\/\d+$/)
  })
})

// In English and dark: what else this file does, it does in Chinese and light.
describe('axe finds nothing serious on', () => {
  async function findings(page: Page): Promise<string[]> {
    return (await seriousOf(page)).map(
      (violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(' ')).join(', ')}`,
    )
  }

  test('the lists, the appointment, the checklist and its end', async () => {
    const { page, id } = await openChecklist(10, 'manager', { language: 'en', dark: true })
    await press(page, '12')
    await page.keyboard.type('x')
    await page.getByTestId('complete').click()
    await page.getByTestId('incomplete').waitFor()
    expect(await findings(page), 'checklist').toEqual([])
    await page.keyboard.press('Control+s')
    await page.getByTestId('handover-state').getByText('Inspecting').waitFor()
    await fillIn(id, { 窗与玻璃: 'defect', 燃气: 'none' })
    await page.goto(new URL('/handover', page.url()).href)
    await page.locator('tbody tr').first().waitFor()
    expect(await findings(page), 'due').toEqual([])
    await page.getByTestId('next-step').first().click()
    await page.getByTestId('appointed-on').waitFor()
    expect(await findings(page), 'appointment').toEqual([])
    await page.goto(new URL(`/handover/${id}`, page.url()).href)
    await page.getByTestId('nothing-missing').waitFor()
    expect(await findings(page), 'full checklist').toEqual([])
    await page.getByTestId('complete').click()
    await page.getByTestId('done-on').waitFor()
    expect(await findings(page), 'complete').toEqual([])
    await page.getByTestId('go-ahead').click()
    await page.getByTestId('save').waitFor({ state: 'detached' })
    expect(await findings(page), 'done').toEqual([])
    await page.goto(new URL('/handover?tab=done', page.url()).href)
    await page.locator('tbody tr').first().waitFor()
    expect(await findings(page), 'records').toEqual([])
  }, 150_000)
})

test('leaves no fault in the log', () => {
  expect(desk.faults).toEqual([])
})
