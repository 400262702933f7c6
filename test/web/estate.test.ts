import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { occupancyCategories } from '../../electron/contract/vocabulary.ts'
import type { Actor, Desk as Core } from '../../electron/core/context.ts'
import { occupancyOn } from '../../electron/core/estate/facts.ts'
import { factsOf } from '../../electron/core/estate/repository.ts'
import { updateUnit } from '../../electron/core/estate/service.ts'
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

async function unitCalled(display: string): Promise<number> {
  const unit = await desk.host.office.db
    .selectFrom('unit')
    .select('id')
    .where('display', '=', display)
    .executeTakeFirstOrThrow()
  return unit.id
}

async function buildingCalled(name: string): Promise<number> {
  const building = await desk.host.office.db
    .selectFrom('building')
    .select('id')
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
  return building.id
}

async function unitRow(id: number) {
  return desk.host.office.db.selectFrom('unit').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}

/** The machine may be busy: what must come true has time for it. */
const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 20_000 })

/** Types a date as a clerk does and leaves the field. */
async function typeDate(page: Page, field: string, date: string): Promise<void> {
  await page.getByTestId(field).fill(date)
  await page.getByTestId(field).press('Tab')
}

describe('the list of units', () => {
  test('shows the units of the place that is chosen in the tree', async () => {
    const page = await desk.open({ as: 'front-desk', path: '/estate' })
    const total = page.getByTestId('total')
    const all = await desk.host.office.db.selectFrom('unit').select('id').execute()
    await eventually(() => total.textContent()).toContain(all.length.toLocaleString('en'))

    await page.getByTestId('place-tree').getByText('B区', { exact: true }).click()
    await eventually(() => total.textContent()).toContain('共 422 条')
    await page.getByTestId('place-tree').getByText('AC区', { exact: true }).click()
    await page.getByTestId('place-tree').getByText('1栋', { exact: true }).click()
    await eventually(() => total.textContent()).toContain('共 24 条')
    await eventually(() => page.locator('td:nth-child(2)').allTextContents()).toEqual(Array(24).fill('1栋'))
    expect(new URL(page.url()).searchParams.get('building')).toBe(String(await buildingCalled('1栋')))
  })

  test('is filtered from the tree with the keyboard alone, and leads on to the building map', async () => {
    const page = await desk.open({ as: 'front-desk', path: '/estate' })
    await page.getByTestId('place-tree').getByRole('treeitem').first().focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await eventually(() => page.getByTestId('total').textContent()).toContain('共 24 条')
    await page.keyboard.press('m')
    await page.waitForURL(/\/estate\/building\/1$/)
    await page.getByRole('heading', { name: '1栋' }).waitFor()
  })

  test('has the tree folded away and the place filters instead, and remembers it', async () => {
    const page = await desk.open({ as: 'front-desk', path: '/estate' })
    await page.getByTestId('hide-tree').click()
    await page.getByTestId('filter-area').waitFor()
    await page.reload()
    await page.getByTestId('filter-area').waitFor()
    expect(await page.getByTestId('place-tree').count()).toBe(0)
    await page.getByTestId('show-tree').click()
    await page.getByTestId('place-tree').waitFor()
  })

  test('shows the occupancy of another day', async () => {
    const page = await desk.open({ as: 'front-desk', path: '/estate?occupancy=undelivered&asOf=2015-01-01' })
    const all = await desk.host.office.db.selectFrom('unit').select('id').execute()
    await eventually(() => page.getByTestId('total').textContent()).toContain(all.length.toLocaleString('en'))
  })
})

