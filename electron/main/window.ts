import { BrowserWindow, type BrowserWindowConstructorOptions, screen } from 'electron'
import { VERSION_ARGUMENT } from '../contract/bridge.ts'
import { type Place, placeOn, SMALLEST } from './bounds.ts'
import { START_URL } from './policy.ts'

interface WindowParts {
  readonly preload: string
  /** The window's icon, where the system does not take the program's own. */
  readonly icon: string
  readonly version: string
  readonly place: Place | undefined
  readonly developing: boolean
  readonly onPlace: (place: Place) => void
}

/** Opens a window on the application's start page. */
export function openWindow(parts: WindowParts): BrowserWindow {
  const screens = screen.getAllDisplays().map((display) => display.workArea)
  const { maximized, ...bounds } = placeOn(screens, parts.place)
  const window = new BrowserWindow({
    ...bounds,
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    show: false,
    title: '管家台',
    ...(process.platform !== 'darwin' && { icon: parts.icon }),
    webPreferences: webPreferences(parts),
  })
  window.once('ready-to-show', () => {
    if (maximized) window.maximize()
    window.show()
  })
  window.on('close', () => parts.onPlace({ ...window.getNormalBounds(), maximized: window.isMaximized() }))
  void window.loadURL(START_URL)
  return window
}

function webPreferences({
  preload,
  version,
  developing,
}: WindowParts): BrowserWindowConstructorOptions['webPreferences'] {
  return {
    preload,
    additionalArguments: [`${VERSION_ARGUMENT}${version}`],
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    // A file leaves by main's own dialog, and comes in by a field of the page: no page asks the system for a place.
    disableBlinkFeatures: 'FileSystemAccess,FileSystemAccessLocal',
    devTools: developing,
  }
}
