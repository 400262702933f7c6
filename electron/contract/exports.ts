import { z } from 'zod'
import { type WorkbookId, workbookScope } from './accounts.ts'
import { base, dateText } from './base.ts'
import { taskState } from './imports.ts'
import { listIds, listSort } from './lists.ts'
import { seriesInput } from './series.ts'
import { period, recordSide, recordSort, reportYear } from './summary.ts'

const language = z.enum(['zh', 'en'])

/** The desk's yearly workbooks that stand apart; words of each are under `exports:reports`. */
export const reportIds = ['job-summary', 'complaint-analysis', 'campaign-results', 'stores-summary'] as const
export type ReportId = (typeof reportIds)[number]

/** The desk's workbooks made the accountants' way, reconciled with the figures; the desk may have them too. */
export const deskWorkbooks = ['visit-summary', 'survey-summary', 'return-summary'] as const satisfies WorkbookId[]
export type DeskReport = ReportId | (typeof deskWorkbooks)[number]

/** What a report shows: whoever may call this may have it. */
export const reportNeeds = {
  'job-summary': 'lists.jobs',
  'complaint-analysis': 'complaints.analysis',
  'campaign-results': 'lists.campaigns',
  'visit-summary': 'lists.visits',
  'survey-summary': 'lists.surveys',
  'return-summary': 'returns.summary',
  'stores-summary': 'lists.stockSummary',
} as const satisfies Readonly<Record<DeskReport, string>>

/** What a work report leaves as; each is also the file's extension. */
export const summaryFormats = ['xlsx', 'docx', 'html'] as const
export type SummaryFormat = (typeof summaryFormats)[number]

/** Those of them that are read, not reckoned with. */
export const readFormats = ['docx', 'html'] as const satisfies readonly SummaryFormat[]
export type ReadFormat = (typeof readFormats)[number]

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
  /** A work report as a workbook with the records behind it, as a Word document, or as a page of HTML. */
  summary: base
    .input(period.extend({ format: z.enum(summaryFormats).default('xlsx'), language }))
    .output(z.object({ taskId: z.string() })),
  /** A report as it was signed, as a Word document or as a page of HTML. */
  signed: base
    .input(z.object({ signoff: z.number().int(), format: z.enum(readFormats), language }))
    .output(z.object({ taskId: z.string() })),
  /** The records behind one figure, or behind one of its parts or sides, as a workbook. */
  figure: base
    .input(
      period.extend({
        figure: z.string(),
        part: z.string().optional(),
        side: recordSide.optional(),
        sort: recordSort.optional(),
        language,
      }),
    )
    .output(z.object({ taskId: z.string() })),
  /** Figures of several years, quarters, months or estates beside each other, as a workbook. */
  series: base.input(seriesInput.extend({ language })).output(z.object({ taskId: z.string() })),
  /** One of the accountant's workbooks. */
  workbook: base.input(workbookScope.extend({ language })).output(z.object({ taskId: z.string() })),
  /** The evidence of one unit's arrears on a day, today without one, as a Word document. */
  evidence: base
    .input(z.object({ unitId: z.number().int(), asOf: dateText.optional(), language }))
    .output(z.object({ taskId: z.string() })),
  /** One of the desk's yearly workbooks, as of a day. */
  report: base
    .input(
      z.object({
        report: z.enum([...reportIds, ...deskWorkbooks]),
        year: reportYear,
        asOf: dateText.optional(),
        language,
      }),
    )
    .output(z.object({ taskId: z.string() })),
  /** The finished file of an export task; in the desktop the file stays behind and is saved by its task id. */
  download: base.input(z.object({ taskId: z.string() })).output(z.file()),
}

export const tasksContract = {
  get: base.input(z.object({ id: z.string() })).output(taskState),
  cancel: base.input(z.object({ id: z.string() })).output(taskState),
}
