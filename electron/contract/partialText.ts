import { type Span, spanWords } from './spans.ts'
import type { PartialChapter } from './summary.ts'

/** Which chapters' records of a report are not whole: its own, and those of the year before. */
export interface PartialRecords {
  readonly current: readonly PartialChapter[]
  readonly previous: readonly PartialChapter[]
}

/**
 * What has to be said of a report whose records are not whole, a sentence each.
 * @param words a catalogue's words by their key
 */
export function partialNotes(
  { current, previous }: PartialRecords,
  { year, span }: { readonly year: number; readonly span: Span },
  language: 'zh' | 'en',
  words: (key: string, values: Record<string, string>) => string,
): string[] {
  const nameOf = (chapter: string) => words(`years:chapters.${chapter}`, {})
  const named = (chapters: readonly PartialChapter[]) =>
    [...new Set(chapters.map(({ since }) => since))].map((since) => {
      const names = chapters.filter((one) => one.since === since).map(({ chapter }) => nameOf(chapter))
      return words('summary:partial.since', { chapters: names.join(words('summary:partial.and', {})), since })
    })
  const says = (side: 'current' | 'previous', of: number, chapters: readonly PartialChapter[]) =>
    chapters.length === 0
      ? []
      : [
          words(`summary:partial.${side}`, {
            period: spanWords(of, span)[language],
            chapters: named(chapters).join(words('summary:partial.separator', {})),
          }),
        ]
  // Where the span itself is not whole, the year before it is not either.
  const before = previous.filter(({ chapter }) => !current.some((one) => one.chapter === chapter))
  return [...says('current', year, current), ...says('previous', year - 1, before)]
}
