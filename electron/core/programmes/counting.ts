import { sql } from 'kysely'
import type { CompletionFields } from '../../contract/plans.ts'
import type { PlanSubject } from '../../contract/planWords.ts'
import { programmeRegisters } from '../../contract/programmes.ts'
import { containsPattern } from '../../db/dialect.ts'
import type { AuditedWriter } from '../audit/writer.ts'
import type { Desk } from '../context.ts'
import type { PlanThing } from '../plans/subjects.ts'
import { cancelledToday, tallying } from '../tallies/service.ts'

/** What plans of cleaning and greening are for: their title names the item, this the place. */
export const programmeThing: PlanThing = {
  name: (id) => sql<string | null>`(SELECT programme.place FROM programme WHERE programme.id = ${id})`,
  place: (id) => sql<string | null>`(SELECT programme.place FROM programme WHERE programme.id = ${id})`,
  trade: () => sql<'other'>`'other'`,
  matching: (text) =>
    sql<number>`SELECT programme.id FROM programme WHERE programme.place LIKE ${containsPattern(text)} ESCAPE '\\'`,
}

interface DoneTask {
  readonly id: number
  readonly subject: PlanSubject
  readonly subject_id: number | null
}

/** A programme's task is done: what was done is counted, in the same transaction; as planned unless it says otherwise. */
export async function countDone(
  writer: AuditedWriter,
  desk: Desk,
  task: DoneTask,
  outcomeId: number,
  { doneOn, note, counted }: CompletionFields,
): Promise<void> {
  const register = programmeRegisters.find((one) => one === task.subject)
  if (register === undefined || task.subject_id === null) return
  const programme = await writer.tx
    .selectFrom('programme')
    .selectAll()
    .where('id', '=', task.subject_id)
    .executeTakeFirst()
  if (!programme) return
  const { item, place, quantity } = programme
  const planned = { quantity, labourDays: 0, cost: null, inspector: '', score: null }
  const fields = { onDate: doneOn, item, place, unitId: null, unitPrice: null, note, ...planned, ...counted }
  await tallying(desk, register, fields, `task-outcome-${outcomeId}`, { taskId: task.id })(writer)
}

/** A task is taken back: what was counted of it no longer counts from today on. */
export async function countUndone(writer: AuditedWriter, desk: Desk, taskId: number, reason: string): Promise<void> {
  const counts = await writer.tx
    .selectFrom('tally')
    .selectAll()
    .where('task_id', '=', taskId)
    .where('cancelled_on', 'is', null)
    .execute()
  for (const tally of counts) await writer.apply('tally', { ...tally }, cancelledToday(desk, reason), { reason })
}
