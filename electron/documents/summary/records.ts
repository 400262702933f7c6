import type { ReportPeriod } from '../../contract/summary.ts'
import type { Desk } from '../../core/context.ts'
import { figureById, figureRecord, figureRows, type RowsRequest, wordsFor } from '../../core/summary/engine.ts'
import { type Figure, type Period, periodAsked } from '../../core/summary/figure.ts'
import type { OfficeFile } from '../../db/open.ts'
import { type CellInput, type SheetColumn, type SheetSpec, writeWorkbook } from '../excel/write.ts'
import { aboutExport, type ExportOptions } from '../export/list.ts'
import { type Language, type Words, wordsIn } from '../words.ts'
import { scopeConditions } from './report.ts'

export interface FigureExport extends ReportPeriod {
  readonly figure: string
  readonly part?: string | undefined
  readonly side?: RowsRequest['side']
  readonly sort?: RowsRequest['sort']
  readonly language: Language
}

/** The records behind one figure, as its page shows them. @throws DeskError `unknown-figure` */
export async function exportFigure(
  desk: Desk,
  office: OfficeFile,
  request: FigureExport,
  file: string,
  options: ExportOptions = {},
): Promise<{ rows: number; bytes: number; name: string }> {
  const { language, part, side, sort } = request
  const words = wordsIn(language)
  const period = periodAsked(request, desk.clock)
  const figure = figureById(request.figure)
  const title = wordsFor(period.span, figure.label)[language]
  const definition = wordsFor(period.span, figure.definition)[language]
  const partLabel = part === undefined ? undefined : (figure.parts?.labels[part]?.[language] ?? part)
  const conditions = [
    ...(await scopeConditions(desk, period, words)),
    ...(partLabel === undefined ? [] : [`${words('documents:summary.part')}: ${partLabel}`]),
    ...(side === undefined ? [] : [words(`documents:summary.${side}`)]),
  ]
  const written = await writeWorkbook(
    file,
    {
      sheets: [
        {
          name: title,
          title: `${title}: ${definition}`,
          ...recordsTable(desk, office, period, figure, { part, side, sort }, words, language),
        },
      ],
      about: [...(await aboutExport(desk, words, title, conditions.join('; '))), { label: title, value: definition }],
      aboutName: words('documents:export.about'),
    },
    options,
  )
  return { ...written, name: `${title} ${period.asOf}.xlsx` }
}

/** Columns of a table of records that formulas refer to, counted from 0; null where the figure has no such column. */
export interface RecordColumns {
  readonly number: number
  readonly measure: number
  readonly part: number | null
  readonly counted: number | null
}

/** Whether a figure adds up an amount of each record, rather than counting them or adding up areas. */
export function addsUp(figure: Figure): boolean {
  return figure.unit !== 'ratio' && figure.unit !== 'm2' && figure.measure !== undefined
}

export function recordColumns(figure: Figure): RecordColumns {
  const measure = addsUp(figure) ? 6 : 5
  const part = figure.parts ? measure + 2 : null
  return { number: 0, measure, part, counted: figure.unit === 'ratio' ? (part ?? measure + 1) + 1 : null }
}

/** The records behind a figure, numbered, with the sum of their amounts or areas. */
export function recordsTable(
  desk: Desk,
  office: OfficeFile,
  period: Period,
  figure: Figure,
  request: RowsRequest,
  words: Words,
  language: Language,
): Pick<SheetSpec, 'columns' | 'rows' | 'totals'> {
  const compiled = figureRows(desk.db, figure.id, period, request).compile()
  const hasAmount = addsUp(figure)
  const labels = figure.parts?.labels ?? null
  const [yes, no] = [words('documents:summary.yes'), words('documents:summary.no')]
  const records = function* (): Generator<CellInput[]> {
    const rows = office.sqlite.prepare(compiled.sql).iterate(...compiled.parameters) as Iterable<
      Record<string, unknown>
    >
    let number = 0
    for (const raw of rows) {
      const record = figureRecord(raw)
      number += 1
      yield [
        number,
        record.area,
        record.building,
        record.unit,
        record.kind === null ? null : words(`vocabulary:unitKind.${record.kind}`),
        ...(hasAmount ? [record.what, record.amount] : [record.areaCenti]),
        record.date,
        ...(labels ? [record.part === null ? null : (labels[record.part]?.[language] ?? record.part)] : []),
        ...(figure.unit === 'ratio' ? [record.counted ? yes : no] : []),
      ]
    }
  }
  return {
    columns: tableColumns(figure, words),
    rows: records(),
    totals: { label: words('documents:summary.total'), columns: [recordColumns(figure).measure] },
  }
}

function tableColumns(figure: Figure, words: Words): SheetColumn[] {
  const header = (key: string) => words(`documents:summary.${key}`)
  const amount: SheetColumn =
    figure.unit === 'yuan' ? { header: header('amount'), kind: 'money' } : { header: header('count'), kind: 'number' }
  return [
    { header: header('number'), kind: 'count' },
    { header: words('lists:units.columns.area'), kind: 'text' },
    { header: words('lists:units.columns.building'), kind: 'text' },
    { header: words('vocabulary:entity.unit'), kind: 'text' },
    { header: words('lists:units.columns.kind'), kind: 'text' },
    ...(addsUp(figure)
      ? [{ header: header('what'), kind: 'text' as const }, amount]
      : [{ header: words('lists:units.columns.areaCenti'), kind: 'area' as const }]),
    { header: header('date'), kind: 'date' },
    ...(figure.parts ? [{ header: header('part'), kind: 'text' as const }] : []),
    ...(figure.unit === 'ratio' ? [{ header: header('counted'), kind: 'text' as const }] : []),
  ]
}
