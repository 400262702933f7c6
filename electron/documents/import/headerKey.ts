import { normalizeText } from '../excel/text.ts'

/** Headers are compared without spaces, stars, units in brackets and letter case. */
export function headerKey(text: string): string {
  return normalizeText(text)
    .replace(/[(（[【].*?[)）\]】]/g, '')
    .replace(/[\s*＊:：]/g, '')
    .toLowerCase()
}
