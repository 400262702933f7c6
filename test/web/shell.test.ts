import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Role } from '../../electron/contract/roles.ts'
import { sampleStaff } from '../../electron/core/sample/staff.ts'
import { shared } from '../office/shared.ts'
import { axe } from './axe.ts'
import { type Desk, signIn, startDesk } from './desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await startDesk()
})
afterAll(() => desk?.close())

const nameOf = (role: Role) => sampleStaff.find((member) => member.role === role)?.name ?? ''
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name })

/** Half a form: the name of a new resident. */
async function typeNewResident(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: '登记住户' }).click()
  await page.getByRole('dialog').getByLabel('姓名').first().fill(name)
}

/** The classes of Mantine's parts in a text: each part has its own. */
const partsIn = (text: string) => new Set(text.match(/\bm_[0-9a-f]{6,8}\b/g))

it('has the styles of every part of Mantine that its pages use', async () => {
  const assets = join(await shared('pages'), 'assets')
  const textOf = (ending: string) =>
    readdirSync(assets)
      .filter((name) => name.endsWith(ending))
      .map((name) => readFileSync(join(assets, name), 'utf8'))
      .join('\n')
  const known = partsIn(readFileSync(createRequire(import.meta.url).resolve('@mantine/core/styles.css'), 'utf8'))
  const styled = partsIn(textOf('.css'))
  const used = [...partsIn(textOf('.js'))].filter((part) => known.has(part))
  expect(used.length).toBeGreaterThan(100)
  // A part that is missed here wants its line in renderer/app/mantine.css.
  expect(used.filter((part) => !styled.has(part))).toEqual([])
})

describe('the shell', () => {
  it('lists the registers a role may see, and goes to them by key', async () => {
    const page = await desk.open({ as: 'cashier' })
    const registers = page.getByRole('navigation').getByRole('link')
    expect(await registers.allInnerTexts()).toEqual([
      '今日',
      '房屋档案',
      '住户',
      '交房与入住',
      '工单',
      '投诉',
      '回访',
      '服务看板',
      '走访',
      '满意度',
      '收款',
      '欠费催缴',
      '出账',
      '账务',
      '审批',
      '设备',
      '计划任务',
      '巡查',
      '保洁绿化',
      '库房',
      '更换改造',
      '日常办理',
      '通知活动',
      '员工',
      '年度总结',
      '设置',
    ])
    await page.keyboard.press('Alt+3')
    await heading(page, '住户').waitFor()
    expect(new URL(page.url()).pathname).toBe('/residents')
    expect(await registers.filter({ hasText: '住户' }).getAttribute('aria-current')).toBe('page')
  })

  it('shows the keys of the page one is on, and closes them with Esc', async () => {
    const page = await desk.open({ as: 'front-desk', path: '/residents' })
    await page.locator('tr[data-row="0"]').waitFor()
    await page.keyboard.press('?')
    const help = page.getByRole('dialog', { name: '键盘操作' })
    await help.waitFor()
    for (const text of ['本页', '在列表中查找', '随处可用', '搜索', '上一行'])
      await help.getByText(text).first().waitFor()
    await page.keyboard.press('Escape')
    await help.waitFor({ state: 'detached' })
  })

  it('does nothing at a letter key while somebody types', async () => {
    const page = await desk.open({ as: 'front-desk', path: '/residents' })
    await page.getByTestId('filter-text').fill('')
    await page.getByTestId('filter-text').press('?')
    expect(await page.getByTestId('filter-text').inputValue()).toBe('?')
    expect(await page.getByRole('dialog').count()).toBe(0)
  })

  it('says where there is no page', async () => {
    const page = await desk.open({ as: 'front-desk', path: '/nothing/here' })
    await page.getByText('没有这个页面').waitFor()
  })
})

