import type { Chapter } from '../../../contract/chapters.ts'
import { chapters } from '../../../contract/chapters.ts'
import type { DraftReference, NumberOffer } from '../../../contract/drafts.ts'
import {
  isIncidental,
  isSameNumber,
  parseReference,
  type TypedNumber,
  typedNumbers,
} from '../../../contract/draftText.ts'
import type { Facts } from './facts.ts'
import { allReferences } from './resolve.ts'

const wordsAfter = 8
const mostChoices = 8

/** The plain numbers of a text that equal a figure of its chapter, each with the figures it can be. */
export function numberOffers(text: string, chapter: Chapter, facts: Facts): NumberOffer[] {
  const known = referencesOf(chapter, facts)
  const year = String(facts.period.year)
  return typedNumbers(text).flatMap((typed) => {
    if (isIncidental(text, typed) || typed.text === year) return []
    const choices = known.filter((one) => isSameNumber(one.text, typed.text))
    if (choices.length === 0) return []
    const end = typed.start + typed.text.length
    return [
      {
        index: typed.index,
        text: typed.text,
        before: lastLine(typed.before).trimStart(),
        after: /^[^{\n]*/.exec(text.slice(end, end + wordsAfter))?.[0] ?? '',
        choices: byLikelihood(choices, typed),
      },
    ]
  })
}

/** Of the chapter's own sections; the last two chapters speak of all. */
function referencesOf(chapter: Chapter, facts: Facts): DraftReference[] {
  const sections: readonly string[] = chapters[chapter]
  return allReferences(facts).flatMap(({ ref, label, text }) => {
    const figure = facts.current.get(parseReference(ref)?.figure ?? '')
    if (!figure || (sections.length > 0 && !sections.includes(figure.section))) return []
    return [{ ref, label, text }]
  })
}

/** The figure whose words stand before the number comes first; what is told of last year only where the text says so. */
function byLikelihood(choices: readonly DraftReference[], { before }: TypedNumber): DraftReference[] {
  const near = lastLine(before).toLowerCase()
  const isOfBefore = /上年|去年|同期|before|last/.test(near)
  const score = ({ ref, label }: DraftReference): number => {
    const pairs = Array.from({ length: Math.max(0, label.length - 1) }, (_, at) =>
      label.slice(at, at + 2).toLowerCase(),
    )
    const said = pairs.filter((pair) => near.includes(pair)).length
    return said * 2 - (ref.endsWith('@before') === isOfBefore ? 0 : 3) - (/[#.]/.test(ref) ? 1 : 0)
  }
  return choices
    .map((choice) => ({ choice, points: score(choice) }))
    .sort((a, b) => b.points - a.points)
    .slice(0, mostChoices)
    .map(({ choice }) => choice)
}

function lastLine(text: string): string {
  return text.slice(text.lastIndexOf('\n') + 1)
}