describe('the places', () => {
  test('are created and renamed by a manager, and the units take the new number', async () => {
    const page = await desk.open({ as: 'manager', path: '/estate' })
    await page.getByTestId('place-tree').getByText('别墅区', { exact: true }).click()
    await page.getByTestId('manage-places').click()
    await page.getByTestId('new-building').click()
    await page.getByTestId('place-name').fill('31栋')
    await page.keyboard.press('Enter')
    // There is one of this name already.
    await page.getByText('已有“31栋”').waitFor()
    await page.getByTestId('place-name').fill('88栋')
    await page.keyboard.press('Enter')
    await page.getByTestId('place-tree').getByText('88栋', { exact: true }).click()
    const building = await buildingCalled('88栋')
    await page.waitForURL(new RegExp(`building=${building}`))

    await page.keyboard.press('n')
    await page.getByTestId('field-room').fill('101')
    await page.getByTestId('field-areaCenti').fill('210.5')
    await page.getByTestId('go-ahead').click()
    await page.waitForURL(/\/estate\/unit\/\d+/)
    await page.getByRole('heading', { name: '88栋101' }).waitFor()
    expect((await unitRow(await unitCalled('88栋101'))).area_centi).toBe(21_050)

    await page.goBack()
    await page.getByTestId('manage-places').click()
    await page.getByTestId('rename-place').click()
    await page.getByTestId('place-name').fill('89栋')
    await page.keyboard.press('Enter')
    await page.getByTestId('place-tree').getByText('89栋', { exact: true }).waitFor()
    expect(await unitCalled('89栋101')).toBeGreaterThan(0)
  })

  test('are not offered for change to the front desk, and neither are new units and removal', async () => {
    const page = await desk.open({ as: 'front-desk', path: '/estate?building=1&area=1' })
    await page.getByTestId('open-map').waitFor()
    expect(await page.getByTestId('manage-places').count()).toBe(0)
    expect(await page.getByTestId('new-unit').count()).toBe(0)
    await page.keyboard.press('n')
    await page.goto(new URL(`/estate/unit/${await unitCalled('2栋101')}`, page.url()).href)
    await page.getByTestId('edit-stay').waitFor()
    expect(await page.getByTestId('edit-unit').count()).toBe(1)
    expect(await page.getByTestId('remove-stay').count()).toBe(0)
    await page.goto(new URL('/estate/zones', page.url()).href)
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await page.getByTestId('new-zone').count()).toBe(0)
  })

  test('a cashier sees a unit and changes nothing', async () => {
    const page = await desk.open({ as: 'cashier', path: `/estate/unit/${await unitCalled('2栋101')}` })
    await page.getByTestId('timeline').waitFor()
    for (const id of ['edit-unit', 'add-spell', 'edit-stay', 'remove-stay']) {
      expect(await page.getByTestId(id).count(), id).toBe(0)
    }
    await page.keyboard.press('e')
    await page.keyboard.press('a')
    expect(await page.getByRole('dialog').count()).toBe(0)
  })
})

