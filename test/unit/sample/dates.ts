import type { OccupancyCategory } from '../../../electron/contract/vocabulary.ts'
import type { SampleUnitRow } from '../../../electron/core/sample/rows.ts'

/** The product page's definitions once more, word by word, so that nothing of the generator checks itself. */

export const by = (date: string | null, day: string): boolean => date !== null && date <= day

export const within = (date: string | null, year: number, day: string): boolean =>
  by(date, day) && Number(date?.slice(0, 4)) === year

export function livedIn(unit: SampleUnitRow, day: string): boolean {
  return by(unit.movedInOn, day) && !by(unit.movedOutOn, day)
}

export function categoryOn(unit: SampleUnitRow, day: string): OccupancyCategory {
  const inside = (from: string | null, to: string | null) => by(from, day) && (to === null || to >= day)
  if (!by(unit.handedOverOn, day)) {
    if (!by(unit.soldOn, day) && inside(unit.letFrom, unit.letTo)) return 'unsold-let'
    if (by(unit.soldOn, day) && inside(unit.leasebackFrom, unit.leasebackTo)) return 'undelivered-leaseback'
    return 'undelivered'
  }
  if (livedIn(unit, day)) return by(unit.decorationFinishedOn, day) ? 'decorated-resident' : 'undecorated-resident'
  if (by(unit.decorationStartedOn, day) && !by(unit.decorationFinishedOn, day)) return 'decorating'
  return by(unit.decorationFinishedOn, day) ? 'decorated-vacant' : 'vacant'
}

/** Counts by a name; names that nothing has do not appear. */
export function tally<T>(items: readonly T[], nameOf: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const item of items) counts[nameOf(item)] = (counts[nameOf(item)] ?? 0) + 1
  return counts
}

export const squareMetres = (units: readonly SampleUnitRow[]): number =>
  units.reduce((sum, unit) => sum + unit.areaCentiM2, 0) / 100
