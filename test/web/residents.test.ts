import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ResidentRole } from '../../electron/contract/vocabulary.ts'
import type { Actor, Desk as Core } from '../../electron/core/context.ts'
import { residentCard } from '../../electron/core/residents/repository.ts'
import { createPerson, transferOwnership, updatePerson } from '../../electron/core/residents/service.ts'
import { seriousOf } from './axe.ts'
import { type Desk, startDesk, today } from './desk.ts'

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

interface Household {
  readonly ownerId: number
  readonly owner: string
  readonly unitId: number
  readonly unit: string
}

/** The `nth` home whose one present owner lives there with somebody in each of the given roles. */
async function household(roles: readonly ResidentRole[], nth = 0): Promise<Household> {
  const present = (unit: string, role: string) =>
    sql<number>`(SELECT count(*) FROM residency r WHERE r.unit_id = ${sql.ref(unit)} AND r.role = ${role} AND r.to_on IS NULL)`
  let query = desk.host.office.db
    .selectFrom('residency')
    .innerJoin('person', 'person.id', 'residency.person_id')
    .innerJoin('unit', 'unit.id', 'residency.unit_id')
    .select(['person.id as ownerId', 'person.name as owner', 'unit.id as unitId', 'unit.display as unit'])
    .where('residency.role', '=', 'owner')
    .where('residency.to_on', 'is', null)
    .where(present('residency.unit_id', 'owner'), '=', 1)
    .where(sql<number>`(SELECT count(*) FROM residency r WHERE r.person_id = person.id)`, '=', 1)
  for (const role of roles) query = query.where(present('residency.unit_id', role), '>', 0)
  return query.orderBy('unit.id').offset(nth).limit(1).executeTakeFirstOrThrow()
}

async function unitWithout(role: ResidentRole): Promise<{ id: number; display: string }> {
  return desk.host.office.db
    .selectFrom('unit')
    .select(['id', 'display'])
    .where('kind', '=', 'residence')
    .where(sql<number>`(SELECT count(*) FROM residency r WHERE r.unit_id = unit.id AND r.role = ${role})`, '=', 0)
    .orderBy('id')
    .executeTakeFirstOrThrow()
}

async function openCard(page: Page, personId: number): Promise<void> {
  await page.goto(new URL(`/residents/${personId}`, page.url()).href)
  await page.getByTestId('spell').first().waitFor()
}

/** Finds by typing and takes the hit of that title. */
async function pick(page: Page, field: string, typed: string, title: string): Promise<void> {
  await page.getByTestId(field).fill(typed)
  await page.getByTestId('pick').filter({ hasText: title }).first().click()
  await eventually(() => page.getByTestId(field).inputValue()).toBe(title)
}

async function typeDate(page: Page, field: string, date: string): Promise<void> {
  await page.getByTestId(field).fill(date)
  await page.getByTestId(field).press('Tab')
}

