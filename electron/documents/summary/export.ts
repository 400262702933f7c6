import type { ReadFormat, SummaryFormat } from '../../contract/exports.ts'
import type { ReportPeriod } from '../../contract/summary.ts'
import type { Desk } from '../../core/context.ts'
import type { OfficeFile } from '../../db/open.ts'
import type { ExportOptions } from '../export/list.ts'
import type { Language } from '../words.ts'
import { readReport, readSigned } from './report.ts'
import { writeSummaryWorkbook } from './workbook.ts'

/** The report of a period as it is now, or one as it was signed; the records of that one are read on screen. */
export type SummaryExport =
  | (ReportPeriod & { readonly format: SummaryFormat; readonly language: Language })
  | { readonly signoff: number; readonly format: ReadFormat; readonly language: Language }

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
  const { format, language } = request
  office.sqlite.exec('BEGIN')
  try {
    const report =
      'signoff' in request
        ? await readSigned(desk, request.signoff, language)
        : await readReport(desk, request, language, format !== 'xlsx')
    const { title, estate, period, signed, words } = report
    const edition = signed && words('documents:report.signedName', { edition: signed.edition })
    const name = `${[title, estate, period.asOf, edition].filter(Boolean).join(' ')}.${format}`
    if (format === 'xlsx') return { name, ...(await writeSummaryWorkbook(desk, office, report, file, options)) }
    // The libraries for Word and for charts are large, and no workbook needs them.
    const { writeSummaryDocument } = await import('./document.ts')
    return { name, bytes: await writeSummaryDocument(desk, report, format, file, options.signal) }
  } finally {
    if (office.sqlite.inTransaction) office.sqlite.exec('COMMIT')
  }
}
