import type { ElectronApplication } from 'playwright-core'

/**
 * Only the clerk's answer is put in; the code of main runs up to the dialog and on from it.
 * What a dialog was asked with is kept, in the order of asking.
 */
interface Asked {
  readonly message?: string
  readonly detail?: string
  readonly buttons?: readonly string[]
  readonly defaultPath?: string
  readonly properties?: readonly string[]
}

/** Every save dialog from now on is answered with this path; undefined cancels. Returns the options it was opened with. */
export async function answerSave(app: ElectronApplication, path: string | undefined): Promise<() => Promise<Asked[]>> {
  await app.evaluate(({ dialog }, answer) => {
    const asked: Electron.SaveDialogOptions[] = []
    Object.assign(globalThis, { deskSaves: asked })
    dialog.showSaveDialog = (async (_window: unknown, options: Electron.SaveDialogOptions) => {
      asked.push(options)
      return { canceled: answer === null, filePath: answer ?? '' }
    }) as typeof dialog.showSaveDialog
  }, path ?? null)
  return () => app.evaluate(() => (globalThis as unknown as { deskSaves: Asked[] }).deskSaves)
}

/** Every dialog that opens files or folders is answered so from now on; none cancels. */
export async function answerOpen(app: ElectronApplication, paths: readonly string[]): Promise<() => Promise<Asked[]>> {
  await app.evaluate(
    ({ dialog }, chosen) => {
      const asked: Electron.OpenDialogOptions[] = []
      Object.assign(globalThis, { deskOpens: asked })
      dialog.showOpenDialog = (async (_window: unknown, options: Electron.OpenDialogOptions) => {
        asked.push(options)
        return { canceled: chosen.length === 0, filePaths: chosen }
      }) as typeof dialog.showOpenDialog
    },
    [...paths],
  )
  return () => app.evaluate(() => (globalThis as unknown as { deskOpens: Asked[] }).deskOpens)
}

/** Message boxes stand unanswered until `answer` presses a button. */
export interface Questions {
  readonly asked: () => Promise<Asked[]>
  /** Presses the button of this number on the oldest that stands; a stopped process is let go on first. */
  readonly answer: (button: number, letGo?: number) => Promise<void>
}

export async function hearQuestions(app: ElectronApplication): Promise<Questions> {
  await app.evaluate(({ dialog }) => {
    const asked: Electron.MessageBoxOptions[] = []
    const open: ((button: number) => void)[] = []
    Object.assign(globalThis, { deskQuestions: asked, deskOpen: open })
    dialog.showMessageBox = ((...args: unknown[]) => {
      asked.push(args.at(-1) as Electron.MessageBoxOptions)
      return new Promise((resolve) => open.push((response) => resolve({ response, checkboxChecked: false })))
    }) as typeof dialog.showMessageBox
  })
  return {
    asked: () => app.evaluate(() => (globalThis as unknown as { deskQuestions: Asked[] }).deskQuestions),
    answer: (button, letGo) =>
      app.evaluate(
        (_electron, { button, letGo }) => {
          if (letGo !== undefined) process.kill(letGo, 'SIGCONT')
          ;(globalThis as unknown as { deskOpen: ((button: number) => void)[] }).deskOpen.shift()?.(button)
        },
        { button, letGo },
      ),
  }
}
