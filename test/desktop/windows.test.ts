import { mkdirSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { type Application, newProfile, start } from './application.ts'
import { answerOpen, hearQuestions, type Questions } from './dialogs.ts'
import { asksForSignIn, firstUsefulScreen, signIn } from './page.ts'

/** Two windows of one shared PC on one backend. */
let app: Application
let profile: string
let folder: string
const administrator = { name: '苏文彬', pin: '660606' }
let second: Page

beforeAll(async () => {
  profile = await newProfile()
  folder = join(inject('folder'), 'two-windows')
  mkdirSync(folder)
  app = await start({ profile, folder, file: await otherOffice('two-windows.db') })
  await signIn(app.window)
  const opened = app.electron.waitForEvent('window')
  await menu('new-window')
  second = await opened
  await firstUsefulScreen(second)
})

afterAll(async () => {
  await app?.electron.close()
})

test('a second window stands beside the first and has a sign-in of its own', async () => {
  expect(app.electron.windows()).toHaveLength(2)
  const [first, other] = await places()
  expect(other).toEqual({ ...first, x: (first?.x ?? 0) + 32, y: (first?.y ?? 0) + 32 })
  expect(await asksForSignIn(second)).toBe(true)
  await signIn(second)
  await app.window.getByTestId('person').waitFor()
  expect(await asksForSignIn(app.window)).toBe(false)
})

test('what one window writes the other shows once it asks again', async () => {
  await toZones(second)
  await toZones(app.window)
  await newZone(app.window, '双窗甲')
  // A page that was just asked is not asked again within two seconds.
  await expect
    .poll(async () => {
      await toZones(second)
      return second.getByTestId('zones').textContent()
    })
    .toContain('双窗甲')
})

test('a language chosen in one is the menu of both', async () => {
  await second.evaluate(() => window.desk?.setLanguage('en'))
  await expect.poll(() => labels()).toContain('File')
  await app.window.evaluate(() => window.desk?.setLanguage('zh'))
  await expect.poll(() => labels()).toContain('文件')
})

test('closing one leaves the other at work; each keeps its place', async () => {
  const place = { x: 300, y: 200, width: 1100, height: 700 }
  await app.electron.evaluate(
    ({ BrowserWindow }, bounds) =>
      BrowserWindow.getAllWindows()
        .sort((a, b) => a.id - b.id)[1]
        ?.setBounds(bounds),
    place,
  )
  await expect.poll(async () => (await places())[1]).toEqual(place)
  const closed = second.waitForEvent('close')
  await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .sort((a, b) => a.id - b.id)[1]
      ?.close(),
  )
  await closed
  expect(app.electron.windows()).toHaveLength(1)
  await newZone(app.window, '双窗乙')

  const opened = app.electron.waitForEvent('window')
  await menu('new-window')
  second = await opened
  await firstUsefulScreen(second)
  expect((await places())[1]).toEqual(place)
})

