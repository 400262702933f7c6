import { z } from 'zod'
import { base, saved } from './base.ts'
import { tallyFields } from './tallies.ts'

/** What was replaced, out of which item of the stores (null where it was bought), and for which job. */
export const replacementFields = z.object({
  fields: tallyFields,
  jobId: z.number().int().nullable(),
  itemId: z.number().int().nullable(),
})
export type ReplacementFields = z.infer<typeof replacementFields>

export const replacementsContract = {
  /** Records a replacement; from the stores it is issued at once, and costs what the issue is worth there. */
  replace: base.input(replacementFields.extend({ requestKey: z.string().min(8).max(50) })).output(saved),
}
