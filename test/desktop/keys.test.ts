import { existsSync, mkdirSync } from 'node:fs'
import { copyFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type Application, start } from './application.ts'
import { Keyboard } from './keyboard.ts'
import { exportWorkbook, goToSummary, signIn } from './page.ts'

/** The menu and its keys, and the dialogs of the system themselves, answered as a person answers them. */
let app: Application
let keyboard: Keyboard
let place: string
const administrator = { name: '苏文彬', pin: '660606' }

beforeAll(async () => {
  keyboard = new Keyboard()
  place = join(inject('folder'), 'keys')
  mkdirSync(place)
  const file = join(place, 'office.db')
  await copyFile(inject('expected').file, file)
  app = await start({ file })
  await signIn(app.window, administrator)
  await app.window.getByTestId('person').waitFor()
})

afterAll(async () => {
  app?.electron.process().kill('SIGKILL')
})

test('the menu speaks the language of the page', async () => {
  await app.window.evaluate(() => window.desk?.setLanguage('en'))
  await expect.poll(() => menuLabels()).toEqual(['File', 'Edit', 'View', 'Help'])
  await app.window.evaluate(() => window.desk?.setLanguage('zh'))
  await expect.poll(() => menuLabels()).toEqual(['文件', '编辑', '视图', '帮助'])
})

describe.each(['zh', 'en'] as const)('in %s', (language) => {
  beforeAll(async () => {
    await app.window.evaluate((chosen) => window.desk?.setLanguage(chosen), language)
  })

  test('F1 opens the manual and closes it again', async () => {
    await press('F1')
    await app.window.getByRole('dialog').waitFor()
    await press('F1')
    await app.window.getByRole('dialog').waitFor({ state: 'hidden' })
  })

  test('Shift+F1 shows the keys, Ctrl+K goes to the search box', async () => {
    await press('shift+F1')
    await app.window.getByRole('dialog').waitFor()
    await press('Escape')
    await app.window.getByRole('dialog').waitFor({ state: 'hidden' })
    await press('ctrl+k')
    await expect.poll(focused).toBe('search')
  })

  test('Ctrl+Shift+B goes to the backups', async () => {
    await app.window.locator('a[href="/"]').first().click()
    await press('ctrl+shift+b')
    await app.window.getByTestId('back-up').waitFor()
  })

  test('Ctrl+Shift+N opens a window, where the menu asks to sign in first; Ctrl+W closes it', async () => {
    const opened = app.electron.waitForEvent('window')
    await press('ctrl+shift+n')
    const second = await opened
    await second.locator('input[type=password]').waitFor()
    await keyboard.pressIn(app, second, 'ctrl+shift+b')
    await second.getByText(/登录后才能用|Sign in first/).waitFor()
    const closed = second.waitForEvent('close')
    await keyboard.pressIn(app, second, 'ctrl+w')
    await closed
    expect(app.electron.windows()).toHaveLength(1)
  })
})

test('the entries without a key of their own, and those whose key the page hears itself, reach the page', async () => {
  await choose('about')
  await app.window.getByTestId('office-file').waitFor()
  for (const command of ['help', 'keyboard']) {
    await choose(command)
    await app.window.getByRole('dialog').waitFor()
    await press('Escape')
    await app.window.getByRole('dialog').waitFor({ state: 'hidden' })
  }
  await choose('health')
  await keyboard.dialog(app)
  await keyboard.press('Escape')
  await keyboard.noDialog(app)
  await choose('search')
  await expect.poll(focused).toBe('search')
})

test('Ctrl+P on a PC without a printer says so and what to do instead', async () => {
  await app.window.evaluate(() => window.desk?.setLanguage('zh'))
  await app.window.reload()
  await signIn(app.window, administrator)
  await press('ctrl+p')
  await app.window.getByRole('alert').filter({ hasText: '没有可用的打印机' }).waitFor()
})

test('Ctrl+Shift+P asks in the system’s dialog: Escape writes nothing, a path is where the PDF goes', async () => {
  await press('ctrl+shift+p')
  await keyboard.dialog(app)
  await keyboard.press('Escape')
  await keyboard.noDialog(app)

  const target = join(place, 'page.pdf')
  await press('ctrl+shift+p')
  await answerDialog(target)
  await expect.poll(() => existsSync(target)).toBe(true)
  expect((await readFile(target)).subarray(0, 5).toString()).toBe('%PDF-')
})

test('a place that cannot be written to is refused in the words of what is the matter', async () => {
  await press('ctrl+shift+p')
  await answerDialog('/sys/page.pdf')
  await app.window.getByRole('alert').filter({ hasText: '无法写入该位置：没有权限' }).waitFor()
})

test('an export is saved where the system’s dialog says', async () => {
  await goToSummary(app.window)
  const target = join(place, 'report.xlsx')
  await exportWorkbook(app.window)
  await answerDialog(target)
  await expect.poll(() => existsSync(target)).toBe(true)
  expect((await readFile(target)).subarray(0, 2).toString()).toBe('PK')
})

test('Ctrl+O opens the office that is picked in the system’s dialog', async () => {
  const other = join(place, 'other.stewarddesk')
  await copyFile(inject('expected').file, other)
  await press('ctrl+o')
  await answerDialog(other)
  await signIn(app.window, administrator)
  await choose('about')
  await expect.poll(() => app.window.getByTestId('office-file').textContent()).toBe('other.stewarddesk')
})

test('Ctrl+Q over a half-typed form asks in the system’s dialog: Escape stays, the other button quits', async () => {
  await app.window.locator('a[href="/estate"]').first().click()
  await app.window.locator('a[href="/estate/zones"]').first().click()
  await app.window.getByTestId('new-zone').click()
  await app.window.getByTestId('zone-name').fill('写了一半')
  await press('ctrl+q')
  await keyboard.dialog(app)
  // The window behind goes on: nothing in main stands still for the answer.
  expect(await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  await keyboard.press('Escape')
  await keyboard.noDialog(app)
  expect(await app.window.getByTestId('zone-name').inputValue()).toBe('写了一半')

  const gone = new Promise((resolve) => app.electron.process().once('exit', resolve))
  await press('ctrl+q')
  await keyboard.dialog(app)
  await keyboard.press('Left', 'Return')
  await gone
})

function choose(entry: string): Promise<void> {
  return app.electron.evaluate(({ Menu }, id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.click(), entry)
}

/** What the keys go to within the page. */
function focused(): Promise<string | null | undefined> {
  return app.window.evaluate(() => document.activeElement?.getAttribute('data-testid'))
}

function press(...keys: readonly string[]): Promise<void> {
  return keyboard.pressIn(app, app.window, ...keys)
}

/** Types a path into the dialog for files that stands in front, and agrees. */
async function answerDialog(path: string): Promise<void> {
  await keyboard.dialog(app)
  await keyboard.press('ctrl+a')
  await keyboard.type(path)
  await keyboard.press('Return')
  await keyboard.noDialog(app)
}

async function menuLabels(): Promise<string[]> {
  return app.electron.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map((item) => item.label) ?? [])
}
