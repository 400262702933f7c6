import { sql } from 'kysely'
import { type DateText, daysBetween } from '../../contract/dates.ts'
import type { Reminder } from '../../contract/equipment.ts'
import { reminderHorizon, stepOf } from '../../contract/reminders.ts'
import type { Desk } from '../context.ts'
import { raiseTasks } from '../plans/raising.ts'
import { inServiceOn } from './states.ts'

/** Inspections by law that fall due and are not done, and warranties that run out, the nearest first. */
export async function reminders(desk: Desk): Promise<Reminder[]> {
  await raiseTasks(desk)
  const today = desk.clock.today()
  const horizon = reminderHorizon(today)
  const { rows } = await sql<Omit<Reminder, 'daysLeft' | 'step'>>`
    SELECT 'inspection' AS kind, equipment.id AS "equipmentId", equipment.code, equipment.name, plan.title AS what,
      task.due_on AS "onDate", task.id AS "taskId"
    FROM task JOIN plan ON plan.id = task.plan_id JOIN equipment ON equipment.id = task.subject_id
    WHERE task.subject = 'statutory' AND task.outcome IS NULL AND task.due_on <= ${horizon}
      AND ${inServiceOn(today)}
    UNION ALL
    SELECT 'warranty' AS kind, equipment.id, equipment.code, equipment.name, '' AS what,
      equipment.warranty_to AS "onDate", NULL AS "taskId"
    FROM equipment WHERE equipment.warranty_to >= ${today} AND equipment.warranty_to <= ${horizon}
      AND ${inServiceOn(today)}
    ORDER BY "onDate", code`.execute(desk.db)
  return rows.flatMap((row) => {
    const daysLeft = daysBetween(today, row.onDate as DateText)
    const step = stepOf(daysLeft)
    return step === null ? [] : [{ ...row, daysLeft, step }]
  })
}
