import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { expect, inject } from 'vitest'
import { programPath } from '../office/program.ts'
import type { Application } from './application.ts'

/**
 * The keyboard of the screen, not of the page: a key goes to the window that has the focus, be it ours or a dialog of
 * the system, and whatever the page leaves over reaches the menu. Playwright's own keys end at the page.
 */
export class Keyboard {
  readonly #xdotool = programPath({
    commands: ['xdotool'],
    files: [],
    packages: [['xdotool']],
    need: 'The tests of the window’s keys need xdotool. Install it',
  })

  /** Presses keys one after another, each with whatever is held beside it: `ctrl+shift+p`. */
  async press(...keys: readonly string[]): Promise<void> {
    await this.#run('key', '--clearmodifiers', ...keys)
  }

  /** Types into whatever has the focus; letters of this keyboard only. */
  async type(text: string): Promise<void> {
    await this.#run('type', '--delay', '5', text)
  }

  /** Presses a key in one of our windows, as somebody who has just clicked into it. */
  async pressIn(app: Application, window: Page, ...keys: readonly string[]): Promise<void> {
    const handle = await app.electron.browserWindow(window)
    await handle.evaluate((one) => one.focus())
    const id = await handle.evaluate((one) => one.getNativeWindowHandle().readUInt32LE(0))
    await expect.poll(() => this.#focused()).toBe(id)
    await this.press(...keys)
  }

  /** Waits for a dialog of the system to stand before our windows and to hear the keys. */
  async dialog(app: Application): Promise<void> {
    await expect.poll(async () => (await this.#dialogs(app)).includes(await this.#focused())).toBe(true)
  }

  async noDialog(app: Application): Promise<void> {
    await expect.poll(() => this.#dialogs(app)).toEqual([])
  }

  /** What is on the screen beside our windows. */
  async #dialogs({ electron }: Application): Promise<number[]> {
    const visible = await this.#numbers('search', '--onlyvisible', '--class', '.')
    const ours = await electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((one) => one.getNativeWindowHandle().readUInt32LE(0)),
    )
    return visible.filter((id) => !ours.includes(id))
  }

  async #focused(): Promise<number> {
    return (await this.#numbers('getwindowfocus'))[0] ?? 0
  }

  /** None where it says by its exit code that there is no such window. */
  async #numbers(...args: readonly string[]): Promise<number[]> {
    const said = await this.#run(...args).catch(() => '')
    return said.split('\n').filter(Boolean).map(Number)
  }

  async #run(...args: readonly string[]): Promise<string> {
    const env = { ...process.env, DISPLAY: inject('display') }
    return (await promisify(execFile)(this.#xdotool, [...args], { env })).stdout
  }
}
