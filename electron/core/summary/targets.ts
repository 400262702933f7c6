import { refusal } from '../../contract/errors.ts'
import type { FigureResult } from '../../contract/summary.ts'
import type { Target, TargetFields, TargetResult } from '../../contract/targets.ts'
import { write } from '../audit/writer.ts'
import type { Db, Desk } from '../context.ts'
import { figureById, figures } from './engine.ts'

/** The targets of a year, in the order of the figures. */
export async function targetsOf(db: Db, year: number): Promise<Target[]> {
  const rows = await db
    .selectFrom('target')
    .select(['figure', 'year', 'direction', 'value', 'note', 'version'])
    .where('year', '=', year)
    .execute()
  return figures.flatMap(({ id }) => rows.filter((row) => row.figure === id))
}

/**
 * Sets the target of a figure in a year, changes it, or withdraws it.
 * @throws StaleError; DeskError `unknown-figure`, `target-above-all` for more than 100 % of a ratio
 */
export async function saveTarget(desk: Desk, fields: TargetFields): Promise<void> {
  const { figure, year, direction, value, note, version } = fields
  if (figureById(figure).unit === 'ratio' && value !== null && value > 10_000)
    throw refusal({ code: 'target-above-all', field: 'value' })
  await write(desk, async (writer) => {
    const own = await writer.tx
      .selectFrom('target')
      .select(['id', 'version'])
      .where('figure', '=', figure)
      .where('year', '=', year)
      .executeTakeFirst()
    if (value === null) {
      if (!own) return
      // Changes nothing: it refuses to withdraw what somebody else has just changed.
      await writer.update('target', own.id, version, {})
      await writer.remove('target', own.id)
    } else if (own) {
      await writer.update('target', own.id, version, { direction, value, note })
    } else {
      await writer.insert('target', { figure, year, direction, value, note })
    }
  })
}

/** What came of each target. */
export function targetResults(targets: readonly Target[], results: readonly FigureResult[]): TargetResult[] {
  return targets.flatMap((target) => {
    const figure = results.find((one) => one.id === target.figure)
    return figure ? [{ ...target, ...outcome(target, figure) }] : []
  })
}

/** Whether it is met is told exactly; the margin of a rate is that of the printed rate, so that whoever holds the paper finds the same. */
function outcome(target: Target, { unit, value, denominator }: FigureResult): Pick<TargetResult, 'met' | 'margin'> {
  const sign = target.direction === 'at-least' ? 1 : -1
  if (unit !== 'ratio') return { met: sign * (value - target.value) >= 0, margin: sign * (value - target.value) || 0 }
  if (!denominator) return { met: null, margin: null }
  const printed = Math.floor((value * 2000 + denominator) / (denominator * 2))
  return {
    met: sign * (value * 10_000 - target.value * denominator) >= 0,
    margin: sign * (printed - Math.round(target.value / 10)) || 0,
  }
}
