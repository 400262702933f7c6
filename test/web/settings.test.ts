import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../../electron/contract/roles.ts'
import { seriousOf } from './axe.ts'
import { type Desk, type OpenOptions, signIn, startDesk } from './desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await startDesk()
})
afterAll(() => desk.close())

/** A page on a busy machine may take its time. */
const poll = <T>(ask: () => T) => expect.poll(ask, { timeout: 15_000 })

function open(
  tab: string,
  as: Role = 'administrator',
  look: Pick<OpenOptions, 'language' | 'dark'> = {},
): Promise<Page> {
  return desk.open({ ...look, as, path: `/settings?tab=${tab}` })
}

/** Signs out and in again as somebody by name. */
async function signInAs(page: Page, name: string, pin: string): Promise<void> {
  await page.getByTestId('person').click()
  await page.getByTestId('sign-out').click()
  await tryPin(page, name, pin)
}

async function tryPin(page: Page, name: string, pin: string): Promise<void> {
  await page.getByRole('radio').filter({ hasText: name }).click()
  await page.getByTestId('pin').fill(pin)
  await page.getByTestId('sign-in').click()
}

describe('the staff', () => {
  test('get a new person, who signs in and may do what the roles allow', async () => {
    const page = await open('staff')
    await page.getByTestId('add-staff').click()
    await page.getByTestId('staff-name').fill('周小雨')
    await page.getByTestId('role-front-desk').check()
    await page.getByTestId('role-cashier').check()
    await page.getByTestId('staff-pin').fill('246800')
    await page.getByTestId('staff-pin-again').fill('246800')
    await page.getByTestId('save-staff').click()
    await page.getByTestId('staff-周小雨').waitFor()
    expect(await page.getByTestId('staff-周小雨').textContent()).toContain('客服、收费员')

    await signInAs(page, '周小雨', '246800')
    await poll(() => page.getByTestId('person').textContent()).toBe('周小雨')
    await page.goto(new URL('/settings?tab=staff', page.url()).href)
    await page.getByTestId('staff-周小雨').waitFor()
    expect(await page.getByTestId('add-staff').count()).toBe(0)
    await page.context().close()
  })

  test('are refused at the field: no name, no role, a short PIN, two PINs that differ, a name that is taken', async () => {
    const page = await open('staff')
    await page.getByTestId('add-staff').click()
    const dialog = page.getByRole('dialog')
    await page.getByTestId('save-staff').click()
    await dialog.getByText('必须填写').waitFor()
    await dialog.getByText('至少选一个岗位').waitFor()
    await dialog.getByText('至少 4 个字符').waitFor()
    await page.getByTestId('staff-pin').fill('12345')
    await page.getByTestId('save-staff').click()
    await dialog.getByText('两次输入不一致').waitFor()
    await page.getByTestId('staff-pin-again').fill('12345')
    await page.getByTestId('staff-name').fill('林晓婷')
    await page.getByTestId('role-engineering').check()
    await page.getByTestId('save-staff').click()
    await dialog.getByText('已有“林晓婷”').waitFor()
    expect(await page.getByTestId('staff-name').getAttribute('aria-invalid')).toBe('true')
    await page.context().close()
  })

  test('lose nobody: somebody deactivated stays on the list and off the sign-in page', async () => {
    const page = await open('staff')
    await page.getByRole('button', { name: '修改 吴志强' }).click()
    await page.getByTestId('staff-active').uncheck({ force: true })
    await page.getByTestId('save-staff').click()
    await poll(() => page.getByTestId('staff-吴志强').textContent()).toContain('停用')
    await page.getByTestId('person').click()
    await page.getByTestId('sign-out').click()
    await page.getByRole('radio').filter({ hasText: '林晓婷' }).waitFor()
    expect(await page.getByRole('radio').filter({ hasText: '吴志强' }).count()).toBe(0)
    await page.context().close()
  })

  test('keep an administrator', async () => {
    const page = await open('staff')
    await page.getByRole('button', { name: '修改 苏文彬' }).click()
    await page.getByTestId('role-administrator').uncheck()
    await page.getByTestId('role-manager').check()
    await page.getByTestId('save-staff').click()
    await page.getByRole('dialog').getByText('至少要保留一名在职的管理员').waitFor()
    await page.context().close()
  })

  test('get a new PIN from the administrator', async () => {
    const page = await open('staff')
    await page.getByRole('button', { name: '重设 PIN：郑雅萍' }).click()
    await page.getByTestId('staff-pin').fill('778899')
    await page.getByTestId('staff-pin-again').fill('778899')
    await page.getByTestId('save-staff').click()
    await page.getByText('郑雅萍 的 PIN 已重设').waitFor()
    await signInAs(page, '郑雅萍', '778899')
    await poll(() => page.getByTestId('person').textContent()).toBe('郑雅萍')
    await page.context().close()
  })
})

