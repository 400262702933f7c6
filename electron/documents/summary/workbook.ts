import { sql } from 'kysely'
import { tenths } from '../../contract/figureText.ts'
import type { FigureUnit, FigureValue } from '../../contract/summary.ts'
import type { Desk } from '../../core/context.ts'
import { figureById, figureRows } from '../../core/summary/engine.ts'
import type { OfficeFile } from '../../db/open.ts'
import {
  type CellInput,
  type ColumnKind,
  type Formula,
  type SheetColumn,
  type SheetSpec,
  sheetNames,
  type Typed,
  writeWorkbook,
} from '../excel/write.ts'
import { aboutExport, type ExportOptions } from '../export/list.ts'
import { type PairedLine, pairedFigure } from './lines.ts'
import { countOf, numbersOnly, type OwnFormulas, type RecordRange, recordFormulas } from './recordFormulas.ts'
import { recordsTable } from './records.ts'
import {
  figuresIn,
  type Report,
  type ReportChapter,
  type ReportFigure,
  scopeConditions,
  scopeText,
  yearHeads,
} from './report.ts'

/**
 * A work report as a workbook: a sheet of all figures, one a chapter, and the records behind each figure. The figures are
 * formulas over the records, the chapters' sheets stand on them and the first sheet on those; links lead there and back.
 * @throws what `writeWorkbook` throws
 */
export async function writeSummaryWorkbook(
  desk: Desk,
  office: OfficeFile,
  report: Report,
  file: string,
  options: ExportOptions,
): Promise<{ rows: number; bytes: number }> {
  const { words, language, period } = report
  // Asked before the sheets: while one streams, the connection is taken.
  const book = await bookOf(desk, report)
  const about = [
    ...(await aboutExport(desk, words, report.title, (await scopeConditions(desk, period, words)).join('; '))),
    ...report.notes.map((note) => ({ label: words('summary:partial.title'), value: note })),
  ]
  return writeWorkbook(
    file,
    {
      sheets: [
        overviewSheet(book),
        ...book.chapters.map((chapter) => chapterSheet(book, chapter)),
        ...book.lines.map(({ figure, records, at }): SheetSpec => {
          const { label, definition } = figure.now
          return {
            name: records.sheet,
            title: `← ${label[language]}: ${definition[language]}`,
            titleLink: at('A'),
            ...recordsTable(desk, office, period, figureById(figure.now.id), {}, words, language),
          }
        }),
      ],
      about: [
        ...about,
        ...report.current.figures.map((figure) => ({
          label: figure.label[language],
          value: figure.definition[language],
        })),
      ],
      aboutName: book.aboutName,
    },
    options,
  )
}

/** Where everything stands in the workbook, known before anything is written. */
interface Book {
  readonly report: Report
  readonly overview: string
  readonly chapters: readonly PlacedChapter[]
  readonly lines: readonly PlacedFigure[]
  readonly aboutName: string
}

interface PlacedChapter {
  readonly chapter: ReportChapter
  readonly sheet: string
  readonly figures: readonly PlacedFigure[]
}

interface PlacedFigure {
  readonly figure: ReportFigure
  readonly records: RecordRange
  /** The cell of its line in its chapter's sheet, as a formula names it. */
  readonly at: (column: string) => string
}

/** Rows above the first of a table: its title and its header. */
const headRows = 2

async function bookOf(desk: Desk, report: Report): Promise<Book> {
  const { words, language, period } = report
  const chapters = report.chapters.filter((chapter) => figuresIn(chapter).length > 0)
  const figures = chapters.flatMap(figuresIn)
  const names = sheetNames([
    words('documents:report.overview'),
    ...chapters.map((chapter) => chapter.title),
    ...figures.map((figure) => figure.now.label[language]),
    words('documents:export.about'),
  ])
  const [overview = '', aboutName = ''] = [names[0], names.at(-1)]
  const counts = new Map<ReportFigure, number>()
  for (const figure of figures) {
    const query = figureRows(desk.db, figure.now.id, period).as('record')
    const { rows } = await desk.db.selectFrom(query).select(sql<number>`count(*)`.as('rows')).executeTakeFirstOrThrow()
    counts.set(figure, rows)
  }
  const placed = chapters.map((chapter, index): PlacedChapter => {
    const sheet = names[index + 1] ?? ''
    let row = headRows
    const own = chapter.sections.flatMap((section) => {
      row += 1 // the section's own line
      return section.figures.map((figure): PlacedFigure => {
        row += 1
        const own = row
        row += pairedFigure(figure, report).length - 1
        const firstRow = headRows + 1
        return {
          figure,
          records: {
            sheet: names[1 + chapters.length + figures.indexOf(figure)] ?? '',
            firstRow,
            lastRow: headRows + (counts.get(figure) ?? 0),
          },
          at: (column) => `${quoted(sheet)}!${column}${own}`,
        }
      })
    })
    return { chapter, sheet, figures: own }
  })
  return { report, overview, chapters: placed, lines: placed.flatMap((one) => one.figures), aboutName }
}

const quoted = (sheet: string) => `'${sheet.replaceAll("'", "''")}'`

