import { addMonths } from '../../contract/dates.ts'
import type { FigureResult, SummaryResult } from '../../contract/summary.ts'
import type { Desk } from '../../core/context.ts'
import {
  figureById,
  figureOf,
  figureRecord,
  figureRows,
  type RowsRequest,
  summaryOf,
} from '../../core/summary/engine.ts'
import { periodOf, type Seen, seenNow } from '../../core/summary/figure.ts'
import type { OfficeFile } from '../../db/open.ts'
import { type CellInput, type SheetSpec, writeWorkbook } from '../excel/write.ts'
import { type Language, type Words, wordsIn } from '../words.ts'
import { aboutExport, type ExportOptions } from './list.ts'

/**
 * The yearly summary as a workbook: one sheet of figures beside the year before, then the records behind each figure.
 * @throws what `writeWorkbook` throws
 */
export async function exportSummary(
  desk: Desk,
  office: OfficeFile,
  request: { readonly year: number; readonly asOf: string; readonly language: Language },
  file: string,
  options: ExportOptions = {},
): Promise<{ rows: number; bytes: number; name: string }> {
  const { year, asOf, language } = request
  const words = wordsIn(language)
  const seen = seenNow(desk.clock)
  const current = await summaryOf(desk.db, year, asOf, seen)
  const previous = await summaryOf(desk.db, year - 1, addMonths(asOf, -12), seen)
  const title = words('documents:summary.title', { year })
  const written = await writeWorkbook(
    file,
    {
      sheets: [
        figuresSheet(current, previous, words, language),
        ...current.figures.map((figure) => recordsSheet(desk, office, current, figure, words, language, seen)),
      ],
      about: [
        ...(await aboutExport(
          desk,
          words,
          title,
          `${words('documents:summary.year')}: ${year}; ${words('documents:summary.asOf')}: ${asOf}`,
        )),
        ...current.figures.map((figure) => ({ label: figure.label[language], value: figure.definition[language] })),
      ],
      aboutName: words('documents:export.about'),
    },
    options,
  )
  return { ...written, name: `${title} ${asOf}.xlsx` }
}

export interface FigureExport {
  readonly year: number
  readonly asOf: string
  readonly figure: string
  readonly part?: string | undefined
  readonly side?: 'numerator' | 'denominator' | undefined
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
  const { year, asOf, language, part, side, sort } = request
  const words = wordsIn(language)
  const declared = figureById(request.figure)
  const seen = seenNow(desk.clock)
  const figure = await figureOf(desk.db, declared.id, year, asOf, seen)
  const summary = { year, asOf }
  const title = figure.label[language]
  const partLabel = part === undefined ? undefined : (declared.parts?.labels[part]?.[language] ?? part)
  const conditions = [
    `${words('documents:summary.year')}: ${year}`,
    `${words('documents:summary.asOf')}: ${asOf}`,
    ...(partLabel === undefined ? [] : [`${words('documents:summary.part')}: ${partLabel}`]),
    ...(side === undefined ? [] : [words(`documents:summary.${side}`)]),
  ]
  const written = await writeWorkbook(
    file,
    {
      sheets: [recordsSheet(desk, office, summary, figure, words, language, seen, { part, side, sort })],
      about: [
        ...(await aboutExport(desk, words, title, conditions.join('; '))),
        { label: title, value: figure.definition[language] },
      ],
      aboutName: words('documents:export.about'),
    },
    options,
  )
  return { ...written, name: `${title} ${asOf}.xlsx` }
}

