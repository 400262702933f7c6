import { z } from 'zod'
import { hundredthsField } from './amountField.ts'
import { base, dateText, saved, versioned } from './base.ts'
import { inspectionLevels } from './groundWords.ts'
import { codesOf, trades } from './vocabulary.ts'

/** A problem found on the way; a job comes of it at once, or later with one step. */
export const problemFields = z.object({
  pointId: z.number().int().nullable(),
  place: z.string().trim().max(120),
  content: z.string().trim().min(1).max(2000),
  trade: z.enum(codesOf(trades)),
  toJob: z.boolean(),
})
export type ProblemFields = z.infer<typeof problemFields>

export const problemDetail = problemFields.omit({ toJob: true }).extend({
  id: z.number(),
  version: z.number(),
  jobId: z.number().nullable(),
  jobNumber: z.string().nullable(),
})
export type ProblemDetail = z.infer<typeof problemDetail>

export const inspectionFields = z.object({
  onDate: dateText,
  level: z.enum(codesOf(inspectionLevels)),
  areaId: z.number().int().nullable(),
  place: z.string().trim().max(120),
  inspector: z.string().trim().min(1).max(60),
  /** The sheet of scores; without one the total is given by itself. */
  checklistId: z.number().int().nullable(),
  scores: z
    .array(
      z.object({
        itemId: z.number().int(),
        /** Hundredths of points. */
        valueCenti: hundredthsField(0, 1_000_000),
        note: z.string().trim().max(500),
      }),
    )
    .max(200),
  /** Hundredths, up to 100 points; worked out from the scores where there is a sheet. */
  total: hundredthsField(0, 10_000).nullable(),
  note: z.string().trim().max(2000),
  problems: z.array(problemFields).max(30),
})
export type InspectionFields = z.infer<typeof inspectionFields>

export const inspectionDetail = inspectionFields
  .omit({ checklistId: true, scores: true, problems: true, total: true })
  .extend({
    id: z.number(),
    version: z.number(),
    area: z.string().nullable(),
    total: z.number(),
    actor: z.string(),
    cancelledOn: z.string().nullable(),
    cancelReason: z.string(),
    scores: z.array(z.object({ words: z.string(), fullCenti: z.number(), valueCenti: z.number(), note: z.string() })),
    problems: z.array(problemDetail),
  })
export type InspectionDetail = z.infer<typeof inspectionDetail>

/** The checks of one area by one level in one month. */
export const inspectionCell = z.object({
  area: z.string().nullable(),
  level: z.enum(codesOf(inspectionLevels)),
  /** 1–12. */
  month: z.number(),
  checks: z.number(),
  /** Hundredths of points, of all of them together. */
  sum: z.number(),
  problems: z.number(),
})
export type InspectionCell = z.infer<typeof inspectionCell>

export const inspectionsContract = {
  /** Records a check with its problems; the same key twice answers with the first. */
  record: base.input(z.object({ fields: inspectionFields, requestKey: z.string().min(8).max(60) })).output(saved),
  cancel: base.input(versioned.extend({ reason: z.string().trim().min(1).max(500) })).output(saved),
  detail: base.input(z.object({ id: z.number().int() })).output(inspectionDetail),
  /** A year by area, level and month. */
  months: base.input(z.object({ year: z.number().int().min(1990).max(2199) })).output(z.array(inspectionCell)),
  /** Makes a job of a problem of a check or a round; the second time it answers with the same. */
  problemToJob: base.input(versioned).output(z.object({ id: z.number(), number: z.string() })),
  /** The check or round at which a job's problem was found; null where it came another way. */
  foundIn: base.input(z.object({ jobId: z.number().int() })).output(
    z
      .object({
        origin: z.enum(['inspection', 'patrol']),
        originId: z.number(),
        onDate: z.string(),
        place: z.string(),
        by: z.string(),
      })
      .nullable(),
  ),
}
