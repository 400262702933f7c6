import type { BrowserWindow, Dialog, MessageBoxOptions } from 'electron'
import type { Language } from '../contract/bridge.ts'
import type { UpdateQuestion } from './updates.ts'
import { wordsIn } from './words.ts'

interface Asked {
  readonly dialog: Pick<Dialog, 'showMessageBox'>
  readonly window: BrowserWindow | undefined
  readonly language: Language
  readonly question: UpdateQuestion
}

/** Asks before an address is used or a version is installed; a hasty Enter agrees to neither. */
export async function agreeToUpdate({ dialog, window, language, question }: Asked): Promise<boolean> {
  const options = optionsOf(question, language)
  const { response } = await (window ? dialog.showMessageBox(window, options) : dialog.showMessageBox(options))
  return response === 0
}

function optionsOf(question: UpdateQuestion, language: Language): MessageBoxOptions {
  const words = wordsIn(language)
  const isFeed = question.kind === 'feed'
  return {
    type: 'question',
    title: '管家台 Steward Desk',
    message: isFeed ? words.feedQuestion : `${words.installQuestion}${question.version}`,
    detail: isFeed ? question.feed : `${words.installDetail}${question.feed}`,
    buttons: [isFeed ? words.feedAgree : words.installAgree, words.notNow],
    defaultId: 1,
    cancelId: 1,
  }
}