/** One line a figure and one a part. Counts, areas and ratios stand in columns of their own kind, so that they stay numbers. */
function figuresSheet(current: SummaryResult, previous: SummaryResult, words: Words, language: Language): SheetSpec {
  const header = (key: string) => words(`documents:summary.${key}`)
  return {
    name: header('figures'),
    title: words('documents:summary.heading', { year: current.year, asOf: current.asOf }),
    columns: [
      { header: header('figure'), kind: 'text', width: 30 },
      { header: header('count'), kind: 'count' },
      { header: header('area'), kind: 'area' },
      { header: header('amount'), kind: 'money' },
      { header: header('numerator'), kind: 'count' },
      { header: header('denominator'), kind: 'count' },
      { header: header('rate'), kind: 'ratio' },
      { header: header('previousCount'), kind: 'count' },
      { header: header('previousArea'), kind: 'area' },
      { header: header('previousAmount'), kind: 'money' },
      { header: header('previousRate'), kind: 'ratio' },
      { header: header('definition'), kind: 'text', width: 70 },
    ],
    rows: current.figures.flatMap((figure, index) => {
      const before = previous.figures[index]
      const line = (label: string, now: Amount, then: Amount | undefined, definition: string): CellInput[] => [
        label,
        ...amounts(figure.unit, now),
        ...amounts(figure.unit, then).filter((_, column) => column !== 3 && column !== 4),
        definition,
      ]
      return [
        line(figure.label[language], figure, before, figure.definition[language]),
        ...figure.parts.map((part) =>
          line(
            `　${part.label[language]}`,
            part,
            before?.parts.find((candidate) => candidate.key === part.key) ?? { value: 0 },
            '',
          ),
        ),
      ]
    }),
  }
}

interface Amount {
  readonly value: number
  readonly denominator?: number | undefined
}

/** count, area, amount, numerator, denominator, rate: the ones of the figure's unit filled in. */
function amounts(unit: FigureResult['unit'], amount: Amount | undefined): CellInput[] {
  if (amount === undefined) return [null, null, null, null, null, null]
  const { value, denominator } = amount
  if (unit === 'ratio') {
    const rate = denominator ? { numerator: value, denominator } : null
    return [null, null, null, value, denominator ?? 0, rate]
  }
  const at = unit === 'm2' ? 1 : unit === 'yuan' ? 2 : 0
  // Half a day of labour is half a count.
  const own: CellInput = at === 0 && !Number.isInteger(value) ? { value, kind: 'number' } : value
  return Array.from({ length: 6 }, (_, column) => (column === at ? own : null))
}

function recordsSheet(
  desk: Desk,
  office: OfficeFile,
  summary: Pick<SummaryResult, 'year' | 'asOf'>,
  figure: FigureResult,
  words: Words,
  language: Language,
  seen: Seen,
  request: RowsRequest = {},
): SheetSpec {
  const declared = figureById(figure.id)
  const compiled = figureRows(desk.db, figure.id, periodOf(summary.year, summary.asOf, seen), request).compile()
  const header = (key: string) => words(`documents:summary.${key}`)
  const partLabels = declared.parts?.labels ?? null
  const isMoney = figure.unit === 'yuan'
  const addsUp = isMoney || (figure.unit === 'count' && 'measure' in declared)
  const records = function* (): Generator<CellInput[]> {
    const rows = office.sqlite.prepare(compiled.sql).iterate(...compiled.parameters) as Iterable<
      Record<string, unknown>
    >
    for (const raw of rows) {
      const record = figureRecord(raw)
      yield [
        record.area,
        record.building,
        record.unit,
        record.kind === null ? null : words(`vocabulary:unitKind.${record.kind}`),
        ...(addsUp ? [record.what, record.amount] : [record.areaCenti]),
        record.date,
        ...(partLabels ? [record.part === null ? null : (partLabels[record.part]?.[language] ?? record.part)] : []),
        ...(figure.unit === 'ratio' ? [record.counted ? header('yes') : header('no')] : []),
      ]
    }
  }
  return {
    name: figure.label[language],
    title: `${figure.label[language]}: ${figure.definition[language]}`,
    columns: [
      { header: words('lists:units.columns.area'), kind: 'text' },
      { header: words('lists:units.columns.building'), kind: 'text' },
      { header: words('vocabulary:entity.unit'), kind: 'text' },
      { header: words('lists:units.columns.kind'), kind: 'text' },
      ...(addsUp
        ? [
            { header: header('what'), kind: 'text' as const },
            isMoney
              ? { header: header('amount'), kind: 'money' as const }
              : { header: header('count'), kind: 'number' as const },
          ]
        : [{ header: words('lists:units.columns.areaCenti'), kind: 'area' as const }]),
      { header: header('date'), kind: 'date' },
      ...(partLabels ? [{ header: header('part'), kind: 'text' as const }] : []),
      ...(figure.unit === 'ratio' ? [{ header: header('counted'), kind: 'text' as const }] : []),
    ],
    rows: records(),
    totals: { label: header('total'), columns: [addsUp ? 5 : 4] },
  }
}
