import { z } from 'zod'

/** What something is called, in both languages. */
export const words = z.object({ zh: z.string(), en: z.string() })
export type Words = z.infer<typeof words>
