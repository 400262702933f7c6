import type { Chart } from '../../contract/charts.ts'
import type { DraftChapter } from '../../contract/drafts.ts'
import type { SummaryResult } from '../../contract/summary.ts'
import type { Db, Desk } from '../../core/context.ts'
import type { Period } from '../../core/summary/figure.ts'
import type { Language } from '../words.ts'

/** What a report has beside its figures. */
export interface ReportSources {
  charts(db: Db, period: Period, current: SummaryResult, previous: SummaryResult): Promise<readonly Chart[]>
  /** A chart as an ECharts option, the size in pixels at which it is meant to be read, and all that it shows in words. */
  option(chart: Chart, language: Language): object
  size(chart: Chart, language: Language): { readonly width: number; readonly height: number }
  text(chart: Chart, language: Language): string
  draft(desk: Desk, period: Period, language: Language): Promise<readonly DraftChapter[]>
}

/** A report of figures alone. */
export const figuresAlone: ReportSources = {
  charts: () => Promise.resolve([]),
  option: () => ({}),
  size: () => ({ width: 460, height: 240 }),
  text: () => '',
  draft: () => Promise.resolve([]),
}
