import type { BrowserWindow } from 'electron'
import type { Progress } from '../contract/bridge.ts'

/** Electron's own marks: no bar, and one that only moves. */
const NONE = -1
const MOVING = 2

/** The bars of the windows on the system's task bar, and so which of them wait for work. */
export class TaskBar {
  readonly #waiting = new WeakSet<BrowserWindow>()

  show(window: BrowserWindow, progress: Progress): void {
    if (progress === null) this.#waiting.delete(window)
    else this.#waiting.add(window)
    window.setProgressBar(progress === null ? NONE : progress === 'unknown' ? MOVING : progress)
  }

  waits(window: BrowserWindow): boolean {
    return this.#waiting.has(window)
  }

  /** A page that is loaded anew or has crashed waits for nothing, and tells nobody. */
  follow(window: BrowserWindow): void {
    const clear = (): void => {
      if (!window.isDestroyed() && this.waits(window)) this.show(window, null)
    }
    window.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) clear()
    })
    window.webContents.on('render-process-gone', clear)
  }
}