describe('finding somebody', () => {
  test('by the initials of the name opens the right card, with the keyboard alone', async () => {
    const { rows } = await sql<{ initials: string; id: number; name: string }>`
      SELECT initials, id, name FROM person p WHERE kind = 'person' AND length(initials) = 3
        AND (SELECT count(DISTINCT kind || ref_id) FROM search_term WHERE term >= p.initials AND term < p.initials || '~') = 1
      ORDER BY id LIMIT 1`.execute(desk.host.office.db)
    const [one] = rows
    if (!one) throw new Error('no initials belong to one person alone')
    const page = await desk.open({ as: 'front-desk' })
    await page.keyboard.press('Control+k')
    await page.keyboard.type(one.initials)
    await eventually(() => page.getByTestId('search-hit').allTextContents()).toHaveLength(1)
    await page.keyboard.press('Enter')
    await page.waitForURL(new RegExp(`/residents/${one.id}$`))
    await page.getByRole('heading', { level: 1, name: one.name }).waitFor()
  })

  test('in the list by text, role, age and day, each remembered in the address', async () => {
    const page = await desk.open({ as: 'front-desk', path: '/residents' })
    const rows = page.locator('tbody tr')
    const home = await household(['family'])
    await page.getByTestId('filter-text').fill(home.unit)
    await eventually(() => rows.first().textContent()).toContain(home.owner)
    await page.getByTestId('filter-role').click()
    await page.getByRole('option', { name: '家属' }).click()
    await eventually(async () => [...new Set(await rows.locator('td:nth-child(2)').allTextContents())]).toEqual([
      '家属',
    ])
    await page.getByRole('button', { name: '清除筛选' }).click()
    await page.getByTestId('filter-ageFrom').check()
    await eventually(() => page.url()).toContain('ageFrom=60')
    await page.locator('th').filter({ hasText: '出生日期' }).click()
    await page.locator('th').filter({ hasText: '出生日期' }).click()
    await eventually(async () => {
      const youngest = (await rows.first().locator('td:nth-child(8)').textContent()) ?? ''
      return youngest > '1960-01-01' && youngest <= '1966-11-21'
    }).toBe(true)
    await page.reload()
    await eventually(() => page.getByTestId('filter-ageFrom').isChecked()).toBe(true)
  })

  test('shows ended spells only when asked for, and those of a day of the past', async () => {
    const page = await desk.open({ as: 'front-desk', path: '/residents' })
    const total = async () =>
      Number(/共 ([\d,]+) 条/.exec((await page.getByTestId('total').textContent()) ?? '')?.[1]?.replace(',', ''))
    const count = async (condition: string) =>
      Number(
        (
          await sql<{ n: number }>`SELECT count(*) AS n FROM residency WHERE ${sql.raw(condition)}`.execute(
            desk.host.office.db,
          )
        ).rows[0]?.n,
      )
    const on = (day: string) => `from_on <= '${day}' AND (to_on IS NULL OR to_on >= '${day}')`
    await eventually(total).toBe(await count(on(today)))
    await page.getByTestId('filter-all').check()
    await eventually(total).toBe(await count('1 = 1'))
    await page.getByTestId('filter-all').uncheck()
    await typeDate(page, 'filter-asOf', '2020-06-30')
    await eventually(total).toBe(await count(on('2020-06-30')))
  })
})

describe('the card', () => {
  test('shows the units, the household with links, and the timeline, newest first', async () => {
    const home = await household(['family'])
    const card = await residentCard(elsewhere(), home.ownerId)
    const page = await desk.open({ as: 'front-desk' })
    await openCard(page, home.ownerId)
    expect(await page.getByTestId('spell').first().textContent()).toContain(home.unit)
    expect(await page.getByTestId('member').count()).toBe(card.household.length)
    const dates = await page.getByTestId('timeline').locator('time').allTextContents()
    expect(dates).toEqual(card.timeline.map((entry) => entry.date))
    expect(dates).toEqual([...dates].sort().reverse())
    expect(await page.getByTestId('timeline').textContent()).toContain('成为业主')
    const member = card.household[0]
    await page
      .getByTestId('member')
      .getByRole('link', { name: member?.name ?? '' })
      .first()
      .click()
    await page.getByRole('heading', { level: 1, name: member?.name ?? '' }).waitFor()
    expect(await page.getByTestId('member').allTextContents()).toContainEqual(expect.stringContaining(home.owner))
  })

  test('filters the timeline by unit', async () => {
    const { rows } = await sql<{ person_id: number }>`
      SELECT person_id FROM residency GROUP BY person_id HAVING count(DISTINCT unit_id) > 1 ORDER BY 1 LIMIT 1`.execute(
      desk.host.office.db,
    )
    const card = await residentCard(elsewhere(), rows[0]?.person_id ?? 0)
    const unit = card.units[0]
    const page = await desk.open({ as: 'front-desk' })
    await openCard(page, card.id)
    await page.getByTestId('timeline-unit').click()
    await page.getByRole('option', { name: unit?.display ?? '' }).click()
    const shown = page.getByTestId('timeline').locator('li')
    await eventually(() => shown.count()).toBe(card.timeline.filter((entry) => entry.unitId === unit?.unitId).length)
    expect(card.timeline.length).toBeGreaterThan(await shown.count())
  })

  test('masks the ID number for the front desk; the accountant may see it, which is recorded', async () => {
    const { id, id_number: whole } = await desk.host.office.db
      .selectFrom('person')
      .select(['id', 'id_number'])
      .where('id_number', 'is not', null)
      .orderBy('id')
      .executeTakeFirstOrThrow()
    const front = await desk.open({ as: 'front-desk' })
    await openCard(front, id)
    expect(await front.getByTestId('id-number').textContent()).toMatch(/^\d{3}\*{13}.{2}$/)
    expect(await front.getByTestId('reveal').count()).toBe(0)
    expect(await front.content()).not.toContain(whole)

    const page = await desk.open({ as: 'accountant' })
    await openCard(page, id)
    expect(await page.getByTestId('id-number').textContent()).toMatch(/^\d{3}\*{13}.{2}$/)
    await page.getByTestId('reveal').click()
    await eventually(() => page.getByTestId('id-number').textContent()).toBe(whole)
    const history = page.getByRole('region', { name: '变更记录' })
    await history.getByText('查看证件号').waitFor()
    expect(await history.textContent()).toContain('郑雅萍')
    await page.getByTestId('reveal').click()
    expect(await page.getByTestId('id-number').textContent()).toMatch(/\*{13}/)
  })

  test('says so where the person is not there', async () => {
    const page = await desk.open({ as: 'front-desk', path: '/residents/999999' })
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('alert').textContent()).toContain('999999')
  })
})

