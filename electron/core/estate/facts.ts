import type { DateText } from '../../contract/dates.ts'
import type { Problem } from '../../contract/errors.ts'
import type { OccupancyCategory } from '../../contract/vocabulary.ts'

/** The dated facts of one unit, as far as occupancy and handover depend on them. */
export interface UnitFacts {
  readonly readyOn: DateText | null
  readonly dueOn: DateText | null
  readonly handedOverOn: DateText | null
  readonly soldOn: DateText | null
  readonly stays: readonly { readonly movedInOn: DateText; readonly movedOutOn: DateText | null }[]
  readonly decorations: readonly { readonly startedOn: DateText | null; readonly finishedOn: DateText | null }[]
  readonly leases: readonly {
    readonly kind: 'unsold-let' | 'leaseback'
    readonly fromOn: DateText
    readonly toOn: DateText | null
  }[]
}

/**
 * Occupancy category of a unit on a date (product page, register 1).
 * On the move-out date the household is already out; the last day of a lease is inside.
 */
export function occupancyOn(facts: UnitFacts, date: DateText): OccupancyCategory {
  if (facts.handedOverOn === null || facts.handedOverOn > date) {
    const sold = facts.soldOn !== null && facts.soldOn <= date
    const leased = (kind: 'unsold-let' | 'leaseback') =>
      facts.leases.some((lease) => lease.kind === kind && lease.fromOn <= date && (lease.toOn ?? date) >= date)
    if (!sold && leased('unsold-let')) return 'unsold-let'
    if (sold && leased('leaseback')) return 'undelivered-leaseback'
    return 'undelivered'
  }
  const finished = facts.decorations.some(
    (decoration) => decoration.finishedOn !== null && decoration.finishedOn <= date,
  )
  const movedIn = facts.stays.some(
    (stay) => stay.movedInOn <= date && (stay.movedOutOn === null || stay.movedOutOn > date),
  )
  if (movedIn) return finished ? 'decorated-resident' : 'undecorated-resident'
  const open = facts.decorations.some(
    (decoration) =>
      decoration.startedOn !== null &&
      decoration.startedOn <= date &&
      (decoration.finishedOn === null || decoration.finishedOn > date),
  )
  if (open) return 'decorating'
  return finished ? 'decorated-vacant' : 'vacant'
}

/** What is impossible (`refusals`) and what is merely unusual (`warnings`) about a unit's dated facts. */
export interface FactsReport {
  readonly refusals: readonly Problem[]
  readonly warnings: readonly Problem[]
}

/**
 * Checks a unit's dated facts against each other and against today.
 * Only the impossible is refused (product page, "Import workbooks"): a stage before the stage it needs,
 * an end before its start, an actual date after today. The `field` of a problem is the fact's name.
 */
export function checkFacts(facts: UnitFacts, today: DateText): FactsReport {
  const refusals: Problem[] = []
  const warnings: Problem[] = []
  const refuse = (code: string, field: string, params: Record<string, string> = {}) =>
    refusals.push({ code, field, params })
  const warn = (code: string, field: string, params: Record<string, string> = {}) =>
    warnings.push({ code, field, params })
  const actual = (date: DateText | null, field: string) => {
    if (date !== null && date > today) refuse('date-after-today', field, { date, today })
  }

  actual(facts.handedOverOn, 'handedOverOn')
  actual(facts.soldOn, 'soldOn')
  if (facts.readyOn !== null && facts.readyOn > today) warn('ready-in-future', 'readyOn', { date: facts.readyOn })
  if (facts.handedOverOn !== null) {
    if (facts.readyOn === null) refuse('handed-over-not-ready', 'handedOverOn', { date: facts.handedOverOn })
    else if (facts.handedOverOn < facts.readyOn) {
      refuse('handed-over-before-ready', 'handedOverOn', { date: facts.handedOverOn, ready: facts.readyOn })
    }
  }
  for (const stay of facts.stays) {
    actual(stay.movedInOn, 'movedInOn')
    actual(stay.movedOutOn, 'movedOutOn')
    if (facts.handedOverOn === null) refuse('moved-in-not-handed-over', 'movedInOn', { date: stay.movedInOn })
    else if (stay.movedInOn < facts.handedOverOn) {
      refuse('moved-in-before-handed-over', 'movedInOn', { date: stay.movedInOn, handedOver: facts.handedOverOn })
    }
    if (stay.movedOutOn !== null && stay.movedOutOn < stay.movedInOn) {
      refuse('moved-out-before-moved-in', 'movedOutOn', { date: stay.movedOutOn, movedIn: stay.movedInOn })
    }
  }
  for (const decoration of facts.decorations) {
    actual(decoration.startedOn, 'decorationStartedOn')
    actual(decoration.finishedOn, 'decorationFinishedOn')
    if (decoration.startedOn === null && decoration.finishedOn === null) refuse('required', 'decorationStartedOn')
    else if (decoration.startedOn === null) warn('decoration-start-unknown', 'decorationStartedOn')
    else if (decoration.finishedOn !== null && decoration.finishedOn < decoration.startedOn) {
      refuse('decoration-finished-before-started', 'decorationFinishedOn', {
        date: decoration.finishedOn,
        started: decoration.startedOn,
      })
    }
    const began = decoration.startedOn ?? decoration.finishedOn
    if (began !== null && (facts.handedOverOn === null || began < facts.handedOverOn)) {
      warn('decoration-before-handover', 'decorationStartedOn', { date: began })
    }
    if (began !== null && facts.stays.some((stay) => stay.movedInOn < began && (stay.movedOutOn ?? began) >= began)) {
      warn('moved-in-before-decoration', 'movedInOn', { date: began })
    }
  }
  for (const lease of facts.leases) {
    const [from, to] = lease.kind === 'unsold-let' ? ['letFrom', 'letTo'] : ['leasebackFrom', 'leasebackTo']
    if (lease.toOn !== null && lease.toOn < lease.fromOn) {
      refuse('lease-ends-before-it-begins', to as string, { date: lease.toOn, from: lease.fromOn })
    }
    if (facts.readyOn === null || lease.fromOn < facts.readyOn)
      warn('lease-before-ready', from as string, { date: lease.fromOn })
    const sold = facts.soldOn !== null && facts.soldOn <= lease.fromOn
    if (lease.kind === 'unsold-let' && sold) warn('let-though-sold', 'letFrom', { date: lease.fromOn })
    if (lease.kind === 'leaseback' && !sold) warn('leaseback-though-unsold', 'leasebackFrom', { date: lease.fromOn })
  }
  refuseOverlaps(
    facts.stays.map((stay) => ({ from: stay.movedInOn, until: stay.movedOutOn })),
    'stays-overlap',
    'movedInOn',
    refuse,
  )
  return { refusals, warnings }
}

/** Two households cannot live in one unit at one time: spells `[from, until)` of the same thing may touch, not overlap. */
function refuseOverlaps(
  spells: readonly { from: DateText; until: DateText | null }[],
  code: string,
  field: string,
  refuse: (code: string, field: string, params: Record<string, string>) => void,
): void {
  const sorted = [...spells].sort((a, b) => (a.from < b.from ? -1 : 1))
  for (let index = 1; index < sorted.length; index++) {
    const [earlierSpell, laterSpell] = [sorted[index - 1], sorted[index]]
    if (!earlierSpell || !laterSpell) continue
    const { from, until } = earlierSpell
    if (until === null || until > laterSpell.from || from === laterSpell.from) {
      if (until === null) refuse(`${code}-open`, field, { date: laterSpell.from, from })
      else refuse(code, field, { date: laterSpell.from, until })
    }
  }
}
