import type { ChargeReasoning, NoCharge, TariffReasoning } from '../../contract/billing.ts'
import type { DateText } from '../../contract/dates.ts'
import { addDays, addMonths, daysBetween, daysInMonth, lastOfMonth } from '../../contract/dates.ts'
import {
  type Fraction,
  plus,
  portionOf,
  type Rounding,
  type RoundingWay,
  roundFen,
  zero,
} from '../../contract/money.ts'
import type { BillingRules } from '../settings/billing.ts'

/** A dated spell; without `toOn` it goes on. Both days are inside. */
export interface Spell {
  readonly fromOn: DateText
  readonly toOn: DateText | null
}

/** All that a unit's charges of one tariff depend on. */
export interface BillingUnit {
  readonly areaCenti: number
  readonly handedOverOn: DateText | null
  /** Lets while unsold and leases back before handover. */
  readonly leases: readonly Spell[]
  /** Spells in which the tariff applies to the unit. Ratio in 0.0001. */
  readonly assignments: readonly (Spell & { readonly ratioBp: number })[]
  /** Approved vacancy spells with the share that is still paid, in 0.0001. */
  readonly vacancies: readonly (Spell & { readonly ratioBp: number; readonly approvedOn: DateText })[]
  readonly owners: readonly (Spell & { readonly personId: number })[]
  readonly tenants: readonly (Spell & { readonly personId: number })[]
  /** What is charged already for the item, and what was reversed for good. */
  readonly charged: readonly { readonly fromOn: DateText; readonly toOn: DateText; readonly isReversed: boolean }[]
}

export interface BillingTariff {
  readonly basis: 'area-month' | 'fixed-month'
  readonly rounding: Rounding
  readonly roundingWay: RoundingWay
  /** 1, 3, 6 or 12: months on one charge. */
  readonly cycleMonths: number
  readonly dueDay: number
  readonly dueIn: 'first' | 'last' | 'next'
  readonly payer: 'owner' | 'tenant'
  /** Whether the charge waits for the handover (management and the like) or only for the assignment (parking rent). */
  readonly followsHandover: boolean
  /** Unit prices in 0.0001 yuan. */
  readonly prices: readonly (Spell & { readonly priceE4: number })[]
}

export interface PlannedCharge {
  readonly fromOn: DateText
  readonly toOn: DateText
  readonly dueOn: DateText
  /** Integer fen. */
  readonly amount: number
  readonly debtorKind: 'owner' | 'tenant' | 'developer'
  readonly debtorId: number | null
  readonly reasoning: TariffReasoning
}

/** One stretch of a charge in which nothing changes: so many months at one price and one ratio. */
type Segment = TariffReasoning['segments'][number]

interface MonthPart {
  readonly debtorKind: 'owner' | 'tenant' | 'developer'
  readonly debtorId: number | null
  readonly segments: readonly Segment[]
}

/**
 * The charges of one unit for a run of months, each with its reasoning, and why the other months bear none.
 * @param months `YYYY-MM` of one year, ascending, without gaps
 * @param publishedOn a vacancy approved later than this does not lower the charge
 */
export function planCharges(
  unit: BillingUnit,
  tariff: BillingTariff,
  months: readonly string[],
  publishedOn: DateText,
  rules: BillingRules,
): { charges: PlannedCharge[]; none: Map<string, NoCharge> } {
  const none = new Map<string, NoCharge>()
  const runs: { months: string[]; part: MonthPart }[] = []
  for (const month of months) {
    const parts = partsOf(unit, tariff, month, publishedOn, rules)
    if (typeof parts === 'string') {
      none.set(month, parts)
      continue
    }
    for (const part of parts) {
      const run = runs.find((one) => continues(one, month, part, tariff.cycleMonths))
      if (run) {
        run.months.push(month)
        run.part = { ...run.part, segments: [...run.part.segments, ...part.segments] }
      } else runs.push({ months: [month], part })
    }
  }
  const charges: PlannedCharge[] = []
  for (const run of runs) {
    const { segments, debtorKind, debtorId } = run.part
    const [first, last] = [segments[0], segments.at(-1)]
    if (!first || !last) continue
    const amount = roundFen(sumOf(unit, tariff, segments), tariff.rounding, tariff.roundingWay)
    if (amount === 0) {
      for (const month of run.months) none.set(month, 'nothing-to-pay')
      continue
    }
    const dueOn = dueDate(tariff, first.fromOn, last.toOn)
    charges.push({
      fromOn: first.fromOn,
      toOn: last.toOn,
      dueOn: dueOn > publishedOn ? dueOn : publishedOn,
      amount,
      debtorKind,
      debtorId,
      reasoning: {
        basis: tariff.basis,
        areaCenti: unit.areaCenti,
        rounding: tariff.rounding,
        roundingWay: tariff.roundingWay,
        segments: merged(segments),
      },
    })
  }
  return { charges: charges.sort(byStart), none }
}