describe('registering somebody', () => {
  test('with the unit picked by typing its number, opens the new card; what is wrong is said at its field', async () => {
    const page = await desk.open({ as: 'front-desk', path: '/residents' })
    await page.getByTestId('total').waitFor()
    await page.keyboard.press('n')
    await page.getByTestId('go-ahead').click()
    await eventually(() => page.getByTestId('name').getAttribute('aria-invalid')).toBe('true')
    expect(await page.getByTestId('unit-picker').getAttribute('aria-invalid')).toBe('true')
    await page.getByTestId('name').fill('欧阳试')
    await page.getByTestId('phone').fill('138 0000 7788，13900007799')
    await page.getByTestId('id-number').fill('110105194912310021')
    await eventually(() => page.getByTestId('birth-on').inputValue()).toBe('1949-12-31')
    await page.getByTestId('plates').fill('闽D·54321')
    await page.getByTestId('plates').press('Enter')
    await pick(page, 'unit-picker', '1-101', '1栋101')
    await page.getByTestId('role').click()
    await page.getByRole('option', { name: '联系人' }).click()
    await page.getByTestId('go-ahead').click()
    await page.getByText('身份证号的校验位不符').waitFor()
    expect(await page.getByTestId('name').inputValue()).toBe('欧阳试')
    await page.getByTestId('id-number').fill('11010519491231002X')
    await page.getByTestId('go-ahead').click()
    await page.waitForURL(/\/residents\/\d+$/)
    await page.getByRole('heading', { level: 1, name: '欧阳试' }).waitFor()
    const card = await page.locator('main').textContent()
    for (const words of ['13800007788', '13900007799', '闽D54321', '1栋101', '联系人', '110*************2X'])
      expect(card).toContain(words)
  })

  test('warns of people of the same name', async () => {
    const { owner, ownerId } = await household([])
    const page = await desk.open({ as: 'front-desk', path: '/residents' })
    await page.getByTestId('new-resident').click()
    await page.getByTestId('name').fill(owner)
    await page.getByTestId('same-name').waitFor()
    const links = page.getByTestId('same-name').getByRole('link')
    expect(await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')))).toContain(
      `/residents/${ownerId}`,
    )
  })

  test('is not offered to the cashier', async () => {
    const page = await desk.open({ as: 'cashier', path: '/residents' })
    await page.getByTestId('total').getByText('共').waitFor()
    expect(await page.getByTestId('new-resident').count()).toBe(0)
    await openCard(page, (await household([])).ownerId)
    for (const action of ['edit', 'transfer', 'add-unit', 'spell-actions', 'reveal'])
      expect(await page.getByTestId(action).count(), action).toBe(0)
  })
})

