import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, onTestFinished, test } from 'vitest'
import { type Application, start } from './application.ts'
import { backendPid, isRunning } from './backendProcess.ts'
import { answerOpen, answerSave, hearQuestions, type Questions } from './dialogs.ts'
import { exportWorkbook, goToSummary, signIn } from './page.ts'

/** Ending the application over work that is under way, and how far the work is on the task bar. */
let app: Application
let backend: number
let questions: Questions
let ended: Promise<unknown>
let main: ChildProcess

beforeAll(async () => {
  const file = join(inject('folder'), 'leaving.db')
  await copyFile(inject('expected').file, file)
  app = await start({ file })
  main = app.electron.process()
  ended = new Promise((resolve) => main.once('exit', resolve))
  const pid = await backendPid(app.electron)
  if (pid === undefined) throw new Error('the backend is not running')
  backend = pid
  questions = await hearQuestions(app.electron)
  await watchTaskBar()
  await signIn(app.window, { name: '苏文彬', pin: '660606' })
})

beforeEach(async () => {
  questions = await hearQuestions(app.electron)
  await app.electron.evaluate(() => void (globalThis as unknown as Bar).deskBar.splice(0))
})

afterAll(async () => {
  letGo()
  main?.kill('SIGKILL')
  await ended
})

describe('while an export runs', () => {
  const target = join(inject('folder'), '退出前.xlsx')

  test('quitting by the menu asks, and waiting lets the export come to its end', async () => {
    await answerSave(app.electron, target)
    await goToSummary(app.window)
    await hold()
    await exportWorkbook(app.window)
    await expect.poll(isHeld).toBe(true)
    await quitByMenu()
    await expect.poll(questions.asked).toHaveLength(1)
    expect((await questions.asked())[0]).toMatchObject({
      message: '还有工作没有完成：导出',
      buttons: ['等它完成', '仍然退出'],
    })
    // Asking again while the question stands adds no second one.
    await quitByMenu()
    await questions.answer(0, backend)
    await expect.poll(() => existsSync(target)).toBe(true)
    expect(await questions.asked()).toHaveLength(1)
  })

  test('neither the end of a session of Windows nor another office file breaks it off without asking', async () => {
    await hold()
    await exportWorkbook(app.window)
    await expect.poll(isHeld).toBe(true)
    // What Windows says before it ends a session; prevented, it shows the window in its list of what stands in the way.
    expect(await sessionWouldEnd()).toBe(false)
    await expect.poll(questions.asked).toHaveLength(1)
    expect((await questions.asked())[0]?.message).toBe('还有工作没有完成：导出')
    await questions.answer(0)
    await answerOpen(app.electron, [inject('expected').file])
    await app.electron.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('open-office-file')?.click())
    await expect.poll(questions.asked).toHaveLength(2)
    expect((await questions.asked())[1]?.message).toBe('换一个文件会中断没有完成的工作：导出')
    await questions.answer(0, backend)
    await expect.poll(lastOnBar).toBe(-1)
    expect(await sessionWouldEnd()).toBe(true)
    await app.window.getByTestId('download').waitFor()
  })

  test('the task bar shows how far it is, and nothing once it is done', async () => {
    await exportWorkbook(app.window)
    await expect.poll(lastOnBar).toBe(-1)
    const shown = await onBar()
    expect(shown.length).toBeGreaterThan(1)
    expect(shown.slice(0, -1).filter((far) => far !== 2 && !(far >= 0 && far <= 1))).toEqual([])
  })
})

test('while an import is checked, the end of the session asks; a failed import leaves nothing on the task bar', async () => {
  await app.window.locator('a[href="/imports"]').first().click()
  await app.window.getByTestId('choose-file').waitFor()
  await hold()
  await app.window.getByTestId('file').setInputFiles({
    name: '不是房屋.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: Buffer.from('一个不是工作簿的文件'),
  })
  await expect.poll(isHeld).toBe(true)
  // What a session that ends sends to its programs on Linux.
  main.kill('SIGTERM')
  await expect.poll(questions.asked).toHaveLength(1)
  expect((await questions.asked())[0]?.message).toBe('还有工作没有完成：导入')
  await questions.answer(0, backend)
  await app.window.getByTestId('refusal').waitFor()
  await expect.poll(lastOnBar).toBe(-1)
})

test('while a backup runs, closing the last window asks in English; to quit anyway leaves nothing running', async () => {
  await app.window.evaluate(() => window.desk?.setLanguage('en'))
  await app.electron.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('backups')?.click())
  await app.window.getByTestId('back-up').waitFor()
  await hold()
  onTestFinished(letGo)
  await app.window.getByTestId('back-up').click()
  await expect.poll(isHeld).toBe(true)
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await expect.poll(questions.asked).toHaveLength(1)
  expect((await questions.asked())[0]).toMatchObject({
    message: 'Work is still under way: backup or restore',
    buttons: ['Let it finish', 'Quit anyway'],
  })
  await questions.answer(1, backend)
  await ended
  expect(await isRunning(backend)).toBe(false)
})

interface Bar {
  readonly deskBar: number[]
}

/** Keeps what each window is told to show, and passes it on. */
async function watchTaskBar(): Promise<void> {
  await app.electron.evaluate(({ BrowserWindow }, pid) => {
    const shown: number[] = []
    const state = { deskBar: shown, deskHold: false, deskHeld: false }
    Object.assign(globalThis, { deskState: state, deskBar: shown })
    for (const window of BrowserWindow.getAllWindows()) {
      const original = window.setProgressBar.bind(window)
      window.setProgressBar = (far) => {
        shown.push(far)
        // Stopped in the midst of the work: it is certainly not done before the test is.
        if (state.deskHold && far >= 0) {
          state.deskHold = false
          state.deskHeld = true
          process.kill(pid, 'SIGSTOP')
        }
        original(far)
      }
    }
  }, backend)
}

interface Held {
  readonly deskState: { deskHold: boolean; deskHeld: boolean }
}

/** Stops the backend as soon as the page shows work that is under way. */
function hold(): Promise<void> {
  return app.electron.evaluate(() => {
    Object.assign((globalThis as unknown as Held).deskState, { deskHold: true, deskHeld: false })
  })
}

function isHeld(): Promise<boolean> {
  return app.electron.evaluate(() => (globalThis as unknown as Held).deskState.deskHeld)
}

function onBar(): Promise<number[]> {
  return app.electron.evaluate(() => (globalThis as unknown as Bar).deskBar)
}

async function lastOnBar(): Promise<number | undefined> {
  return (await onBar()).at(-1)
}

function sessionWouldEnd(): Promise<boolean> {
  return app.electron.evaluate(({ BrowserWindow }) => {
    const event = new Event('query-session-end', { cancelable: true })
    BrowserWindow.getAllWindows()[0]?.emit('query-session-end', event)
    return !event.defaultPrevented
  })
}

function quitByMenu(): Promise<void> {
  return app.electron.evaluate(({ Menu }) => {
    const [file] = Menu.getApplicationMenu()?.items ?? []
    file?.submenu?.items.find((item) => item.role === 'quit')?.click()
  })
}

/** A stopped process would outlive a test that failed. */
function letGo(): void {
  try {
    process.kill(backend, 'SIGCONT')
  } catch {
    // It is gone already.
  }
}
