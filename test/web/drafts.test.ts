import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seriousOf } from './axe.ts'
import { type Desk, startDesk } from './desk.ts'
import { printed } from './paper.ts'

let desk: Desk
let page: Page
beforeAll(async () => {
  desk = await startDesk()
  // What the year before offers is to be written with here; test/db/partialRecords tells of a year that is not whole.
  await desk.host.office.db.deleteFrom('setting').where('key', '=', 'recordsSince').execute()
  page = await desk.open({ as: 'manager', path: '/summary/draft?year=2025' })
})
afterAll(() => desk.close())

const chapter = (name: string, on = page) => on.getByTestId(`chapter-${name}`)
/** A page on a busy machine may take its time. */
const poll = <T>(ask: () => T) => expect.poll(ask, { timeout: 15_000 })

async function goTo(path: string, on = page): Promise<void> {
  await on.goto(new URL(path, on.url()).href)
  await chapter('handover', on).waitFor()
}

const editor = (on = page) => on.getByTestId('chapter-editor').getByRole('textbox')

async function edit(name: string): Promise<void> {
  await chapter(name).getByTestId('edit').click()
  await editor().waitFor()
  await poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('textbox')
}

describe('the draft of the report', () => {
  test('reads as a document whose every number opens its records', async () => {
    await chapter('handover').waitFor()
    await poll(() => chapter('handover').textContent()).toMatch(/累计达到交房条件1,407户，累计交房1,258户/)
    expect(await chapter('fees').textContent()).toContain('应收管理费1,061,102.00元')
    expect(await page.getByRole('article').getByRole('heading', { level: 3 }).allTextContents()).toEqual([
      '一、交房与入住',
      '二、收费与有偿服务',
      '三、日常服务',
      '四、走访与满意度',
      '五、维修与设备',
      '六、保洁绿化',
      '七、存在的不足',
      '八、下一步计划与目标',
    ])
    expect(await seriousOf(page)).toEqual([])
    await chapter('handover').getByRole('link', { name: '1,258' }).click()
    await page.waitForURL(/\/summary\/figure\/handover\/done\?year=2025/)
    await page.goBack()
    await chapter('handover').waitFor()
  })

  test('is edited with figures as chips, and typed numbers become figures when it is kept', async () => {
    await edit('grounds')
    expect(await seriousOf(page)).toEqual([])
    await page.keyboard.type('外聘用工81个工，比上年')
    await page.keyboard.press('/')
    await page.getByTestId('figure-search').fill('外聘 比上年')
    await page.getByRole('option', { name: /外聘绿化用工.*比上年/ }).click()
    await poll(() => editor().locator('[data-ref="greening/labour-days@change"]').count()).toBe(1)
    await page.keyboard.type('个。')
    await page.keyboard.press('Control+s')
    await page.getByTestId('keep-numbers').click()
    await page.getByText('保洁绿化已存为第 1 稿').waitFor()
    await poll(() => chapter('grounds').getByTestId('chapter-editor').count()).toBe(0)
    await poll(() => chapter('grounds').locator('a[data-ref="greening/labour-days"]').allTextContents()).toEqual([
      '81',
      '81',
    ])
  })

  test('takes a slash for a sign after a number, and where no figure was chosen', async () => {
    await edit('daily')
    await page.keyboard.type('24/7 值守，水/')
    await page.getByTestId('figure-search').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: '关闭' }).click()
    await poll(() => page.getByTestId('figure-search').count()).toBe(0)
    await page.keyboard.type('电')
    await poll(() => editor().textContent()).toContain('24/7 值守，水/电')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: '不保存，离开' }).click()
  })

  test('shows the version that came between, and keeps both where two write at once', async () => {
    await edit('plan')
    await page.keyboard.type('我写的。')
    const other = await desk.open({ as: 'manager', path: '/summary/draft?year=2025' })
    await chapter('plan', other).getByTestId('edit').click()
    await editor(other).waitFor()
    await other.keyboard.type('别人写的。')
    await other.keyboard.press('Control+s')
    await other.getByText('下一步计划与目标已存为第 1 稿').waitFor()
    await page.keyboard.press('Control+s')
    await page.getByTestId('see-version').click()
    await page.getByTestId('version-1').getByRole('button').first().click()
    await page.getByTestId('version-1').getByText('别人写的').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: '关闭' }).click()
    await page.getByTestId('save-after').click()
    await page.getByText('下一步计划与目标已存为第 2 稿').waitFor()
    await poll(() => chapter('plan').textContent()).toContain('我写的。')
  })

  test('asks before half-written text is lost, and lets it go on Escape', async () => {
    await edit('daily')
    await page.keyboard.type('还没写完')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: '不保存，离开' }).click()
    await poll(() => page.getByTestId('chapter-editor').count()).toBe(0)
    expect(await chapter('daily').textContent()).not.toContain('还没写完')
  })

  test('goes back to an older version and to the template, and keeps them all', async () => {
    await chapter('handover').getByTestId('versions').click()
    await page.getByTestId('version-1').getByRole('button').first().click()
    await page.getByTestId('take-back').click()
    await page.getByText('已取回，存为第 3 稿').waitFor()
    await poll(() => chapter('handover').textContent()).not.toContain('多于应交的')
    await chapter('handover').getByTestId('to-template').click()
    await page.getByRole('dialog').getByRole('button', { name: '恢复模板' }).click()
    await poll(() => chapter('handover').textContent()).not.toContain('一站式')
    await chapter('handover').getByTestId('versions').click()
    await page.getByTestId('version-4').waitFor()
    await page.keyboard.press('Escape')
  })

  test('marks numbers that are others than when the text was written, and takes them over', async () => {
    await goTo('/summary/draft?year=2025&asOf=2025-06-30')
    await page.getByTestId('stale').waitFor()
    const stale = chapter('grounds').getByTestId('stale-number').last()
    expect(await stale.textContent()).toMatch(/（原为 /)
    await chapter('grounds').getByTestId('take-over').click()
    await poll(() => chapter('grounds').getByTestId('stale-number').count()).toBe(0)
  })

  test('is printed on A4 with the office above and the page number below', async () => {
    await goTo('/summary/draft?year=2025')
    const sheets = await printed(page)
    const [first] = sheets
    expect([Math.round(first?.width ?? 0), Math.round(first?.height ?? 0)]).toEqual([210, 297])
    const text = (first?.words ?? []).map((word) => word.text).join(' ')
    expect(text).toContain('锦澜花园物业服务中心')
    expect(text).not.toContain('恢复模板')
    expect(text).toMatch(new RegExp(`1 / ${sheets.length}$`))
  })

  test('is read by everybody and edited by the manager and the administrator alone', async () => {
    const clerk = await desk.open({ as: 'front-desk', path: '/summary/draft?year=2025', language: 'en' })
    await chapter('fees', clerk).waitFor()
    await poll(() => chapter('fees', clerk).textContent()).toContain('1,061,102.00 yuan were receivable')
    expect(await clerk.getByTestId('edit').count()).toBe(0)
    expect(await seriousOf(clerk)).toEqual([])
    expect(desk.faults).toEqual([])
  })
})
