import { existsSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { BrowserWindow, Dialog } from 'electron'
import type { Language } from '../contract/bridge.ts'
import { fileName, withExtension } from './fileName.ts'
import { wordsIn } from './words.ts'

interface SaveQuestion {
  readonly dialog: Pick<Dialog, 'showSaveDialog'>
  readonly window: BrowserWindow
  readonly folder: string
  readonly suggested: string
  readonly language: Language
}

/** Asks the clerk where to save. The answer stays in main; undefined when cancelled. */
export async function askWhereToSave(question: SaveQuestion): Promise<string | undefined> {
  const extension = extname(question.suggested).toLowerCase()
  const answer = await question.dialog.showSaveDialog(question.window, {
    defaultPath: join(question.folder, fileName(question.suggested, extension)),
    filters: extension === '' ? [] : [{ name: kindOf(extension, question.language), extensions: [extension.slice(1)] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  })
  if (answer.canceled || answer.filePath === '') return undefined
  return withExtension(answer.filePath, extension, existsSync)
}

function kindOf(extension: string, language: Language): string {
  const words = wordsIn(language)
  switch (extension) {
    case '.xlsx':
      return words.excelFiles
    case '.docx':
      return words.wordFiles
    case '.html':
      return words.htmlFiles
    case '.pdf':
      return words.pdfFiles
    default:
      return words.otherFiles
  }
}