describe('the building map', () => {
  /** Counted from each unit's facts by the rule itself, not by the query that the page uses. */
  async function countedOn(building: number, date: string): Promise<Record<string, number>> {
    const { db } = desk.host.office
    const units = await db.selectFrom('unit').select('id').where('building_id', '=', building).execute()
    const counts: Record<string, number> = {}
    for (const unit of units) {
      const category = occupancyOn(await factsOf(db, unit.id), date)
      counts[category] = (counts[category] ?? 0) + 1
    }
    return counts
  }

  async function shownOn(page: Page): Promise<Record<string, number>> {
    const counts: Record<string, number> = {}
    for (const category of occupancyCategories) {
      const count = page.getByTestId(`count-${category}`)
      if ((await count.count()) > 0) counts[category] = Number(await count.textContent())
    }
    return counts
  }

  test('counts every category as the facts say, on any day', async () => {
    const building = await buildingCalled('21栋')
    const page = await desk.open({ as: 'front-desk', path: `/estate/building/${building}` })
    await page.getByTestId('building-grid').waitFor()
    const now = await countedOn(building, today)
    expect(await shownOn(page)).toEqual(now)
    for (const [category, count] of Object.entries(now)) {
      expect(await page.locator(`[data-occupancy="${category}"]`).count(), category).toBe(count)
    }

    await typeDate(page, 'as-of', '2022-12-31')
    await page.waitForURL(/asOf=2022-12-31/)
    const then = await countedOn(building, '2022-12-31')
    expect(then).not.toEqual(now)
    await eventually(() => shownOn(page)).toEqual(then)
    // The day stays while one goes on to the next building.
    await page.getByRole('heading', { level: 1 }).click()
    await page.keyboard.press(']')
    await page.getByRole('heading', { name: '22栋' }).waitFor()
    expect(page.url()).toContain('asOf=2022-12-31')
    await eventually(() => shownOn(page)).toEqual(await countedOn(await buildingCalled('22栋'), '2022-12-31'))
    await page.keyboard.press('[')
    await page.getByRole('heading', { name: '21栋' }).waitFor()
  })

  test('is walked with the arrow keys; Enter opens the unit, and back is the same cell', async () => {
    const building = await buildingCalled('14栋')
    const page = await desk.open({ as: 'front-desk', path: `/estate/building/${building}` })
    await page.getByTestId('building-grid').waitFor()
    await page.getByRole('heading', { level: 1 }).click()
    const here = () => page.evaluate(() => document.activeElement?.textContent ?? '')
    await page.keyboard.press('ArrowDown')
    expect(await here()).toMatch(/^1101 /)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    expect(await here()).toMatch(/^1003 /)
    await page.keyboard.press('ArrowUp')
    expect(await here()).toMatch(/^1103 /)
    await page.keyboard.press('ArrowUp')
    expect(await here()).toMatch(/^1103 /)
    await page.keyboard.press('End')
    await page.keyboard.press('Control+End')
    expect(await here()).toMatch(/^104 /)
    await page.keyboard.press('ArrowLeft')
    expect(await here()).toMatch(/^103 /)
    // One stop for Tab in the whole grid.
    expect(await page.locator('[role="gridcell"][tabindex="0"]').count()).toBe(1)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/estate\/unit\/\d+/)
    await page.getByRole('heading', { name: '14栋103' }).waitFor()
    await page.goBack()
    await page.getByTestId('building-grid').waitFor()
    await eventually(here).toMatch(/^103 /)
  })

  test('names the owner of the cell under the pointer or the focus', async () => {
    const id = await unitCalled('14栋1101')
    const owner = await desk.host.office.db
      .selectFrom('residency')
      .innerJoin('person', 'person.id', 'residency.person_id')
      .select('person.name')
      .where('unit_id', '=', id)
      .where('role', '=', 'owner')
      .where('to_on', 'is', null)
      .executeTakeFirstOrThrow()
    const page = await desk.open({ as: 'front-desk', path: `/estate/building/${await buildingCalled('14栋')}` })
    await page.locator(`[data-unit="${id}"]`).hover()
    expect(await page.getByTestId('map-tip').textContent()).toContain(owner.name)
    await page.keyboard.press('Escape')
    expect(await page.getByTestId('map-tip').count()).toBe(0)
    await page.locator(`[data-unit="${id}"]`).focus()
    expect(await page.getByTestId('map-tip').textContent()).toContain('1101')
  })

  test('lets one category stand out, which the address keeps', async () => {
    const page = await desk.open({ as: 'front-desk', path: `/estate/building/${await buildingCalled('14栋')}` })
    await page.getByTestId('legend-vacant').click()
    await page.waitForURL(/show=vacant/)
    const vacant = await page.locator('[data-occupancy="vacant"]').count()
    const all = await page.getByRole('gridcell').count()
    expect(vacant).toBeGreaterThan(0)
    await eventually(() => page.locator('[data-faint]').count()).toBe(all - vacant)
    await page.getByTestId('legend-vacant').click()
    await eventually(() => page.locator('[data-faint]').count()).toBe(0)
  })

  test('comes with one request and stands on one landscape sheet', async () => {
    const page = await desk.open({ as: 'front-desk', path: '/estate' })
    await page.getByTestId('total').waitFor()
    const asked: string[] = []
    page.on('request', (request) => {
      if (request.url().includes('/rpc/')) asked.push(new URL(request.url()).pathname)
    })
    await page.getByTestId('place-tree').getByText('DC区', { exact: true }).click()
    await page.getByTestId('place-tree').getByText('21栋', { exact: true }).click()
    await page.getByTestId('open-map').click()
    await page.getByTestId('building-grid').waitFor()
    expect(asked.filter((path) => path.endsWith('/estate/map')).length).toBe(1)
    expect(asked.filter((path) => path.endsWith('/estate/unit')).length).toBe(0)

    const sheet = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1')
    expect(sheet.match(/\/Type\s*\/Page\b(?!s)/g)?.length).toBe(1)
    const [width, height] = (/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/.exec(sheet) ?? []).slice(1).map(Number)
    expect(width).toBeGreaterThan(height ?? 0)
  })

  test('says that a building has no units, and that there is no such building', async () => {
    const area = await desk.host.office.db.selectFrom('area').select('id').executeTakeFirstOrThrow()
    await desk.host.office.db
      .insertInto('building')
      .values({ id: 7001, area_id: area.id, name: '空栋', sort_key: 'zz' })
      .execute()
    const page = await desk.open({ as: 'cashier', path: '/estate/building/7001' })
    await page.getByText('这一栋还没有房屋').waitFor()
    expect(await page.getByRole('button', { name: '新增房屋' }).count()).toBe(0)
    await page.goto(new URL('/estate/building/999999', page.url()).href)
    await page.getByRole('alert').getByText('999999').waitFor()
    await desk.host.office.db.deleteFrom('building').where('id', '=', 7001).execute()
  })
})

