import { join } from 'node:path'
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  Notification,
  type OpenDialogOptions,
  powerMonitor,
  protocol,
  session,
  shell,
  utilityProcess,
  type WebContents,
} from 'electron'
import {
  type Language,
  type MenuCommand,
  type Offer,
  type PdfOptions,
  type Progress,
  pageChannels,
} from '../contract/bridge.ts'
import { copyWhole, writeWhole } from '../files/wholeFile.ts'
import { deskLog, tellLastWords } from '../log/log.ts'
import { declareAppScheme, serveApp } from './appProtocol.ts'
import { type Backend, superviseBackend } from './backend.ts'
import { beside, type Place } from './bounds.ts'
import { closeWindows } from './closeWindows.ts'
import { externalDoor } from './externalDoor.ts'
import { installPolicy } from './install.ts'
import { listenToPages } from './ipc.ts'
import { backendArguments, launchFrom, readLaunch } from './launch.ts'
import { guardLeaving } from './leaving.ts'
import { menuTemplate } from './menu.ts'
import { hearOpenedFiles } from './openedFiles.ts'
import { pdfLayout, printPage } from './paper.ts'
import { MOST_WINDOWS, type Preferences, readPreferences, writePreferences } from './preferences.ts'
import { explain } from './problem.ts'
import { askWhereToSave } from './saveDialog.ts'
import { TaskBar } from './taskBar.ts'
import { guardUnsaved } from './unsaved.ts'
import { agreeToUpdate } from './updateQuestion.ts'
import { Updates } from './updates.ts'
import { openWindow } from './window.ts'
import { languageOf, wordsIn } from './words.ts'

/** The life of the window's main process: it wires the parts together and otherwise stays idle. */

let launch = readLaunch(process.argv, process.cwd())
const developing = !app.isPackaged

// As root, Chromium starts only with --no-sandbox; enforcing it against that flag would leave no process alive.
// The pages' own `sandbox: true` holds either way.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
// Windows shows a notice only of an application that it knows; the installer's shortcut carries the same name.
if (process.platform === 'win32') app.setAppUserModelId('cn.stewarddesk.desktop')
declareAppScheme(protocol)
const whenFileOpened = hearOpenedFiles(app, (file) => {
  launch = { ...launch, file }
})

// A second start hands its file to the first and goes.
if (app.requestSingleInstanceLock({ ...launch })) void app.whenReady().then(run)
else app.quit()

