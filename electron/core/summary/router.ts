import { sql } from 'kysely'
import { procedures } from '../procedure.ts'
import { chartFigures, chartsOf } from './charts.ts'
import { figureRecord, figureRows, summaryOver } from './engine.ts'
import { periodAsked } from './figure.ts'
import { comparisonOf } from './partial.ts'
import { seriesOf } from './series.ts'
import { saveTarget, targetResults, targetsOf } from './targets.ts'
import { takeOverTargets, targetGlanceOf, targetTableOf } from './targetTable.ts'

const { summary } = procedures

export const summaryRouter = summary.router({
  year: summary.year.handler(async ({ context, input }) => {
    const { db, clock } = context.desk()
    const period = periodAsked(input, clock)
    const current = await summaryOver(db, period)
    return {
      current,
      ...(await comparisonOf(db, period)),
      targets: targetResults(await targetsOf(db, input.year), current.figures),
    }
  }),
  charts: summary.charts.handler(async ({ context, input }) => {
    const { db, clock } = context.desk()
    const period = periodAsked(input, clock)
    const current = await summaryOver(db, period, chartFigures)
    return chartsOf(db, period, current, (await comparisonOf(db, period, chartFigures)).previous)
  }),
  targets: summary.targets.handler(({ context, input }) => targetsOf(context.desk().db, input.year)),
  saveTarget: summary.saveTarget.handler(async ({ context, input }) => {
    await saveTarget(context.desk(), input)
    return {}
  }),
  series: summary.series.handler(({ context, input }) => seriesOf(context.desk().db, input, context.desk().clock)),
  targetTable: summary.targetTable.handler(({ context, input }) =>
    targetTableOf(context.desk().db, input, context.desk().clock),
  ),
  targetGlance: summary.targetGlance.handler(({ context }) => targetGlanceOf(context.desk().db, context.desk().clock)),
  takeOverTargets: summary.takeOverTargets.handler(async ({ context, input }) => ({
    taken: await takeOverTargets(context.desk(), input.year),
  })),
  rows: summary.rows.handler(async ({ context, input }) => {
    const { db, clock } = context.desk()
    const period = periodAsked(input, clock)
    const query = figureRows(db, input.figure, period, input)
    const counted = await db
      .selectFrom(query.as('record'))
      .select(sql<number>`count(*)`.as('total'))
      .executeTakeFirstOrThrow()
    const rows = await query.offset(input.offset).limit(input.limit).execute()
    return { rows: rows.map((row) => figureRecord(row as Record<string, unknown>)), total: counted.total }
  }),
})