// ——— the first sheet: a line a figure ———

function overviewSheet(book: Book): SheetSpec {
  const { report } = book
  const header = (key: string) => report.words(`documents:summary.${key}`)
  return {
    name: book.overview,
    title: `${report.office} · ${report.title} · ${scopeText(report)}`,
    columns: [
      { header: header('figure'), kind: 'text', width: 34 },
      { header: header('unit'), kind: 'text', width: 8 },
      ...amountColumns(report).slice(0, 4),
      directionColumn(report),
      ...amountColumns(report).slice(4),
    ],
    frozenColumns: 1,
    rows: book.chapters.flatMap(({ chapter, sheet, figures }) => [
      [{ value: chapter.title, kind: 'text', link: `${quoted(sheet)}!A1`, isStrong: true }] satisfies CellInput[],
      ...figures.map((placed) => overviewLine(placed, report)),
    ]),
  }
}

/** This year, the year before, difference, percent; target, by how much, whether met. */
function amountColumns(report: Report): SheetColumn[] {
  const { words } = report
  const [now = '', before = ''] = yearHeads(report).map((head) => head?.replace('\n', ' '))
  const header = (key: string) => words(`documents:summary.${key}`)
  return [
    { header: now, kind: 'count', width: 18 },
    { header: before, kind: 'count', width: 18 },
    { header: header('difference'), kind: 'count', width: 15 },
    { header: header('percent'), kind: 'ratio', width: 11 },
    { header: header('target'), kind: 'count', width: 13 },
    { header: header('margin'), kind: 'count', width: 13 },
    { header: header('met'), kind: 'text', width: 10 },
  ]
}

function directionColumn({ words }: Report): SheetColumn {
  return { header: words('documents:summary.direction'), kind: 'text', width: 10 }
}

/** Columns of a chapter's sheet that the first sheet shows, in its order. */
const shown = ['C', 'F', 'I', 'J', 'K', 'L', 'M', 'N'] as const

function overviewLine({ figure, at }: PlacedFigure, report: Report): CellInput[] {
  const [line] = pairedFigure(figure, report)
  if (!line) return []
  const { now, before, difference, percent, target, margin, met } = amountCells(line, numbersOnly, report)
  return [
    { value: `　${line.label}`, kind: 'text', link: at('A') },
    line.unitWord,
    ...[now, before, difference, percent, directionOf(line, report), target, margin, met].map(
      (cell, index): CellInput => {
        if (cell === null) return null
        const reference = at(shown[index] ?? '')
        return {
          formula: () => `IF(${reference}="","",${reference})`,
          result: 'formula' in cell ? cell.result : cell.value,
          kind: cell.kind,
          ...(cell === now && { link: reference, isStrong: true }),
        }
      },
    ),
  ]
}

// ——— a sheet a chapter: figures and their parts ———

function chapterSheet({ report, overview }: Book, { chapter, sheet, figures }: PlacedChapter): SheetSpec {
  const { words } = report
  const header = (key: string) => words(`documents:summary.${key}`)
  const sides: SheetColumn[] = [
    { header: header('numerator'), kind: 'count', width: 10 },
    { header: header('denominator'), kind: 'count', width: 10 },
  ]
  const amounts = amountColumns(report)
  return {
    name: sheet,
    title: `← ${chapter.title} · ${report.title} · ${scopeText(report)}`,
    titleLink: `${quoted(overview)}!A1`,
    frozenColumns: 1,
    columns: [
      { header: header('figure'), kind: 'text', width: 34 },
      { header: header('unit'), kind: 'text', width: 8 },
      ...amounts.slice(0, 1),
      ...sides,
      ...amounts.slice(1, 2),
      ...sides,
      ...amounts.slice(2, 4),
      directionColumn(report),
      ...amounts.slice(4),
      { header: header('records'), kind: 'count', width: 10 },
      { header: header('definition'), kind: 'text', width: 90 },
    ],
    rows: chapter.sections.flatMap((section) => [
      [{ value: section.title, kind: 'text', isStrong: true }] satisfies CellInput[],
      ...section.figures.flatMap((figure) => {
        const placed = figures.find((one) => one.figure === figure)
        return placed ? figureLines(placed, report) : []
      }),
    ]),
  }
}

function figureLines({ figure, records }: PlacedFigure, report: Report): CellInput[][] {
  const { language, words } = report
  const formulas = recordFormulas(
    figureById(figure.now.id),
    figure.now,
    records,
    language,
    words('documents:summary.yes'),
  )
  const link = `${quoted(records.sheet)}!A1`
  return pairedFigure(figure, report).map((line, index): CellInput[] => {
    const isWhole = index === 0
    const own = formulas(line.part)
    const cells = amountCells(line, own, report)
    const isRatio = line.unit === 'ratio'
    return [
      isWhole ? { value: line.label, kind: 'text', isStrong: true } : `　${line.label}`,
      line.unitWord,
      { ...cells.now, link, isStrong: isWhole },
      isRatio ? { ...formulaOr(own.numerator, line.now.value, 'count'), link } : null,
      isRatio ? { ...formulaOr(own.denominator, line.now.denominator ?? 0, 'count'), link } : null,
      cells.before,
      isRatio ? line.before?.value : null,
      isRatio ? line.before?.denominator : null,
      cells.difference,
      cells.percent,
      directionOf(line, report),
      cells.target,
      cells.margin,
      cells.met,
      isWhole ? { ...countOf(records), link } : null,
      isWhole ? figure.now.definition[language] : null,
    ]
  })
}

