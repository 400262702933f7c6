import { z } from 'zod'
import { base, problem, saved, versioned } from './base.ts'
import { draftChapter } from './drafts.ts'
import { historyLine } from './estate.ts'
import { span } from './spans.ts'
import { figureRecord, figureResult, figureValue, period, recordSort, summaryResult } from './summary.ts'
import { targetResult } from './targets.ts'

/** A work report that was signed off (签发), without what it keeps. */
export const signoffHead = z.object({
  id: z.number(),
  year: z.number(),
  span,
  estate: z.number().nullable(),
  estateName: z.string().nullable(),
  asOf: z.string(),
  /** 1, 2, … of the same period: who signs again makes another. */
  edition: z.number(),
  /** Moments are the office's wall clock, `YYYY-MM-DD HH:MM`. */
  signedAt: z.string(),
  signedBy: z.string(),
  note: z.string(),
  /** SHA-256 of what is kept, in hexadecimal: the paper and the file are the same where it is the same. */
  digest: z.string(),
  withdrawn: z.object({ at: z.string(), by: z.string(), reason: z.string() }).nullable(),
  version: z.number(),
})
export type SignoffHead = z.infer<typeof signoffHead>

/** What a signature would keep, and what the manager should know before. */
export const signoffProspect = z.object({
  asOf: z.string(),
  estateName: z.string().nullable(),
  figures: z.number(),
  records: z.number(),
  targets: z.number(),
  edition: z.number(),
  /** The standing sign-off of the same period: it must be withdrawn first. */
  standing: signoffHead.nullable(),
  warnings: z.array(problem),
})
export type SignoffProspect = z.infer<typeof signoffProspect>

/** A signed report as it was signed. */
export const signedReport = z.object({
  head: signoffHead,
  summary: summaryResult,
  targets: z.array(targetResult),
  draft: z.array(draftChapter),
})
export type SignedReport = z.infer<typeof signedReport>

/** What somebody did since to records of a figure: so many of one kind, on one day, for one reason. */
export const changeCause = z.object({
  /** Table of the records. */
  entity: z.string(),
  action: z.string(),
  /** How many records of it. */
  records: z.number(),
  actor: z.string(),
  on: z.string(),
  reason: z.string().nullable(),
})
export type ChangeCause = z.infer<typeof changeCause>

const figureAmounts = figureValue.extend({ parts: figureResult.shape.parts })

/** A figure that is not what it was, or that stands on other records. */
export const figureChange = z.object({
  figure: z.string(),
  /** Null where the figure is not counted any more. */
  now: figureAmounts.nullable(),
  /** False where value, denominator and parts are what they were and only the records behind them are others. */
  differs: z.boolean(),
  added: z.number(),
  gone: z.number(),
  changed: z.number(),
  causes: z.array(changeCause),
  /** Records that only time has brought in: their promise had not fallen due when the report was signed. */
  byTime: z.number(),
  /** Records of which no change is on file. */
  unexplained: z.number(),
})
export type FigureChange = z.infer<typeof figureChange>

/** One record of a figure, as it was and as it is. */
export const changedRecord = z.object({
  /** Names the record among those of its figure, on any day. */
  key: z.number(),
  kind: z.enum(['added', 'gone', 'changed']),
  before: figureRecord.nullable(),
  now: figureRecord.nullable(),
  /** Why: what is on file about it since, the oldest first. */
  lines: z.array(historyLine),
  byTime: z.boolean(),
})
export type ChangedRecord = z.infer<typeof changedRecord>

const page = { offset: z.number().int().min(0), limit: z.number().int().min(1).max(500) }
const ofFigure = z.object({ id: z.number().int(), figure: z.string(), ...page })

export const signFields = period.extend({ note: z.string().trim().max(500) })
export const withdrawFields = versioned.extend({ reason: z.string().trim().min(1).max(500) })

export const signoffsContract = {
  /** Every sign-off there is, the newest report first, withdrawn ones among them. */
  list: base.output(z.array(signoffHead)),
  /** The standing sign-off of a period, and how many of its figures are others by now. */
  standing: base.input(period).output(z.object({ head: signoffHead, changed: z.number() }).nullable()),
  prospect: base.input(period).output(signoffProspect),
  /** Where the books are at odds with themselves; asked apart, for it takes longer. */
  doubts: base.output(z.array(problem)),
  sign: base.input(signFields).output(saved),
  withdraw: base.input(withdrawFields).output(saved),
  report: base.input(z.object({ id: z.number().int() })).output(signedReport),
  /** The records that were behind a figure, as they were. */
  rows: base
    .input(
      ofFigure.extend({
        part: z.string().optional(),
        side: z.enum(['numerator', 'denominator']).optional(),
        sort: recordSort.optional(),
      }),
    )
    .output(z.object({ rows: z.array(figureRecord.extend({ key: z.number() })), total: z.number() })),
  /** What is different now, for the same period as of the same day, and why. */
  changes: base.input(z.object({ id: z.number().int() })).output(z.array(figureChange)),
  changedRows: base.input(ofFigure).output(z.object({ rows: z.array(changedRecord), total: z.number() })),
}
