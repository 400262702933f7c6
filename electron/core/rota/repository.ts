import { addDays, type DateText } from '../../contract/dates.ts'
import type { RotaCell, Shift } from '../../contract/rota.ts'
import type { Db, Tx } from '../context.ts'
import { type PersonOn, peopleIn } from '../staff/people.ts'
import type { RotaPerson } from './rules.ts'

/** So many days before a spell still matter to its conflicts. */
const lookBack = 14

export async function listShifts(db: Db | Tx): Promise<Shift[]> {
  const rows = await db.selectFrom('rota_shift').selectAll().orderBy('position').orderBy('id').execute()
  return rows.map((row) => ({
    id: row.id,
    version: Number(row.version),
    name: row.name,
    letter: row.letter,
    colour: row.colour,
    fromMinute: row.from_minute,
    toMinute: row.to_minute,
    restMinutes: row.rest_minutes,
    keepsLog: row.keeps_log === 1,
    active: row.active === 1,
  }))
}

/** What stands in the rota from one day to another. */
export async function cellsIn(db: Db | Tx, from: DateText, to: DateText): Promise<RotaCell[]> {
  const rows = await db
    .selectFrom('rota_day')
    .select(['staff_id', 'on_date', 'shift_id'])
    .where('on_date', '>=', from)
    .where('on_date', '<=', to)
    .orderBy('on_date')
    .execute()
  return rows.map((row) => ({ staffId: row.staff_id, onDate: row.on_date, shiftId: row.shift_id }))
}

/** Everybody who works here in a spell, and their shifts from some days before it to the day after. */
export async function rotaOf(db: Db | Tx, from: DateText, to: DateText) {
  const people = await peopleIn(db, from, to)
  const shifts = await listShifts(db)
  const cells = await cellsIn(db, addDays(from, -lookBack), addDays(to, 1))
  const absences = await db
    .selectFrom('absence')
    .selectAll()
    .where('to_on', '>=', from)
    .where('from_on', '<=', to)
    .execute()
  return { people, shifts, cells, absences: Map.groupBy(absences, (one) => one.staff_id) }
}

export type Rota = Awaited<ReturnType<typeof rotaOf>>

/** The people of a rota as its rules know them. */
export function rotaPeople({ people, shifts, absences }: Rota, cells: readonly RotaCell[]): RotaPerson[] {
  const kinds = new Map(shifts.map((shift) => [shift.id, shift]))
  const own = Map.groupBy(cells, (cell) => cell.staffId)
  return people.map((person: PersonOn) => ({
    staffId: person.id,
    name: person.name,
    postId: person.postId,
    joinedOn: person.joinedOn,
    leftOn: person.leftOn,
    shifts: new Map(
      (own.get(person.id) ?? []).flatMap(({ onDate, shiftId }) => {
        const shift = shiftId === null ? undefined : kinds.get(shiftId)
        return shift ? [[onDate, shift] as const] : []
      }),
    ),
    absences: (absences.get(person.id) ?? []).map((one) => ({
      fromOn: one.from_on,
      toOn: one.to_on,
      reason: one.reason,
    })),
  }))
}
