import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type Application, newProfile, start } from './application.ts'
import { asksForSignIn, firstUsefulScreen, signIn } from './page.ts'

/** Two windows of one shared PC on one backend. */
let app: Application
let profile: string
let second: Page

beforeAll(async () => {
  profile = await newProfile()
  const file = join(inject('folder'), 'two-windows.db')
  await copyFile(inject('expected').file, file)
  app = await start({ profile, file })
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

test('half-typed work is asked about before its window closes, and stays', async () => {
  await app.window.getByTestId('new-zone').click()
  await app.window.getByTestId('zone-name').fill('写了一半')
  await app.electron.evaluate(({ dialog, BrowserWindow }) => {
    Object.assign(globalThis, { deskSync: [] })
    dialog.showMessageBoxSync = ((_window: unknown, options: Electron.MessageBoxSyncOptions) => {
      ;(globalThis as unknown as { deskSync: unknown[] }).deskSync.push(options.message)
      return 1
    }) as typeof dialog.showMessageBoxSync
    BrowserWindow.getAllWindows()[0]?.close()
  })
  const asked = () => app.electron.evaluate(() => (globalThis as unknown as { deskSync: string[] }).deskSync)
  await expect.poll(asked).toEqual(['这一页有没保存的内容。关闭窗口会丢失这些内容。'])
  expect(await app.window.getByTestId('zone-name').inputValue()).toBe('写了一半')
  await app.electron.evaluate(({ dialog }) => {
    dialog.showMessageBoxSync = () => 0
  })
})

async function toZones(window: Page): Promise<void> {
  await window.locator('a[href="/estate"]').first().click()
  await window.locator('a[href="/estate/zones"]').first().click()
  await window.getByTestId('zones').waitFor()
}

async function newZone(window: Page, name: string): Promise<void> {
  await window.getByTestId('new-zone').click()
  await window.getByTestId('zone-name').fill(name)
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