test('everybody changes their own PIN, having given the present one', async () => {
  const page = await desk.open({ as: 'cashier', path: '/settings' })
  await page.getByTestId('pin-current').fill('9999')
  await page.getByTestId('pin-next').fill('4321')
  await page.getByTestId('pin-again').fill('4321')
  await page.getByTestId('save-pin').click()
  await page.getByText('PIN 或密码不对').first().waitFor()
  await page.getByTestId('pin-current').fill('2202')
  await page.getByTestId('save-pin').click()
  await page.getByText('PIN 或密码已修改').waitFor()
  await signInAs(page, '陈美玲', '2202')
  await page.getByText('PIN 或密码不对').waitFor()
  await page.getByTestId('pin').fill('4321')
  await page.getByTestId('sign-in').click()
  await poll(() => page.getByTestId('person').textContent()).toBe('陈美玲')
  await page.context().close()
})

describe('the office', () => {
  test('changes its name and its checklist with the keyboard, and remembers what it was', async () => {
    const page = await open('office', 'manager')
    await page.getByTestId('office-name').fill('锦澜花园客服中心')
    const first = page.getByTestId('handoverChecklist-0')
    const [one, two] = [await first.inputValue(), await page.getByTestId('handoverChecklist-1').inputValue()]
    await first.focus()
    await page.keyboard.press('Alt+ArrowDown')
    await poll(() => page.getByTestId('handoverChecklist-1').inputValue()).toBe(one)
    expect(await page.getByTestId('handoverChecklist-1').evaluate((box) => box === document.activeElement)).toBe(true)
    await page.keyboard.press('Enter')
    await page.keyboard.type('信报箱')
    await page.getByTestId('save-office').click()
    await page.getByText('已保存').waitFor()

    const stored = await desk.host.office.db.selectFrom('setting').selectAll().execute()
    const checklist = JSON.parse(stored.find((row) => row.key === 'handoverChecklist')?.value ?? '[]') as string[]
    expect(checklist.slice(0, 3)).toEqual([two, one, '信报箱'])
    const history = page.getByTestId('settings-history')
    await poll(() => history.textContent()).toContain('增加：信报箱')
    expect(await history.textContent()).toMatch(/黄国辉.*锦澜花园物业服务中心 → 锦澜花园客服中心/)
    await poll(() => page.getByText('锦澜花园客服中心').first().isVisible()).toBe(true)
    await page.context().close()
  })

  test('says since when its records are whole, and the summary compares with no year before', async () => {
    const page = await desk.open({ as: 'manager', path: '/summary?year=2025' })
    const received = page.getByTestId('previous-fees-received')
    await poll(() => page.getByTestId('partial-note').textContent()).toMatch(/^2024 年的资料不全，.*收费、.*2025-01-01/)
    expect(await received.count()).toBe(0)
    expect(await page.getByTestId('previous-fees-received-renewal').count()).toBe(0)
    expect(await page.getByTestId('previous-fees-arrears').textContent()).toBe('171,228.00')
    await page.getByText('改起始日').click()
    const since = page.getByTestId('records-since-fees')
    await since.fill('2025-13-01')
    await page.getByTestId('save-office').click()
    await poll(() => since.getAttribute('aria-invalid')).toBe('true')
    await since.fill('')
    // Typed and saved from within the field.
    await page.keyboard.press('Control+s')
    await poll(() => page.getByTestId('settings-history').textContent()).toContain('收费: 2025-01-01 → —')
    await page.goBack()
    await received.waitFor()
    expect(await page.getByTestId('partial-note').textContent()).not.toContain('收费')
    await page.context().close()
  })

  test('refuses an empty item and one that stands twice, at the item', async () => {
    const page = await open('office', 'manager')
    await page.getByTestId('handoverDocuments-add').click()
    await page.getByTestId('save-office').click()
    await page.getByText('必须填写').waitFor()
    const added = page.locator('section', { hasText: '签署文件' }).getByRole('textbox').last()
    await added.fill(await page.getByTestId('handoverDocuments-0').inputValue())
    await page.getByTestId('save-office').click()
    await page.getByText('与上面一项相同').waitFor()
    expect(await added.getAttribute('aria-invalid')).toBe('true')
    await page.context().close()
  })

  test('is only looked at by whoever may not change it', async () => {
    const page = await open('office', 'front-desk')
    await page.getByTestId('read-only').waitFor()
    await page.getByText('房屋验收单').waitFor()
    expect(await page.getByTestId('save-office').count()).toBe(0)
    expect(await page.getByTestId('settings-history').count()).toBe(0)
    await page.context().close()
  })
})

