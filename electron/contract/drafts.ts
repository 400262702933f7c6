import { z } from 'zod'
import { base } from './base.ts'
import { type Chapter, chapterIds } from './chapters.ts'
import { period } from './summary.ts'

export const chapter = z.enum(chapterIds as [Chapter, ...Chapter[]])

/** A piece of a draft's line: words, or a number that stays right because it names its figure. */
export const draftRun = z.object({
  text: z.string(),
  /** The reference behind the number, as it is kept in the text: `handover/done`, `fees/receivable#vacant`, `…@before`. */
  ref: z.string().optional(),
  /** What the number was when the text was last edited, where it is another now. */
  was: z.string().optional(),
  /** Of a number that somebody typed: what its figure is now, where that is no longer what was typed. */
  now: z.string().optional(),
  /** No figure goes by this reference; the text shows it as it stands. */
  isUnknown: z.literal(true).optional(),
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

export const draftLanguage = z.enum(['zh', 'en'])
export type DraftLanguage = z.infer<typeof draftLanguage>

/** A chapter as the page edits it. */
export const editedChapter = draftChapter.extend({
  /** Lines with references in braces. */
  text: z.string(),
  /** Number of its newest version; 0 where nobody has edited it yet. */
  number: z.number().int(),
  /** Who saved that, and when (office time); null where nobody has. */
  by: z.string().nullable(),
  at: z.string().nullable(),
})
export type EditedChapter = z.infer<typeof editedChapter>

/** What can stand in a text in place of a number. */
export const draftReference = z.object({
  ref: z.string(),
  /** What it is, in words: 累计交房 · 上年. */
  label: z.string(),
  /** What it prints as. */
  text: z.string(),
})
export type DraftReference = z.infer<typeof draftReference>

export const draftDocument = z.object({
  year: z.number().int(),
  asOf: z.string(),
  /** 2025年, 2025年第三季度. */
  period: z.string(),
  chapters: z.array(editedChapter),
  references: z.array(draftReference),
})
export type DraftDocument = z.infer<typeof draftDocument>

/** A typed number that says the same as a figure. */
export const numberOffer = z.object({
  /** Which of the text's numbers. */
  index: z.number().int(),
  text: z.string(),
  /** What stands before and after it. */
  before: z.string(),
  after: z.string(),
  /** The likeliest first. */
  choices: z.array(draftReference),
})
export type NumberOffer = z.infer<typeof numberOffer>

export const draftVersion = z.object({
  number: z.number().int(),
  kind: z.enum(['edited', 'template']),
  at: z.string(),
  by: z.string(),
  asOf: z.string(),
  takenFrom: z.number().int().nullable(),
})
export type DraftVersion = z.infer<typeof draftVersion>

const longestText = 20_000

const ofDraft = period.extend({ language: draftLanguage })
const ofChapter = ofDraft.extend({ chapter })
const text = z.string().max(longestText)
/** Number of the newest version whoever saves has seen: another one since is not written over. */
const seen = z.number().int().min(0)
const saved = z.object({ number: z.number().int() })

export const draftsContract = {
  /** The whole report's text with what its numbers are now, and what else could stand in it. */
  document: base.input(ofDraft).output(draftDocument),
  /** Which plain numbers of a text equal figures of its chapter. */
  numbers: base.input(ofChapter.extend({ text })).output(z.array(numberOffer)),
  /** Keeps a chapter's text as its next version. */
  save: base.input(ofChapter.extend({ text: text.trim().min(1), seen })).output(saved),
  /** The chapter is the template's again: a version, too. */
  useTemplate: base.input(ofChapter.extend({ seen })).output(saved),
  /** An older version becomes the newest once more. */
  takeBack: base.input(ofChapter.extend({ seen, number: z.number().int().min(1) })).output(saved),
  /** The same text with its numbers as they are now: what was typed and is no longer right becomes a reference. */
  takeOver: base.input(ofChapter.extend({ seen })).output(saved),
  /** The versions of a chapter, the newest first. */
  versions: base.input(ofChapter).output(z.array(draftVersion)),
  /** One version to look at, with what its numbers are now. */
  version: base
    .input(ofChapter.extend({ number: z.number().int().min(1) }))
    .output(z.object({ lines: z.array(z.array(draftRun)) })),
}
