import { type RawBuilder, sql } from 'kysely'
import { addDays, type DateText, daysBetween } from '../../contract/dates.ts'
import type { EquipmentState } from '../../contract/equipmentWords.ts'

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

export interface StateEntry {
  readonly id: number
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
