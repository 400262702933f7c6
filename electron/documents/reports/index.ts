import type { ReportId } from '../../contract/exports.ts'
import type { Desk } from '../../core/context.ts'
import type { WriteOptions } from '../excel/write.ts'
import { complaintAnalysisReport } from './complaintAnalysis.ts'
import { jobSummaryReport } from './jobSummary.ts'
import { type Report, type ReportRequest, writeReport } from './report.ts'

const reports: Readonly<Record<ReportId, Report>> = {
  'job-summary': jobSummaryReport,
  'complaint-analysis': complaintAnalysisReport,
}

/** Writes one of the desk's workbooks. @throws what `writeWorkbook` throws */
export function exportReport(
  desk: Desk,
  request: ReportRequest,
  file: string,
  options?: WriteOptions,
): Promise<{ rows: number; bytes: number; name: string }> {
  return writeReport(reports[request.report], desk, request, file, options)
}
