import type { BrowserWindow } from 'electron'

/**
 * Closes windows as a person would, so that a page with unsaved work asks first.
 * @returns false where one stays open
 */
export async function closeWindows(windows: Iterable<BrowserWindow>): Promise<boolean> {
  const closed = await Promise.all([...windows].map(close))
  return closed.every(Boolean)
}

function close(window: BrowserWindow): Promise<boolean> {
  return new Promise((resolve) => {
    window.once('closed', () => resolve(true))
    // The window's own listener has asked by now; it prevents the event where the page may be left.
    window.webContents.once('will-prevent-unload', ({ defaultPrevented }) => {
      if (!defaultPrevented) resolve(false)
    })
    window.close()
  })
}
