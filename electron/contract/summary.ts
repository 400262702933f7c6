import { z } from 'zod'
import { base, dateText } from './base.ts'
import { keptChapters } from './chapters.ts'
import { chart } from './charts.ts'
import { span } from './spans.ts'
import { target, targetFields, targetResult } from './targets.ts'
import { type Words, words } from './words.ts'

export { type Words, words }

/** The value of a figure or of one of its parts: a plain amount, or a ratio's two sides. */
export const figureValue = z.object({
  /** count: a number, whole but of labour days; m2: integer 0.01 m²; yuan: integer fen; ratio: the numerator. */
  value: z.number(),
  /** Ratio only. */
  denominator: z.number().optional(),
})
export type FigureValue = z.infer<typeof figureValue>

export const figureUnit = z.enum(['count', 'm2', 'yuan', 'ratio'])
export type FigureUnit = z.infer<typeof figureUnit>

export const figureResult = figureValue.extend({
  id: z.string(),
  section: z.string(),
  unit: figureUnit,
  label: words,
  definition: words,
  parts: z.array(figureValue.extend({ key: z.string(), label: words })),
})
export type FigureResult = z.infer<typeof figureResult>

/** A work report: the figures of a year, or of a quarter or month of it, as of a date. */
export const summaryResult = z.object({ year: z.number(), span, asOf: z.string(), figures: z.array(figureResult) })
export type SummaryResult = z.infer<typeof summaryResult>

/** A chapter whose records are whole only from a day on that is later than a period's begin. */
export const partialChapter = z.object({ chapter: z.enum(keptChapters), since: dateText })
export type PartialChapter = z.infer<typeof partialChapter>

/** One record behind a figure. What belongs to no unit (advertising in the hall) has no place. */
/** Pages of single records that figures are counted from. */
export const recordPages = ['job', 'complaint', 'visit', 'record', 'notice', 'equipment'] as const
export type RecordPage = (typeof recordPages)[number]

export const figureRecord = z.object({
  unitId: z.number().nullable(),
  unit: z.string().nullable(),
  area: z.string().nullable(),
  building: z.string().nullable(),
  kind: z.string().nullable(),
  part: z.string().nullable(),
  date: z.string().nullable(),
  areaCenti: z.number().nullable(),
  /** What the record is: a fee and its period, a receipt number; null where it is the unit itself. */
  what: z.string().nullable(),
  /** What the record adds: integer fen in yuan, where reversals and refunds are below zero; a number where numbers are added up. */
  amount: z.number().nullable(),
  /** Ratio: true where the record is in the numerator too. */
  counted: z.boolean(),
  /** The page that shows the record itself; null where it has none but its unit's. */
  opens: z.object({ page: z.enum(recordPages), id: z.number() }).nullable(),
})
export type FigureRecord = z.infer<typeof figureRecord>

/** Records of a ratio: all, those that count, or the others of them: who has not paid, what is not done. */
export const recordSide = z.enum(['denominator', 'numerator', 'rest'])
export type RecordSide = z.infer<typeof recordSide>

/** What the records of a figure can be put in order by; `unit` is the order of places. */
export const recordSort = z.object({
  by: z.enum(['unit', 'kind', 'areaCenti', 'date', 'part', 'counted', 'what', 'amount']),
  descending: z.boolean(),
})
export type RecordSort = z.infer<typeof recordSort>

export const reportYear = z.number().int().min(1990).max(2199)

/** What a report covers. Without `span` the whole year, without `estate` (an id) all of them. */
export const period = z.object({
  year: reportYear,
  asOf: dateText.optional(),
  span: span.optional(),
  estate: z.number().int().optional(),
})
export type ReportPeriod = z.infer<typeof period>

export const summaryContract = {
  /**
   * The figures of a year, beside the same figures a year before (as of the same day a year earlier) and its targets.
   * `previous` has only what can be compared; `partial` says of which chapters the records of either are not whole.
   */
  year: base.input(period).output(
    z.object({
      current: summaryResult,
      previous: summaryResult,
      partial: z.object({ current: z.array(partialChapter), previous: z.array(partialChapter) }),
      targets: z.array(targetResult),
    }),
  ),
  /** The charts of the same period, of the same figures. */
  charts: base.input(period).output(z.array(chart)),
  /** The targets of a year, in the order of the figures. */
  targets: base.input(z.object({ year: reportYear })).output(z.array(target)),
  /** Sets, changes or, with a null value, withdraws the target of one figure in one year. */
  saveTarget: base.input(targetFields).output(z.object({})),
  /** Exactly the records one figure counted. */
  rows: base
    .input(
      period.extend({
        figure: z.string(),
        part: z.string().optional(),
        side: recordSide.optional(),
        sort: recordSort.optional(),
        offset: z.number().int().min(0),
        limit: z.number().int().min(1).max(500),
      }),
    )
    .output(z.object({ rows: z.array(figureRecord), total: z.number() })),
}