describe('the activity', () => {
  test('shows the manager who did what, and a line opens with before and after', async () => {
    const page = await open('activity', 'manager')
    await page.getByTestId('filter-text').fill('1栋101')
    await poll(() => page.url()).toContain('text=')
    const row = page.locator('tr[data-row]').first()
    await row.waitFor()
    await row.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByTestId('activity-line').waitFor()
    await page.context().close()
  })

  test('never shows an ID number', async () => {
    const person = await desk.host.office.db
      .selectFrom('audit')
      .select(['id', 'after'])
      .where('entity', '=', 'person')
      .where('after', 'like', '%"id_number":"%')
      .executeTakeFirstOrThrow()
    const number = (JSON.parse(person.after ?? '{}') as { id_number: string }).id_number
    expect(number).toMatch(/^\d{17}[\dX]$/)
    const page = await open('activity', 'manager')
    await page.getByTestId('filter-text').fill('person')
    await page.locator('tr[data-row]').first().waitFor()
    await poll(() => page.getByRole('cell').filter({ hasText: '证件号 ••••' }).count()).toBeGreaterThan(0)
    expect(await page.locator('main').innerHTML()).not.toMatch(/\d{17}[\dX]/)
    await page.context().close()
  })

  test('is closed to the front desk', async () => {
    const page = await open('activity', 'front-desk')
    await page.getByText('没有权限').first().waitFor()
    await page.context().close()
  })
})

test('the page says which version and which file it is, and takes language and look', async () => {
  const page = await open('about', 'front-desk')
  expect(await page.getByTestId('version').textContent()).toBe('test')
  expect(await page.getByTestId('office-file').textContent()).toBe('sample.db')
  expect(await page.getByTestId('switch-office').count()).toBe(0)
  await page.getByTestId('look').getByText('深色').click()
  await poll(() => page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark')
  await page.locator('main').getByText('English', { exact: true }).click()
  await page.getByRole('heading', { name: 'Settings' }).waitFor()
  await page.context().close()
})

test('the page says what runs and where things lie, whose work is packed, and gives a health report', async () => {
  const page = await open('about', 'front-desk')
  const support = page.getByRole('region', { name: '技术支持' })
  await support.getByText(process.versions.node).waitFor()
  await support.getByText('sample.db').waitFor()
  await page.getByTestId('notices').click()
  await page.getByRole('dialog').getByText('better-sqlite3').click()
  await page.locator('pre:visible', { hasText: 'Permission is hereby granted' }).waitFor()
  await page.keyboard.press('Escape')
  const downloading = page.waitForEvent('download')
  await page.getByTestId('health-report').click()
  expect((await downloading).suggestedFilename()).toMatch(/^健康报告-\d{4}-\d\d-\d\d\.html$/)
  // As the menu of the window asks for it.
  await page.goto(new URL('/settings?tab=about&report=true', page.url()).href)
  await page.getByTestId('task').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: '取消' }).click()
  await poll(() => new URL(page.url()).search).toBe('?tab=about')
  await page.context().close()
})

// In English and dark: what else this file does, it does in Chinese and light.
describe('for everybody', () => {
  // The first tab, one's own, is scanned with the shell.
  test.each(['office', 'staff', 'activity', 'about'])('axe finds nothing serious on %s', async (tab) => {
    const page = await open(tab, 'administrator', { language: 'en', dark: true })
    await page.getByTestId(`tab-${tab}`).waitFor()
    await page.waitForLoadState('networkidle')
    await expectNothingSerious(page)
    if (tab === 'staff') {
      await page.getByTestId('add-staff').click()
      await page.getByTestId('save-staff').click()
      await page.locator('[aria-invalid="true"]').first().waitFor()
      await expectNothingSerious(page)
    }
    await page.context().close()
  })
})

async function expectNothingSerious(on: Page): Promise<void> {
  const serious = await seriousOf(on, { without: 'header' })
  expect(serious.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`)).toEqual([])
}

test('nothing of this made the backend fail', () => {
  expect(desk.faults).toEqual([])
})

test('the administrator closes the office file and is back at the first page', async () => {
  const page = await open('about')
  await page.getByTestId('switch-office').click()
  await page.getByRole('dialog').getByRole('button', { name: '换一个管理处文件' }).click()
  await page.getByRole('heading', { name: '开始使用' }).waitFor()
  await page.getByText('sample.db').click()
  await signIn(page, 'administrator')
  await page.context().close()
})
