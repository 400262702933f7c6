import { z } from 'zod'

export const targetDirection = z.enum(['at-least', 'at-most'])
export type TargetDirection = z.infer<typeof targetDirection>

/** What the office means to reach in a year: at least or at most so much of a figure. */
export const target = z.object({
  figure: z.string(),
  year: z.number().int(),
  direction: targetDirection,
  /** As the figure: count, integer 0.01 m², integer fen; of a ratio integer 0.0001 (98 % is 9800). */
  value: z.number().int().min(0),
  /** In the office's words: 24 小时内首次答复. */
  note: z.string(),
  version: z.number().int(),
})
export type Target = z.infer<typeof target>

/** A target with what came of it. */
export const targetResult = target.extend({
  /** Null where there is nothing to measure: no job fell due. */
  met: z.boolean().nullable(),
  /** How much better than the target, worse below zero: in the figure's unit, of a ratio in 0.1 %; null as `met`. */
  margin: z.number().nullable(),
})
export type TargetResult = z.infer<typeof targetResult>

export const targetFields = z.object({
  figure: z.string(),
  year: z.number().int().min(1990).max(2199),
  direction: targetDirection,
  /** Null withdraws the target. */
  value: z.number().int().min(0).max(1_000_000_000_000).nullable(),
  note: z.string().trim().max(100),
  /** 0 where the figure has no target in the year yet. */
  version: z.number().int(),
})
export type TargetFields = z.infer<typeof targetFields>