describe('half-typed work', () => {
  let questions: Questions
  beforeEach(async () => {
    questions = await hearQuestions(app.electron)
  })

  test('is asked about before its window closes; the other window goes on meanwhile, and it may stay', async () => {
    await signIn(second)
    await toZones(second)
    await halfType(app.window, '写了一半')
    await close(app.window)
    await asked('这一页有没保存的内容。关闭窗口会丢失这些内容。', '不保存，关闭')
    await newZone(second, '双窗丙')
    await questions.answer(1)
    expect(await app.window.getByTestId('zone-name').inputValue()).toBe('写了一半')
    expect(app.electron.windows()).toHaveLength(2)
  })

  test('is asked about before its page is loaded again, and goes where the clerk agrees', async () => {
    await app.window.evaluate(() => location.reload())
    await asked('这一页有没保存的内容。重新载入会丢失这些内容。', '不保存，重新载入')
    await questions.answer(1)
    expect(await app.window.getByTestId('zone-name').inputValue()).toBe('写了一半')

    const loaded = app.window.waitForEvent('load')
    await app.window.evaluate(() => location.reload())
    await expect.poll(questions.asked).toHaveLength(2)
    await questions.answer(0)
    await loaded
    await signIn(app.window)
  })

  test('for one office is never written into another: it is asked about before the other opens', async () => {
    const other = await otherOffice('别处.stewarddesk')
    await answerOpen(app.electron, [other])
    await toZones(app.window)
    await halfType(app.window, '写给第一家的')
    await menu('open-office-file')
    await asked('这一页有没保存的内容。打开另一个管理处文件会丢失这些内容。', '不保存，打开')
    await questions.answer(1)
    await app.window.getByTestId('go-ahead').click()
    await app.window.getByTestId('zones').getByText('写给第一家的', { exact: true }).waitFor()

    await halfType(app.window, '又写了一半')
    await menu('open-office-file')
    await expect.poll(questions.asked).toHaveLength(2)
    await questions.answer(0)
    await signIn(app.window)
    await toZones(app.window)
    expect(await app.window.getByTestId('zones').textContent()).not.toContain('写')
    expect(await app.window.getByTestId('zone-name').count()).toBe(0)
    await firstUsefulScreen(second)
  })

  test('goes with its office where another window closes it and opens the next', async () => {
    await signIn(second, administrator)
    await halfType(app.window, '留在原处')
    await second.locator('a[href="/settings"]').first().click()
    await second.getByRole('tab', { name: '关于' }).click()
    await second.getByTestId('switch-office').click()
    await second.getByRole('dialog').getByRole('button').last().click()
    await second.getByRole('button', { name: 'two-windows.db' }).click()
    await signIn(second, administrator)
    // The page in the other window hears of it with its next call.
    await app.window.getByTestId('go-ahead').click()
    await signIn(app.window)
    await toZones(app.window)
    expect(await app.window.getByTestId('zone-name').count()).toBe(0)
    expect(await app.window.getByTestId('zones').textContent()).not.toContain('留在原处')
    expect(await questions.asked()).toEqual([])
  })

  async function asked(message: string, button: string): Promise<void> {
    await expect.poll(questions.asked).toHaveLength(1)
    expect((await questions.asked())[0]).toMatchObject({ message, buttons: [button, '继续填写'] })
  }
})

test('there are at most six; a further one brings the newest up', async () => {
  for (let count = 2; count < 7; count++) await menu('new-window')
  await expect.poll(() => app.electron.windows().length).toBe(6)
  await app.electron.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()
      .sort((a, b) => a.id - b.id)
      .slice(1))
      window.destroy()
  })
  await expect.poll(() => app.electron.windows().length).toBe(1)
})

async function toZones(window: Page): Promise<void> {
  await window.locator('a[href="/estate"]').first().click()
  await window.locator('a[href="/estate/zones"]').first().click()
  await window.getByTestId('zones').waitFor()
}

async function halfType(window: Page, name: string): Promise<void> {
  await window.getByTestId('new-zone').click()
  await window.getByTestId('zone-name').fill(name)
}

async function close(window: Page): Promise<void> {
  const handle = await app.electron.browserWindow(window)
  await handle.evaluate((one) => one.close())
}

async function otherOffice(name: string): Promise<string> {
  const file = join(folder, name)
  await copyFile(inject('expected').file, file)
  return file
}

async function newZone(window: Page, name: string): Promise<void> {
  await halfType(window, name)
  await window.getByTestId('go-ahead').click()
  await window.getByTestId('zones').getByText(name, { exact: true }).waitFor()
}

function menu(id: string): Promise<void> {
  return app.electron.evaluate(({ Menu }, item) => Menu.getApplicationMenu()?.getMenuItemById(item)?.click(), id)
}

function labels(): Promise<string[]> {
  return app.electron.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map((item) => item.label) ?? [])
}

/** In the order in which they were opened. */
function places(): Promise<Electron.Rectangle[]> {
  return app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .sort((a, b) => a.id - b.id)
      .map((window) => window.getNormalBounds()),
  )
}
