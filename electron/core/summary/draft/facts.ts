import type { DraftLanguage } from '../../../contract/drafts.ts'
import type { FigureResult } from '../../../contract/summary.ts'
import type { Target, TargetResult } from '../../../contract/targets.ts'
import type { Db } from '../../context.ts'
import { summaryOver } from '../engine.ts'
import type { Period } from '../figure.ts'
import { comparisonOf } from '../partial.ts'
import { targetResults, targetsOf } from '../targets.ts'

/** All that a draft speaks of, gathered once; the texts are worked out from it. */
export interface Facts {
  readonly period: Period
  readonly language: DraftLanguage
  readonly current: ReadonlyMap<string, FigureResult>
  /** Without what cannot be compared. */
  readonly previous: ReadonlyMap<string, FigureResult>
  readonly targets: readonly TargetResult[]
  /** What is aimed at next: the targets of the next year, or this year's again where none are set yet. */
  readonly next: readonly Target[]
}

export async function factsOf(db: Db, period: Period, language: DraftLanguage): Promise<Facts> {
  const current = await summaryOver(db, period)
  const { previous } = await comparisonOf(db, period)
  const targets = await targetsOf(db, period.year)
  const nextTargets = period.span === 'year' ? await targetsOf(db, period.year + 1) : []
  return {
    period,
    language,
    current: byId(current.figures),
    previous: byId(previous.figures),
    targets: targetResults(targets, current.figures),
    next: nextTargets.length > 0 ? nextTargets : targets,
  }
}

function byId(figures: readonly FigureResult[]): ReadonlyMap<string, FigureResult> {
  return new Map(figures.map((figure) => [figure.id, figure]))
}
