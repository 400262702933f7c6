import { z } from 'zod'
import { type Chapter, chapterIds } from './chapters.ts'

export const chapter = z.enum(chapterIds as [Chapter, ...Chapter[]])

/** A piece of a draft's line: words, or a number that stays right because it names its figure. */
export const draftRun = z.object({
  text: z.string(),
  /** The reference behind the number, as it is kept in the text: `handover/done`, `fees/receivable#vacant`, `…@before`. */
  ref: z.string().optional(),
  /** What the number was when the text was last edited, where it is another now. */
  was: z.string().optional(),
})
export type DraftRun = z.infer<typeof draftRun>

/** One chapter of the report's text, ready to be read: its lines in runs. */
export const draftChapter = z.object({
  chapter,
  title: z.string(),
  lines: z.array(z.array(draftRun)),
  /** Whether a person has edited it; else it is the template's. */
  isEdited: z.boolean(),
})
export type DraftChapter = z.infer<typeof draftChapter>