/**
 * What a unit would be charged if vacancies held in a charge's period: for approvals that come after publication.
 * @param byDays whether the office counts part months by days; otherwise a vacancy counts for the months it covers
 */
export function amountAtVacancies(
  reasoning: TariffReasoning,
  vacancies: readonly (Spell & { readonly ratioBp: number })[],
  byDays: boolean,
): number {
  const segments = vacancies.reduce<readonly Segment[]>(
    (all, vacancy) => all.flatMap((segment) => loweredBy(segment, vacancy, byDays)),
    reasoning.segments,
  )
  const exact = sumOf(reasoning, reasoning, segments)
  return roundFen(exact, reasoning.rounding, reasoning.roundingWay)
}

/**
 * What vacancies take off a charge, by how it came about; of one set by hand in the place of another, the same share as
 * off that one. Null where it is not lower because nobody lives there: what was measured, shared out or set by hand.
 * @param amount of the charge, in fen
 */
export function offForVacancies(
  amount: number,
  reasoning: ChargeReasoning,
  vacancies: readonly (Spell & { readonly ratioBp: number })[],
  byDays: boolean,
): number | null {
  if (reasoning.basis === 'area-month' || reasoning.basis === 'fixed-month') {
    return amount - amountAtVacancies(reasoning, vacancies, byDays)
  }
  if (reasoning.basis !== 'single' || !reasoning.corrects) return null
  const full = amountAtVacancies(reasoning.corrects, [], byDays)
  return amount - portionOf(amount, amountAtVacancies(reasoning.corrects, vacancies, byDays), full)
}

/** A segment with a vacancy laid over it: cut at its edges where days count, else lowered in the months it covers. */
function loweredBy(segment: Segment, vacancy: Spell & { readonly ratioBp: number }, byDays: boolean): Segment[] {
  const lower = (one: Segment): Segment => ({ ...one, vacancyBp: Math.min(one.vacancyBp, vacancy.ratioBp) })
  const covers = (one: Segment) => one.fromOn >= vacancy.fromOn && (vacancy.toOn === null || one.toOn <= vacancy.toOn)
  if (covers(segment)) return [lower(segment)]
  return wholeMonths(segment).flatMap((month) => {
    const inside = overlap(vacancy, month.fromOn, month.toOn)
    if (!inside) return [month]
    if (covers(month)) return [lower(month)]
    return byDays ? [...without(inDays(month), [inside]), lower({ ...inDays(month), ...inside })].map(counted) : [month]
  })
}

/** A month's segment counted by its days, so that it can be cut. */
function inDays(segment: Segment): Segment {
  const ofDays = daysInMonth(Number(segment.fromOn.slice(0, 4)), Number(segment.fromOn.slice(5, 7)))
  return { ...segment, months: 1, ofDays }
}

function counted(segment: Segment): Segment {
  return { ...segment, days: daysBetween(segment.fromOn, segment.toOn) + 1 }
}

/** A segment of several whole months taken apart; any other stays as it is. */
function wholeMonths(segment: Segment): Segment[] {
  if (segment.days !== segment.ofDays || segment.months <= 1) return [segment]
  return Array.from({ length: segment.months }, (_, index) => {
    const fromOn = addMonths(segment.fromOn, index)
    return { ...segment, fromOn, toOn: lastOfMonth(fromOn), months: 1 }
  })
}

function continues(
  run: { months: readonly string[]; part: MonthPart },
  month: string,
  part: MonthPart,
  cycleMonths: number,
): boolean {
  const last = run.months.at(-1) as string
  const cycle = (text: string) => Math.floor((Number(text.slice(5, 7)) - 1) / cycleMonths)
  return (
    run.part.debtorKind === part.debtorKind &&
    run.part.debtorId === part.debtorId &&
    cycle(last) === cycle(month) &&
    addDays(run.part.segments.at(-1)?.toOn as string, 1) === part.segments[0]?.fromOn
  )
}

