import { z } from 'zod'
import { base, dateText } from './base.ts'
import { figureResult, figureValue, reportYear } from './summary.ts'
import { targetFields, targetResult } from './targets.ts'

/** A figure with its target and what came of it, beside last year's. */
export const targetRow = z.object({
  /** Without parts; its value is the result so far. */
  figure: figureResult,
  target: targetResult.nullable(),
  /** Without a result where last year's records are not whole. */
  before: z.object({ result: figureValue.nullable(), target: targetResult.nullable() }),
})
export type TargetRow = z.infer<typeof targetRow>

export const targetTable = z.object({
  year: z.number().int(),
  asOf: z.string(),
  /** The day of last year's results: its end, or today while it runs. */
  asOfBefore: z.string(),
  /** The year has not begun: there are targets, and no results yet. */
  ahead: z.boolean(),
  rows: z.array(targetRow),
})
export type TargetTable = z.infer<typeof targetTable>

/** A target as it is typed: one that is saved has a value. */
export const targetValues = targetFields
  .pick({ direction: true, note: true })
  .extend({ value: z.number().int().min(0).max(1_000_000_000_000) })

export const targetGlance = z.object({
  year: z.number().int(),
  asOf: z.string(),
  targets: z.array(z.object({ figure: figureResult, target: targetResult })),
})
export type TargetGlance = z.infer<typeof targetGlance>

export const targetTableContract = {
  /** Every figure with its target of a year and the result so far, beside last year's target and whole result. */
  targetTable: base.input(z.object({ year: reportYear, asOf: dateText.optional() })).output(targetTable),
  /** The figures that have a target this year, as they stand today. */
  targetGlance: base.output(targetGlance),
  /** Sets those of last year's targets that the year does not have. Targets it has stay as they are. */
  takeOverTargets: base.input(z.object({ year: reportYear })).output(z.object({ taken: z.number() })),
}