describe('a unit', () => {
  test('is not handed over before it is ready: the field says so and nothing is saved', async () => {
    const id = await unitCalled('3栋101')
    const before = await unitRow(id)
    const page = await desk.open({ as: 'front-desk', path: `/estate/unit/${id}` })
    await page.getByTestId('timeline').waitFor()
    await page.keyboard.press('e')
    await page.getByTestId('field-note').fill('试改')
    await typeDate(page, 'field-handedOverOn', '2010-01-01')
    await page.getByTestId('go-ahead').click()
    const field = page.getByTestId('field-handedOverOn')
    await eventually(() => field.getAttribute('aria-invalid')).toBe('true')
    const told = await page.locator(`[id="${await field.getAttribute('aria-describedby')}"]`).textContent()
    expect(told).toContain(String(before.ready_on))
    expect(told).toContain('2010-01-01')
    // What was typed is still there, and the file is as it was.
    expect(await page.getByTestId('field-note').inputValue()).toBe('试改')
    expect(await unitRow(id)).toEqual(before)
  })

  test('saved by somebody else meanwhile: says who and what, and keeps what was typed here', async () => {
    const id = await unitCalled('3栋102')
    const page = await desk.open({ as: 'front-desk', path: `/estate/unit/${id}` })
    await page.getByTestId('timeline').waitFor()
    await page.keyboard.press('e')
    await page.getByTestId('field-note').fill('门锁已换')
    await changeElsewhere(id, { aliases: '丙-102' })
    await page.getByTestId('go-ahead').click()
    const notice = page.getByTestId('stale')
    await notice.waitFor()
    expect(await notice.textContent()).toContain('苏文彬')
    expect(await notice.textContent()).toContain('丙-102')
    await page.getByTestId('stale-keep').click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    const saved = await unitRow(id)
    expect([saved.note, saved.aliases]).toEqual(['门锁已换', '丙-102'])
    // The history names both, old → new.
    await page.getByText('门锁已换').first().waitFor()
    await page.getByText('丙-102').first().waitFor()
  })

  test('saved by somebody else meanwhile: takes their values where one gives way', async () => {
    const id = await unitCalled('3栋103')
    const page = await desk.open({ as: 'front-desk', path: `/estate/unit/${id}` })
    await page.getByTestId('timeline').waitFor()
    await page.keyboard.press('e')
    await page.getByTestId('field-note').fill('我的备注')
    await changeElsewhere(id, { note: '别人的备注' })
    await page.getByTestId('go-ahead').click()
    await page.getByTestId('stale-reload').click()
    await eventually(() => page.getByTestId('field-note').inputValue()).toBe('别人的备注')
    expect((await unitRow(id)).note).toBe('别人的备注')
    await page.getByTestId('field-aliases').fill('丙-103')
    await page.getByTestId('go-ahead').click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    const saved = await unitRow(id)
    expect([saved.note, saved.aliases]).toEqual(['别人的备注', '丙-103'])
  })

  async function changeElsewhere(id: number, patch: { aliases?: string; note?: string }): Promise<void> {
    const row = await unitRow(id)
    await updateUnit(elsewhere(), id, row.version, {
      room: row.room,
      kind: row.kind as 'residence',
      areaCenti: row.area_centi,
      aliases: row.aliases,
      note: row.note,
      readyOn: row.ready_on,
      dueOn: row.due_on,
      handedOverOn: row.handed_over_on,
      soldOn: row.sold_on,
      ...patch,
    })
  }

  test('takes a decoration and a stay, each problem at its own field', async () => {
    const { db } = desk.host.office
    const vacant = await db
      .selectFrom('unit')
      .leftJoin('stay', 'stay.unit_id', 'unit.id')
      .leftJoin('decoration', 'decoration.unit_id', 'unit.id')
      .select(['unit.id', 'handed_over_on'])
      .where('kind', '=', 'residence')
      .where('handed_over_on', 'is not', null)
      .where('stay.id', 'is', null)
      .where('decoration.id', 'is', null)
      .executeTakeFirstOrThrow()
    const page = await desk.open({ as: 'front-desk', path: `/estate/unit/${vacant.id}` })
    await page.getByTestId('timeline').waitFor()
    const invalid = (field: string) => page.getByTestId(field).getAttribute('aria-invalid')

    await page.keyboard.press('a')
    await page.getByTestId('go-ahead').click()
    await eventually(() => invalid('startedOn')).toBe('true')
    await typeDate(page, 'startedOn', '2026-10-08')
    await typeDate(page, 'finishedOn', '2026-10-01')
    await page.getByTestId('go-ahead').click()
    await eventually(() => invalid('finishedOn')).toBe('true')
    expect(await db.selectFrom('decoration').select('id').where('unit_id', '=', vacant.id).execute()).toEqual([])
    await typeDate(page, 'finishedOn', '2026-10-15')
    await page.getByTestId('go-ahead').click()
    await page.locator('[data-kind="decoration"]').getByText('2026-10-08 – 2026-10-15').waitFor()
    // The page is fresh before the dialog has gone, and a page's keys rest while one is open.
    await page.getByRole('dialog').waitFor({ state: 'detached' })

    await page.keyboard.press('a')
    await page.getByTestId('spell-kind').getByText('入住').click()
    await typeDate(page, 'movedInOn', '2001-01-01')
    await page.getByTestId('go-ahead').click()
    await eventually(() => invalid('movedInOn')).toBe('true')
    await page.getByText(String(vacant.handed_over_on)).last().waitFor()
    await typeDate(page, 'movedInOn', '2026-10-20')
    await page.getByTestId('go-ahead').click()
    await page.locator('[data-kind="stay"]').getByText('2026-10-20').waitFor()
    expect(await page.locator('[data-kind="stay"]').getAttribute('data-when')).toBe('now')
    await page.getByText('已装修入住').first().waitFor()

    // A correction: the end of the stay.
    await page.getByTestId('edit-stay').click()
    await typeDate(page, 'movedOutOn', '2026-10-01')
    await page.getByTestId('go-ahead').click()
    await eventually(() => invalid('movedOutOn')).toBe('true')
    await typeDate(page, 'movedOutOn', '2026-11-01')
    await page.getByTestId('go-ahead').click()
    await page.locator('[data-kind="stay"]').getByText('2026-10-20 – 2026-11-01').waitFor()
    const stays = await db.selectFrom('stay').selectAll().where('unit_id', '=', vacant.id).execute()
    expect(stays.map((stay) => [stay.moved_in_on, stay.moved_out_on])).toEqual([['2026-10-20', '2026-11-01']])
  })

  test('shows a problem with a lease at the dates of the lease', async () => {
    const { db } = desk.host.office
    const unit = await db.selectFrom('unit').select('id').where('handed_over_on', 'is', null).executeTakeFirstOrThrow()
    const page = await desk.open({ as: 'front-desk', language: 'en', path: `/estate/unit/${unit.id}` })
    await page.getByTestId('timeline').waitFor()
    const before = await db.selectFrom('lease').selectAll().where('unit_id', '=', unit.id).execute()
    await page.keyboard.press('a')
    await page.getByText('Leased back before handover').click()
    await typeDate(page, 'fromOn', '2026-06-01')
    await typeDate(page, 'toOn', '2026-05-01')
    await page.getByTestId('go-ahead').click()
    await eventually(() => page.getByTestId('toOn').getAttribute('aria-invalid')).toBe('true')
    expect(await db.selectFrom('lease').selectAll().where('unit_id', '=', unit.id).execute()).toEqual(before)
    // Half typed: leaving asks first.
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('dialog').nth(1).waitFor()
  })

  test('lets a manager take out a spell with a reason, which the history keeps', async () => {
    const { db } = desk.host.office
    const decoration = await db.selectFrom('decoration').selectAll().orderBy('id', 'desc').executeTakeFirstOrThrow()
    const page = await desk.open({ as: 'manager', path: `/estate/unit/${decoration.unit_id}` })
    await page.getByTestId('remove-decoration').click()
    expect(await page.getByTestId('confirm-reason').isDisabled()).toBe(true)
    await page.getByTestId('reason').fill('登记错户')
    await page.getByTestId('confirm-reason').click()
    await eventually(() => page.locator('[data-kind="decoration"]').count()).toBe(0)
    await page.getByText('登记错户').waitFor()
    expect(await db.selectFrom('decoration').select('id').where('id', '=', decoration.id).execute()).toEqual([])
  })

  test('leads to its people, its place on the map, and says when there is no such unit', async () => {
    const id = await unitCalled('2栋101')
    const page = await desk.open({ as: 'front-desk', path: `/estate/unit/${id}` })
    await page.getByTestId('former').click()
    const people = page.getByTestId('people').getByRole('link')
    const rows = await desk.host.office.db.selectFrom('residency').select('id').where('unit_id', '=', id).execute()
    expect(await people.count()).toBe(rows.length)
    await page.keyboard.press('m')
    await page.waitForURL(/\/estate\/building\/\d+/)
    await eventually(() => page.evaluate(() => document.activeElement?.getAttribute('data-unit'))).toBe(String(id))
    await page.goto(new URL('/estate/unit/999999', page.url()).href)
    await page.getByRole('alert').getByText('999999').waitFor()
    await page.goto(new URL('/estate/unit/none', page.url()).href)
    await page.getByText('没有这个页面').waitFor()
  })
})

test('a manager groups areas into a zone with a steward, whom the unit page then names', async () => {
  const page = await desk.open({ as: 'manager', path: '/estate/zones' })
  await page.getByTestId('zones').getByText('第一片区').waitFor()
  await page.keyboard.press('n')
  await page.getByTestId('zone-name').fill('东片')
  await page.getByTestId('zone-steward').click()
  await page.getByRole('option', { name: '林晓婷' }).click()
  await page.getByTestId('zone-areas').click()
  await page.getByRole('option', { name: 'AC区' }).click()
  await page.keyboard.press('Escape')
  await page.getByTestId('go-ahead').click()
  const row = page.getByTestId('zones').getByRole('row').filter({ hasText: '东片' })
  await row.getByText('林晓婷').waitFor()
  await row.getByText('AC区').waitFor()
  await page
    .getByTestId('zones')
    .getByRole('row')
    .filter({ hasText: '第一片区' })
    .getByText('AC区')
    .waitFor({ state: 'detached' })
  await page.goto(new URL(`/estate/unit/${await unitCalled('1栋101')}`, page.url()).href)
  await page.getByText('管家：林晓婷').waitFor()
})

test('nothing of all this was a fault of the program', () => {
  expect(desk.faults).toEqual([])
})
