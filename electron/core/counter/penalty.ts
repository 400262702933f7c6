import { addDays, type DateText, dateInZone, daysBetween } from '../../contract/dates.ts'
import { roundFen } from '../../contract/money.ts'
import type { Db, Tx } from '../context.ts'
import type { BillingRules } from '../settings/billing.ts'

/** An amount that was owed of a charge from a day until before another. */
export interface OwedSpan {
  readonly fromOn: DateText
  readonly toOn: DateText
  readonly amount: number
}

/**
 * The late-payment penalty of one charge up to and including a day: what was owed on each day after the due date and the
 * days of grace, times the daily rate, simple, never above the cap.
 * Rule: the office's own contract, kept with its source in the settings; off while the rate is zero.
 * @param spans amounts in fen
 * @returns fen, rounded half up
 */
export function penaltyOf(
  charge: { readonly dueOn: DateText; readonly amount: number },
  spans: readonly OwedSpan[],
  asOf: DateText,
  rules: Pick<BillingRules, 'penaltyPerDayE6' | 'penaltyGraceDays' | 'penaltyCapBp'>,
): number {
  const first = addDays(charge.dueOn, rules.penaltyGraceDays + 1)
  const after = addDays(asOf, 1)
  let fenDays = 0n
  for (const span of spans) {
    const from = span.fromOn > first ? span.fromOn : first
    const to = span.toOn < after ? span.toOn : after
    if (from < to) fenDays += BigInt(span.amount) * BigInt(daysBetween(from, to))
  }
  const accrued = roundFen(
    { numerator: fenDays * BigInt(rules.penaltyPerDayE6), denominator: 1_000_000n },
    'fen',
    'half-up',
  )
  const cap = roundFen(
    { numerator: BigInt(charge.amount) * BigInt(rules.penaltyCapBp), denominator: 10_000n },
    'fen',
    'down',
  )
  return Math.min(accrued, cap)
}

/**
 * The penalty of a unit that has accrued by a day and was neither charged nor waived, in fen.
 * @param zone the office's: a waiver counts from the office's day on which it was approved
 */
export async function penaltyDue(
  db: Db | Tx,
  unitId: number,
  asOf: DateText,
  rules: BillingRules,
  zone: string,
): Promise<number> {
  if (rules.penaltyPerDayE6 === 0) return 0
  const spans = await db
    .selectFrom('outstanding')
    .innerJoin('charge', 'charge.id', 'outstanding.charge_id')
    .innerJoin('fee_item', 'fee_item.id', 'charge.item_id')
    .select(['charge.id', 'charge.due_on', 'charge.amount as principal'])
    .select(['outstanding.from_on', 'outstanding.to_on', 'outstanding.amount'])
    .where('outstanding.unit_id', '=', unitId)
    .where('outstanding.from_on', '<=', asOf)
    .where('fee_item.kind', '<>', 'penalty')
    .where((where) => where.or([where('charge.reversed_on', 'is', null), where('charge.reversed_on', '>', asOf)]))
    .execute()
  let accrued = 0
  for (const own of Map.groupBy(spans, (span) => span.id).values()) {
    const [{ due_on: dueOn, principal: amount }] = own as [(typeof own)[number]]
    const owed = own.map((span) => ({ fromOn: span.from_on, toOn: span.to_on, amount: span.amount }))
    accrued += penaltyOf({ dueOn, amount }, owed, asOf, rules)
  }
  const charged = await db
    .selectFrom('charge')
    .innerJoin('fee_item', 'fee_item.id', 'charge.item_id')
    .select((of) => of.fn.coalesce(of.fn.sum<number>('charge.amount'), of.lit(0)).as('amount'))
    .where('charge.unit_id', '=', unitId)
    .where('fee_item.kind', '=', 'penalty')
    .where('charge.published_on', '<=', asOf)
    .where((where) => where.or([where('charge.reversed_on', 'is', null), where('charge.reversed_on', '>', asOf)]))
    .executeTakeFirstOrThrow()
  const waivers = await db
    .selectFrom('approval')
    .select(['amount', 'decided_at'])
    .where('unit_id', '=', unitId)
    .where('kind', '=', 'penalty-waiver')
    .where('state', '=', 'approved')
    .execute()
  const waived = waivers
    .filter((waiver) => dateInZone(new Date(waiver.decided_at ?? ''), zone) <= asOf)
    .reduce((sum, waiver) => sum + (waiver.amount ?? 0), 0)
  return Math.max(0, accrued - charged.amount - waived)
}
