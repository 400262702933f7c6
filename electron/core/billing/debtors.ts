import type { DateText } from '../../contract/dates.ts'
import type { Db, Tx } from '../context.ts'

export interface OwnerSpell {
  readonly personId: number
  readonly fromOn: DateText
  readonly toOn: DateText | null
}

/** Items that are owed from the handover on; before it, what is let or leased back is the developer's to pay. */
export const handoverItems: readonly string[] = ['management', 'parking-management', 'public-share']

/**
 * Who owes a charge whose period begins on a day: the developer up to and in the month of handover, then the owner of
 * that day. The person is null where nobody is on record.
 */
export function debtorOf(
  itemKind: string,
  handedOverOn: DateText | null,
  owners: readonly OwnerSpell[],
  fromOn: DateText,
): { kind: 'owner' | 'developer'; personId: number | null } {
  const waits = handoverItems.includes(itemKind)
  if (waits && (handedOverOn === null || handedOverOn.slice(0, 7) >= fromOn.slice(0, 7))) {
    return { kind: 'developer', personId: null }
  }
  const owner = owners.find((one) => one.fromOn <= fromOn && (one.toOn === null || one.toOn >= fromOn))
  return { kind: 'owner', personId: owner?.personId ?? null }
}

/** The owners of units, the earliest first. */
export async function loadOwners(db: Db | Tx, unitIds: readonly number[]): Promise<Map<number, OwnerSpell[]>> {
  return loadSpells(db, unitIds, 'owner')
}

/** The people in a role on units, the earliest first. */
export async function loadSpells(
  db: Db | Tx,
  unitIds: readonly number[],
  role: 'owner' | 'tenant',
): Promise<Map<number, OwnerSpell[]>> {
  const spells = new Map<number, OwnerSpell[]>()
  for (let start = 0; start < unitIds.length; start += 500) {
    const rows = await db
      .selectFrom('residency')
      .select(['unit_id', 'person_id', 'from_on', 'to_on'])
      .where('unit_id', 'in', unitIds.slice(start, start + 500))
      .where('role', '=', role)
      .orderBy('from_on')
      .orderBy('id')
      .execute()
    for (const row of rows) {
      const spell = { personId: row.person_id, fromOn: row.from_on, toOn: row.to_on }
      const known = spells.get(row.unit_id)
      if (known) known.push(spell)
      else spells.set(row.unit_id, [spell])
    }
  }
  return spells
}
