import { z } from 'zod'
import { base } from './base.ts'

/** What runs here and where it keeps things, to be read out to whoever helps. */
export const about = z.object({
  application: z.string(),
  schema: z.string(),
  sqlite: z.string(),
  /** A dash in a browser. */
  electron: z.string(),
  node: z.string(),
  system: z.string(),
  /** Whole path of the office file. */
  file: z.string(),
  /** Folder of the log files; null where none are written. */
  logs: z.string().nullable(),
})
export type About = z.infer<typeof about>

export const supportContract = {
  about: base.output(about),
  /** Has a health report made: versions, integrity, sizes, counts, slow calls, last errors; nothing of any record. */
  report: base.input(z.object({ language: z.enum(['zh', 'en']) })).output(z.object({ taskId: z.string() })),
}
