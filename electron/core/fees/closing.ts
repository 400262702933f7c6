import type { DateText } from '../../contract/dates.ts'
import type { AuditedTable } from '../../db/schema.ts'
import type { Db, Tx } from '../context.ts'

/**
 * The columns by which a record counts in figures of a day: once the month of such a date is closed, the date can
 * neither be set nor changed nor taken away. A charge counts from its publication, so that is its date here.
 */
export const bookedColumns: Readonly<Partial<Record<AuditedTable, readonly string[]>>> = {
  unit: ['ready_on', 'due_on', 'handed_over_on', 'sold_on'],
  stay: ['moved_in_on', 'moved_out_on'],
  decoration: ['started_on', 'finished_on'],
  lease: ['from_on', 'to_on'],
  charge: ['published_on', 'reversed_on'],
  discount: ['on_date', 'reversed_on'],
  payment: ['on_date', 'reversed_on'],
  reversal: ['on_date'],
  refund: ['on_date'],
  vacancy: ['approved_on'],
  payment_notice: ['issued_on', 'cancelled_on'],
  deposit: ['on_date'],
  deposit_move: ['on_date'],
  invoice: ['on_date'],
  cash_deposit: ['on_date'],
  service_entry: ['on_date', 'reversed_on'],
}

/** The last day of the closed months, or null while nothing is closed. */
export async function closedThrough(db: Db | Tx): Promise<DateText | null> {
  const last = await db.selectFrom('month_close').select('through_on').orderBy('id', 'desc').limit(1).executeTakeFirst()
  return last?.through_on || null
}
