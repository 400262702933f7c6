import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import Database from 'better-sqlite3'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, expect, inject, onTestFinished, test } from 'vitest'
import { type Application, start } from './application.ts'
import { backendPid, isRunning } from './backendProcess.ts'
import {
  asksForSignIn,
  backendLostAlert,
  exportWorkbook,
  figure,
  firstUsefulScreen,
  goToSummary,
  signIn,
} from './page.ts'

let app: Application

beforeAll(async () => {
  app = await start()
})

afterAll(async () => {
  await app?.electron.close()
})

test('the window opens on the office file, a person signs in and reads a figure', async () => {
  await signIn(app.window)
  await goToSummary(app.window)
  await expect.poll(() => figure(app.window).textContent()).toContain(inject('expected').figure.text)
  expect(app.window.url()).toMatch(/^app:\/\/desk\//)
})

test('an export goes where the save dialog says and the workbook reads back', async () => {
  const target = join(inject('folder'), '总结.xlsx')
  const offered = await answerSaveDialog(target)
  await exportWorkbook(app.window)
  await expect.poll(() => existsSync(target)).toBe(true)

  expect(await offered()).toMatch(/\.xlsx$/)
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.readFile(target)
  const cells = workbook.worksheets.flatMap((sheet) =>
    sheet.getSheetValues().flatMap((row) => (Array.isArray(row) ? row.map(shownIn) : [])),
  )
  expect(cells).toContain(inject('expected').figure.value)
})

test('the page as it stands becomes a PDF whose text can be read', async () => {
  const target = join(inject('folder'), '总结.pdf')
  await answerSaveDialog(target)
  expect(await savePdf()).toBe('saved')

  const { stdout } = await promisify(execFile)('pdftotext', ['-layout', target, '-'])
  expect(stdout).toContain(inject('expected').figure.text)
  expect(stdout).toContain(inject('expected').figure.label)
  expect(stdout).toMatch(/1\s*\/\s*\d/)
})

test('a cancelled save dialog writes nothing', async () => {
  await answerSaveDialog(undefined)
  expect(await savePdf()).toBe('cancelled')
})

test('where an export was saved never reaches the page', async () => {
  const secret = join(inject('folder'), '只有主进程知道')
  mkdirSync(secret)
  const target = join(secret, '去处.xlsx')
  await answerSaveDialog(target)
  await listenToEverything()
  await exportWorkbook(app.window)
  await expect.poll(() => existsSync(target)).toBe(true)
  await app.window.getByText('已保存').first().waitFor()
  const heard = await everythingHeard()
  expect(heard.length).toBeGreaterThan(3)
  expect(heard.filter((message) => message.includes('只有主进程知道') || message.includes('去处'))).toEqual([])
})

/** From here on the page keeps whatever comes over its port to the backend, and main whatever it sends to the page. */
async function listenToEverything(): Promise<void> {
  await app.window.addInitScript(() => {
    const heard: string[] = []
    Object.assign(window, { deskHeard: heard })
    const listen = MessagePort.prototype.addEventListener
    MessagePort.prototype.addEventListener = function (type: string, listener: EventListener, options?: unknown) {
      const hear = (event: Event) => {
        const data = (event as MessageEvent).data
        heard.push(data instanceof Uint8Array ? new TextDecoder().decode(data) : JSON.stringify(data))
        listener.call(this, event)
      }
      listen.call(this, type, type === 'message' ? hear : listener, options as boolean)
    }
  })
  await app.window.reload()
  await signIn(app.window)
  await goToSummary(app.window)
  await app.electron.evaluate(({ BrowserWindow }) => {
    const sent: string[] = []
    Object.assign(globalThis, { deskSent: sent })
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    if (!contents) return
    const send = contents.send.bind(contents)
    contents.send = (channel, ...args) => {
      sent.push(JSON.stringify([channel, args]))
      send(channel, ...args)
    }
  })
}

async function everythingHeard(): Promise<string[]> {
  const overPort = await app.window.evaluate(() => (window as unknown as { deskHeard: string[] }).deskHeard)
  const fromMain = await app.electron.evaluate(() => (globalThis as unknown as { deskSent: string[] }).deskSent)
  return [...overPort, ...fromMain, await app.window.content()]
}

test('a call in flight fails clearly when the backend is killed, the backend returns and the page goes on', async () => {
  const killed = await backendPid(app.electron)
  if (killed === undefined) throw new Error('the backend is not running')
  const target = join(inject('folder'), '再次.xlsx')
  await answerSaveDialog(target)
  // Stopped first, so that the call is certainly unanswered when the backend dies.
  process.kill(killed, 'SIGSTOP')
  onTestFinished(() => end(killed))
  await exportWorkbook(app.window)
  process.kill(killed, 'SIGKILL')
  await backendLostAlert(app.window).first().waitFor()
  expect(existsSync(target)).toBe(false)

  await expect.poll(() => backendPid(app.electron)).toBeTypeOf('number')
  expect(await backendPid(app.electron)).not.toBe(killed)
  await expect.poll(() => exportAgain(target), { interval: 500 }).toBe(true)
})

test.each([0, 4, 15])(
  'a write in flight when the backend is killed after %d ms is done once or not at all',
  async (after) => {
    const file = inject('expected').file
    const name = `中断${after}`
    await toZones()
    await app.window.getByTestId('new-zone').click()
    await app.window.getByTestId('zone-name').fill(name)
    const killed = await backendPid(app.electron)
    if (killed === undefined) throw new Error('the backend is not running')
    const acknowledged = zoneShown(name)
    await app.window.getByTestId('go-ahead').click()
    await new Promise((resolve) => setTimeout(resolve, after))
    process.kill(killed, 'SIGKILL')
    await expect.poll(() => isRunning(killed)).toBe(false)
    await expect.poll(() => backendPid(app.electron)).toBeTypeOf('number')
    // Either the page has seen it done, or it has said that the service was lost.
    await Promise.race([acknowledged, backendLostAlert(app.window).first().waitFor(), passwordAsked()])
    const written = zonesNamed(file, name)
    expect(written).toBeLessThan(2)

    // Nobody knows what became of it: the clerk does it again, and it is there once.
    await leaveWithoutSaving()
    await reloaded()
    await signIn(app.window)
    await toZones()
    if (written === 0) {
      await app.window.getByTestId('new-zone').click()
      await app.window.getByTestId('zone-name').fill(name)
      await app.window.getByTestId('go-ahead').click()
    }
    await zoneShown(name)
    expect(zonesNamed(file, name)).toBe(1)
  },
)

/** The form that was sent still holds its words: main asks before they are lost, and nobody is there to answer. */
async function leaveWithoutSaving(): Promise<void> {
  await app.electron.evaluate(({ dialog }) => {
    dialog.showMessageBox = async () => ({ response: 0, checkboxChecked: false })
  })
}

/** Main holds a reload back until it has asked, and then reloads itself: the driver may wait for the first of the two for ever. */
async function reloaded(): Promise<void> {
  await app.window.evaluate(() => document.documentElement.setAttribute('data-before', ''))
  app.window.reload().catch(() => undefined)
  await app.window.locator('html:not([data-before])').waitFor({ state: 'attached' })
}

async function toZones(): Promise<void> {
  await app.window.locator('a[href="/estate"]').first().click()
  await app.window.locator('a[href="/estate/zones"]').first().click()
  await app.window.getByTestId('zones').waitFor()
}

function zoneShown(name: string): Promise<void> {
  return app.window.getByTestId('zones').getByText(name, { exact: true }).waitFor()
}

function passwordAsked(): Promise<void> {
  return firstUsefulScreen(app.window)
}

/** How often the audit says that a zone of this name was made. */
function zonesNamed(file: string, name: string): number {
  const db = new Database(file, { readonly: true })
  try {
    const { count } = db
      .prepare("SELECT count(*) AS count FROM audit WHERE entity = 'zone' AND after LIKE ?")
      .get(`%"${name}"%`) as { count: number }
    return count
  } finally {
    db.close()
  }
}

test('nothing is left running after the window is closed', async () => {
  const other = await start()
  const pid = await backendPid(other.electron)
  if (pid === undefined) throw new Error('the backend is not running')
  await other.electron.close()
  expect(await isRunning(pid)).toBe(false)
})

test('the end of the session ends the application in order, unasked where no work is under way', async () => {
  const file = join(inject('folder'), 'session.db')
  await copyFile(inject('expected').file, file)
  const other = await start({ file })
  const pid = await backendPid(other.electron)
  if (pid === undefined) throw new Error('the backend is not running')
  await signIn(other.window)
  expect(existsSync(`${file}-wal`)).toBe(true)
  const gone = once(other.electron.process(), 'exit')
  // What a session that ends sends to its programs on Linux.
  other.electron.process().kill('SIGTERM')
  await gone
  expect(await isRunning(pid)).toBe(false)
  // The last connection to be closed in order takes the log away with it.
  expect(existsSync(`${file}-wal`)).toBe(false)
})

test('nothing is left running after the application is killed', async () => {
  const other = await start()
  const pid = await backendPid(other.electron)
  if (pid === undefined) throw new Error('the backend is not running')
  other.electron.process().kill('SIGKILL')
  await expect.poll(() => isRunning(pid)).toBe(false)
})

/** The page was not loaded again: it goes on by itself, at most asking who is there. */
async function exportAgain(target: string): Promise<boolean> {
  if (existsSync(target)) return true
  if (await asksForSignIn(app.window)) {
    await signIn(app.window)
    await goToSummary(app.window)
  }
  await exportWorkbook(app.window)
  return false
}

/** Main's own code runs up to the dialog; only the clerk's answer is put in. Returns what was offered. */
async function answerSaveDialog(path: string | undefined): Promise<() => Promise<string | undefined>> {
  await app.electron.evaluate(({ dialog }, answer) => {
    const original = dialog.showSaveDialog
    Object.assign(globalThis, { deskOffered: undefined, deskSaveDialog: original })
    dialog.showSaveDialog = (async (_window: unknown, options: Electron.SaveDialogOptions) => {
      Object.assign(globalThis, { deskOffered: options.defaultPath })
      return { canceled: answer === null, filePath: answer ?? '' }
    }) as typeof dialog.showSaveDialog
  }, path ?? null)
  onTestFinished(() => restoreSaveDialog())
  return () => app.electron.evaluate(() => (globalThis as { deskOffered?: string }).deskOffered)
}

async function restoreSaveDialog(): Promise<void> {
  await app.electron.evaluate(({ dialog }) => {
    dialog.showSaveDialog = (globalThis as unknown as { deskSaveDialog: typeof dialog.showSaveDialog }).deskSaveDialog
  })
}

function savePdf(): Promise<string | undefined> {
  return app.window.evaluate(() => window.desk?.savePdf({ name: '总结' }))
}

/** A stopped process would outlive a test that failed before killing it. */
function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It is gone already, as it should be.
  }
}

/** What a cell shows: a formula's result. */
function shownIn(cell: unknown): unknown {
  return typeof cell === 'object' && cell !== null && 'result' in cell ? cell.result : cell
}
