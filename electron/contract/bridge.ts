/** What the menu asks of the page. */
export type MenuCommand = 'search' | 'help' | 'keyboard' | 'print' | 'pdf' | 'backups' | 'health' | 'about'

export type Language = 'zh' | 'en'

/** How far the work is that a page waits for: 0–1, `unknown` while nobody can tell, null when there is none. */
export type Progress = number | 'unknown' | null

export interface PdfOptions {
  /** Suggested in the save dialog; main strips what a file name cannot hold and adds `.pdf`. */
  readonly name: string
}

/** A path that the clerk has chosen in a dialog, by a name of its own. */
export interface Offer {
  readonly offer: string
  /** The last part of the path, to be shown. */
  readonly name: string
  /** Whether it is a sealed copy, which needs its password. */
  readonly sealed: boolean
}

/** What this computer knows of newer versions. */
export interface UpdateState {
  /** Whether this installation can replace itself: packaged, and as something the system can install over. */
  readonly possible: boolean
  /** Where newer versions are looked for; null: nowhere. */
  readonly feed: string | null
  /** ISO moment of the last look that succeeded. */
  readonly lookedAt: string | null
  /** The newer version that was found. */
  readonly found: string | null
}

/** Updates of this computer. Main asks the person itself before an address is used or anything is installed. */
export interface UpdateBridge {
  state(): Promise<UpdateState>
  /** An https address, or null for none; the state says whether the person agreed. */
  chooseFeed(address: string | null): Promise<UpdateState>
  look(): Promise<UpdateState>
  /** Fetches what was found, backs the office up, and installs; after `installing` the window closes. */
  install(): Promise<'installing' | 'cancelled'>
}

/**
 * All that the sandboxed page can ask of the desktop, as `window.desk`; absent in a browser.
 * No call takes or returns a path. A rejected call is an Error whose message is for the clerk.
 */
export interface DesktopBridge {
  /** Node's name of the platform: `win32`, `darwin`, `linux`. */
  readonly platform: string
  /** The application's version. */
  readonly version: string
  /** Asks for a fresh port to the backend; it arrives as a window `message` event, data `{ type: 'desk-port' }`. */
  connect(): void
  /** Saves a finished export where the clerk chooses. */
  saveExport(exportId: string): Promise<'saved' | 'cancelled'>
  /** Prints the page as it stands through the system's print dialog. */
  print(): Promise<'printed' | 'cancelled'>
  /** Writes the page as it stands, on the paper its print styles name, to a PDF where the clerk chooses. */
  savePdf(options: PdfOptions): Promise<'saved' | 'cancelled'>
  /** Lets the clerk choose another office file; with `opened` every page is loaded again. */
  openOfficeFile(): Promise<'opened' | 'cancelled'>
  /** Lets the clerk choose a folder; what comes back names it in a call to the backend, and only there. */
  chooseFolder(): Promise<Offer | null>
  /** As `chooseFolder`, for a backup, an office file or a sealed copy. */
  chooseBackup(): Promise<Offer | null>
  /** The language of the menu and the native dialogs. */
  setLanguage(language: Language): void
  /** The system's own notice, for a clerk who is in another window; a click on it brings this one to the front. */
  notify(title: string, text: string): void
  readonly updates: UpdateBridge
  /** Shows on the task bar how far the work is that this page waits for. */
  setProgress(progress: Progress): void
  /** The backend died: reject what is pending, then call `connect()` again. */
  onBackendLost(listener: () => void): void
  onMenu(listener: (command: MenuCommand) => void): void
}

/** `data.type` of the window message that carries the port. */
export const PORT_MESSAGE = 'desk-port'

/** Channels from the page to main; what each accepts is checked in `electron/main/ipc.ts`. */
export const bridgeChannels = {
  connect: 'desk:connect',
  setLanguage: 'desk:set-language',
  notify: 'desk:notify',
  setProgress: 'desk:set-progress',
  saveExport: 'desk:save-export',
  print: 'desk:print',
  savePdf: 'desk:save-pdf',
  openOfficeFile: 'desk:open-office-file',
  chooseFolder: 'desk:choose-folder',
  chooseBackup: 'desk:choose-backup',
  updateState: 'desk:update-state',
  chooseUpdateFeed: 'desk:choose-update-feed',
  lookForUpdate: 'desk:look-for-update',
  installUpdate: 'desk:install-update',
} as const

/** Channels from main to the page. */
export const pageChannels = { port: 'desk:port', backendLost: 'desk:backend-lost', menu: 'desk:menu' } as const

/** Errors cross as values, because `invoke` would wrap a thrown one in words about remote methods. */
export type BridgeAnswer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly message: string }

/** Name of the argument that tells the preload the application's version. */
export const VERSION_ARGUMENT = '--desk-version='

declare global {
  interface Window {
    readonly desk?: DesktopBridge
  }
}
