import type { Desk } from '../../core/context.ts'
import { jobMeasures, jobSummary } from '../../core/jobs/summary.ts'
import { type CellInput, writeWorkbook } from '../excel/write.ts'
import { aboutExport } from '../export/list.ts'
import { type Language, wordsIn } from '../words.ts'

export interface JobSummaryExport {
  readonly year: number
  readonly asOf: string
  readonly language: Language
}

const months = Array.from({ length: 12 }, (_, index) => index + 1)

/** 报修汇总表: a sheet by trade and month, and one by area. @throws what `writeWorkbook` throws */
export async function exportJobSummary(
  desk: Desk,
  request: JobSummaryExport,
  file: string,
): Promise<{ rows: number; bytes: number; name: string }> {
  const words = wordsIn(request.language)
  const { byTrade, byArea } = await jobSummary(desk, request.year, request.asOf)
  const title = words('jobs:summary.title')
  const heading = words('jobs:summary.heading', { title, year: request.year, asOf: request.asOf })
  const measure = (name: string) => words(`jobs:summary.${name}`)
  const trade = (code: string | null) => (code === null ? measure('all') : words(`vocabulary:trade.${code}`))
  const written = await writeWorkbook(file, {
    sheets: [
      {
        name: measure('byTrade'),
        title: heading,
        columns: [
          { header: words('lists:jobs.columns.trade'), kind: 'text' },
          { header: measure('measure'), kind: 'text' },
          ...months.map((month) => ({ header: words('jobs:summary.month', { month }), kind: 'count' as const })),
          { header: measure('all'), kind: 'count' },
        ],
        rows: byTrade.flatMap((row) =>
          jobMeasures.map((name): CellInput[] => {
            const counts = row.months.map((month) => month[name])
            return [trade(row.trade), measure(name), ...counts, counts.reduce((sum, count) => sum + count, 0)]
          }),
        ),
        frozenColumns: 2,
      },
      {
        name: measure('byArea'),
        title: heading,
        columns: [
          { header: words('lists:openJobs.columns.area'), kind: 'text' },
          ...jobMeasures.map((name) => ({ header: measure(name), kind: 'count' as const })),
        ],
        rows: byArea.map((row): CellInput[] => [
          row.area ?? measure('common'),
          ...jobMeasures.map((name) => row[name]),
        ]),
        totals: { label: measure('all'), columns: [1, 2, 3, 4] },
      },
    ],
    about: await aboutExport(desk, words, heading, words('jobs:summary.definition')),
    aboutName: words('documents:export.about'),
  })
  return { ...written, name: `${title} ${request.year} ${request.asOf}.xlsx` }
}
