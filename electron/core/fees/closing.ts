import type { DateText } from '../../contract/dates.ts'
import type { Problem } from '../../contract/errors.ts'
import type { AuditedTable } from '../../db/schema.ts'
import type { Db, Tx } from '../context.ts'

/**
 * The columns by which a record counts in figures of a day: once the month of such a date is closed, the date can
 * neither be set nor changed nor taken away. A charge counts from its publication, so that is its date here.
 */
const bookedColumns: Readonly<Partial<Record<AuditedTable, readonly string[]>>> = {
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
  job: ['registered_on'],
  job_completion: ['on_date', 'reopened_on'],
  job_cancellation: ['on_date', 'reopened_on'],
  complaint: ['received_on'],
  complaint_invalid: ['on_date', 'valid_on'],
  complaint_closing: ['on_date', 'reopened_on'],
  visit: ['on_date'],
  visit_finding: ['on_date'],
  survey_form: ['issued_on', 'returned_on'],
  record: ['counted_on', 'cancelled_on', 'from_on'],
  record_step: ['on_date'],
  stock_document: ['on_date'],
  stock_line: ['on_date'],
  tally: ['on_date', 'cancelled_on'],
  inspection: ['on_date', 'cancelled_on'],
  patrol_round: ['walked_on'],
  ground_problem: ['on_date'],
  task_outcome: ['on_date', 'undone_on'],
  equipment_state: ['from_on'],
  training: ['on_date', 'cancelled_on'],
  reward: ['on_date', 'cancelled_on'],
}

/** Columns without a date of their own that figures of every day read: shut as soon as a date of their record is. */
const lastingColumns: Readonly<Partial<Record<AuditedTable, readonly string[]>>> = {
  unit: ['kind', 'area_centi', 'building_id'],
  job: ['source', 'trade', 'unit_id'],
  job_completion: ['at', 'due_at'],
  visit: ['result', 'unit_id'],
  visit_finding: ['kind'],
  record: ['unit_id', 'space_id', 'quantity'],
  stock_line: ['quantity', 'amount'],
  tally: ['item', 'unit_id', 'quantity', 'labour_days'],
  patrol_round: ['seen', 'late', 'walker'],
  equipment: ['category'],
}

/**
 * The day since when a record counts whose dates are rows of their own, where a change touches what figures of every day
 * read of it; null for all others.
 */
export async function countedSince(tx: Tx, table: AuditedTable, id: number, after: Values): Promise<DateText | null> {
  if (table !== 'equipment' || !lastingColumns.equipment?.some((column) => column in after)) return null
  const first = await tx
    .selectFrom('equipment_state')
    .select(({ fn }) => fn.min<DateText | null>('from_on').as('day'))
    .where('equipment_id', '=', id)
    .executeTakeFirst()
  return first?.day ?? null
}

/**
 * What closing refuses of a change: a date in the closed months that is set or given up, or what has counted in their
 * figures ever since such a date.
 * @param before the changed columns as they are, or null for a new record
 * @param known the whole record as it is, where lasting columns may change
 * @param counted since when it counts where its dates are rows of their own
 * @param closed the last closed day
 * @returns `period-closed` or `closed-since` with the column in `field`; null where nothing stands against it
 */
export function closedProblem(
  table: AuditedTable,
  before: Values | null,
  after: Values,
  closed: DateText,
  known: Values = before ?? {},
  counted: DateText | null = null,
): Problem | null {
  const isShut = (value: unknown): value is string => typeof value === 'string' && value <= closed
  const dates = bookedColumns[table] ?? []
  for (const values of [before ?? {}, after]) {
    const field = dates.find((column) => isShut(values[column]))
    if (field) return { code: 'period-closed', field, params: { date: String(values[field]), through: closed } }
  }
  const field = before && lastingColumns[table]?.find((column) => column in after)
  const since = field && [counted, ...dates.map((column) => known[column])].find(isShut)
  return since ? { code: 'closed-since', field, params: { date: since, through: closed } } : null
}

type Values = Readonly<Record<string, unknown>>

/** The last day of the closed months, or null while nothing is closed. */
export async function closedThrough(db: Db | Tx): Promise<DateText | null> {
  const last = await db.selectFrom('month_close').select('through_on').orderBy('id', 'desc').limit(1).executeTakeFirst()
  return last?.through_on || null
}
