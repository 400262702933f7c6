import { addMonths, type DateText } from '../../contract/dates.ts'
import type { VisitReason } from '../../contract/visits.ts'

/** What the planner knows of a household. */
export interface Household {
  readonly unitId: number
  /** The steward of its zone. */
  readonly stewardId: number | null
  readonly lastMetOn: DateText | null
  readonly movedInOn: DateText | null
  /** Fen. */
  readonly owed: number
  /** Birth date of the oldest who lives there. */
  readonly oldestBornOn: DateText | null
  readonly complained: boolean
}

/** Care begins at this age. */
export const elderlyFrom = 60

/** Who moved in within so many months, and was not met since, is new. */
export const newWithinMonths = 3

/**
 * Why a household is worth a visit on a day, in the order of `visitReasons`.
 * @param months a household not met for so long, or never, is `not-visited`
 */
export function reasonsOf(household: Household, onDate: DateText, months: number): VisitReason[] {
  const { lastMetOn, movedInOn, owed, oldestBornOn, complained } = household
  const isNew =
    movedInOn !== null &&
    movedInOn > addMonths(onDate, -newWithinMonths) &&
    (lastMetOn === null || lastMetOn < movedInOn)
  const holds: Readonly<Record<VisitReason, boolean>> = {
    'not-visited': lastMetOn === null || lastMetOn <= addMonths(onDate, -months),
    complained,
    arrears: owed > 0,
    elderly: oldestBornOn !== null && addMonths(oldestBornOn, elderlyFrom * 12) <= onDate,
    new: isNew,
  }
  return (Object.keys(holds) as VisitReason[]).filter((reason) => holds[reason])
}

/** A household with its reasons. */
export interface Candidate {
  readonly household: Household
  readonly reasons: readonly VisitReason[]
}

/** What weighs most goes first: a complaint before a new household before debts, and several reasons before one. */
const weights: Readonly<Record<VisitReason, number>> = {
  complained: 8,
  new: 5,
  arrears: 3,
  elderly: 3,
  'not-visited': 2,
}

export function weightOf(reasons: readonly VisitReason[]): number {
  return reasons.reduce((sum, reason) => sum + weights[reason], 0)
}

export interface Assignment extends Candidate {
  readonly stewardId: number | null
}

/**
 * Chooses the weightiest households, the longest unvisited first among equals, and deals them out: each to the steward of
 * its zone while that one has room, then to whoever has the least. Nobody gets more than `perSteward`.
 */
export function deal(
  candidates: readonly Candidate[],
  stewardIds: readonly number[],
  perSteward: number,
): Assignment[] {
  const wanted = candidates
    .filter(({ reasons }) => reasons.length > 0)
    .sort(
      (a, b) =>
        weightOf(b.reasons) - weightOf(a.reasons) ||
        compare(a.household.lastMetOn ?? '', b.household.lastMetOn ?? '') ||
        a.household.unitId - b.household.unitId,
    )
    .slice(0, Math.max(1, stewardIds.length) * perSteward)
  if (stewardIds.length === 0) return wanted.map((one) => ({ ...one, stewardId: one.household.stewardId }))
  // An even share each, so that a large zone does not take one steward's whole day while another has none.
  const share = Math.ceil(wanted.length / stewardIds.length)
  const load = new Map(stewardIds.map((id) => [id, 0]))
  return wanted.map((one) => {
    const own = one.household.stewardId
    const least = [...load].reduce((a, b) => (b[1] < a[1] ? b : a))[0]
    const stewardId = own !== null && (load.get(own) ?? share) < share ? own : least
    load.set(stewardId, (load.get(stewardId) ?? 0) + 1)
    return { ...one, stewardId }
  })
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
