import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Desk, startDesk } from './desk.ts'

const folder = join(import.meta.dirname, '../../resources/manual')

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
        links: [...text.matchAll(/\]\(([a-z]+)\)/g)].map((match) => match[1]),
      }
    }
    for (const file of files) expect(shape('en', file), file).toEqual(shape('zh', file))
  })

  it('links only to its own topics', () => {
    const topics = files.map((file) => file.replace('.md', ''))
    for (const file of files) {
      const text = readFileSync(join(folder, 'zh', file), 'utf8')
      for (const [, topic] of text.matchAll(/\]\(([a-z]+)\)/g)) expect(topics, file).toContain(topic)
    }
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
    await page.getByTestId('manual-find').fill('没有这样的话')
    await page.getByText('手册里没有“没有这样的话”').waitFor()
    expect(desk.faults).toEqual([])
  })
})
