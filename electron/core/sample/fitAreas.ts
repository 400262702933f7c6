import type { OccupancyCategory } from '../../contract/vocabulary.ts'
import { areaOfNextCharge, type MonthShare, monthShares, receivable2025, yearCharge } from './fees/plan.ts'
import type { SampleUnitDates } from './rows.ts'
import type { Slot } from './slots.ts'

/**
 * Measured areas. The plan of the estate comes within a percent of the published sums; the last of it is laid into the
 * measured areas of single houses and shops, which differ from each other anyway: first so that every category's
 * charges of 2025 give its receivable to the yuan, then, within what leaves each monthly charge as it is, so that
 * the areas handed over and moved in are right to 0.01 m².
 *
 * It happens here and not in a table of odd numbers, so that a change of a tariff or a rule in fees/plan.ts fits itself
 * in again, or says that it cannot.
 */
export function fitAreas(slots: readonly Slot[], lives: readonly SampleUnitDates[]): number[] {
  const units = slots.map((slot, index) => unitOf(slot, lives[index]))
  for (const category of Object.keys(receivable2025) as OccupancyCategory[]) {
    fitReceivable(
      units.filter((unit) => unit.slot.category === category),
      receivable2025[category],
    )
  }
  const livedIn = ['decorated-resident', 'undecorated-resident']
  const emptyHomes = ['decorating', 'decorated-vacant', 'vacant']
  fitArea(units, livedIn, areaMovedIn2025)
  fitArea(units, emptyHomes, areaHandedOver2025 - areaMovedIn2025)
  return units.map((unit) => unit.area)
}

/** `handover/done-area` and `movein/area` of reference-year.json, integer 0.01 m². */
export const areaHandedOver2025 = 15_677_465
export const areaMovedIn2025 = 9_525_758

interface Unit {
  readonly slot: Slot
  readonly shares: readonly MonthShare[]
  /** Every house and shop is measured for itself; a flat is like the one above it, so it is changed last. */
  readonly reluctance: number
  area: number
}

function unitOf(slot: Slot, dates: SampleUnitDates | undefined): Unit {
  if (dates === undefined) throw new Error(`no life for ${slot.key}`)
  const shares = monthShares(slot.building.rate, dates, 2025)
  return { slot, shares, reluctance: slot.building.spread > 0 ? 1 : 6, area: slot.areaCentiM2 }
}

const chargeOf = (unit: Unit, area = unit.area): number => yearCharge(unit.slot.building.rate, area, unit.shares)

interface Nudge {
  readonly unit: Unit
  readonly area: number
  readonly yuan: number
  readonly strain: number
}

/** Changes areas, the least strained first, until the charges of the units add up to `target`. */
function fitReceivable(units: readonly Unit[], target: number): void {
  const missingNow = () => target - units.reduce((sum, unit) => sum + chargeOf(unit), 0)
  for (let missing = missingNow(); Math.abs(missing) > reach; missing = missingNow()) {
    const ways = units.map((unit) => nudge(unit, Math.sign(missing))).filter((way) => way !== null)
    apply(ways.reduce((least, way) => (way.strain < least.strain ? way : least)))
  }
  const missing = missingNow()
  const steps = closingSteps(units, missing)
  if (steps === null) throw new Error(`the sample's charges miss ${target} yuan by ${missing}`)
  steps.forEach(apply)
}

const apply = (step: Nudge): void => {
  step.unit.area = step.area
}

/** Yuan that the last steps may be away from the target while they close in on it. */
const reach = 60

type Chain = { readonly strain: number; readonly step: Nudge | null; readonly before: Chain | null }

/**
 * The least strained set of steps, at most one per unit, that adds up to exactly `missing`: single steps come in
 * twelves of yuan and in the odd numbers of part years, so it takes a few of both.
 */
function closingSteps(units: readonly Unit[], missing: number): Nudge[] | null {
  let reached = new Map<number, Chain>([[0, { strain: 0, step: null, before: null }]])
  for (const unit of units) {
    const next = new Map(reached)
    for (const step of [nudge(unit, 1), nudge(unit, -1)]) {
      if (step === null) continue
      const extra = step.strain - strainOf(unit, unit.area)
      for (const [sum, before] of reached) {
        const [yuan, strain] = [sum + step.yuan, before.strain + Math.max(extra, 1e-6)]
        const known = next.get(yuan)
        if (Math.abs(yuan) > 2 * reach || (known !== undefined && known.strain <= strain)) continue
        next.set(yuan, { strain, step, before })
      }
    }
    reached = next
  }
  const chain = reached.get(missing)
  return chain === undefined ? null : stepsOf(chain)
}

function stepsOf(end: Chain): Nudge[] {
  const steps: Nudge[] = []
  for (let chain: Chain | null = end; chain !== null; chain = chain.before)
    if (chain.step !== null) steps.push(chain.step)
  return steps
}

/** The smallest change of area upwards or downwards that changes what the unit is charged in the year. */
function nudge(unit: Unit, direction: number): Nudge | null {
  const distance = distanceToChange(unit, direction)
  if (!Number.isFinite(distance)) return null
  const area = unit.area + direction * distance
  return { unit, area, yuan: chargeOf(unit, area) - chargeOf(unit), strain: strainOf(unit, area) }
}

/** How far the area must go in a direction until one of the unit's monthly charges changes, 0.01 m². */
function distanceToChange(unit: Unit, direction: number): number {
  const { rate } = unit.slot.building
  if (rate === null) return Number.POSITIVE_INFINITY
  const billed = ([0.5, 1] as const).filter((share) => unit.shares.includes(share))
  return Math.min(...billed.map((share) => Math.abs(areaOfNextCharge(rate, unit.area, share, direction) - unit.area)))
}

const strainOf = (unit: Unit, area: number): number =>
  (Math.abs(area - unit.slot.areaCentiM2) / unit.slot.areaCentiM2) * unit.reluctance

/** Spreads what is missing to `target` over houses and shops, each only so far as its charges stay the same. */
function fitArea(all: readonly Unit[], categories: readonly string[], target: number): void {
  const units = all.filter((unit) => categories.includes(unit.slot.category))
  const missing = target - units.reduce((sum, unit) => sum + unit.area, 0)
  const direction = Math.sign(missing)
  const rooms = units.filter((unit) => unit.slot.building.rate !== null && unit.reluctance === 1)
  const slack = rooms.map((unit) => distanceToChange(unit, direction) - 1)
  const total = slack.reduce((sum, room) => sum + room, 0)
  if (total < Math.abs(missing)) throw new Error(`the sample's areas miss ${target / 100} m² by ${missing / 100}`)
  let [shared, seen] = [0, 0]
  rooms.forEach((unit, index) => {
    seen += slack[index] ?? 0
    const upTo = total === 0 ? 0 : Math.round((Math.abs(missing) * seen) / total)
    unit.area += direction * (upTo - shared)
    shared = upTo
  })
}
