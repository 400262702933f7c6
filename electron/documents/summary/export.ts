import type { SummaryFormat } from '../../contract/exports.ts'
import type { ReportPeriod } from '../../contract/summary.ts'
import type { Desk } from '../../core/context.ts'
import type { OfficeFile } from '../../db/open.ts'
import type { ExportOptions } from '../export/list.ts'
import type { Language } from '../words.ts'
import { readReport } from './report.ts'
import { writeSummaryWorkbook } from './workbook.ts'

export interface SummaryExport extends ReportPeriod {
  readonly format: SummaryFormat
  readonly language: Language
}

/**
 * Writes a work report as a workbook, a Word document or a page of HTML. Everything in it is of one moment.
 * @throws what `writeWorkbook`, `writeWord` and the file system throw
 */
export async function exportSummary(
  desk: Desk,
  office: OfficeFile,
  request: SummaryExport,
  file: string,
  options: ExportOptions = {},
): Promise<{ name: string; bytes: number }> {
  const { format, language, ...asked } = request
  office.sqlite.exec('BEGIN')
  try {
    const report = await readReport(desk, asked, language, format !== 'xlsx')
    const name = `${report.title}${report.estate === null ? '' : ` ${report.estate}`} ${report.period.asOf}.${format}`
    if (format === 'xlsx') return { name, ...(await writeSummaryWorkbook(desk, office, report, file, options)) }
    // The libraries for Word and for charts are large, and no workbook needs them.
    const { writeSummaryDocument } = await import('./document.ts')
    return { name, bytes: await writeSummaryDocument(desk, report, format, file, options.signal) }
  } finally {
    if (office.sqlite.inTransaction) office.sqlite.exec('COMMIT')
  }
}
