import type { DueView } from '../../../electron/contract/counter.ts'

type Unit = DueView['units'][number]
type Charge = Unit['account']['charges'][number]

/** What is owed on a unit, parted by who owes it. */
export interface Parted {
  readonly owed: number
  /** Oldest of these charges. */
  readonly oldest: Charge | undefined
  /** What others owe on the same unit, as the owner before a transfer: by name, the developer's without one. */
  readonly others: readonly { readonly name: string | null; readonly owed: number }[]
}

/**
 * Parts what is owed on a unit into the debt of a person and that of others: after a transfer old debts stay with the old
 * owner. A charge that names nobody is the present owner's. On a unit's own card (`personId` null) the whole is owed, and
 * the others are those who are no owner today.
 */
export function partedDebt(unit: Unit, personId: number | null): Parted {
  const open = unit.account.charges.filter((charge) => charge.owed > 0 && charge.reversedOn === null)
  const isOwners = ({ debtorKind, debtor }: Charge) =>
    debtorKind !== 'developer' && (debtor === null || (unit.owner ?? '').includes(debtor))
  const isTheirs = (charge: Charge) =>
    personId === null
      ? isOwners(charge)
      : charge.debtorKind !== 'developer' && (charge.debtorId === null || charge.debtorId === personId)
  const own = personId === null ? open : open.filter(isTheirs)
  const byName = Map.groupBy(
    open.filter((charge) => !isTheirs(charge)),
    (charge) => (charge.debtorKind === 'developer' ? null : charge.debtor),
  )
  return {
    owed: sum(own),
    oldest: own[0],
    others: [...byName].map(([name, charges]) => ({ name, owed: sum(charges) })),
  }
}

const sum = (charges: readonly Charge[]): number => charges.reduce((total, charge) => total + charge.owed, 0)
