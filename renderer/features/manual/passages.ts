import type { Topic } from './topics.ts'

export interface Passage {
  readonly topic: Topic
  /** The heading it stands under; '' right below the title. */
  readonly heading: string
  readonly line: string
}

/** So many passages are enough to choose from. */
const limit = 20

/** Lines of the manual that hold all words typed, Latin ones from their beginning; capital letters make no difference. */
export function passagesWith(wanted: string, manual: readonly (readonly [Topic, string])[]): readonly Passage[] {
  const words = wordsOf(wanted).map(
    (word) => new RegExp(`${/^[a-z0-9]/i.test(word) ? '\\b' : ''}${escaped(word)}`, 'i'),
  )
  const found: Passage[] = []
  for (const [topic, text] of manual) {
    let heading = ''
    for (const raw of text.split('\n')) {
      // A picture speaks for itself.
      if (raw.startsWith('![')) continue
      const line = plain(raw)
      if (raw.startsWith('#')) heading = raw.startsWith('# ') ? '' : line
      if (words.every((word) => word.test(line))) found.push({ topic, heading, line })
    }
  }
  return found.slice(0, limit)
}

/** What was typed, word by word. */
export function wordsOf(wanted: string): string[] {
  return wanted.trim().split(/\s+/)
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}

function plain(line: string): string {
  return line
    .replace(/^(#{1,3} |- |\d+\. )/, '')
    .replaceAll('**', '')
    .replaceAll('`', '')
    .replace(/\[([^\]]+)\]\([a-z]+\)/g, '$1')
    .trim()
}
