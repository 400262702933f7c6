import { type RawBuilder, sql } from 'kysely'
import type { DateText } from '../../contract/dates.ts'
import { dayBefore, joined } from '../../db/dialect.ts'
import type { Db, Tx } from '../context.ts'

/** Minutes after midnight of a column `HH:MM`. */
const minutesOf = (time: string): RawBuilder<number> =>
  sql<number>`(CAST(substr(${sql.ref(time)}, 1, 2) AS INTEGER) * 60 + CAST(substr(${sql.ref(time)}, 4, 2) AS INTEGER))`

const begins = minutesOf('patrol_window.from_time')
const ends = sql<number>`(${minutesOf('patrol_window.to_time')}
  + CASE WHEN patrol_window.to_time > patrol_window.from_time THEN 0 ELSE 1440 END)`
const isOvernight = sql<boolean>`rota_shift.to_minute <= rota_shift.from_minute`
const dayOfRound = sql<DateText>`patrol_round.on_date`

/**
 * Those whom the rota has on a round: of the post that its route had then, here and not away, with a shift that takes in the whole
 * window, begun that day or, over midnight, the day before. A condition on `staff`, `rota_day` and `rota_shift` beside
 * the rows of the round and its window.
 */
const isOnDuty = sql<boolean>`rota_shift.id = rota_day.shift_id AND staff.id = rota_day.staff_id
  AND rota_day.on_date IN (${dayOfRound}, ${dayBefore(dayOfRound)})
  AND CASE WHEN rota_day.on_date = ${dayOfRound}
    THEN rota_shift.from_minute <= ${begins}
      AND rota_shift.to_minute + CASE WHEN ${isOvernight} THEN 1440 ELSE 0 END >= ${ends}
    ELSE ${isOvernight} AND rota_shift.to_minute >= ${ends} END
  AND coalesce(staff.left_on, rota_day.on_date) >= rota_day.on_date
  AND patrol_round.post_id = (SELECT staff_terms.post_id FROM staff_terms
    WHERE staff_terms.staff_id = rota_day.staff_id AND staff_terms.from_on <= ${dayOfRound}
    ORDER BY staff_terms.from_on DESC LIMIT 1)
  AND NOT EXISTS (SELECT 1 FROM absence WHERE absence.staff_id = rota_day.staff_id
    AND absence.from_on <= ${dayOfRound} AND absence.to_on >= ${dayOfRound})`

/** Their names, for a list of rounds beside their windows. */
export const dutyNames: RawBuilder<string | null> = sql<string | null>`(SELECT ${joined(sql`on_duty.name`)} FROM
  (SELECT staff.name FROM rota_day, rota_shift, staff WHERE ${isOnDuty} ORDER BY staff.id) AS on_duty)`

/** Those on duty on each of some rounds, by the round's id. */
export async function dutyOn(
  db: Db | Tx,
  roundIds: readonly number[],
): Promise<ReadonlyMap<number, readonly { readonly id: number; readonly name: string }[]>> {
  const { rows } = await sql<{ roundId: number; id: number; name: string }>`
    SELECT patrol_round.id AS "roundId", staff.id, staff.name
    FROM patrol_round, patrol_window, rota_day, rota_shift, staff
    WHERE patrol_round.id IN (${sql.join([...roundIds, 0])})
      AND patrol_window.id = patrol_round.window_id AND ${isOnDuty}
    ORDER BY staff.id`.execute(db)
  const people = Map.groupBy(rows, (row) => row.roundId)
  return new Map([...people].map(([roundId, own]) => [roundId, own.map(({ id, name }) => ({ id, name }))]))
}
