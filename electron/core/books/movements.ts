import { type RawBuilder, sql } from 'kysely'
import { addDays, type DateText } from '../../contract/dates.ts'
import type { PaymentMethod } from '../../contract/vocabulary.ts'
import type { Db, Tx } from '../context.ts'

/**
 * Money that came in or went out at the office, whatever it was for: the one place that says so. The cash book, a shift's
 * settlement and the cash on hand read it. Cash brought to the bank is no movement here: it stays the office's money.
 */
export const movementKinds = [
  'receipt',
  'reversal',
  'refund',
  'deposit',
  'deposit-back',
  'service',
  'service-reversal',
] as const
export type MovementKind = (typeof movementKinds)[number]

/** Which movements: those of a span of days, both inside, or those of shifts, given as what stands in `IN (…)`. */
export type MovementScope =
  | { readonly from: DateText; readonly to: DateText }
  | { readonly shifts: RawBuilder<unknown> }

/** The movements of one shift. */
export const ofShift = (id: number): MovementScope => ({ shifts: sql`${id}` })

/**
 * A table expression with `kind`, `on_date`, `method`, `cashier`, `unit_id` (null where it is of no unit), `shift_id`,
 * `taken` and `given` (fen, not negative).
 * What is kept of a deposit moves no money, nor does a service entry without a method.
 */
export function movements(scope: MovementScope): RawBuilder<object> {
  const within = (date: string, shift: string) =>
    'shifts' in scope
      ? sql`${sql.ref(shift)} IN (${scope.shifts})`
      : sql`${sql.ref(date)} >= ${scope.from} AND ${sql.ref(date)} <= ${scope.to}`
  return sql`(
    SELECT 'receipt' AS kind, payment.on_date AS on_date, payment.method AS method, receipt.cashier AS cashier,
      payment.unit_id AS unit_id, receipt.shift_id AS shift_id, payment.amount AS taken, 0 AS given
    FROM payment JOIN receipt ON receipt.id = payment.receipt_id
    WHERE ${within('payment.on_date', 'receipt.shift_id')}
    UNION ALL
    SELECT 'reversal', reversal.on_date, payment.method, reversal.actor_name, payment.unit_id, reversal.shift_id, 0,
      reversal.amount
    FROM reversal JOIN payment ON payment.id = reversal.payment_id
    WHERE ${within('reversal.on_date', 'reversal.shift_id')}
    UNION ALL
    SELECT 'refund', refund.on_date, refund.method, refund.actor_name, payment.unit_id, refund.shift_id, 0,
      refund.amount
    FROM refund JOIN payment ON payment.id = refund.payment_id WHERE ${within('refund.on_date', 'refund.shift_id')}
    UNION ALL
    SELECT 'deposit', deposit.on_date, deposit.method, deposit.actor_name, deposit.unit_id, deposit.shift_id,
      deposit.amount, 0
    FROM deposit WHERE ${within('deposit.on_date', 'deposit.shift_id')}
    UNION ALL
    SELECT 'deposit-back', deposit_move.on_date, deposit_move.method, deposit_move.actor_name, deposit_move.unit_id,
      deposit_move.shift_id, 0, deposit_move.amount
    FROM deposit_move
    WHERE deposit_move.kind <> 'deduct' AND ${within('deposit_move.on_date', 'deposit_move.shift_id')}
    UNION ALL
    SELECT 'service', service_entry.on_date, service_entry.method, service_entry.actor_name, service_entry.unit_id,
      service_entry.shift_id, service_entry.income, service_entry.expense
    FROM service_entry
    WHERE service_entry.method IS NOT NULL AND ${within('service_entry.on_date', 'service_entry.shift_id')}
    UNION ALL
    SELECT 'service-reversal', service_entry.reversed_on, service_entry.method,
      coalesce(service_entry.reversed_by, service_entry.actor_name), service_entry.unit_id,
      service_entry.reverse_shift_id, service_entry.expense, service_entry.income
    FROM service_entry
    WHERE service_entry.method IS NOT NULL
      AND ${within('service_entry.reversed_on', 'service_entry.reverse_shift_id')})`
}

