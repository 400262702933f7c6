import type { ReportId } from '../../contract/exports.ts'
import { isWorkbook } from '../../core/accounts/workbooks.ts'
import type { Desk } from '../../core/context.ts'
import type { OfficeFile } from '../../db/open.ts'
import { exportWorkbook } from '../accounts/workbook.ts'
import { campaignResultsReport } from './campaignResults.ts'
import { complaintAnalysisReport } from './complaintAnalysis.ts'
import { jobSummaryReport } from './jobSummary.ts'
import { type Report, type ReportRequest, writeReport } from './report.ts'
import { storesSummaryReport } from './storesSummary.ts'

const reports: Readonly<Record<ReportId, Report>> = {
  'job-summary': jobSummaryReport,
  'complaint-analysis': complaintAnalysisReport,
  'campaign-results': campaignResultsReport,
  'stores-summary': storesSummaryReport,
}

/** Writes one of the desk's workbooks. @throws what `writeWorkbook` throws */
export function exportReport(
  desk: Desk,
  office: OfficeFile,
  { report, ...scope }: ReportRequest,
  file: string,
): Promise<{ rows: number; bytes: number; name: string }> {
  if (isWorkbook(report)) return exportWorkbook(desk, office, { workbook: report, ...scope }, file)
  return writeReport(reports[report], desk, scope, file)
}
