import type { DueView, TakeInput } from '../../../electron/contract/counter.ts'

/** A charge that can be paid now: owed, or published and not due yet. Amounts in fen. */
export interface Payable {
  readonly chargeId: number
  readonly unitId: number
  readonly unit: string
  readonly itemId: number
  readonly item: string
  readonly fromOn: string
  readonly toOn: string
  readonly dueOn: string
  readonly amount: number
  readonly discounted: number
  readonly paid: number
  readonly left: number
  readonly isDue: boolean
  readonly debtorKind: 'owner' | 'tenant' | 'developer'
  readonly debtor: string | null
  /** Id of that person; null where nobody is named. */
  readonly debtorId: number | null
  /** The payer owes it, or nobody is named. */
  readonly isPayers: boolean
}

/** The payable charges of what a household owes, the oldest first, due ones before those to come. */
export function payablesOf(due: DueView): Payable[] {
  return due.units.flatMap((unit) =>
    unit.account.charges
      .filter((charge) => charge.reversedOn === null)
      .map((charge): Payable => {
        const { id: chargeId, itemId, item, fromOn, toOn, dueOn, amount, discounted, paid, isDue } = charge
        const left = isDue ? charge.owed : Math.max(0, amount - discounted - paid)
        const isPayers =
          charge.debtorKind === 'developer'
            ? unit.ownerId === null
            : charge.debtorId === null || charge.debtorId === due.payerId || charge.debtorId === unit.ownerId
        const { debtorKind, debtor, debtorId } = charge
        const of = { unitId: unit.unitId, unit: unit.unit, chargeId, itemId, item, fromOn, toOn, dueOn }
        return { ...of, amount, discounted, paid, left, isDue, debtorKind, debtor, debtorId, isPayers }
      })
      .filter((payable) => payable.left > 0),
  )
}

/** Where money that no chosen charge takes goes. */
export interface Account {
  readonly unitId: number
  readonly itemId: number
}

/**
 * The lines of a receipt: the chosen charges take the money oldest first, what is left goes to one account in advance.
 * Charges are named only where the oldest-first rule would not settle exactly those by itself.
 * @param all every payable charge, @param chosen ids of the chosen ones, @param total fen
 * @returns no lines where there is no money, or money left and nowhere for it to go
 */
export function linesOf(
  all: readonly Payable[],
  chosen: ReadonlySet<number>,
  total: number,
  rest: Account | null,
  debtorOf: (unitId: number) => number | null,
): TakeInput['lines'] {
  const taken = new Map<number, number>()
  let left = total
  for (const payable of oldestFirst(all.filter((one) => chosen.has(one.chargeId)))) {
    const amount = Math.min(payable.left, left)
    if (amount > 0) taken.set(payable.chargeId, amount)
    left -= amount
  }
  if (left > 0 && rest === null) return []
  const accounts = Map.groupBy(
    all.filter((one) => taken.has(one.chargeId)),
    accountKey,
  )
  if (left > 0 && rest !== null && !accounts.has(accountKey(rest))) accounts.set(accountKey(rest), [])
  return [...accounts].map(([key, own]) => {
    const account = own[0] ?? rest
    if (!account) throw new Error('an account without a place')
    const settled = own.reduce((sum, one) => sum + (taken.get(one.chargeId) ?? 0), 0)
    const surplus = rest !== null && key === accountKey(rest) ? left : 0
    const debtorId = debtorOfLine(own, debtorOf(account.unitId))
    const byRule = settledByRule(
      all.filter((one) => accountKey(one) === key && one.isDue && mayPay(debtorId, one)),
      settled,
    )
    const isRule = own.every((one) => byRule.get(one.chargeId) === taken.get(one.chargeId))
    return {
      unitId: account.unitId,
      itemId: account.itemId,
      amount: settled + surplus,
      debtorId,
      choices: isRule ? [] : own.map((one) => ({ chargeId: one.chargeId, amount: taken.get(one.chargeId) ?? 0 })),
    }
  })
}

/** Whose money it is: the one debtor of the charges it is for; nobody's by name where they are several people's. */
function debtorOfLine(own: readonly Payable[], usual: number | null): number | null {
  const named = new Set(own.flatMap((one) => (one.debtorId === null ? [] : [one.debtorId])))
  if (own.some((one) => one.debtorKind === 'developer') || named.size > 1) return null
  const [only] = named
  return only ?? usual
}

/** As the ledger has it: money in somebody's name pays that person's charges, and those nobody is named for. */
function mayPay(debtorId: number | null, payable: Payable): boolean {
  if (debtorId === null) return true
  return payable.debtorKind !== 'developer' && (payable.debtorId === null || payable.debtorId === debtorId)
}

function accountKey(account: Account): string {
  return `${account.unitId}/${account.itemId}`
}

function settledByRule(due: readonly Payable[], amount: number): Map<number, number> {
  const settled = new Map<number, number>()
  let left = amount
  for (const one of oldestFirst(due)) {
    const part = Math.min(one.left, left)
    if (part > 0) settled.set(one.chargeId, part)
    left -= part
  }
  return settled
}

function oldestFirst(payables: readonly Payable[]): Payable[] {
  return payables.toSorted((a, b) => (a.dueOn + a.fromOn < b.dueOn + b.fromOn ? -1 : 1))
}
