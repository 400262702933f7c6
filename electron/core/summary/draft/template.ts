import type { Chapter } from '../../../contract/chapters.ts'
import { expand } from './expand.ts'
import type { Facts } from './facts.ts'
import { planLines, shortcomingLines } from './shortcomings.ts'
import { templates } from './templates.ts'

/** What the template says of a chapter on the day, as text with references; empty where there is nothing to tell. */
export function templateText(chapter: Chapter, facts: Facts): string {
  return linesOf(chapter, facts)
    .filter((line) => line !== '')
    .join('\n')
}

function linesOf(chapter: Chapter, facts: Facts): string[] {
  if (chapter === 'shortcomings') return shortcomingLines(facts)
  if (chapter === 'plan') return planLines(facts)
  return templates[facts.language][chapter].map((paragraph) => expand(paragraph, facts))
}
