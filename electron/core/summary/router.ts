import { sql } from 'kysely'
import { addMonths } from '../../contract/dates.ts'
import { procedures } from '../procedure.ts'
import { figureRecord, figureRows, summaryOf } from './engine.ts'
import { asOfDate, periodOf, seenNow } from './figure.ts'

const { summary } = procedures

export const summaryRouter = summary.router({
  year: summary.year.handler(async ({ context, input }) => {
    const { db, clock } = context.desk()
    const asOf = asOfDate(input.year, input.asOf, clock.today())
    return {
      current: await summaryOf(db, input.year, asOf, seenNow(clock)),
      previous: await summaryOf(db, input.year - 1, addMonths(asOf, -12), seenNow(clock)),
    }
  }),
  rows: summary.rows.handler(async ({ context, input }) => {
    const { db, clock } = context.desk()
    const period = periodOf(input.year, asOfDate(input.year, input.asOf, clock.today()), seenNow(clock))
    const query = figureRows(db, input.figure, period, input)
    const counted = await db
      .selectFrom(query.as('record'))
      .select(sql<number>`count(*)`.as('total'))
      .executeTakeFirstOrThrow()
    const rows = await query.offset(input.offset).limit(input.limit).execute()
    return { rows: rows.map((row) => figureRecord(row as Record<string, unknown>)), total: counted.total }
  }),
})
