import { momentInZone } from '../../contract/dates.ts'
import type { Desk } from '../../core/context.ts'
import { writeWhole } from '../whole-file.ts'
import { writeWord } from '../word/write.ts'
import { reportHtml } from './html.ts'
import type { Report } from './report.ts'
import { scopeText } from './report.ts'
import { reportBlocks } from './word.ts'

/**
 * Writes a work report to be read: as a Word document or as one page of HTML that needs nothing beside it.
 * @returns the file's size in bytes
 * @throws what `writeWord` and `writeWhole` throw
 */
export async function writeSummaryDocument(
  desk: Desk,
  report: Report,
  format: 'docx' | 'html',
  file: string,
  signal?: AbortSignal,
): Promise<number> {
  const { words } = report
  const made = momentInZone(desk.clock.now(), desk.clock.zone)
  const foot = `${words('documents:export.at')} ${made} · ${words('documents:export.by')} ${desk.actor.name}`
  if (format === 'html') {
    const html = reportHtml(report, foot)
    return writeWhole(file, signal, (stream) => new Promise((resolve) => stream.end(html, () => resolve())))
  }
  return writeWord(
    file,
    {
      title: report.title,
      author: desk.actor.name,
      head: `${report.office}    ${report.title} · ${scopeText(report)}`,
      foot,
      blocks: await reportBlocks(report),
    },
    signal,
  )
}