describe('changing somebody', () => {
  test('that another window has saved meanwhile shows what changed there, and keeps both when asked to', async () => {
    const home = await household(['family'], 1)
    const page = await desk.open({ as: 'front-desk' })
    await openCard(page, home.ownerId)
    await page.keyboard.press('e')
    await page.getByTestId('name').waitFor()
    const { version, fields } = await residentCard(elsewhere(), home.ownerId)
    await updatePerson(elsewhere(), home.ownerId, version, {
      ...fields,
      idNumber: undefined,
      clientClass: fields.clientClass === 'A' ? 'B' : 'A',
    })
    await page.getByTestId('phone').fill('13700001122')
    await page.getByTestId('go-ahead').click()
    const stale = page.getByTestId('stale')
    await stale.waitFor()
    expect(await stale.textContent()).toContain('苏文彬')
    expect(await stale.textContent()).toContain('客户分级')
    await page.getByTestId('stale-keep').click()
    await stale.waitFor({ state: 'detached' })
    await page.getByText('13700001122').first().waitFor()
    expect((await residentCard(elsewhere(), home.ownerId)).fields).toMatchObject({
      phone: '13700001122',
      clientClass: fields.clientClass === 'A' ? 'B' : 'A',
    })
  })

  test('gives a second unit and ends a spell on its last day, without losing it', async () => {
    const home = await household(['family'], 2)
    const second = await unitWithout('contact')
    const page = await desk.open({ as: 'front-desk' })
    await openCard(page, home.ownerId)
    await page.keyboard.press('a')
    await pick(page, 'unit-picker', second.display, second.display)
    await page.getByTestId('role').click()
    await page.getByRole('option', { name: '联系人' }).click()
    await typeDate(page, 'from-on', '2026-11-01')
    await typeDate(page, 'to-on', '2026-10-01')
    await page.getByTestId('go-ahead').click()
    await page.getByText('结束日 2026-10-01 早于起始日 2026-11-01').waitFor()
    await page.getByTestId('to-on').fill('')
    await page.getByTestId('go-ahead').click()
    await eventually(() => page.getByTestId('spell').count()).toBe(2)

    const row = page.getByTestId('spell').filter({ hasText: second.display })
    await row.getByTestId('spell-actions').click()
    await page.getByTestId('end-spell').click()
    await eventually(() => page.getByTestId('to-on').inputValue()).toBe(today)
    await typeDate(page, 'to-on', '2026-11-20')
    await page.getByTestId('go-ahead').click()
    await eventually(() => row.textContent()).toContain('2026-11-20')
    expect(await page.getByTestId('spell').last().textContent()).toContain(second.display)
  })
})

