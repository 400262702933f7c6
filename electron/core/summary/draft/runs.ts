import type { DraftRun } from '../../../contract/drafts.ts'
import { draftPieces, inText, isSameNumber, typedNumbers } from '../../../contract/draftText.ts'
import type { Facts } from './facts.ts'
import { resolve } from './resolve.ts'

/** What the numbers of a text were when it was saved. */
export interface DraftValues {
  /** By reference, as printed. */
  readonly refs: Readonly<Record<string, string>>
  /** Plain numbers that equalled a figure then: which of the text's numbers, and the figure's reference. */
  readonly typed: readonly { readonly index: number; readonly ref: string }[]
}

export const nothingKnown: DraftValues = { refs: {}, typed: [] }

/** A text with its numbers as they are now; what has changed since it was saved is marked. Nothing of it is lost. */
export function runsOf(text: string, known: DraftValues, facts: Facts): DraftRun[][] {
  const typed = staleNumbers(text, known, facts)
  let start = 0
  return text.split('\n').map((line) => {
    const from = start
    start += line.length + 1
    return lineRuns(line, from, known, typed, facts)
  })
}

interface StaleNumber {
  readonly start: number
  readonly text: string
  readonly index: number
  readonly ref: string
  readonly now: string
}

/** Typed numbers whose figure is another now than what stands there. */
export function staleNumbers(text: string, { typed }: DraftValues, facts: Facts): StaleNumber[] {
  if (typed.length === 0) return []
  const numbers = typedNumbers(text)
  return typed.flatMap(({ index, ref }) => {
    const own = numbers[index]
    const now = resolve(ref, facts)
    return own && now && !isSameNumber(own.text, now.text) ? [{ ...own, ref, now: now.text }] : []
  })
}

function lineRuns(
  line: string,
  from: number,
  known: DraftValues,
  stale: readonly StaleNumber[],
  facts: Facts,
): DraftRun[] {
  const runs: DraftRun[] = []
  let at = from
  for (const piece of draftPieces(line)) {
    if ('ref' in piece) {
      runs.push(referenceRun(piece.ref, known, facts))
      at = from + line.indexOf('}}', at - from) + 2
    } else {
      runs.push(...wordRuns(piece.text, at, stale))
      at += piece.text.length
    }
  }
  return runs
}

function referenceRun(ref: string, { refs }: DraftValues, facts: Facts): DraftRun {
  const found = resolve(ref, facts)
  if (!found) return { text: inText(ref), ref, isUnknown: true }
  if (found.isMissing) return { text: found.text, ref, isUnknown: true }
  const was = refs[ref]
  return { text: found.text, ref, ...(was !== undefined && was !== found.text && { was }) }
}

/** Words, cut where a typed number is no longer right. */
function wordRuns(text: string, from: number, stale: readonly StaleNumber[]): DraftRun[] {
  const runs: DraftRun[] = []
  let done = 0
  for (const number of stale) {
    const begin = number.start - from
    if (begin < 0 || begin >= text.length) continue
    if (begin > done) runs.push({ text: text.slice(done, begin) })
    runs.push({ text: number.text, ref: number.ref, now: number.now })
    done = begin + number.text.length
  }
  if (done < text.length) runs.push({ text: text.slice(done) })
  return runs
}