function run(): void {
  const logs = app.getPath('logs')
  const ownLog = deskLog('main', logs)
  tellLastWords(ownLog)
  // Whatever main has to say went wrong or was refused.
  const log = (line: string): void => ownLog.error(line)
  ownLog.info(`version ${app.getVersion()} begins, Electron ${process.versions.electron}`)
  const preferencesFile = join(app.getPath('userData'), 'window.json')
  let preferences: Preferences = readPreferences(preferencesFile)
  let language: Language = preferences.language ?? languageOf(app.getLocale())
  /** In the order in which they were last in front. */
  const windows = new Set<BrowserWindow>()
  let started: Promise<Updates> | undefined
  let isUpdating = false
  /** Which of the kept places each window stands in. */
  const slots = new Map<BrowserWindow, number>()
  const taskBar = new TaskBar()

  serveApp(protocol, join(app.getAppPath(), 'dist/renderer'))
  installPolicy({
    app,
    session: session.defaultSession,
    openExternal: externalDoor((url) => shell.openExternal(url), log),
    developing,
    log,
  })
  const backend = startBackend()
  listenToPages({
    ipcMain,
    log,
    isOwnWindow: (page) => windowOf(page) !== undefined,
    explain: explained,
    requests: {
      connect,
      setLanguage,
      notify,
      setProgress,
      saveExport,
      print,
      savePdf,
      openOfficeFile,
      chooseFolder,
      chooseBackup,
      updateState: async () => (await updates()).state(),
      chooseUpdateFeed: async (address) => (await updates()).chooseFeed(address),
      lookForUpdate: async () => (await updates()).look(),
      installUpdate: async () => (await updates()).install(),
    },
  })
  const leaving = guardLeaving({
    app,
    power: powerMonitor,
    dialog,
    language: () => language,
    work: () => backend.work(),
    waits: (window) => taskBar.waits(window),
    front,
    isLast: () => windows.size === 1 && process.platform !== 'darwin',
  })
  const unsaved = guardUnsaved({ app, dialog, language: () => language, onStay: () => leaving.stay() })
  showMenu()
  showWindow()
  // Nothing that a start waits for.
  if (preferences.updates) front()?.webContents.once('did-finish-load', () => void updates())

  whenFileOpened((file) => {
    showWindow()
    openAndReload(file).catch(showFailure)
  })
  app.on('second-instance', (_event, _argv, _folder, data) => {
    showWindow()
    const { file } = launchFrom(data)
    // Whoever starts it again with the file that is open only wants to see it.
    if (file !== undefined && file !== backend.openFile()) openAndReload(file).catch(showFailure)
  })
  app.on('activate', showWindow)
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin' && !isUpdating) app.quit()
  })
  endBackendBeforeQuitting(backend)

  function startBackend(): Backend {
    // The same folder that `desk serve` uses, so that the window and a browser show the same offices.
    const folder = launch.folder ?? process.env.STEWARD_DESK_FOLDER ?? join(app.getPath('home'), 'StewardDesk')
    return superviseBackend({
      fork: (file) =>
        forkBackend(backendArguments(file === undefined ? launch : { ...launch, file }, folder, logs), log),
      onLost: () => {
        for (const window of windows) window.webContents.send(pageChannels.backendLost)
      },
      onGiveUp: () => showError(wordsIn(language).backendGaveUp),
      language: () => language,
      log,
    })
  }

  function showWindow(): void {
    const window = front()
    if (window) bringUp(window)
    else newWindow()
  }

  /** A window of its own connection: who signs in there is signed in nowhere else. */
  function newWindow(): void {
    const before = front()
    if (before && windows.size >= MOST_WINDOWS) {
      bringUp(before)
      return
    }
    const slot = freeSlot()
    const window = openWindow({
      preload: join(app.getAppPath(), 'dist/electron/preload.cjs'),
      icon: join(app.getAppPath(), 'resources/icons/png/256x256.png'),
      version: app.getVersion(),
      place: preferences.places?.[slot] ?? (before && beside(before.getNormalBounds())),
      developing,
      onPlace: (place) => keepPlace(slot, place),
    })
    const { id } = window
    windows.add(window)
    slots.set(window, slot)
    taskBar.follow(window)
    leaving.guard(window)
    unsaved.guard(window)
    window.on('focus', () => {
      windows.delete(window)
      windows.add(window)
    })
    window.on('closed', () => {
      windows.delete(window)
      slots.delete(window)
      backend.detach(id)
    })
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason === 'clean-exit') return
      log(`page ended: ${reason}`)
      if (!window.isDestroyed()) window.webContents.reload()
      showError(wordsIn(language).pageCrashed)
    })
  }

  function showMenu(): void {
    const template = menuTemplate({
      language,
      platform: process.platform,
      developing,
      onNewWindow: newWindow,
      onCommand: (command: MenuCommand) => front()?.webContents.send(pageChannels.menu, command),
      onOpenOfficeFile: () => {
        const window = front()
        if (window) switchOfficeFile(window).catch(showFailure)
      },
    })
    Menu.setApplicationMenu(Menu.buildFromTemplate(template))
  }

  function connect(page: WebContents): void {
    const { port1, port2 } = new MessageChannelMain()
    page.postMessage(pageChannels.port, null, [port1])
    backend.attach(windowFor(page).id, port2)
  }

  function setLanguage(chosen: Language): void {
    if (chosen === language && preferences.language === chosen) return
    language = chosen
    keep({ language })
    showMenu()
  }

  function notify(page: WebContents, title: string, body: string): void {
    const window = BrowserWindow.fromWebContents(page)
    // Whoever has the window before them sees the page's own notice.
    if (window?.isFocused() || !Notification.isSupported()) return
    const notice = new Notification({ title, body })
    notice.on('click', () => {
      if (window?.isDestroyed() === false) bringUp(window)
    })
    notice.show()
  }

  function setProgress(page: WebContents, progress: Progress): void {
    taskBar.show(windowFor(page), progress)
  }

  async function saveExport(page: WebContents, exportId: string): Promise<'saved' | 'cancelled'> {
    const artifact = await backend.artifact(exportId)
    const target = await askWhere(page, artifact.name)
    if (target === undefined) return 'cancelled'
    await copyWhole(artifact.path, target)
    return 'saved'
  }

  function print(page: WebContents): Promise<'printed' | 'cancelled'> {
    return printPage(page, wordsIn(language))
  }

  async function savePdf(page: WebContents, options: PdfOptions): Promise<'saved' | 'cancelled'> {
    // Taken before the question, so that the paper shows the page the clerk was looking at.
    const pdf = await page.printToPDF(pdfLayout(process.versions.chrome))
    const target = await askWhere(page, `${options.name}.pdf`)
    if (target === undefined) return 'cancelled'
    await writeWhole(pdf, target)
    return 'saved'
  }

  async function openOfficeFile(page: WebContents): Promise<'opened' | 'cancelled'> {
    const file = await chooseOfficeFile(windowFor(page))
    if (file === undefined) return 'cancelled'
    return (await openAndReload(file)) ? 'opened' : 'cancelled'
  }

  async function chooseFolder(page: WebContents): Promise<Offer | null> {
    const { canceled, filePaths } = await dialog.showOpenDialog(windowFor(page), {
      properties: ['openDirectory', 'createDirectory'],
    })
    const [folder] = filePaths
    return canceled || folder === undefined ? null : backend.offer(folder)
  }

  async function chooseBackup(page: WebContents): Promise<Offer | null> {
    const words = wordsIn(language)
    const file = await chooseFile(windowFor(page), {
      filters: [
        { name: words.backups, extensions: ['db', 'stewarddesk', 'sealed'] },
        { name: words.allFiles, extensions: ['*'] },
      ],
    })
    return file === undefined ? null : backend.offer(file)
  }

  async function switchOfficeFile(window: BrowserWindow): Promise<void> {
    const file = await chooseOfficeFile(window)
    if (file !== undefined) await openAndReload(file)
  }

  function chooseOfficeFile(window: BrowserWindow): Promise<string | undefined> {
    const words = wordsIn(language)
    return chooseFile(window, {
      defaultPath: launch.folder ?? app.getPath('documents'),
      filters: [
        { name: words.officeFiles, extensions: ['stewarddesk', 'db'] },
        { name: words.allFiles, extensions: ['*'] },
      ],
    })
  }

  async function chooseFile(window: BrowserWindow, options: OpenDialogOptions): Promise<string | undefined> {
    const answer = await dialog.showOpenDialog(window, { ...options, properties: ['openFile'] })
    return answer.canceled ? undefined : answer.filePaths[0]
  }

  /** Every page shows the office that is open. What is half typed for the one before never reaches the other. */
  async function openAndReload(file: string): Promise<boolean> {
    if (!(await leaving.mayOpenOther()) || !(await unsaved.mayLose(windows, 'openOther'))) return false
    await backend.open(file)
    for (const window of windows) {
      unsaved.letGo(window)
      window.webContents.reload()
    }
    return true
  }

  function updates(): Promise<Updates> {
    started ??= startUpdates()
    return started
  }

  async function startUpdates(): Promise<Updates> {
    const updater = app.isPackaged ? (await import('./updater.ts')).systemUpdater(log) : undefined
    return new Updates({
      updater,
      choice: () => preferences.updates,
      keep: (choice) => keep({ updates: choice }),
      agree: (question) => agreeToUpdate({ dialog, window: front(), language, question }),
      backUp: () => backend.backUp('update'),
      letGo,
      comeBack: () => {
        app.relaunch()
        app.quit()
      },
      tell: showFailure,
      now: () => new Date(),
      log,
    })
  }

  /** The new version must find the office file closed, and nobody who would take its start for a second one. */
  async function letGo(): Promise<boolean> {
    // An update can wait for an export or an import; nobody is asked to break one off for it.
    if (backend.work().length > 0 || !(await unsaved.mayLose(windows, 'quit'))) return false
    isUpdating = true
    for (const window of windows) unsaved.letGo(window)
    if (!(await closeWindows(windows))) {
      isUpdating = false
      return false
    }
    await backend.stop()
    app.releaseSingleInstanceLock()
    return true
  }

  function askWhere(page: WebContents, suggested: string): Promise<string | undefined> {
    const folder = app.getPath('documents')
    return askWhereToSave({ dialog, window: windowFor(page), folder, suggested, language })
  }

  function keepPlace(slot: number, place: Place): void {
    const places = [...(preferences.places ?? [])]
    while (places.length <= slot) places.push(null)
    keep({ places: places.with(slot, place) })
  }

  function keep(change: Partial<Preferences>): void {
    preferences = { ...preferences, ...change }
    try {
      writePreferences(preferencesFile, preferences)
    } catch (error) {
      log(`could not keep the window's preferences: ${String(error)}`)
    }
  }

  function windowOf(page: WebContents): BrowserWindow | undefined {
    return [...windows].find((window) => window.webContents === page)
  }

  function windowFor(page: WebContents): BrowserWindow {
    const window = windowOf(page)
    if (!window) throw new Error('a page without a window')
    return window
  }

  /** The window that is in front, or was before another program. */
  function front(): BrowserWindow | undefined {
    return [...windows].at(-1)
  }

  function bringUp(window: BrowserWindow): void {
    if (window.isMinimized()) window.restore()
    window.focus()
  }

  function freeSlot(): number {
    const taken = new Set(slots.values())
    let slot = 0
    while (taken.has(slot)) slot++
    return slot
  }

  function explained(error: unknown): string {
    return explain(error, language) ?? wordsIn(language).unexpected
  }

  function showFailure(error: unknown): void {
    log(String(error))
    showError(explained(error))
  }

  /** Not `showErrorBox`, which stops this process, and every window with it, until it is answered. */
  function showError(message: string): void {
    void dialog.showMessageBox({ type: 'error', title: '管家台 Steward Desk', message })
  }
}

function forkBackend(args: readonly string[], log: (line: string) => void): Electron.UtilityProcess {
  const child = utilityProcess.fork(join(app.getAppPath(), 'dist/electron/backend.mjs'), [...args], {
    serviceName: 'Steward Desk backend',
    stdio: 'inherit',
  })
  child.on('error', (type, location) => log(`backend: ${type} at ${location}`))
  return child
}

/** The backend closes its file before the application is gone. */
function endBackendBeforeQuitting(backend: Backend): void {
  let ended = false
  app.on('will-quit', (event) => {
    if (ended) return
    event.preventDefault()
    void backend.stop().finally(() => {
      ended = true
      app.quit()
    })
  })
}
