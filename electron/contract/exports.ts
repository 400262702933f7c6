import { z } from 'zod'
import { workbookScope } from './accounts.ts'
import { base, dateText } from './base.ts'
import { taskState } from './imports.ts'
import { jobSummaryYear } from './jobs.ts'
import { listIds, listSort } from './lists.ts'
import { period, recordSort } from './summary.ts'

const language = z.enum(['zh', 'en'])

export const exportsContract = {
  /** Any list as shown: all rows of the filter, in the order shown, in the columns shown. */
  list: base
    .input(
      z.object({
        list: z.enum(listIds),
        filter: z.record(z.string(), z.unknown()),
        sort: listSort.optional(),
        columns: z.array(z.string()).optional(),
        language,
      }),
    )
    .output(z.object({ taskId: z.string() })),
  /** The yearly summary as a workbook. */
  summary: base.input(period.extend({ language })).output(z.object({ taskId: z.string() })),
  /** The records behind one figure, or behind one of its parts or sides, as a workbook. */
  figure: base
    .input(
      period.extend({
        figure: z.string(),
        part: z.string().optional(),
        side: z.enum(['numerator', 'denominator']).optional(),
        sort: recordSort.optional(),
        language,
      }),
    )
    .output(z.object({ taskId: z.string() })),
  /** One of the accountant's workbooks. */
  workbook: base.input(workbookScope.extend({ language })).output(z.object({ taskId: z.string() })),
  /** The evidence of one unit's arrears on a day, today without one, as a Word document. */
  evidence: base
    .input(z.object({ unitId: z.number().int(), asOf: dateText.optional(), language }))
    .output(z.object({ taskId: z.string() })),
  /** 报修汇总表: jobs registered in a year by trade and month, and by area. */
  jobSummary: base
    .input(z.object({ year: jobSummaryYear, asOf: dateText.optional(), language }))
    .output(z.object({ taskId: z.string() })),
  /** The finished file of an export task; in the desktop the file stays behind and is saved by its task id. */
  download: base.input(z.object({ taskId: z.string() })).output(z.file()),
}

export const tasksContract = {
  get: base.input(z.object({ id: z.string() })).output(taskState),
  cancel: base.input(z.object({ id: z.string() })).output(taskState),
}
