import { chapterIds, chapters } from '../../contract/chapters.ts'
import type { Series, SeriesBy, SeriesColumn, SeriesFigure, SeriesInput } from '../../contract/series.ts'
import { type Span, spanKind, spanNumber, spanWords } from '../../contract/spans.ts'
import type { FigureUnit, FigureValue } from '../../contract/summary.ts'
import type { Desk } from '../../core/context.ts'
import { seriesOf } from '../../core/summary/series.ts'
import { type CellInput, type ColumnKind, type Formula, type SheetSpec, writeWorkbook } from '../excel/write.ts'
import { type Language, type Words, wordsIn } from '../words.ts'
import { aboutExport, type ExportOptions } from './list.ts'

export type SeriesExport = SeriesInput & { readonly language: Language }

/** So many columns name the figure before its values begin. */
const namedBy = 3

/**
 * The comparison as its page shows it: a line a figure, of a rate its two sides below it. Totals and rates are
 * formulas, so that whoever has the workbook can follow them.
 * @throws what `writeWorkbook` throws
 */
export async function exportSeries(
  desk: Desk,
  request: SeriesExport,
  file: string,
  options: ExportOptions = {},
): Promise<{ rows: number; bytes: number; name: string }> {
  const { language, ...input } = request
  const words = wordsIn(language)
  const series = await seriesOf(desk.db, input, desk.clock)
  const last = series.whole ?? series.columns.at(-1)
  const title = words(`years:titles.${series.by}`, { year: input.year })
  const written = await writeWorkbook(
    file,
    {
      sheets: [sheetOf(series, title, words, language)],
      about: [
        ...(await aboutExport(
          desk,
          words,
          title,
          [
            `${words('documents:summary.asOf')}: ${last?.asOf ?? ''}`,
            ...(input.estate === undefined ? [] : [await estateName(desk, input.estate)]),
          ].join('; '),
        )),
        { label: words('years:about.title'), value: words(`years:about.${series.by}`) },
        ...series.figures.map((figure) => ({ label: figure.label[language], value: figure.definition[language] })),
      ],
      aboutName: words('documents:export.about'),
    },
    options,
  )
  return { ...written, name: `${title} ${last?.asOf ?? ''}.xlsx` }
}

async function estateName({ db }: Desk, id: number): Promise<string> {
  const estate = await db.selectFrom('estate').select('name').where('id', '=', id).executeTakeFirst()
  return estate?.name ?? ''
}

function sheetOf(series: Series, title: string, words: Words, language: Language): SheetSpec {
  const { by, columns, whole } = series
  const hasOutside = series.figures.some(({ outside }) => outside !== null)
  return {
    name: words(`years:by.${by}`),
    title,
    columns: [
      { header: words('years:chapter'), kind: 'text' },
      { header: words('documents:summary.figure'), kind: 'text', width: 30 },
      { header: words('years:unit'), kind: 'text' },
      ...columns.map((column) => ({
        header: columnName(by, column, words, language),
        kind: 'number' as const,
        width: 16,
      })),
      ...(hasOutside ? [{ header: words('years:outside'), kind: 'number' as const, width: 16 }] : []),
      ...(whole ? [{ header: words(`years:whole.${by}`), kind: 'number' as const, width: 16 }] : []),
    ],
    rows: chapterIds.flatMap((chapter) => {
      const sections: readonly string[] = chapters[chapter]
      return series.figures
        .filter(({ section }) => sections.includes(section))
        .flatMap((figure) => linesOf(figure, words(`years:chapters.${chapter}`), hasOutside, words, language))
    }),
    frozenColumns: namedBy,
  }
}

function columnName(by: SeriesBy, column: SeriesColumn, words: Words, language: Language): string {
  const { year, span, estate, running, asOf } = column
  const name = estate?.name ?? (by === 'year' ? spanWords(year, span)[language] : spanName(span, words))
  return running ? `${name} ${words('years:until', { asOf })}` : name
}

function spanName(span: Span, words: Words): string {
  return spanKind(span) === 'month'
    ? words(`years:months.${span}`)
    : words('years:column.quarter', { number: spanNumber(span) })
}

/** A figure's line; of a rate the numerators and denominators follow, and the rate divides them. */
function linesOf(
  figure: SeriesFigure,
  chapter: string,
  hasOutside: boolean,
  words: Words,
  language: Language,
): CellInput[][] {
  const label = figure.label[language]
  const { unit } = figure
  if (unit !== 'ratio') {
    const kind = kinds[unit]
    return [
      [
        chapter,
        label,
        unit === 'count' ? '' : words(`years:units.${unit}`),
        ...sideCells(figure, hasOutside, kind, 'value'),
      ],
    ]
  }
  const own = valuesIn(figure, hasOutside)
  return [
    [chapter, label, '%', ...own.map((amount, index) => rate(amount, namedBy + index))],
    ['', `　${words('documents:summary.numerator')}`, '', ...sideCells(figure, hasOutside, 'count', 'value')],
    ['', `　${words('documents:summary.denominator')}`, '', ...sideCells(figure, hasOutside, 'count', 'denominator')],
  ]
}

const kinds = { count: 'count', m2: 'area', yuan: 'money' } as const satisfies Record<
  Exclude<FigureUnit, 'ratio'>,
  ColumnKind
>

/** All amounts of a line: the columns', what belongs to none of them, the whole. */
function valuesIn(figure: SeriesFigure, hasOutside: boolean): (FigureValue | null)[] {
  return [...figure.values, ...(hasOutside ? [figure.outside] : []), ...(figure.whole ? [figure.whole] : [])]
}

function sideCells(
  figure: SeriesFigure,
  hasOutside: boolean,
  kind: ColumnKind,
  side: 'value' | 'denominator',
): CellInput[] {
  const own = valuesIn(figure, hasOutside).map((amount): CellInput => (amount ? typed(amount[side] ?? 0, kind) : null))
  if (!figure.whole || !figure.addsUp) return own
  const last = columnLetter(namedBy + own.length - 2)
  const total: Formula = {
    formula: (row) => `SUM(${columnLetter(namedBy)}${row}:${last}${row})`,
    result: figure.whole[side] ?? 0,
    kind: typed(figure.whole[side] ?? 0, kind).kind,
  }
  return [...own.slice(0, -1), total]
}

/** Labour days come in halves: half a count is a number. */
function typed(value: number, kind: ColumnKind): { readonly value: number; readonly kind: ColumnKind } {
  return { value, kind: kind === 'count' && !Number.isInteger(value) ? 'number' : kind }
}

function rate(amount: FigureValue | null, column: number): CellInput {
  if (!amount) return null
  const letter = columnLetter(column)
  const { value: numerator, denominator = 0 } = amount
  return {
    formula: (row) => `IF(${letter}${row + 2}=0,"",${letter}${row + 1}/${letter}${row + 2})`,
    result: denominator === 0 ? null : { numerator, denominator },
    kind: 'ratio',
  }
}

/** 0 → A. A comparison has at most a few dozen columns, or as many as there are estates. */
function columnLetter(index: number): string {
  const rest = String.fromCharCode(65 + (index % 26))
  return index < 26 ? rest : columnLetter(Math.floor(index / 26) - 1) + rest
}