// ——— the cells of a line, as formulas over its own row of the chapter's sheet ———

interface LineCells {
  readonly now: Formula | Typed
  readonly before: Formula | Typed | null
  readonly difference: Formula | null
  readonly percent: Formula | null
  readonly target: Typed | null
  readonly margin: Formula | null
  readonly met: Formula | null
}

function amountCells(line: PairedLine, own: OwnFormulas, report: Report): LineCells {
  const { unit, now, before } = line
  const kind = kindOf(line)
  if (unit !== 'ratio') {
    return {
      now: formulaOr(own.value, now.value, kind),
      before: before ? { value: before.value, kind } : null,
      ...changeCells(line, kind),
      ...targetCells(line, kind, report),
    }
  }
  return {
    now: { formula: (row) => blankIf(`E${row}=0`, `D${row}/E${row}`), result: ratioOf(now), kind },
    before: before
      ? { formula: (row) => blankIf(`N(H${row})=0`, `G${row}/H${row}`), result: ratioOf(before), kind }
      : null,
    ...changeCells(line, kind),
    ...targetCells(line, kind, report),
  }
}

function changeCells({ unit, now, before }: PairedLine, kind: ColumnKind): Pick<LineCells, 'difference' | 'percent'> {
  if (!before) return { difference: null, percent: null }
  if (unit === 'ratio') {
    const formula = (row: number) => blankIf(`OR(C${row}="",F${row}="")`, points(`C${row}`, `F${row}`))
    return { difference: { formula, result: pointsBetween(now, before), kind: 'points' }, percent: null }
  }
  const change = now.value - before.value
  return {
    difference: { formula: (row) => `ROUND(C${row}-F${row},2)`, result: change, kind },
    percent: {
      formula: (row) => blankIf(`F${row}=0`, `I${row}/F${row}`),
      result: before.value === 0 ? null : { numerator: change, denominator: before.value },
      kind: 'ratio',
    },
  }
}

function targetCells(
  { unit, target: judged }: PairedLine,
  kind: ColumnKind,
  { words }: Report,
): Pick<LineCells, 'target' | 'margin' | 'met'> {
  if (!judged) return { target: null, margin: null, met: null }
  const { target, standing } = judged
  const isRatio = unit === 'ratio'
  const [better, worse] = target.direction === 'at-least' ? ['C', 'L'] : ['L', 'C']
  const [yes, no] = [
    words('documents:report.standing.met'),
    words(`documents:report.standing.${standing === 'open' ? 'open' : 'missed'}`),
  ]
  const margin = (row: number) =>
    isRatio ? points(`${better}${row}`, `${worse}${row}`) : `ROUND(${better}${row}-${worse}${row},2)`
  return {
    target: { value: isRatio ? { numerator: target.value, denominator: 10_000 } : target.value, kind },
    margin: {
      formula: (row) => blankIf(`C${row}=""`, margin(row)),
      result: target.margin,
      kind: isRatio ? 'points' : kind,
    },
    met: {
      formula: (row) => blankIf(`C${row}=""`, `IF(${better}${row}>=${worse}${row},"${yes}","${no}")`),
      result: target.met === null ? null : target.met ? yes : no,
      kind: 'text',
    },
  }
}

const blankIf = (condition: string, text: string) => `IF(${condition},"",${text})`

/** The difference of two rates as they are printed, so that whoever holds the paper finds the same. */
const points = (a: string, b: string) => `ROUND((ROUND(${a},3)-ROUND(${b},3))*100,1)`

function directionOf({ target: judged }: PairedLine, { words }: Report): Typed | null {
  return judged ? { value: words(`documents:summary.${judged.target.direction}`), kind: 'text' } : null
}

function formulaOr(text: string | null, value: number, kind: ColumnKind): Formula | Typed {
  return text === null ? { value, kind } : { formula: () => text, result: value, kind }
}

function kindOf({ unit, now, before }: PairedLine): ColumnKind {
  const kinds: Readonly<Record<FigureUnit, ColumnKind>> = { count: 'count', m2: 'area', yuan: 'money', ratio: 'ratio' }
  // Half a day of labour is half a count.
  const isWhole = Number.isInteger(now.value) && Number.isInteger(before?.value ?? 0)
  return unit === 'count' && !isWhole ? 'number' : kinds[unit]
}

const ratioOf = ({ value, denominator }: FigureValue) => (denominator ? { numerator: value, denominator } : null)

function pointsBetween(now: FigureValue, before: FigureValue): number | null {
  const [a, b] = [tenths(now), tenths(before)]
  return a === null || b === null ? null : a - b
}
