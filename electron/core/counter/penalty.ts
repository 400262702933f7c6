import type { PenaltyParts } from '../../contract/counter.ts'
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
  rules: PenaltyRules,
): number {
  return accruedOf(charge, lateSpans(charge.dueOn, spans, asOf, rules), rules).amount
}

type PenaltyRules = Pick<BillingRules, 'penaltyPerDayE6' | 'penaltyGraceDays' | 'penaltyCapBp'>
type LateSpan = PenaltyParts['lines'][number]['spans'][number]

/** What was owed after the days of grace, and for how many days each amount. */
function lateSpans(
  dueOn: DateText,
  spans: readonly OwedSpan[],
  asOf: DateText,
  { penaltyGraceDays }: PenaltyRules,
): LateSpan[] {
  const first = addDays(dueOn, penaltyGraceDays + 1)
  const after = addDays(asOf, 1)
  return spans.flatMap((span) => {
    const from = span.fromOn > first ? span.fromOn : first
    const to = span.toOn < after ? span.toOn : after
    return from < to ? [{ fromOn: from, days: daysBetween(from, to), amount: span.amount }] : []
  })
}

function accruedOf(
  charge: { readonly amount: number },
  spans: readonly LateSpan[],
  rules: PenaltyRules,
): { readonly amount: number; readonly isCapped: boolean } {
  const fenDays = spans.reduce((sum, span) => sum + BigInt(span.amount) * BigInt(span.days), 0n)
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
  return { amount: Math.min(accrued, cap), isCapped: accrued > cap }
}

const noPenalty: PenaltyParts = { perDayE6: 0, lines: [], taken: 0, waived: 0 }

/** The penalty of a unit that has accrued by a day and was neither charged nor waived, in fen. */
export async function penaltyDue(...of: Parameters<typeof penaltyParts>): Promise<number> {
  return stillDue(await penaltyParts(...of))
}

/** What is left of what has accrued. */
export function stillDue({ lines, taken, waived }: PenaltyParts): number {
  return Math.max(0, lines.reduce((sum, line) => sum + line.amount, 0) - taken - waived)
}

/**
 * How a unit's penalty comes about: charge by charge, and what has been charged or waived of all of it.
 * @param zone the office's: a waiver counts from the office's day on which it was approved
 */
export async function penaltyParts(
  db: Db | Tx,
  unitId: number,
  asOf: DateText,
  rules: BillingRules,
  zone: string,
): Promise<PenaltyParts> {
  if (rules.penaltyPerDayE6 === 0) return noPenalty
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
    .orderBy('charge.due_on')
    .orderBy('charge.id')
    .orderBy('outstanding.from_on')
    .execute()
  const lines: PenaltyParts['lines'] = []
  for (const [chargeId, own] of Map.groupBy(spans, (span) => span.id)) {
    const [{ due_on: dueOn, principal: amount }] = own as [(typeof own)[number]]
    const owed = own.map((span) => ({ fromOn: span.from_on, toOn: span.to_on, amount: span.amount }))
    const late = lateSpans(dueOn, owed, asOf, rules)
    const accrued = accruedOf({ amount }, late, rules)
    if (accrued.amount > 0) lines.push({ chargeId, spans: late, ...accrued })
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
  return { perDayE6: rules.penaltyPerDayE6, lines, taken: charged.amount, waived }
}
