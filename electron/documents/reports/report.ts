import type { DeskReport } from '../../contract/exports.ts'
import type { Desk } from '../../core/context.ts'
import { type SheetSpec, type WriteOptions, writeWorkbook } from '../excel/write.ts'
import { aboutExport } from '../export/list.ts'
import { type Language, type Words, wordsIn } from '../words.ts'

export interface ReportRequest {
  readonly report: DeskReport
  readonly year: number
  readonly asOf: string
  readonly language: Language
}

/** What a report is made from. */
export interface ReportScope {
  readonly desk: Desk
  readonly year: number
  readonly asOf: string
  readonly words: Words
}

/** A finished report: its name, the line above its tables, what it counts, and its sheets. */
export interface ReportSheets {
  readonly title: string
  readonly heading: string
  readonly about: string
  readonly sheets: readonly SheetSpec[]
}

/** One of the desk's yearly workbooks, from the same counts as its page. */
export type Report = (scope: ReportScope) => Promise<ReportSheets>

/** Writes a report. @throws what `writeWorkbook` throws */
export async function writeReport(
  report: Report,
  desk: Desk,
  { year, asOf, language }: Omit<ReportRequest, 'report'>,
  file: string,
  options: WriteOptions = {},
): Promise<{ rows: number; bytes: number; name: string }> {
  const words = wordsIn(language)
  const { title, heading, about, sheets } = await report({ desk, year, asOf, words })
  const written = await writeWorkbook(
    file,
    {
      sheets,
      about: await aboutExport(desk, words, heading, about),
      aboutName: words('documents:export.about'),
    },
    options,
  )
  return { ...written, name: `${title} ${year} ${asOf}.xlsx` }
}