export interface MovementTotal {
  readonly kind: MovementKind
  readonly method: PaymentMethod
  readonly entries: number
  /** Fen, not negative. */
  readonly taken: number
  readonly given: number
}

/** The movements of a scope by what they were for and by method. */
export async function movementTotals(db: Db | Tx, scope: MovementScope, cashier?: string): Promise<MovementTotal[]> {
  const only = cashier === undefined ? sql`` : sql`WHERE movement.cashier = ${cashier}`
  const { rows } = await sql<MovementTotal>`
    SELECT movement.kind, movement.method, count(*) AS entries, sum(movement.taken) AS taken, sum(movement.given) AS given
    FROM ${movements(scope)} AS movement ${only}
    GROUP BY movement.kind, movement.method`.execute(db)
  const order = (total: MovementTotal) => movementKinds.indexOf(total.kind)
  return rows.toSorted((a, b) => order(a) - order(b) || (a.method < b.method ? -1 : 1))
}

const beginning: DateText = '1900-01-01'

/** Cash that should be in the office at the end of a day: taken less given out less brought to the bank, in fen. */
export async function cashOnHand(db: Db | Tx, asOf: DateText): Promise<number> {
  const { rows } = await sql<{ cash: number }>`SELECT ${cashUntil(asOf)} AS cash`.execute(db)
  return rows[0]?.cash ?? 0
}

/** `cashOnHand` as an expression. */
export function cashUntil(asOf: DateText): RawBuilder<number> {
  return sql<number>`(coalesce((SELECT sum(movement.taken - movement.given)
      FROM ${movements({ from: beginning, to: asOf })} AS movement WHERE movement.method = 'cash'), 0)
      - coalesce((SELECT sum(amount) FROM cash_deposit WHERE on_date <= ${asOf}), 0))`
}

/** A SELECT of the days on which cash moved, with `taken`, `given` and `paid_in` (fen). */
export function cashDays(from: DateText, to: DateText): RawBuilder<unknown> {
  return sql`SELECT line.on_date, sum(line.taken) AS taken, sum(line.given) AS given, sum(line.paid_in) AS paid_in FROM (
      SELECT movement.on_date, movement.taken, movement.given, 0 AS paid_in
      FROM ${movements({ from, to })} AS movement WHERE movement.method = 'cash'
      UNION ALL SELECT on_date, 0, 0, amount FROM cash_deposit WHERE on_date >= ${from} AND on_date <= ${to}) AS line
    GROUP BY line.on_date`
}

/** A SELECT of shifts, chosen as in `IN (…)`, with `taken`, `given` and `paid_in` of their cash (fen). */
export function cashOfShifts(shifts: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`SELECT line.shift_id, sum(line.taken) AS taken, sum(line.given) AS given, sum(line.paid_in) AS paid_in FROM (
      SELECT movement.shift_id, movement.taken, movement.given, 0 AS paid_in
      FROM ${movements({ shifts })} AS movement WHERE movement.method = 'cash'
      UNION ALL SELECT shift_id, 0, 0, amount FROM cash_deposit WHERE shift_id IN (${shifts})
      UNION ALL SELECT id, 0, 0, 0 FROM shift WHERE id IN (${shifts})) AS line
    GROUP BY line.shift_id`
}

/** The least cash that the books have at the end of any of the days, both inside, and the first day with so little. */
export async function leastCash(
  db: Db | Tx,
  from: DateText,
  to: DateText,
): Promise<{ readonly cash: number; readonly date: DateText }> {
  const { rows } = await sql<{ on_date: DateText; change: number }>`
    SELECT day.on_date, day.taken - day.given - day.paid_in AS change FROM (${cashDays(addDays(from, 1), to)}) AS day
    ORDER BY day.on_date`.execute(db)
  let cash = await cashOnHand(db, from)
  let least = { cash, date: from }
  for (const day of rows) {
    cash += day.change
    if (cash < least.cash) least = { cash, date: day.on_date }
  }
  return least
}
