import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { spell } from '../../electron/core/search/terms.ts'
import { type Desk, startDesk } from './desk.ts'
import { eventually } from './eventually.ts'

let desk: Desk
let page: Page
/** Somebody living in the estate, with a phone and a car. */
let known: { id: number; name: string; phone: string; plate: string; unit: string }

beforeAll(async () => {
  desk = await startDesk()
  const row = await desk.host.office.db
    .selectFrom('person')
    .innerJoin('vehicle', 'vehicle.person_id', 'person.id')
    .innerJoin('residency', 'residency.person_id', 'person.id')
    .innerJoin('unit', 'unit.id', 'residency.unit_id')
    .select(['person.id', 'person.name', 'person.phone', 'vehicle.plate', 'unit.display as unit'])
    .where('residency.to_on', 'is', null)
    .where('person.phone', '!=', '')
    .orderBy('person.id')
    .executeTakeFirstOrThrow()
  known = row
  page = await desk.open({ as: 'front-desk' })
})
afterAll(() => desk?.close())

/** The hits for what is typed, once they are those of exactly that. */
async function hitsFor(text: string): Promise<string[]> {
  await page.keyboard.press('Control+k')
  await page.getByTestId('search').fill(text)
  // The answer may have come before it is on screen: the box itself says when its hits are those of what is typed.
  await page.locator('[data-testid="search"][data-settled="true"]').waitFor()
  await page.getByTestId('search-hit').first().waitFor()
  const hits = await page.getByTestId('search-hit').allInnerTexts()
  await page.getByTestId('search').fill('')
  await page.locator('[data-testid="search"][data-settled="false"]').waitFor()
  return hits.map((hit) => hit.replaceAll(/\s+/g, ' '))
}

describe('the one box finds', () => {
  it.each(['1栋101', '1-101', '1号楼101', '１栋１０１'])('a unit by %s, first of all', async (text) => {
    expect((await hitsFor(text))[0]).toMatch(/^1栋101/)
  })

  it('a room in every building by 101室', async () => {
    const hits = await hitsFor('101室')
    expect(hits.length).toBeGreaterThan(5)
    expect(hits.every((hit) => /(栋|-)101\D/.test(`${hit} `))).toBe(true)
  })

  it('a person by name, by pinyin, by initials, and by the beginning of the name', async () => {
    const { pinyin, initials } = spell(known.name)
    for (const text of [known.name, known.name.slice(0, 2), pinyin, initials]) {
      const hits = await hitsFor(text)
      expect(
        hits.some((hit) => hit.startsWith(known.name)),
        `${text}: ${hits.join(' | ')}`,
      ).toBe(true)
    }
  })

  it('a person by the last digits of the phone', async () => {
    for (const digits of [6, 8, 11]) {
      const hits = await hitsFor(known.phone.slice(-digits))
      expect(hits.some((hit) => hit.includes(known.name) && hit.includes(known.phone))).toBe(true)
    }
  })

  it('a person by the plate, with and without its province, and by its end', async () => {
    for (const text of [known.plate, known.plate.slice(1), known.plate.slice(-4), known.plate.toLowerCase()]) {
      const hits = await hitsFor(text)
      expect(hits.some((hit) => hit.includes(known.name))).toBe(true)
    }
  })
})

describe('by keyboard alone', () => {
  it('Enter opens the first hit, even when it is pressed before the hits are there', async () => {
    const fresh = await desk.open({ as: 'front-desk' })
    await fresh.keyboard.press('Control+k')
    await fresh.keyboard.type('1-101')
    await fresh.keyboard.press('Enter')
    await fresh.waitForURL(/\/estate\/unit\/\d+/)
    await fresh.getByRole('heading', { level: 1, name: '1栋101' }).waitFor()
  })

  it('Enter never opens a hit of a letter before', async () => {
    const fresh = await desk.open({ as: 'front-desk' })
    await fresh.keyboard.press('Control+k')
    await fresh.getByTestId('search').fill('1-10')
    await fresh.getByTestId('search-hit').first().waitFor()
    await fresh.keyboard.type('3')
    await fresh.keyboard.press('Enter')
    await fresh.getByRole('heading', { level: 1, name: '1栋103' }).waitFor()
  })

  it('opens one unit after the other, and the box takes the focus each time', async () => {
    const fresh = await desk.open({ as: 'front-desk' })
    for (const room of ['101', '102', '103']) {
      await fresh.keyboard.press('Control+k')
      expect(await fresh.getByTestId('search').evaluate((box) => box === document.activeElement)).toBe(true)
      await fresh.keyboard.type(`1-${room}`)
      await fresh.keyboard.press('Enter')
      await fresh.getByRole('heading', { level: 1, name: `1栋${room}` }).waitFor()
      expect(await fresh.getByTestId('search').inputValue()).toBe('')
      await eventually(() => fresh.evaluate(() => document.activeElement?.tagName)).toBe('H1')
    }
  })

  it('arrows choose a person, Enter opens the card', async () => {
    const fresh = await desk.open({ as: 'front-desk' })
    await fresh.keyboard.press('Control+k')
    await fresh.keyboard.type(known.phone)
    await fresh.getByTestId('search-hit').first().waitFor()
    await fresh.keyboard.press('ArrowDown')
    await fresh.keyboard.press('Enter')
    await fresh.waitForURL(/\/residents\/\d+/)
    await fresh.getByRole('heading', { level: 1, name: known.name }).waitFor()
  })

  it('says what can be typed, and so where nothing is found', async () => {
    const fresh = await desk.open({ as: 'front-desk' })
    await fresh.keyboard.press('Control+k')
    await fresh.getByText('可以输入：', { exact: true }).waitFor()
    await fresh.keyboard.type('没有这个人')
    await fresh.getByText('没有找到“没有这个人”').waitFor()
    await fresh.keyboard.press('Escape')
    await fresh.getByText('没有找到“没有这个人”').waitFor({ state: 'hidden' })
    expect(desk.faults).toEqual([])
  })
})
