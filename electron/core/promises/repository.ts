import type { WorkCalendar } from '../calendar/workingTime.ts'
import type { Db, Tx } from '../context.ts'
import { readSettings } from '../settings/index.ts'
import type { PromiseRule } from './clock.ts'

/** Every rule there is or was. */
export async function promiseRules(db: Db | Tx): Promise<PromiseRule[]> {
  const rows = await db.selectFrom('promise_rule').selectAll().execute()
  return rows.map((row) => ({
    id: row.id,
    subject: row.subject,
    priority: row.priority,
    respondMinutes: row.respond_minutes,
    finishMinutes: row.finish_minutes,
    hours: row.hours,
    fromOn: row.from_on,
    toOn: row.to_on,
  }))
}

/** When the office works: its hours, and the days that are otherwise than the week says. */
export async function officeCalendar(db: Db | Tx): Promise<WorkCalendar> {
  const { zone, officeHours } = await readSettings(db)
  const days = await db.selectFrom('calendar_day').select(['on_date', 'kind']).execute()
  return { zone, ...officeHours, exceptions: new Map(days.map((day) => [day.on_date, day.kind])) }
}
