import { type RawBuilder, sql } from 'kysely'
import { addDays, type DateText, daysBetween } from '../../contract/dates.ts'
import type { EquipmentState } from '../../contract/equipmentWords.ts'
import type { Problem } from '../../contract/errors.ts'

/** State of the row `equipment` on a day; null before it was there. */
export function stateOn(day: DateText): RawBuilder<EquipmentState | null> {
  return sql<EquipmentState | null>`(SELECT equipment_state.state FROM equipment_state
    WHERE equipment_state.equipment_id = equipment.id AND equipment_state.from_on <= ${day}
    ORDER BY equipment_state.from_on DESC, equipment_state.id DESC LIMIT 1)`
}

/** Condition: the row `equipment` was in service on a day, in working order or not. */
export function inServiceOn(day: DateText): RawBuilder<boolean> {
  return sql<boolean>`coalesce(${stateOn(day)}, 'scrapped') <> 'scrapped'`
}

/** Condition: it was there and in working order. */
export function inOrderOn(day: DateText): RawBuilder<boolean> {
  return sql<boolean>`coalesce(${stateOn(day)}, '') = 'in-use'`
}

/** The day a piece of equipment was scrapped, by its id, if that was before a day and still holds on it. */
export function scrappedBefore(id: RawBuilder<unknown>, day: DateText): RawBuilder<DateText | null> {
  return sql<DateText | null>`(SELECT CASE WHEN last_state.state = 'scrapped' AND last_state.from_on < ${day}
      THEN last_state.from_on END
    FROM equipment_state AS last_state WHERE last_state.equipment_id = ${id} AND last_state.from_on <= ${day}
    ORDER BY last_state.from_on DESC, last_state.id DESC LIMIT 1)`
}

export interface StateEntry {
  readonly id: number
  readonly version: number
  readonly fromOn: DateText
  readonly state: EquipmentState
  readonly reason: string
  readonly actor: string
}

export interface StateSpell extends StateEntry {
  /** The last day inside; null while it holds. */
  readonly toOn: DateText | null
  /** Days inside until today, or until its end. */
  readonly days: number
}

/**
 * Entries in the order they hold, as spells. Of several entries of one day the last holds; the others have no day.
 * @param entries by day, then in the order they were made
 */
export function spellsOf(entries: readonly StateEntry[], today: DateText): StateSpell[] {
  return entries.map((entry, index) => {
    const next = entries[index + 1]
    const toOn = next ? addDays(next.fromOn, -1) : null
    return { ...entry, toOn, days: Math.max(0, daysBetween(entry.fromOn, toOn ?? today) + 1) }
  })
}

/** As it is read: what was followed by another state on its own first day ended there, and not the day before. */
export function readSpell(spell: StateSpell): StateSpell {
  return spell.toOn !== null && spell.toOn < spell.fromOn ? { ...spell, toOn: spell.fromOn } : spell
}

/**
 * The first day on which a card counts in service: the day of its installation, but none of a closed month, whose share
 * in working order was told without it. The day of installation stays what it is.
 */
export function countsFrom(installedOn: DateText, closed: DateText | null): DateText {
  return closed !== null && installedOn <= closed ? addDays(closed, 1) : installedOn
}

/** The first state from another day on; `entry` is null where the equipment was in use before the first one known. */
export interface Start {
  readonly entry: StateEntry | null
  readonly fromOn: DateText
}

/**
 * What a corrected day of installation makes of the states. The first one follows it; where closed months have counted
 * it already they keep it, and that it was not there yet in one of them cannot be said without opening that month.
 * @param entries by day, then in the order they were made
 * @returns null where the states stay as they are
 */
export function correctedStart(
  entries: readonly StateEntry[],
  installedOn: DateText,
  closed: DateText | null,
): Start | Problem | null {
  const [first, second] = entries
  if (!first) return null
  const isUsed = first.state === 'in-use'
  const next = isUsed ? second : first
  if (next && installedOn > next.fromOn) {
    return { code: 'installed-after-state', field: 'installedOn', params: { date: next.fromOn } }
  }
  if (closed !== null && first.fromOn <= closed) {
    if (installedOn <= closed) return null
    return { code: 'period-closed', field: 'installedOn', params: { date: first.fromOn, through: closed } }
  }
  const fromOn = countsFrom(installedOn, closed)
  if (!isUsed) return fromOn < first.fromOn ? { entry: null, fromOn } : null
  return fromOn === first.fromOn ? null : { entry: first, fromOn }
}

/** Days between two days, both inside, on which it was stopped or in repair. */
export function downDays(spells: readonly StateSpell[], from: DateText, to: DateText): number {
  return spells
    .filter((spell) => spell.state === 'stopped' || spell.state === 'in-repair')
    .reduce((sum, spell) => {
      const [first, last] = [
        spell.fromOn > from ? spell.fromOn : from,
        (spell.toOn ?? to) < to ? (spell.toOn ?? to) : to,
      ]
      return sum + Math.max(0, daysBetween(first, last) + 1)
    }, 0)
}
