import type { DateText } from '../contract/dates.ts'
import type { Clock, Desk } from '../core/context.ts'
import { sampleStaff } from '../core/sample/staff.ts'

/** The clock of the sample office at a time of another day. */
export function clockAt(clock: Clock, day: DateText, time: string): Clock {
  const moment = new Date(`${day}T${time}:00+08:00`)
  return { zone: clock.zone, now: () => moment, today: () => day }
}

/** The desk on another day with one of the staff at it, by name. */
export async function deskOf(desk: Desk, name: string): Promise<(day?: DateText, time?: string) => Desk> {
  const role = sampleStaff.find((member) => member.name === name)?.role
  const person = await desk.db.selectFrom('staff').select('id').where('name', '=', name).executeTakeFirstOrThrow()
  const actor = { id: person.id, name, roles: role ? [role] : [] }
  return (day = desk.clock.today(), time = '09:00') => ({ ...desk, actor, clock: clockAt(desk.clock, day, time) })
}

/** The version that a record has just now, as whoever has its page open sees it. */
export async function versionOf({ db }: Desk, table: 'job' | 'complaint' | 'return_due', id: number): Promise<number> {
  const row = await db.selectFrom(table).select('version').where('id', '=', id).executeTakeFirstOrThrow()
  return Number(row.version)
}
