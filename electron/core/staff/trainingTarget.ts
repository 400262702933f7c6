import { type RawBuilder, sql } from 'kysely'
import { momentOf } from '../../contract/dates.ts'
import { usualTrainingHours } from '../../contract/people.ts'
import type { Db } from '../context.ts'

const changes = sql`FROM audit WHERE audit.entity = 'setting' AND audit.entity_id = 0
  AND audit.after LIKE '{"key":"trainingHours"%'`

/**
 * What the office asked of a year: the setting as its history has it at the end of that year, so that what is set later
 * changes no year gone by. One column, for `hoursAsked`.
 */
export function askedIn(year: number, zone: string): RawBuilder<string | null> {
  const next = new Date(momentOf(`${year + 1}-01-01`, 0, zone)).toISOString()
  return sql<string | null>`coalesce(
    (SELECT audit.after ${changes} AND audit.at < ${next} ORDER BY audit.id DESC LIMIT 1),
    (SELECT audit.before ${changes} AND audit.at >= ${next} ORDER BY audit.id LIMIT 1))`
}

/** Hours that `askedIn` means; the usual ones where nobody ever set others. */
export function hoursAsked(change: string | null): number {
  if (change === null) return usualTrainingHours
  return Number((JSON.parse(change) as { readonly value: string }).value)
}

/** Hours of training that a year asks of everybody. */
export async function trainingTarget(db: Db, year: number, zone: string): Promise<number> {
  const { rows } = await sql<{ change: string | null }>`SELECT ${askedIn(year, zone)} AS change`.execute(db)
  return hoursAsked(rows[0]?.change ?? null)
}
