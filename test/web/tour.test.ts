import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chapters, stops } from '../../renderer/features/tour/stops.ts'
import { axe } from './axe.ts'
import { type Desk, startDesk } from './desk.ts'

const locales = join(import.meta.dirname, '../../resources/locales')

describe('the words of the tour', () => {
  test.each(['zh', 'en'])('say of every stop and chapter what to do and why: %s', (language) => {
    const words = JSON.parse(readFileSync(join(locales, language, 'tour.json'), 'utf8')) as {
      chapters: Record<string, string>
      stops: Record<string, Record<string, { title: string; text: string }>>
    }
    expect(Object.keys(words.chapters)).toEqual([...chapters])
    const told = Object.entries(words.stops).flatMap(([chapter, own]) =>
      Object.entries(own).map(([name, { title, text }]) => `${chapter} ${name} ${title !== '' && text !== ''}`),
    )
    expect(told).toEqual(stops.map(({ chapter, name }) => `${chapter} ${name} true`))
  })
})

describe('the tour of the sample office', () => {
  let desk: Desk
  let page: Page
  beforeAll(async () => {
    desk = await startDesk()
    page = await desk.open({ as: 'manager' })
  })
  afterAll(() => desk?.close())

  const card = () => page.getByTestId('tour')
  const next = () => page.getByTestId('tour-next')
  const progress = () => page.getByTestId('tour-progress').textContent()
  /** The part a stop speaks of is on screen and lit. */
  const isAt = (number: number) =>
    page
      .getByTestId('tour-progress')
      .filter({ hasText: `第 ${number} 步` })
      .waitFor()
      .then(() => page.locator('[data-testid="tour-next"][data-phase="here"]').waitFor())
  const count = async (table: 'job' | 'receipt' | 'visit') =>
    Number(
      (
        await desk.host.office.db
          .selectFrom(table)
          .select(({ fn }) => fn.countAll().as('all'))
          .executeTakeFirstOrThrow()
      ).all,
    )

  test('shows every stop on its page, does what nobody does for it, and is not offered again', async () => {
    const before = [await count('job'), await count('receipt'), await count('visit')]
    await page.getByTestId('tour-start').click()
    await card().getByRole('button', { name: '来电受理' }).waitFor()
    await page.keyboard.press('Enter')
    for (const [index, stop] of stops.entries()) {
      await isAt(index + 1)
      await page.getByTestId(stop.part).first().waitFor()
      // A card beside a full page is held against the rules once a chapter.
      if (['caller', 'take', 'plan', 'records'].includes(stop.name)) expect(await axe(page, stop.name)).toEqual([])
      await next().click()
    }
    await card().getByText('走完了').waitFor()
    await page.keyboard.press('Escape')
    await card().waitFor({ state: 'detached' })
    expect([await count('job'), await count('receipt'), await count('visit')]).toEqual(before.map((one) => one + 1))

    await page.goto(new URL('/', page.url()).href)
    await page.getByTestId('overdue').waitFor()
    expect(await page.getByTestId('tour-offer').count()).toBe(0)
    expect(desk.faults).toEqual([])
  })

  test('goes on by itself where the user does it, turns by arrow keys, and Escape ends it and nothing else', async () => {
    await page.goto(new URL('/', page.url()).href)
    await page.getByTestId('overdue').waitFor()
    await page.keyboard.press('F1')
    await page.getByTestId('manual-tour').click()
    await page.getByTestId('tour-intake').click()
    await isAt(1)
    await page.getByTestId('intake').click()
    await isAt(2)
    // In a field, keys belong to it.
    await page.getByTestId('intake-unit').fill('1-102')
    await page.keyboard.press('ArrowLeft')
    expect(await progress()).toContain('第 2 步')
    await page.keyboard.press('Enter')
    await isAt(3)
    await page.keyboard.press('ArrowRight')
    await isAt(4)
    await page.keyboard.press('Escape')
    await card().waitFor({ state: 'detached' })
    expect(await page.getByTestId('intake-unit').isVisible()).toBe(true)
  })

  test('shows nobody what they may not do, speaks English, and is not offered in an office of one’s own', async () => {
    const engineer = await desk.open({ as: 'engineering', language: 'en' })
    await engineer.getByTestId('tour-start').click()
    await engineer.getByTestId('tour').getByText('Steward Desk in five minutes').waitFor()
    expect(await engineer.getByTestId('tour-money').isDisabled()).toBe(true)
    expect(await engineer.getByTestId('tour-visits').isDisabled()).toBe(true)
    await engineer.getByTestId('tour-summary').click()
    await engineer.getByText('Every number opens').waitFor()

    await desk.host.office.db.updateTable('setting').set({ value: 'false' }).where('key', '=', 'sample').execute()
    const own = await desk.open({ as: 'cashier' })
    await own.getByTestId('overdue').waitFor()
    expect(await own.getByTestId('tour-offer').count()).toBe(0)
  })
})
