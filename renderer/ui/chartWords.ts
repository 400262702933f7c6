import type { Words } from '../../electron/contract/words.ts'

/** A word of the page for a chart: it is drawn in the language on screen, and drawn again in another. */
export function onScreen(text: string): Words {
  return { zh: text, en: text }
}
