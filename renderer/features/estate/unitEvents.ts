import { type DateText, daysBetween } from '../../../electron/contract/dates.ts'
import type { SpellInput, UnitDetail } from '../../../electron/contract/estate.ts'

/** A dated spell of a unit as it is stored. */
export type StoredSpell = SpellInput & { readonly id: number; readonly version: number }

/** One line of a unit's life: a day, or a spell with its end. */
export interface UnitEvent {
  readonly key: string
  readonly kind: 'ready' | 'due' | 'sold' | 'handed-over' | 'stay' | 'decoration' | 'unsold-let' | 'leaseback'
  /** Null where only the end of a spell is known. */
  readonly from: DateText | null
  /** Of a spell: its end, or null while it lasts. */
  readonly until?: DateText | null
  readonly spell?: StoredSpell
  readonly when: 'past' | 'now' | 'future'
  /** Days from the first to the last, or until today; of a handover the days after it was due. */
  readonly days?: number
}

export function spellsOf(unit: UnitDetail): StoredSpell[] {
  return [
    ...unit.stays.map(({ id, version, ...fields }) => ({ spell: 'stay' as const, fields, id, version })),
    ...unit.decorations.map(({ id, version, ...fields }) => ({ spell: 'decoration' as const, fields, id, version })),
    ...unit.leases.map(({ id, version, ...fields }) => ({ spell: 'lease' as const, fields, id, version })),
  ]
}

/** A unit's dated facts in the order in which they happened; on one day in the order of the office's work. */
export function unitEvents(unit: UnitDetail, today: DateText): UnitEvent[] {
  const { readyOn, dueOn, soldOn, handedOverOn } = unit.fields
  const day = (kind: UnitEvent['kind'], from: DateText | null, days?: number): UnitEvent[] =>
    from === null
      ? []
      : [{ key: kind, kind, from, when: from > today ? 'future' : 'past', ...(days !== undefined && { days }) }]
  const late = handedOverOn !== null && dueOn !== null ? daysBetween(dueOn, handedOverOn) : undefined
  const events = [
    ...day('ready', readyOn),
    ...day('sold', soldOn),
    ...day('due', dueOn),
    ...day('handed-over', handedOverOn, late),
    ...spellsOf(unit).map((spell) => spellEvent(spell, today)),
  ]
  return events.sort((a, b) => compare(a.from ?? a.until ?? '', b.from ?? b.until ?? '') || rank(a) - rank(b))
}

const order: readonly UnitEvent['kind'][] = [
  'ready',
  'sold',
  'unsold-let',
  'leaseback',
  'due',
  'handed-over',
  'decoration',
  'stay',
]

function rank(event: UnitEvent): number {
  return order.indexOf(event.kind)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function spellEvent(spell: StoredSpell, today: DateText): UnitEvent {
  const { from, until } = spanOf(spell)
  // On the move-out date the household is already out; the last day of a lease is inside.
  const lasts = until === null || (spell.spell === 'lease' ? until >= today : until > today)
  const when = from !== null && from > today ? 'future' : lasts ? 'now' : 'past'
  const end = when === 'past' ? until : today
  return {
    key: `${spell.spell}-${spell.id}`,
    kind: spell.spell === 'lease' ? spell.fields.kind : spell.spell,
    from,
    until,
    spell,
    when,
    ...(from !== null &&
      end !== null &&
      when !== 'future' && { days: daysBetween(from, end) + (spell.spell === 'lease' ? 1 : 0) }),
  }
}

function spanOf(spell: StoredSpell): { readonly from: DateText | null; readonly until: DateText | null } {
  switch (spell.spell) {
    case 'stay':
      return { from: spell.fields.movedInOn, until: spell.fields.movedOutOn }
    case 'decoration':
      return { from: spell.fields.startedOn, until: spell.fields.finishedOn }
    case 'lease':
      return { from: spell.fields.fromOn, until: spell.fields.toOn }
  }
}
