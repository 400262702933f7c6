import { z } from 'zod'
import { base } from './base.ts'
import { span } from './spans.ts'
import { figureResult, figureValue, period } from './summary.ts'

/** What stands beside each other: years, the quarters or months of one year, or the estates of the office. */
export const seriesBy = z.enum(['year', 'quarter', 'month', 'estate'])
export type SeriesBy = z.infer<typeof seriesBy>

/** So many years stand beside each other at most. */
export const mostYears = 6

export const seriesInput = period.extend({ by: seriesBy })
export type SeriesInput = z.infer<typeof seriesInput>

export const seriesColumn = z.object({
  year: z.number().int(),
  span,
  /** The day from which what happens is seen. */
  asOf: z.string(),
  /** The day of which things stand: its own end, so that a month's arrears are those of its last day. */
  standsOn: z.string(),
  /** The span had not ended on `asOf`. */
  running: z.boolean(),
  /** The estate, where the columns are estates. */
  estate: z.object({ id: z.number().int(), name: z.string() }).nullable(),
})
export type SeriesColumn = z.infer<typeof seriesColumn>

export const seriesFigure = figureResult.omit({ parts: true, value: true, denominator: true }).extend({
  /** Tells how things stand on a day: its records are those of a column's `standsOn`. */
  standing: z.boolean(),
  /** The columns' values are the parts of `whole`: what happens in months, and what belongs to estates. */
  addsUp: z.boolean(),
  /** One a column; null where the figure's records belong to no estate, or were not kept whole in those years yet. */
  values: z.array(figureValue.nullable()),
  /** The whole year, or all estates; null where the columns are years. */
  whole: figureValue.nullable(),
  /** What of `whole` belongs to no estate's units; null where there is nothing of the kind. */
  outside: figureValue.nullable(),
})
export type SeriesFigure = z.infer<typeof seriesFigure>

export const series = z.object({
  by: seriesBy,
  columns: z.array(seriesColumn),
  /** Of what `whole` is; null where the columns are years. */
  whole: seriesColumn.nullable(),
  figures: z.array(seriesFigure),
})
export type Series = z.infer<typeof series>

export const seriesContract = {
  /** The figures of several years, quarters, months or estates beside each other, without their parts. */
  series: base.input(seriesInput).output(series),
}
