import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Topic, topicOf, topics } from '../../renderer/features/manual/topics.ts'
import { shots } from '../pictures/shots.ts'
import { type Desk, startDesk } from './desk.ts'

const root = join(import.meta.dirname, '../..')
const folder = join(root, 'resources/manual')

const picturesIn = (text: string) => [...text.matchAll(/^!\[[^\]]+\]\(([a-z-]+)\)$/gm)].map((match) => match[1] ?? '')

describe('the manual as written', () => {
  const files = readdirSync(join(folder, 'zh'))

  it('has the same topics, headings, lists and links in both languages', () => {
    expect(readdirSync(join(folder, 'en'))).toEqual(files)
    const shape = (language: string, file: string) => {
      const text = readFileSync(join(folder, language, file), 'utf8')
      return {
        headings: [...text.matchAll(/^(#+) /gm)].map((match) => match[1]),
        steps: [...text.matchAll(/^\d+\. /gm)].length,
        points: [...text.matchAll(/^- /gm)].length,
        links: [...text.matchAll(/(?<!!)\[[^\]]+\]\(([a-z]+)\)/g)].map((match) => match[1]),
        pictures: picturesIn(text),
      }
    }
    for (const file of files) expect(shape('en', file), file).toEqual(shape('zh', file))
  })

  it('links only to its own topics', () => {
    const topics = files.map((file) => file.replace('.md', ''))
    for (const file of files) {
      const text = readFileSync(join(folder, 'zh', file), 'utf8')
      for (const [, topic] of text.matchAll(/(?<!!)\[[^\]]+\]\(([a-z]+)\)/g)) expect(topics, file).toContain(topic)
    }
  })
})

describe('the pictures of the manual', () => {
  const files = readdirSync(join(folder, 'zh'))
  const used = files.map((file) => picturesIn(readFileSync(join(folder, 'zh', file), 'utf8')))

  it('stand on every page, are taken by the script, and are there in both languages', () => {
    expect(files.filter((_, index) => used[index]?.length === 0)).toEqual([])
    const names = used.flat().toSorted()
    expect(shots.map(({ name }) => name).toSorted()).toEqual(names)
    for (const language of ['zh', 'en'])
      expect(readdirSync(join(folder, 'pictures', language))).toEqual(names.map((name) => `${name}.webp`).toSorted())
  })

  it('are small: 40 kB each, 2.5 MB together', () => {
    const sizes = ['zh', 'en'].flatMap((language) => {
      const own = join(folder, 'pictures', language)
      return readdirSync(own).map((file) => statSync(join(own, file)).size)
    })
    expect(Math.max(...sizes)).toBeLessThanOrEqual(40_000)
    expect(sizes.reduce((sum, one) => sum + one)).toBeLessThanOrEqual(2_500_000)
  })
})

describe('the pages of the application', () => {
  /** Addresses as they are declared, with what stands for a record or a register of counts left out. */
  const paths = readdirSync(join(root, 'renderer/features'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('routes.ts'))
    .flatMap((file) => {
      const text = readFileSync(join(root, 'renderer/features', file), 'utf8')
      const counted = [...text.matchAll(/\b(?:tallyRoutes|programmeRoute)\('([a-z]+)'\)/g)].map(
        (match) => `/${match[1]}`,
      )
      return [...[...text.matchAll(/path: '([^']+)'/g)].map((match) => match[1] ?? ''), ...counted]
    })

  it('each have their page in the manual', () => {
    expect(paths.length).toBeGreaterThan(100)
    expect(paths.filter((path) => path !== '/' && topicOf(path) === 'start')).toEqual([])
  })

  it('are what every page of the manual but the general ones is opened from', () => {
    const general: readonly Topic[] = ['start', 'search', 'safety', 'keyboard']
    expect(
      topics.filter((topic) => !general.includes(topic) && !paths.some((path) => topicOf(path) === topic)),
    ).toEqual([])
  })
})

describe('the manual on screen', () => {
  let desk: Desk
  let page: Page
  beforeAll(async () => {
    desk = await startDesk()
    page = await desk.open({ as: 'front-desk' })
  })
  afterAll(() => desk?.close())

  /** The topic that is open; the drawer's own title is a heading too. */
  const open = (topic: string) =>
    page.getByRole('dialog').getByRole('heading', { level: 2, name: topic, exact: true }).waitFor()

  it.each([
    ['/', '从这里开始'],
    ['/estate', '房屋档案'],
    ['/residents', '住户'],
    ['/handover', '交房与入住'],
    ['/summary', '年度总结'],
    ['/imports', '导入'],
    ['/settings', '设置与员工'],
    ['/settings?tab=backups', '数据安全'],
  ])('F1 on %s opens %s, and F1 again closes it', async (path, topic) => {
    await page.goto(new URL(path, page.url()).href)
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    await page.keyboard.press('F1')
    await open(topic)
    await page.keyboard.press('F1')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  it('follows a link to another topic and finds words in all of them', async () => {
    await page.goto(new URL('/estate', page.url()).href)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.keyboard.press('F1')
    await page.getByRole('dialog').getByRole('button', { name: '查找', exact: true }).first().click()
    await open('查找')
    await page.getByTestId('manual-find').fill('过户')
    const found = page.getByTestId('manual-found')
    await found.first().waitFor()
    expect((await found.allTextContents()).every((text) => text.includes('过户'))).toBe(true)
    await found.filter({ hasText: '住户 ›' }).first().getByRole('button').click()
    await open('住户')
    const picture = page.getByTestId('manual-picture').first()
    await picture.scrollIntoViewIfNeeded()
    await expect
      .poll(() => picture.locator('img').evaluate((image) => (image as HTMLImageElement).naturalWidth))
      .toBe(1040)
    const width = async () => (await picture.boundingBox())?.width ?? 0
    const before = await width()
    await picture.click()
    await expect.poll(width).toBeGreaterThan(2 * before)
    await page.getByTestId('manual-find').fill('没有这样的话')
    await page.getByText('手册里没有“没有这样的话”').waitFor()
    expect(desk.faults).toEqual([])
  })
})
