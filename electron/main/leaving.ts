import type { App, BrowserWindow, Dialog, PowerMonitor } from 'electron'
import type { Language } from '../contract/bridge.ts'
import type { WorkKind } from '../contract/hostProtocol.ts'
import { wordsIn, workInWords } from './words.ts'

interface LeavingParts {
  readonly app: Pick<App, 'on' | 'quit'>
  readonly power: Pick<PowerMonitor, 'on'>
  readonly dialog: Pick<Dialog, 'showMessageBox'>
  readonly language: () => Language
  /** Long work that is under way in the backend. */
  readonly work: () => readonly WorkKind[]
  /** Whether a window's page waits for work of its own. */
  readonly waits: (window: BrowserWindow) => boolean
  /** The window that stands in front, for the question. */
  readonly front: () => BrowserWindow | undefined
  /** Whether the application ends with this window. */
  readonly isLast: (window: BrowserWindow) => boolean
}

/** What stops the clerk's work where it is under way; each has words of its own. */
type Reason = 'quit' | 'closeWindow' | 'openOther'

export interface Leaving {
  /** To be called with each window that opens. */
  guard(window: BrowserWindow): void
  /** Asks where work is under way, else agrees at once. */
  mayOpenOther(): Promise<boolean>
  /** Somebody wants to stay after all: the next attempt is asked about anew. */
  stay(): void
}

/**
 * Nobody ends the application, or a window, over an export, an import or a backup without having been asked:
 * not by the menu, not by closing the last window, not by the end of the system's session.
 */
export function guardLeaving(parts: LeavingParts): Leaving {
  let isAgreed = false
  const agreed = new WeakSet<BrowserWindow>()
  let asking: Promise<boolean> | undefined

  parts.app.on('before-quit', (event) => {
    if (isAgreed || parts.work().length === 0) return
    event.preventDefault()
    void quitIfAgreed()
  })
  // Linux and macOS: the session waits a little while for the backend to close its file, or for the answer.
  parts.power.on('shutdown', ((event: Electron.Event) => {
    event.preventDefault()
    parts.app.quit()
  }) as () => void)

  return { guard, mayOpenOther, stay }

  function guard(window: BrowserWindow): void {
    window.on('close', (event) => {
      if (isAgreed) return
      if (parts.isLast(window)) {
        if (parts.work().length === 0) return
        event.preventDefault()
        void quitIfAgreed()
      } else if (parts.waits(window) && !agreed.has(window)) {
        event.preventDefault()
        void closeIfAgreed(window)
      }
    })
    // Windows: it shows its own list of what keeps the session, with this window in it.
    window.on('query-session-end', (event) => {
      if (isAgreed || parts.work().length === 0) return
      event.preventDefault()
      void quitIfAgreed()
    })
  }

  async function quitIfAgreed(): Promise<void> {
    if (asking !== undefined || !(await ask('quit', parts.front()))) return
    isAgreed = true
    parts.app.quit()
  }

  async function closeIfAgreed(window: BrowserWindow): Promise<void> {
    if (asking !== undefined || !(await ask('closeWindow', window))) return
    if (window.isDestroyed()) return
    agreed.add(window)
    window.close()
  }

  async function mayOpenOther(): Promise<boolean> {
    return parts.work().length === 0 || (asking === undefined && (await ask('openOther', parts.front())))
  }

  function stay(): void {
    isAgreed = false
  }

  /** One question at a time: a second attempt while it stands adds nothing. */
  async function ask(reason: Reason, window: BrowserWindow | undefined): Promise<boolean> {
    const words = wordsIn(parts.language())
    const options = {
      type: 'question' as const,
      message: `${words[`${reason}Question`]}${workInWords(parts.work(), parts.language())}`,
      detail: words.interrupted,
      buttons: [words.wait, words[`${reason}Anyway`]],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    }
    asking = (window ? parts.dialog.showMessageBox(window, options) : parts.dialog.showMessageBox(options)).then(
      ({ response }) => response === 1,
    )
    try {
      return await asking
    } finally {
      asking = undefined
    }
  }
}