function partsOf(
  unit: BillingUnit,
  tariff: BillingTariff,
  month: string,
  publishedOn: DateText,
  rules: BillingRules,
): MonthPart[] | NoCharge {
  const first = `${month}-01`
  const last = lastOfMonth(first)
  if (unit.assignments.length === 0) return 'not-assigned'
  // Where the office counts days, what is charged already leaves the other days to be charged.
  const byDays = rules.partMonth === 'days'
  const charged = unit.charged.filter((one) => overlap(one, first, last))
  const settled: NoCharge =
    charged.length > 0 && charged.every((one) => one.isReversed) ? 'charge-reversed' : 'already-charged'
  if (charged.length > 0 && !byDays) return settled
  const inForce = unit.assignments.filter((one) => overlap(one, first, last))
  const assignments = byDays ? inForce : inForce.slice(0, 1)
  if (assignments.length === 0) {
    if (charged.length > 0) return settled
    return unit.assignments.some((one) => one.fromOn > last) ? 'assignment-not-begun' : 'assignment-ended'
  }
  if (tariff.basis === 'area-month' && unit.areaCenti === 0) return 'area-unknown'
  const owed = liable(unit, tariff, first, last, rules).flatMap((stretch) =>
    assignments.flatMap((assignment) => {
      const within = overlap(assignment, stretch.fromOn, stretch.toOn)
      return within ? [{ ...stretch, ...within, ratioBp: assignment.ratioBp }] : []
    }),
  )
  if (owed.length === 0) return charged.length > 0 ? settled : 'not-handed-over'
  const stretches = owed.flatMap((stretch) => without(stretch, charged))
  if (stretches.length === 0) return settled
  const parts: MonthPart[] = []
  for (const stretch of stretches) {
    const segments = segmentsOf(unit, tariff, stretch, stretch.ratioBp, publishedOn, rules)
    if (segments === 'price-missing') return segments
    parts.push({ ...debtor(unit, tariff, stretch), segments })
  }
  return parts
}

/** The days of a stretch that none of the spells has, in order. */
function without<T extends { readonly fromOn: DateText; readonly toOn: DateText }>(
  stretch: T,
  spells: readonly { readonly fromOn: DateText; readonly toOn: DateText }[],
): T[] {
  let left: T[] = [stretch]
  for (const spell of spells) {
    left = left.flatMap((one) => {
      const within = overlap(spell, one.fromOn, one.toOn)
      if (!within) return [one]
      return [
        ...(one.fromOn < within.fromOn ? [{ ...one, toOn: addDays(within.fromOn, -1) }] : []),
        ...(within.toOn < one.toOn ? [{ ...one, fromOn: addDays(within.toOn, 1) }] : []),
      ]
    })
  }
  return left
}

interface Stretch {
  readonly fromOn: DateText
  readonly toOn: DateText
  readonly byDeveloper: boolean
  /** Counted by its days whatever the office's rule for part months: the two shares of a split month make one month. */
  readonly byDays?: boolean
}

/** Who owes which days of a month, before handover and after, by the office's rules. */
function liable(
  unit: BillingUnit,
  tariff: BillingTariff,
  first: DateText,
  last: DateText,
  rules: BillingRules,
): Stretch[] {
  if (!tariff.followsHandover) return [{ fromOn: first, toOn: last, byDeveloper: false }]
  const handover = unit.handedOverOn
  if (handover !== null && handover < first) return [{ fromOn: first, toOn: last, byDeveloper: false }]
  if (handover !== null && handover <= last) {
    if (rules.handoverMonth === 'developer') return [{ fromOn: first, toOn: last, byDeveloper: true }]
    if (rules.handoverMonth === 'owner') return [{ fromOn: first, toOn: last, byDeveloper: false }]
    const before = { fromOn: first, toOn: addDays(handover, -1), byDeveloper: true, byDays: true }
    const after = { fromOn: handover, toOn: last, byDeveloper: false, byDays: true }
    return handover > first ? [before, after] : [after]
  }
  if (rules.undelivered === 'none') return []
  if (rules.undelivered === 'all') return [{ fromOn: first, toOn: last, byDeveloper: true }]
  const leased = unit.leases.flatMap((lease) => overlap(lease, first, last) ?? []).sort(byStart)
  const [begin, end] = [leased[0], leased.at(-1)]
  if (rules.partMonth === 'days' || !begin || !end) return leased.map((one) => ({ ...one, byDeveloper: true }))
  // Two leases in one month that counts whole make one month, not two.
  return [{ fromOn: begin.fromOn, toOn: end.toOn, byDeveloper: true }]
}

function byStart(a: Spell, b: Spell): number {
  return a.fromOn < b.fromOn ? -1 : 1
}

function debtor(unit: BillingUnit, tariff: BillingTariff, stretch: Stretch) {
  if (stretch.byDeveloper) return { debtorKind: 'developer' as const, debtorId: null }
  const on = (people: BillingUnit['owners']) => people.find((one) => overlap(one, stretch.fromOn, stretch.fromOn))
  const tenant = tariff.payer === 'tenant' ? on(unit.tenants) : undefined
  if (tenant) return { debtorKind: 'tenant' as const, debtorId: tenant.personId }
  return { debtorKind: 'owner' as const, debtorId: on(unit.owners)?.personId ?? null }
}

/**
 * A stretch of one month cut where price or vacancy change. By days where the office counts days; otherwise the month
 * counts whole or half, at the price of its first day, and a vacancy counts where it covers all of it.
 */
