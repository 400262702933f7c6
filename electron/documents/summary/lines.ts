import { difference, marginText, pairedParts, targetText } from '../../contract/figureText.ts'
import { countText, figureText } from '../../contract/printed.ts'
import type { FigureUnit, FigureValue } from '../../contract/summary.ts'
import type { JudgedTarget } from '../../contract/targetStanding.ts'
import type { Words } from '../words.ts'
import type { Report, ReportFigure } from './report.ts'

/** A line of a table of figures: a figure or one of its parts beside the year before. */
export interface PairedLine {
  readonly label: string
  readonly unit: FigureUnit
  readonly unitWord: string
  /** Of a part, its key. */
  readonly part: string | undefined
  readonly now: FigureValue
  readonly before: FigureValue | undefined
  readonly target: JudgedTarget | undefined
}

/** A figure's line and those of its parts. */
export function pairedFigure(figure: ReportFigure, { language, words }: Report): PairedLine[] {
  const { now, before, target } = figure
  const { unit } = now
  const unitWord = words(`documents:report.unit.${unit}`)
  return [
    { label: now.label[language], unit, unitWord, part: undefined, now, before, target },
    ...pairedParts(now, before).map((part) => ({
      label: part.label[language],
      unit,
      unitWord,
      part: part.key,
      now: part,
      before: before && part.previous,
      target: undefined,
    })),
  ]
}

/** What a line prints, cell by cell. */
export interface PrintedLine {
  readonly label: string
  readonly isPart: boolean
  readonly now: string
  readonly before: string
  readonly difference: string
  readonly percent: string
  /** The target and what came of it, a line each; '' where there is none. */
  readonly target: string
}

/** The lines of a section's table as paper shows them. */
export function printedLines(figures: readonly ReportFigure[], report: Report): PrintedLine[] {
  return figures.flatMap((figure) => pairedFigure(figure, report)).map((line) => printedLine(line, report))
}

function printedLine(line: PairedLine, { words }: Report): PrintedLine {
  const { label, unit, unitWord, part, now, before } = line
  const change = before && difference(unit, now, before)
  const hasUnit = part === undefined && (unit === 'yuan' || unit === 'm2')
  return {
    label: hasUnit ? words('documents:report.figureWithUnit', { label, unit: unitWord }) : label,
    isPart: part !== undefined,
    now: amountText(unit, now),
    before: before ? amountText(unit, before) : '—',
    difference:
      unit === 'ratio' && change && change.amount !== '—'
        ? words('documents:report.points', { value: change.amount })
        : (change?.amount ?? '—'),
    percent: change?.percent ?? '—',
    target: targetLines(line, words),
  }
}

/** A rate shows its two sides as well. */
function amountText(unit: FigureUnit, amount: FigureValue): string {
  const text = figureText(unit, amount)
  return unit === 'ratio' && amount.denominator
    ? `${text} (${countText(amount.value)}/${countText(amount.denominator)})`
    : text
}

function targetLines({ unit, target: judged }: PairedLine, words: Words): string {
  if (!judged) return ''
  const { target, standing } = judged
  const margin = target.margin === null ? '' : marginText(unit, target.margin)
  const came = words(`documents:report.standingBy.${standing}`, {
    standing: words(`documents:report.standing.${standing}`),
    margin: unit === 'ratio' ? words('documents:report.points', { value: margin }) : margin,
  })
  return `${targetText(unit, target)}\n${came}`
}
