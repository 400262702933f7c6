import { sql } from 'kysely'
import type { DateText } from '../../contract/dates.ts'
import { DeskError, refusal } from '../../contract/errors.ts'
import { write } from '../audit/writer.ts'
import type { Db, Desk, Tx } from '../context.ts'

/** The absence that covers a day, if one does. */
export function absenceOn(db: Db | Tx, staffId: number, date: DateText) {
  return db
    .selectFrom('absence')
    .selectAll()
    .where('staff_id', '=', staffId)
    .where('from_on', '<=', date)
    .where('to_on', '>=', date)
    .orderBy('to_on', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Condition: the row `staff` is away on a day. */
export function isAbsent(date: DateText) {
  return sql<number>`EXISTS (SELECT 1 FROM absence WHERE absence.staff_id = staff.id AND absence.from_on <= ${date}
    AND absence.to_on >= ${date})`
}

/** @throws DeskError `not-found`, `end-before-start` */
export function addAbsence(
  desk: Desk,
  { staffId, fromOn, toOn, reason }: { staffId: number; fromOn: DateText; toOn: DateText; reason: string },
): Promise<number> {
  return write(desk, async (writer) => {
    const staff = await writer.tx.selectFrom('staff').select('id').where('id', '=', staffId).executeTakeFirst()
    if (!staff) throw new DeskError('not-found', { entity: 'staff', id: staffId })
    if (toOn < fromOn) {
      throw refusal({ code: 'end-before-start', field: 'toOn', params: { start: fromOn, end: toOn } })
    }
    return writer.insert('absence', { staff_id: staffId, from_on: fromOn, to_on: toOn, reason })
  })
}

/**
 * Ends an absence: from today on the person is here again; one that has not begun is taken out.
 * @throws StaleError, DeskError `not-found`
 */
export function endAbsence(desk: Desk, id: number, version: number): Promise<number> {
  return write(desk, async (writer) => {
    await writer.update('absence', id, version, {})
    await writer.remove('absence', id)
    return id
  })
}
