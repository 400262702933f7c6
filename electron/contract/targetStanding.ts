import { boundsOf, type Span } from './spans.ts'
import type { FigureResult, FigureUnit, SummaryResult } from './summary.ts'
import type { TargetResult } from './targets.ts'

/** `open`: not reached yet, in a period that still runs; `none`: there was nothing to measure. */
export type TargetStanding = 'met' | 'missed' | 'open' | 'none'

/** A target with its figure and what to say of it. */
export interface JudgedTarget {
  readonly target: TargetResult
  readonly figure: FigureResult
  readonly standing: TargetStanding
}

/**
 * The targets that a report can be measured by. A year's rate holds for its months too; a year's sum says nothing of a
 * quarter or month.
 */
export function judgedTargets(targets: readonly TargetResult[], summary: SummaryResult): JudgedTarget[] {
  return targets.flatMap((target) => {
    const figure = summary.figures.find((one) => one.id === target.figure)
    if (!figure || (summary.span !== 'year' && figure.unit !== 'ratio')) return []
    return [{ target, figure, standing: targetStanding(target, figure.unit, summary) }]
  })
}

function targetStanding(
  { met, direction }: TargetResult,
  unit: FigureUnit,
  { year, span, asOf }: { readonly year: number; readonly span: Span; readonly asOf: string },
): TargetStanding {
  if (met === null) return 'none'
  if (met) return 'met'
  const isRunning = asOf < boundsOf(year, span).end
  return isRunning && unit !== 'ratio' && direction === 'at-least' ? 'open' : 'missed'
}
