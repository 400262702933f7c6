import { chartOption, chartSize, chartText } from '../../contract/chartOption.ts'
import type { Chart } from '../../contract/charts.ts'
import { chineseFont } from '../charts/fonts.ts'
import { type Picture, pictureMaker } from '../charts/png.ts'
import { chartSvg } from '../charts/svg.ts'
import {
  type Block,
  caption,
  contents,
  heading,
  letterhead,
  paragraph,
  picture,
  subheading,
  table,
  title,
  type WordColumn,
} from '../word/blocks.ts'
import { printedLines } from './lines.ts'
import {
  chapterHeading,
  chartNote,
  chartTitle,
  type Report,
  type ReportSection,
  scopeText,
  signatureText,
  yearHeads,
} from './report.ts'

/** A work report as a document: letterhead, contents, a heading a chapter, its text, tables and charts; what the figures count. */
export async function reportBlocks(report: Report): Promise<Block[]> {
  const { words } = report
  const pictures = await picturesOf(report)
  const signature = signatureText(report)
  const hasCharts = report.chapters.some(({ sections }) => sections.some(({ charts }) => charts.length > 0))
  return [
    letterhead(report.office),
    title(report.title),
    paragraph(scopeText(report), { alignment: 'center' }),
    ...report.notes.map((note) => paragraph(note, { alignment: 'center' })),
    ...(signature === null ? [] : [paragraph(signature, { alignment: 'center' })]),
    ...contents(words('documents:report.contents')),
    ...(hasCharts && pictures === null ? [paragraph(words('documents:report.noPictures'))] : []),
    ...report.chapters.flatMap((chapter, index) => [
      heading(chapterHeading(chapter, index, report), index === 0),
      ...chapter.text.map((line) => paragraph(line.map((run) => run.text).join(''), body)),
      ...chapter.sections.flatMap((section) => sectionBlocks(section, report, pictures)),
    ]),
    ...definitions(report),
  ]
}

/** Text is read in lines of one and a half, indented by two characters. */
const body = { spacing: { line: 360, after: 80 }, indent: { firstLine: 420 } } as const

function sectionBlocks(section: ReportSection, report: Report, pictures: ReadonlyMap<Chart, Picture> | null): Block[] {
  const { words, language } = report
  return [
    subheading(section.title),
    figuresTable(section, report),
    ...section.charts.flatMap((chart) => {
      const drawn = pictures?.get(chart)
      if (!drawn) return []
      const note = chartNote(chart, words)
      return [
        caption(chartTitle(chart, words)),
        picture(drawn, chartText(chart, language), chartTitle(chart, words)),
        ...(note === null ? [] : [paragraph(note, { spacing: { after: 120 } })]),
      ]
    }),
  ]
}

function figuresTable(section: ReportSection, report: Report): Block {
  const { words } = report
  const lines = printedLines(section.figures, report)
  const hasTargets = lines.some((line) => line.target !== '')
  const [now, before] = yearHeads(report)
  // Beside a target numbers keep the width of a million yuan with its sign; a number must not break.
  const columns: WordColumn[] = [
    { header: words('documents:summary.figure'), width: hasTargets ? 23 : 29 },
    { header: now, width: 20, isNumber: true },
    ...(before === null
      ? []
      : [
          { header: before, width: 20, isNumber: true },
          { header: words('documents:summary.difference'), width: hasTargets ? 22 : 18, isNumber: true },
          { header: words('documents:summary.percent'), width: hasTargets ? 13 : 15, isNumber: true },
        ]),
    ...(hasTargets ? [{ header: words('documents:summary.target'), width: 22 }] : []),
  ]
  return table(
    columns,
    lines.map((line) => ({
      isStrong: !line.isPart,
      cells: [
        line.isPart ? `　${line.label}` : line.label,
        line.now,
        ...(before === null ? [] : [line.before, line.difference, line.percent]),
        ...(hasTargets ? [line.target] : []),
      ],
    })),
  )
}

function definitions(report: Report): Block[] {
  const { words, language } = report
  return [
    heading(words('documents:report.appendix'), true),
    table(
      [
        { header: words('documents:summary.figure'), width: 28 },
        { header: words('documents:summary.definition'), width: 72 },
      ],
      report.current.figures.map((figure) => ({ cells: [figure.label[language], figure.definition[language]] })),
    ),
  ]
}

/** Every chart drawn; null where the machine has no Chinese font and its words would be boxes. */
async function picturesOf(report: Report): Promise<ReadonlyMap<Chart, Picture> | null> {
  const charts = report.chapters.flatMap(({ sections }) => sections.flatMap((section) => section.charts))
  const font = chineseFont()
  if (font === null) return null
  if (charts.length === 0) return new Map()
  const draw = await pictureMaker(font)
  const { language } = report
  return new Map(
    charts.map((chart) => [chart, draw(chartSvg(chartOption(chart, language), chartSize(chart, language)))]),
  )
}