describe('language and look', () => {
  it('switches to English at once and remembers it', async () => {
    const page = await desk.open({ as: 'front-desk' })
    await heading(page, '今日').waitFor()
    await page.getByText('English', { exact: true }).click()
    await heading(page, 'Today').waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    expect(await page.evaluate(() => localStorage.getItem('desk.language'))).toBe('en')
    await page.getByText('中文', { exact: true }).click()
    await heading(page, '今日').waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN')
  })

  it('starts in the language that was chosen', async () => {
    const page = await desk.open({ language: 'en' })
    await heading(page, 'Sign in').waitFor()
  })

  it('follows the system at first, and remembers dark once it is chosen', async () => {
    const scheme = (page: Page) => page.locator('html').getAttribute('data-mantine-color-scheme')
    const dark = await desk.open({ dark: true })
    await heading(dark, '登录').waitFor()
    expect(await scheme(dark)).toBe('dark')
    const page = await desk.open({ as: 'front-desk' })
    expect(await scheme(page)).toBe('light')
    await page.getByRole('button', { name: '切换到深色' }).click()
    await page.getByRole('button', { name: '切换到浅色' }).waitFor()
    await page.reload()
    await page.getByTestId('person').waitFor()
    expect(await scheme(page)).toBe('dark')
  })
})

describe('leaving and locking', () => {
  it('hands the same page over to another user', async () => {
    const page = await desk.open({ as: 'front-desk', path: '/residents' })
    await page.locator('tr[data-row="0"]').waitFor()
    await page.getByTestId('person').click()
    await page.getByTestId('switch-user').click()
    await heading(page, '登录').waitFor()
    expect(await page.locator('table').count(), 'nothing of the page is left').toBe(0)
    await signIn(page, 'manager')
    await heading(page, '住户').waitFor()
    expect(await page.getByTestId('person').textContent()).toContain(nameOf('manager'))
  })

  it('locks when nobody has touched it for ten minutes, not before', async () => {
    const page = await desk.open()
    await page.clock.install()
    await page.reload()
    await signIn(page, 'front-desk')
    await page.clock.fastForward('09:30')
    await page.keyboard.press('Shift')
    await page.clock.fastForward('09:30')
    expect(await page.getByTestId('person').isVisible()).toBe(true)
    await page.clock.fastForward('00:45')
    await heading(page, '登录').waitFor()
    expect(await page.getByTestId('person').count()).toBe(0)
  })

  it('keeps half-typed work behind the lock for the person who typed it', async () => {
    const page = await desk.open({ as: 'front-desk', path: '/residents' })
    await typeNewResident(page, '半途而废')
    await page.keyboard.press('Control+Shift+L')
    await heading(page, '登录').waitFor()
    expect(await page.getByText('半途而废').count()).toBe(0)
    expect(await page.getByRole('dialog').isVisible(), 'the form cannot be seen').toBe(false)
    await page.getByTestId('waiting-work').getByText(nameOf('front-desk')).waitFor()
    // Keys meant for the page do not reach it.
    await page.keyboard.press('Escape')
    await page.keyboard.press('Alt+1')
    const me = sampleStaff.find((member) => member.role === 'front-desk')
    await page.getByTestId('pin').fill(me?.pin ?? '')
    await page.keyboard.press('Enter')
    await page.getByTestId('person').waitFor()
    expect(await page.getByRole('dialog').getByLabel('姓名').first().inputValue()).toBe('半途而废')
    // Typing goes on where it stopped.
    await expect
      .poll(() => page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.value))
      .toBe('半途而废')
  })

  it('gives half-typed work to nobody else', async () => {
    const page = await desk.open({ as: 'front-desk', path: '/residents' })
    await typeNewResident(page, '半途而废')
    await page.keyboard.press('Control+Shift+L')
    await heading(page, '登录').waitFor()
    await signIn(page, 'manager')
    await heading(page, '住户').waitFor()
    expect(await page.getByRole('dialog').count()).toBe(0)
  })

  it('asks before signing out over half-typed work', async () => {
    const page = await desk.open({ as: 'manager', path: '/settings' })
    await page.getByRole('tab', { name: '管理处' }).click()
    const office = page.getByLabel('管理处名称')
    await office.fill('锦澜花园物业服务中心改')
    await page.getByTestId('person').click()
    await page.getByTestId('sign-out').click()
    const question = page.getByRole('dialog', { name: '有尚未保存的内容' })
    await question.getByRole('button', { name: '取消' }).click()
    await question.waitFor({ state: 'detached' })
    expect(await office.inputValue()).toBe('锦澜花园物业服务中心改')
    await page.getByTestId('person').click()
    await page.getByTestId('sign-out').click()
    await question.getByRole('button', { name: '不保存，离开' }).click()
    await heading(page, '登录').waitFor()
    expect(await page.getByTestId('waiting-work').count()).toBe(0)
  })

  it('asks before another page takes the place of half-typed work', async () => {
    const page = await desk.open({ as: 'manager', path: '/settings' })
    await page.getByRole('tab', { name: '管理处' }).click()
    await page.getByLabel('管理处名称').fill('改一半')
    await page.getByRole('navigation').getByRole('link', { name: '住户' }).click()
    const question = page.getByRole('dialog', { name: '有尚未保存的内容' })
    await question.getByRole('button', { name: '取消' }).click()
    await question.waitFor({ state: 'detached' })
    expect(await page.getByLabel('管理处名称').inputValue()).toBe('改一半')
    await page.getByRole('navigation').getByRole('link', { name: '住户' }).click()
    await question.getByRole('button', { name: '不保存，离开' }).click()
    await heading(page, '住户').waitFor()
  })
})