function segmentsOf(
  unit: BillingUnit,
  tariff: BillingTariff,
  stretch: Stretch,
  ratioBp: number,
  publishedOn: DateText,
  rules: BillingRules,
): Segment[] | 'price-missing' {
  const { fromOn, toOn } = stretch
  const ofDays = daysInMonth(Number(fromOn.slice(0, 4)), Number(fromOn.slice(5, 7)))
  const vacancies = stretch.byDeveloper ? [] : unit.vacancies.filter((one) => one.approvedOn <= publishedOn)
  const isWhole = daysBetween(fromOn, toOn) + 1 === ofDays
  const byDays = rules.partMonth === 'days' || stretch.byDays === true
  const cuts = byDays ? cutsWithin([...tariff.prices, ...vacancies], fromOn, toOn) : []
  const segments: Segment[] = []
  for (const [index, start] of [fromOn, ...cuts].entries()) {
    const end = cuts[index] === undefined ? toOn : addDays(cuts[index], -1)
    const price = tariff.prices.find((one) => overlap(one, start, start))
    if (!price) return 'price-missing'
    const vacancy = vacancies.find((one) => one.fromOn <= start && (one.toOn === null || one.toOn >= end))
    const days = daysBetween(start, end) + 1
    const counted = byDays || isWhole ? days : rules.partMonth === 'half' && days <= 15 ? ofDays / 2 : ofDays
    segments.push({
      fromOn: start,
      toOn: end,
      months: 1,
      days: counted,
      ofDays,
      priceE4: price.priceE4,
      ratioBp,
      vacancyBp: vacancy?.ratioBp ?? 10_000,
    })
  }
  return segments
}

/** Days inside a stretch on which something begins or has just ended. */
function cutsWithin(spells: readonly Spell[], fromOn: DateText, toOn: DateText): DateText[] {
  const days = spells.flatMap((one) => [one.fromOn, ...(one.toOn === null ? [] : [addDays(one.toOn, 1)])])
  return [...new Set(days.filter((day) => day > fromOn && day <= toOn))].sort()
}

/** Whole months in a row with the same price and ratios are one segment. */
function merged(segments: readonly Segment[]): Segment[] {
  const result: Segment[] = []
  for (const segment of segments) {
    const before = result.at(-1)
    const same =
      before &&
      before.days === before.ofDays &&
      segment.days === segment.ofDays &&
      before.priceE4 === segment.priceE4 &&
      before.ratioBp === segment.ratioBp &&
      before.vacancyBp === segment.vacancyBp
    if (same) {
      result[result.length - 1] = { ...before, toOn: segment.toOn, months: before.months + 1, days: 1, ofDays: 1 }
    } else result.push(segment.days === segment.ofDays ? { ...segment, days: 1, ofDays: 1 } : segment)
  }
  return result
}

/** The exact amount in fen: area × price × months × ratios, added up before anything is rounded. */
function sumOf(
  unit: { readonly areaCenti: number },
  tariff: { readonly basis: 'area-month' | 'fixed-month' },
  segments: readonly Segment[],
): Fraction {
  const area = tariff.basis === 'area-month' ? BigInt(unit.areaCenti) : 100n
  return segments.reduce<Fraction>((sum, segment) => {
    // 0.01 m² × 0.0001 yuan × 0.0001 × 0.0001, days counted in halves: 10⁴ for fen, 10⁸ for the ratios, 2 for halves.
    const numerator =
      area *
      BigInt(segment.priceE4) *
      BigInt(segment.ratioBp) *
      BigInt(segment.vacancyBp) *
      BigInt(segment.months) *
      BigInt(Math.round(segment.days * 2))
    return plus(sum, { numerator, denominator: 10_000n * 100_000_000n * 2n * BigInt(segment.ofDays) })
  }, zero)
}

/** The day a tariff's charge for a period falls due. */
export function dueDate(tariff: Pick<BillingTariff, 'dueDay' | 'dueIn'>, fromOn: DateText, toOn: DateText): DateText {
  const month =
    tariff.dueIn === 'first' ? fromOn : tariff.dueIn === 'last' ? toOn : addMonths(`${toOn.slice(0, 7)}-01`, 1)
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))]
  const day = Math.min(tariff.dueDay, daysInMonth(year, number))
  return `${month.slice(0, 7)}-${String(day).padStart(2, '0')}`
}

function overlap(spell: Spell, first: DateText, last: DateText): { fromOn: DateText; toOn: DateText } | null {
  const fromOn = spell.fromOn > first ? spell.fromOn : first
  const toOn = spell.toOn !== null && spell.toOn < last ? spell.toOn : last
  return fromOn <= toOn ? { fromOn, toOn } : null
}
