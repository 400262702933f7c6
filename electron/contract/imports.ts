import { z } from 'zod'
import { base, problem } from './base.ts'

export const importKinds = [
  'units',
  'residents',
  'charges',
  'discounts',
  'payments',
  'readings',
  'services',
  'statements',
  'jobs',
  'complaints',
  'visits',
  'surveys',
  'registrations',
  'notices',
  'events',
  'stock',
  'replacements',
  'cleaning',
  'equipment',
] as const
export type ImportKind = (typeof importKinds)[number]

const value = z.union([z.string(), z.number(), z.null()])

/** One row of the workbook and what importing it would do. */
export const importRow = z.object({
  /** Row number in the sheet, 1-based. */
  row: z.number(),
  outcome: z.enum(['added', 'updated', 'unchanged', 'rejected']),
  key: z.string(),
  /** `updated`: each changed column, by its header. */
  changes: z.array(z.object({ column: z.string(), from: value, to: value })),
  /** Problems name the column by its header in `field`. */
  errors: z.array(problem),
  warnings: z.array(problem),
})
export type ImportRow = z.infer<typeof importRow>

export const importReport = z.object({
  kind: z.enum(importKinds),
  fileName: z.string(),
  sheet: z.string(),
  counts: z.object({
    added: z.number(),
    updated: z.number(),
    unchanged: z.number(),
    rejected: z.number(),
    warnings: z.number(),
  }),
  /** Problems of the file as a whole: missing or unknown columns, merged headers. */
  fileErrors: z.array(problem),
  fileWarnings: z.array(problem),
  /** Rejected rows first, then warned, then changed ones; at most `reportRows`. */
  rows: z.array(importRow),
  /** Set once the import has been carried out. */
  batchId: z.number().nullable(),
})
export type ImportReport = z.infer<typeof importReport>

/** So many rows of a report travel to the page; the counts are always of all. */
export const reportRows = 1000

export const taskState = z.object({
  id: z.string(),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  /** Key of the `tasks` catalogue: what is being done just now. */
  stage: z.string(),
  /** 0–1, or null where nobody can tell. */
  progress: z.number().nullable(),
  problem: problem.nullable(),
})
export type TaskState = z.infer<typeof taskState>

export const importsContract = {
  /** Takes the workbook in and starts the dry run; the answer names the task to watch. */
  check: base
    .input(z.object({ kind: z.enum(importKinds), file: z.file().max(64 * 1024 * 1024) }))
    .output(z.object({ taskId: z.string() })),
  /** The dry run's report, once its task is done. */
  report: base.input(z.object({ taskId: z.string() })).output(importReport),
  /** Carries a checked import out; starts a task whose report names the batch. */
  apply: base.input(z.object({ taskId: z.string() })).output(z.object({ taskId: z.string() })),
  undo: base.input(z.object({ batchId: z.number() })).output(z.object({ removed: z.number(), restored: z.number() })),
  /** The blank workbook of a kind, as an export to save. */
  template: base.input(z.object({ kind: z.enum(importKinds) })).output(z.object({ taskId: z.string() })),
}
