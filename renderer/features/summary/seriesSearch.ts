import { type SeriesBy, type SeriesColumn, type SeriesFigure, seriesBy } from '../../../electron/contract/series.ts'
import { type RecordsSearch, type SummarySearch, summarySearch } from './period.ts'

/** What of a comparison is asked for; without `by` years stand beside each other. */
export interface YearsSearch extends SummarySearch {
  readonly by?: Exclude<SeriesBy, 'year'>
}

export function yearsSearch(raw: Record<string, unknown>): YearsSearch {
  const by = seriesBy.safeParse(raw.by)
  return { ...summarySearch(raw), ...(by.success && by.data !== 'year' && { by: by.data }) }
}

/** Targets are those of a whole year and of the whole office. */
export function targetsSearch(raw: Record<string, unknown>): SummarySearch {
  const { span: _, estate: __, ...kept } = summarySearch(raw)
  return kept
}

/** The address of the records that a value of the comparison counted. */
export function cellSearch(figure: SeriesFigure, column: SeriesColumn, estate: number | undefined): RecordsSearch {
  const { year, span, asOf, standsOn } = column
  const of = column.estate?.id ?? estate
  return {
    year,
    asOf: figure.standing ? standsOn : asOf,
    ...(span !== 'year' && { span }),
    ...(of !== undefined && { estate: of }),
  }
}
