import { copyFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, inject, test } from 'vitest'
import { today } from '../office/sample.ts'
import { type Application, newProfile, start, startAgain } from './application.ts'
import { signIn } from './page.ts'

let app: Application

afterEach(async () => {
  await app?.electron.close()
})

test('a second start goes away, brings the first window up and hands it its file', async () => {
  const profile = await newProfile()
  app = await start({ profile })
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize())
  const other = join(inject('folder'), 'other.db')
  await copyFile(inject('expected').file, other)
  const reloaded = app.window.waitForEvent('load')

  expect(await startAgain(profile, other)).toBe(0)
  await reloaded
  expect(app.electron.windows()).toHaveLength(1)
  const minimized = await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized())
  expect(minimized).toBe(false)
})

test('the window comes back where it was', async () => {
  const profile = await newProfile()
  const place = { x: 120, y: 90, width: 1200, height: 720 }
  app = await start({ profile })
  await app.electron.evaluate(({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds), place)
  await expect.poll(() => bounds()).toEqual(place)
  await app.electron.close()

  app = await start({ profile })
  expect(await bounds()).toEqual(place)
})

test('main keeps its log in a file, a line each entry', async () => {
  app = await start()
  const logs = await app.electron.evaluate(({ app: application }) => application.getPath('logs'))
  const lines = (await readFile(join(logs, 'main.log'), 'utf8')).trimEnd().split('\n')
  expect(lines[0]).toMatch(/^\d{4}-\d\d-\d\dT\S+Z info main version \d+\.\d+\.\d+ begins, Electron \d+/)
})

test('what is late is told by the system while another window is in front, and only once', async () => {
  const file = join(inject('folder'), 'late.db')
  await copyFile(inject('expected').file, file)
  app = await start({ file, today })
  await app.electron.evaluate(({ BrowserWindow, Notification }) => {
    const told: string[] = []
    Object.assign(globalThis, { told })
    // There is no desktop here to show it, nor other windows: up to the call of the system the road is the real one.
    Notification.isSupported = () => true
    Notification.prototype.show = function () {
      told.push(`${this.title} ${this.body}`)
    }
    for (const window of BrowserWindow.getAllWindows()) window.isFocused = () => false
  })
  const told = () => app.electron.evaluate(() => (globalThis as unknown as { told: string[] }).told)
  await signIn(app.window)
  await expect.poll(told).toContainEqual(expect.stringMatching(/^(GD\d{8}-\d{3} 已超时|有工单或投诉需要处理) .+/))
  await app.window.reload()
  await signIn(app.window)
  // Another page's answer comes after the one that might tell it again.
  await app.window.locator('a[href="/watch"]').first().click()
  await app.window.getByTestId('total').waitFor()
  const all = await told()
  expect(new Set(all).size).toBe(all.length)
})

async function bounds(): Promise<unknown> {
  return app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds())
}
