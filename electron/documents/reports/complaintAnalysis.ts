import { type AnalysisDimension, analysisDimensions } from '../../contract/complaints.ts'
import { analysisOf } from '../../core/complaints/analysis.ts'
import type { SheetSpec } from '../excel/write.ts'
import type { Words } from '../words.ts'
import type { Report } from './report.ts'

const months = Array.from({ length: 12 }, (_, index) => index + 1)

/** 投诉分析: a sheet each by kind, area, cause and whom it is against, by month; totals are formulas. */
export const complaintAnalysisReport: Report = async ({ desk, year, asOf, words }) => {
  const title = words('complaints:analysis')
  const heading = words('complaints:heading', { title, year, asOf })
  const sheets: SheetSpec[] = []
  for (const by of analysisDimensions) {
    const { rows } = await analysisOf(desk.db, year, by, asOf)
    sheets.push({
      name: words(`complaints:by.${by}`),
      title: heading,
      columns: [
        { header: words(`complaints:byColumn.${by}`), kind: 'text' },
        ...months.map((month) => ({ header: words('complaints:month', { month }), kind: 'count' as const })),
        { header: words('complaints:total'), kind: 'count' },
        { header: words('complaints:closed'), kind: 'count' },
      ],
      rows: rows.map((row) => [
        nameOf(by, row.key, words),
        ...row.months,
        { formula: (at: number) => `SUM(B${at}:M${at})`, result: row.total },
        row.closed,
      ]),
      totals: { label: words('complaints:total'), columns: [...months, 13, 14] },
      frozenColumns: 1,
    })
  }
  return { title, heading, about: words('complaints:definition'), sheets }
}

function nameOf(by: AnalysisDimension, key: string, words: Words): string {
  if (key === '') return words(`complaints:no${by === 'area' ? 'Area' : by === 'cause' ? 'Cause' : 'Against'}`)
  if (by === 'kind') return words(`vocabulary:complaintKind.${key}`)
  return by === 'cause' ? words(`vocabulary:complaintCause.${key}`) : key
}
