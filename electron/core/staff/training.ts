import { refusal } from '../../contract/errors.ts'
import type { PersonCard, TrainingFields } from '../../contract/people.ts'
import { write } from '../audit/writer.ts'
import type { Db, Desk } from '../context.ts'

/** Records one training of several people. @throws DeskError `not-yet` for a day to come */
export async function recordTraining(desk: Desk, fields: TrainingFields): Promise<{ added: number }> {
  const { staffIds, onDate, topic, trainer, hoursCenti } = fields
  refuseFuture(desk, onDate)
  return write(desk, async (writer) => {
    const ids = [...new Set(staffIds)]
    await writer.insertMany(
      'training',
      ids.map((id) => ({ staff_id: id, on_date: onDate, topic, trainer, hours_centi: hoursCenti, cancelled_on: null })),
    )
    return { added: ids.length }
  })
}

/** Takes one person's hours back, dated today. @throws StaleError; DeskError `cancelled-already` */
export function cancelTraining(desk: Desk, id: number, version: number, reason: string): Promise<number> {
  return cancel(desk, 'training', id, version, reason)
}

/** A training, reward or penalty that holds no longer from today on; the record stays. */
export function cancel(
  desk: Desk,
  table: 'training' | 'reward',
  id: number,
  version: number,
  reason: string,
): Promise<number> {
  return write(desk, async (writer) => {
    const row = await writer.tx.selectFrom(table).select('cancelled_on').where('id', '=', id).executeTakeFirst()
    if (row?.cancelled_on) throw refusal({ code: 'cancelled-already', params: { date: row.cancelled_on } })
    const today = desk.clock.today()
    await writer.update(table, id, version, { cancelled_on: today, cancel_reason: reason }, { reason })
    return id
  })
}

/** @throws DeskError `not-yet` for a day to come */
export function refuseFuture(desk: Desk, onDate: string): void {
  const today = desk.clock.today()
  if (onDate > today) throw refusal({ code: 'not-yet', field: 'onDate', params: { today } })
}

/** What somebody was trained in during a year, the newest first, with what was cancelled. */
export async function trainingsOf(db: Db, staffId: number, year: number): Promise<PersonCard['trainings']> {
  const rows = await db
    .selectFrom('training')
    .selectAll()
    .where('staff_id', '=', staffId)
    .where('on_date', '>=', `${year}-01-01`)
    .where('on_date', '<=', `${year}-12-31`)
    .orderBy('on_date', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    version: Number(row.version),
    onDate: row.on_date,
    topic: row.topic,
    trainer: row.trainer,
    hoursCenti: row.hours_centi,
    cancelledOn: row.cancelled_on,
    cancelReason: row.cancel_reason,
  }))
}
