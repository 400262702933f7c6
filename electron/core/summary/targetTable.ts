import type { FigureResult } from '../../contract/summary.ts'
import type { TargetResult } from '../../contract/targets.ts'
import type { TargetGlance, TargetTable } from '../../contract/targetTable.ts'
import { write } from '../audit/writer.ts'
import type { Clock, Db, Desk } from '../context.ts'
import { readSettings } from '../settings/index.ts'
import { figures, valuesOf } from './engine.ts'
import { asOfDate, periodOf, seenNow } from './figure.ts'
import { isWhole } from './partial.ts'
import { targetResults, targetsOf } from './targets.ts'

/** Every figure with its target of a year and the result so far, beside last year's target and whole result. */
export async function targetTableOf(
  db: Db,
  { year, asOf: asked }: { readonly year: number; readonly asOf?: string | undefined },
  clock: Clock,
): Promise<TargetTable> {
  const seen = seenNow(clock)
  const asOf = asOfDate(year, asked, seen.today)
  const ids = figures.map(({ id }) => id)
  const ahead = asOf < `${year}-01-01`
  const now = await valuesOf(db, ids, periodOf(year, asOf, seen))
  // A year that has ended is judged by all of it; the one before a year to come may still run.
  const asOfBefore = asOfDate(year - 1, undefined, seen.today)
  const periodBefore = periodOf(year - 1, asOfBefore, seen)
  const { recordsSince } = await readSettings(db)
  const kept = figures.filter((figure) => isWhole(figure, periodBefore, recordsSince)).map(({ id }) => id)
  const then = await valuesOf(db, kept, periodBefore)
  const thenById = new Map(then.map((result) => [result.id, result]))
  const [targets, before] = [await judged(db, year, ahead ? [] : now), await judged(db, year - 1, then)]
  return {
    year,
    asOf,
    asOfBefore,
    ahead,
    rows: now.map((figure) => ({
      figure,
      target: targets.get(figure.id) ?? null,
      before: { result: thenById.get(figure.id) ?? null, target: before.get(figure.id) ?? null },
    })),
  }
}

/** The figures that have a target this year, as they stand today; no others are asked. */
export async function targetGlanceOf(db: Db, clock: Clock): Promise<TargetGlance> {
  const seen = seenNow(clock)
  const year = Number(seen.today.slice(0, 4))
  const targets = await targetsOf(db, year)
  const ids = targets.map(({ figure }) => figure)
  const results = await valuesOf(db, ids, periodOf(year, asOfDate(year, undefined, seen.today), seen))
  return {
    year,
    asOf: seen.today,
    targets: targetResults(targets, results).map((target, index) => ({
      figure: results[index] as FigureResult,
      target,
    })),
  }
}

/** Sets those of last year's targets that the year does not have; those it has stay as they are. */
export async function takeOverTargets(desk: Desk, year: number): Promise<number> {
  return await write(desk, async (writer) => {
    const rows = await writer.tx
      .selectFrom('target')
      .select(['year', 'figure', 'direction', 'value', 'note'])
      .where('year', 'in', [year - 1, year])
      .orderBy('id')
      .execute()
    const has = new Set(rows.filter((row) => row.year === year).map((row) => row.figure))
    const missing = rows.filter((row) => row.year === year - 1 && !has.has(row.figure))
    await writer.insertMany(
      'target',
      missing.map((row) => ({ ...row, year })),
    )
    return missing.length
  })
}

/** A year's targets by figure; where there are no results, nothing is said of what came of them. */
async function judged(db: Db, year: number, results: readonly FigureResult[]): Promise<Map<string, TargetResult>> {
  const targets = await targetsOf(db, year)
  const outcomes = targetResults(targets, results)
  return new Map(
    targets.map((target) => [
      target.figure,
      outcomes.find(({ figure }) => figure === target.figure) ?? { ...target, met: null, margin: null },
    ]),
  )
}
