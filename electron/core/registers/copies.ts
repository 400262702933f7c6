import { type RawBuilder, sql } from 'kysely'
import type { DateText } from '../../contract/dates.ts'
import type { Db, Tx } from '../context.ts'

/**
 * How many copies of the notice `record` went out as is known on a day: as posted, or as last corrected by then. What was
 * posted stays in its record, so that a correction never changes the days before it.
 */
export function copiesOn(asOf: DateText): RawBuilder<number | null> {
  return sql<number | null>`coalesce((SELECT step.quantity FROM record_step AS step
    WHERE step.record_id = record.id AND step.event = 'recount' AND step.on_date <= ${asOf}
    ORDER BY step.on_date DESC, step.id DESC LIMIT 1), record.quantity)`
}

export async function copiesOf(db: Db | Tx, recordId: number, asOf: DateText): Promise<number | null> {
  const { copies } = await db
    .selectFrom('record')
    .select(copiesOn(asOf).as('copies'))
    .where('id', '=', recordId)
    .executeTakeFirstOrThrow()
  return copies
}
