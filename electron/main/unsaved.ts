import type { App, BrowserWindow, Dialog, MessageBoxOptions, WebContents } from 'electron'
import type { Language } from '../contract/bridge.ts'
import { wordsIn } from './words.ts'

interface UnsavedParts {
  readonly app: Pick<App, 'on' | 'quit'>
  readonly dialog: Pick<Dialog, 'showMessageBox'>
  readonly language: () => Language
  /** Somebody wants to go on filling in the form. */
  readonly onStay: () => void
}

/** What would lose the half-typed work; each has words of its own. */
type Loss = 'quit' | 'closeWindow' | 'reload' | 'openOther'

export interface Unsaved {
  /** To be called with each window that opens, after whatever else may keep it from closing. */
  guard(window: BrowserWindow): void
  /** Asks in each window whose page holds half-typed work; agrees at once where there is none. */
  mayLose(windows: Iterable<BrowserWindow>, loss: 'quit' | 'openOther'): Promise<boolean>
  /** The next leaving of this page is not asked about: the clerk has agreed to it. */
  letGo(window: BrowserWindow): void
}

/** So long may a page take to say whether it holds half-typed work, in ms; one that hangs has nothing to be saved. */
const PATIENCE = 1_000

/**
 * Half-typed work is lost by nobody who was not asked. The question stands in its own window and stops no other: the
 * page stays first, and goes once the clerk has agreed.
 */
export function guardUnsaved(parts: UnsavedParts): Unsaved {
  const agreed = new WeakSet<BrowserWindow>()
  const asking = new WeakSet<BrowserWindow>()
  const closing = new WeakSet<BrowserWindow>()
  let isQuitting = false

  parts.app.on('before-quit', (event) => {
    isQuitting = !event.defaultPrevented
  })

  return { guard, mayLose, letGo: (window) => void agreed.add(window) }

  function guard(window: BrowserWindow): void {
    const { webContents } = window
    window.on('close', (event) => {
      if (!event.defaultPrevented) closing.add(window)
    })
    webContents.on('will-prevent-unload', (event) => {
      // Here, preventing means going in spite of what the page says.
      if (agreed.has(window)) event.preventDefault()
      else void goIfAgreed(window)
    })
    webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) agreed.delete(window)
    })
  }

  async function goIfAgreed(window: BrowserWindow): Promise<void> {
    const loss = isQuitting ? 'quit' : closing.has(window) ? 'closeWindow' : 'reload'
    isQuitting = false
    closing.delete(window)
    if (asking.has(window)) return
    if (!(await ask(window, loss))) {
      parts.onStay()
      return
    }
    agreed.add(window)
    if (loss === 'quit') parts.app.quit()
    else if (window.isDestroyed()) return
    else if (loss === 'closeWindow') window.close()
    else window.webContents.reload()
  }

  async function mayLose(windows: Iterable<BrowserWindow>, loss: 'quit' | 'openOther'): Promise<boolean> {
    for (const window of [...windows]) {
      if (asking.has(window)) return false
      if ((await holdsUnsaved(window.webContents)) && !(await ask(window, loss))) return false
    }
    return true
  }

  async function ask(window: BrowserWindow, loss: Loss): Promise<boolean> {
    asking.add(window)
    try {
      const { response } = await parts.dialog.showMessageBox(window, question(parts.language(), loss))
      return response === 0
    } finally {
      asking.delete(window)
    }
  }
}

function question(language: Language, loss: Loss): MessageBoxOptions {
  const words = wordsIn(language)
  return {
    type: 'question',
    message: `${words.unsaved}${words[`${loss}Loses`]}`,
    buttons: [words[`${loss}Unsaved`], words.stay],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  }
}

/** Asks the page as leaving it would, without leaving it. */
async function holdsUnsaved(page: WebContents): Promise<boolean> {
  const asked = "!window.dispatchEvent(new Event('beforeunload', { cancelable: true }))"
  const answer: unknown = await Promise.race([
    page.executeJavaScript(asked).catch(() => false),
    new Promise((resolve) => setTimeout(resolve, PATIENCE, false)),
  ])
  return answer === true
}
