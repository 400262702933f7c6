import { type RawBuilder, sql } from 'kysely'
import type { DateText } from '../../contract/dates.ts'
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

/** Which movements: those of a span of days, both inside, or those of one shift. */
export type MovementScope = { readonly from: DateText; readonly to: DateText } | { readonly shiftId: number }

/**
 * A table expression with `kind`, `on_date`, `method`, `cashier`, `taken` and `given` (fen, not negative).
 * What is kept of a deposit moves no money, nor does a service entry without a method.
 */
export function movements(scope: MovementScope): RawBuilder<object> {
  const within = (date: string, shift: string) =>
    'shiftId' in scope
      ? sql`${sql.ref(shift)} = ${scope.shiftId}`
      : sql`${sql.ref(date)} >= ${scope.from} AND ${sql.ref(date)} <= ${scope.to}`
  return sql`(
    SELECT 'receipt' AS kind, payment.on_date AS on_date, payment.method AS method, receipt.cashier AS cashier,
      payment.amount AS taken, 0 AS given
    FROM payment JOIN receipt ON receipt.id = payment.receipt_id
    WHERE ${within('payment.on_date', 'receipt.shift_id')}
    UNION ALL
    SELECT 'reversal', reversal.on_date, payment.method, reversal.actor_name, 0, reversal.amount
    FROM reversal JOIN payment ON payment.id = reversal.payment_id
    WHERE ${within('reversal.on_date', 'reversal.shift_id')}
    UNION ALL
    SELECT 'refund', refund.on_date, refund.method, refund.actor_name, 0, refund.amount
    FROM refund WHERE ${within('refund.on_date', 'refund.shift_id')}
    UNION ALL
    SELECT 'deposit', deposit.on_date, deposit.method, deposit.actor_name, deposit.amount, 0
    FROM deposit WHERE ${within('deposit.on_date', 'deposit.shift_id')}
    UNION ALL
    SELECT 'deposit-back', deposit_move.on_date, deposit_move.method, deposit_move.actor_name, 0, deposit_move.amount
    FROM deposit_move
    WHERE deposit_move.kind <> 'deduct' AND ${within('deposit_move.on_date', 'deposit_move.shift_id')}
    UNION ALL
    SELECT 'service', service_entry.on_date, service_entry.method, service_entry.actor_name, service_entry.income,
      service_entry.expense
    FROM service_entry
    WHERE service_entry.method IS NOT NULL AND ${within('service_entry.on_date', 'service_entry.shift_id')}
    UNION ALL
    SELECT 'service-reversal', service_entry.reversed_on, service_entry.method,
      coalesce(service_entry.reversed_by, service_entry.actor_name), service_entry.expense, service_entry.income
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
  const { rows } = await sql<{ cash: number }>`
    SELECT coalesce((SELECT sum(movement.taken - movement.given)
      FROM ${movements({ from: beginning, to: asOf })} AS movement WHERE movement.method = 'cash'), 0)
      - coalesce((SELECT sum(amount) FROM cash_deposit WHERE on_date <= ${asOf}), 0) AS cash`.execute(db)
  return rows[0]?.cash ?? 0
}
