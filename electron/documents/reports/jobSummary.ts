import { jobMeasures, jobSummary } from '../../core/jobs/summary.ts'
import type { CellInput } from '../excel/write.ts'
import type { Report } from './report.ts'

const months = Array.from({ length: 12 }, (_, index) => index + 1)

/** 报修汇总表: a sheet by trade and month, and one by area. */
export const jobSummaryReport: Report = async ({ desk, year, asOf, words }) => {
  const { byTrade, byArea } = await jobSummary(desk, year, asOf)
  const title = words('jobs:summary.title')
  const heading = words('jobs:summary.heading', { title, year, asOf })
  const measure = (name: string) => words(`jobs:summary.${name}`)
  const trade = (code: string | null) => (code === null ? measure('all') : words(`vocabulary:trade.${code}`))
  return {
    title,
    heading,
    about: words('jobs:summary.definition'),
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
  }
}