describe('a transfer of ownership', () => {
  test('from the card: preview, then a new spell for the new owner, and the old owner’s history as it was', async () => {
    const home = await household(['tenant', 'family'])
    const before = await residentCard(elsewhere(), home.ownerId)
    const page = await desk.open({ as: 'front-desk' })
    await openCard(page, home.ownerId)
    await page.keyboard.press('t')
    await page.waitForURL(/\/residents\/transfer/)
    await page.getByTestId('new-owner').click()
    await page.getByTestId('owner-name').fill('司徒新')
    await page.getByTestId('owner-phone').fill('13600009911')
    await typeDate(page, 'transfer-on', '2026-11-10')
    const preview = page.getByTestId('preview')
    await eventually(() => preview.textContent()).toContain(
      `自 2026-11-10 起，${home.unit} 的业主由 ${home.owner} 变更为 司徒新。`,
    )
    const family = before.household.filter((member) => member.role === 'family')
    const tenant = before.household.find((member) => member.role === 'tenant')
    expect(await preview.textContent()).toContain(`同时到 2026-11-09 为止：${family[0]?.name}（家属）`)
    expect(await preview.textContent()).toContain(`继续有效：${tenant?.name}（租户）`)
    await page.getByTestId('record-transfer').click()
    await page.getByTestId('transfer-done').waitFor()

    const old = await residentCard(elsewhere(), home.ownerId)
    expect(old.units).toMatchObject([{ fromOn: before.units[0]?.fromOn, toOn: '2026-11-09', current: false }])
    expect(old.timeline.slice(1)).toEqual(before.timeline)
    await page.getByRole('link', { name: '司徒新 的住户卡' }).click()
    await page.getByRole('heading', { level: 1, name: '司徒新' }).waitFor()
    expect(await page.getByTestId('spell').textContent()).toContain('2026-11-10')
    await openCard(page, home.ownerId)
    expect(await page.getByTestId('spell').textContent()).toContain('2026-11-09')
    expect(await page.getByTestId('timeline').locator('li').count()).toBe(before.timeline.length + 1)
    expect(await page.getByTestId('transfer').count()).toBe(0)
  })

  test('to somebody known, found by initials, and is refused on a day before the owner’s time, keeping what was typed', async () => {
    const home = await household(['family'], 4)
    const known = await createPerson(
      elsewhere(),
      { ...(await residentCard(elsewhere(), home.ownerId)).fields, name: '诸葛验', idNumber: null, plates: [] },
      (await unitWithout('tenant')).id,
      { role: 'tenant', fromOn: '2026-01-01', toOn: null },
    )
    const page = await desk.open({ as: 'front-desk', path: `/residents/transfer?unit=${home.unitId}` })
    await eventually(() => page.getByTestId('owner-picker').evaluate((field) => field === document.activeElement)).toBe(
      true,
    )
    await page.getByTestId('record-transfer').click()
    await page.getByText('请从列表中选一位').waitFor()
    await pick(page, 'owner-picker', 'zgy', '诸葛验')
    await typeDate(page, 'transfer-on', '2001-01-01')
    await page.getByTestId('record-transfer').click()
    await page.getByText('过户日 2001-01-01 不晚于现业主的起始日').waitFor()
    expect(await page.getByTestId('owner-picker').inputValue()).toBe('诸葛验')
    await typeDate(page, 'transfer-on', 't')
    await eventually(() => page.getByTestId('transfer-on').inputValue()).toBe(today)
    await page.keyboard.press('Control+s')
    await page.getByTestId('transfer-done').waitFor()
    const card = await residentCard(elsewhere(), known)
    expect(card.units.find((unit) => unit.unitId === home.unitId)).toMatchObject({
      role: 'owner',
      fromOn: today,
      toOn: null,
    })
  })

  test('leaves old debts with the old owner: the new owner’s card says who owes them, and each card has its own certificate', async () => {
    const { unitId, owner, name } = await desk.host.office.db
      .selectFrom('charge')
      .innerJoin('outstanding', 'outstanding.charge_id', 'charge.id')
      .innerJoin('person', 'person.id', 'charge.debtor_id')
      .select(['charge.unit_id as unitId', 'person.id as owner', 'person.name'])
      .where('outstanding.to_on', '>', '2099')
      .where('charge.debtor_kind', '=', 'owner')
      .orderBy('charge.unit_id')
      .executeTakeFirstOrThrow()
    const fields = { ...(await residentCard(elsewhere(), owner)).fields, name: '尉迟接', idNumber: null, plates: [] }
    const before = await desk.open({ as: 'front-desk', path: `/residents/transfer?unit=${unitId}` })
    await eventually(() => before.getByTestId('old-debt').textContent()).toMatch(/^还欠 [1-9]/)
    await transferOwnership(elsewhere(), { unitId, on: today, newOwners: [{ fields }], endResidencyIds: [] })
    const page = await desk.open({ as: 'front-desk', path: `/residents/${owner}` })
    const owed = page.getByTestId('owed').first()
    await eventually(() => owed.textContent()).toMatch(/^[1-9][\d,]*\.\d\d$/)
    const debt = await owed.textContent()
    await page.getByRole('link', { name: '结清证明' }).first().click()
    await eventually(() => page.getByTestId('still-owes').textContent()).toContain(name)
    await page.goto(new URL(`/estate/unit/${unitId}`, page.url()).href)
    await page.getByTestId('people').getByText('尉迟接').click()
    await page.getByRole('heading', { level: 1, name: '尉迟接' }).waitFor()
    await eventually(() => owed.textContent()).toBe(`0.00另有 ${name} 欠 ${debt}`)
  })

  test('is not for the cashier', async () => {
    const page = await desk.open({ as: 'cashier', path: '/residents/transfer' })
    await page.getByText('没有权限').first().waitFor()
  })
})

// In English and dark: what else this file does, it does in Chinese and light.
describe('axe finds nothing serious on', () => {
  async function findings(page: Page): Promise<string[]> {
    return (await seriousOf(page)).map(
      (violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(' ')).join(', ')}`,
    )
  }

  test('the list, the card, the forms and the transfer', async () => {
    const home = await household(['family'], 6)
    const page = await desk.open({ as: 'manager', language: 'en', dark: true, path: '/residents' })
    await page.locator('tbody tr').first().waitFor()
    expect(await findings(page), 'list').toEqual([])
    await page.keyboard.press('n')
    await page.getByTestId('name').waitFor()
    await page.getByTestId('go-ahead').click()
    await eventually(() => page.getByTestId('name').getAttribute('aria-invalid')).toBe('true')
    expect(await findings(page), 'new').toEqual([])
    await openCard(page, home.ownerId)
    expect(await findings(page), 'card').toEqual([])
    await page.keyboard.press('e')
    await page.getByTestId('name').waitFor()
    expect(await findings(page), 'edit').toEqual([])
    await page.goto(new URL(`/residents/transfer?unit=${home.unitId}`, page.url()).href)
    await page.getByTestId('new-owner').click()
    await page.getByTestId('owner-name').fill('某人')
    await page.getByTestId('preview').waitFor()
    expect(await findings(page), 'transfer').toEqual([])
  }, 150_000)
})

test('leaves no fault in the log', () => {
  expect(desk.faults).toEqual([])
})
