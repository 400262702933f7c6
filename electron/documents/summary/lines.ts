import { pairedParts } from '../../contract/figureText.ts'
import type { FigureUnit, FigureValue } from '../../contract/summary.ts'
import type { TargetResult } from '../../contract/targets.ts'
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
  readonly target: TargetResult | undefined
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