describe('every page', () => {
  /** As the administrator sees them, who may do everything; the tests of the registers scan what is none of these. */
  const pages = [
    '/',
    '/estate?area=2',
    '/estate/unit/25',
    '/estate/building/45',
    '/residents',
    '/residents/1',
    '/handover',
    '/summary',
    '/imports',
    '/settings',
    '/settings?tab=backups',
  ]

  it('is looked at by rules that see what is wrong', async () => {
    const page = await desk.open()
    await heading(page, '登录').waitFor()
    await page.evaluate(() =>
      document.body.insertAdjacentHTML(
        'beforeend',
        '<img src="data:,"><p style="color:#bbb;background:#fff">看不清的字</p>',
      ),
    )
    const findings = (await axe(page, 'sign-in')).join('\n')
    expect(findings).toContain('sign-in: image-alt')
    expect(findings).toContain('sign-in: color-contrast')
  })

  it.each([
    // Each language and each look once: words do not change the colours, nor colours the words.
    { language: 'zh', dark: false },
    { language: 'en', dark: true },
  ] as const)(
    'can be used by everybody and says nothing in the console: $language, dark: $dark',
    async (look) => {
      const page = await desk.open({ ...look })
      const complaints: string[] = []
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
      })
      page.on('pageerror', (error) => complaints.push(String(error)))
      const findings = [...(await axe(page, 'sign-in'))]
      await signIn(page, 'administrator')
      for (const path of pages) {
        await page.goto(new URL(path, page.url()).href)
        await heading(page, /./).waitFor()
        await page.waitForLoadState('networkidle')
        findings.push(...(await axe(page, path)))
      }
      await page.keyboard.press('Control+k')
      await page.keyboard.type('101')
      await page.getByTestId('search-hit').first().waitFor()
      findings.push(...(await axe(page, 'search')))
      await page.keyboard.press('Escape')
      await page.keyboard.press('F1')
      await page.getByTestId('manual-topic').waitFor()
      findings.push(...(await axe(page, 'manual')))
      expect(findings).toEqual([])
      expect(complaints).toEqual([])
      expect(desk.faults).toEqual([])
    },
    120_000,
  )
})
