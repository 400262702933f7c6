import { addDays, type DateText } from '../../../electron/contract/dates.ts'
import type { AccountFacts, ChargeFact, PaymentFact } from '../../../electron/core/fees/replay.ts'

/** Money on a charge, or kept for it while it is not due. */
interface Placed {
  readonly payment: PaymentFact
  readonly charge: ChargeFact
  amount: number
  kept: boolean
}

export interface NaiveState {
  /** Charge id → what is owed of it. */
  readonly owed: ReadonlyMap<number, number>
  /** Payment id → what it holds in advance. */
  readonly advance: ReadonlyMap<number, number>
  readonly placed: readonly { readonly chargeId: number; readonly paymentId: number; readonly amount: number }[]
}

/**
 * The ledger the slow way: every day of the calendar is walked, and every balance is worked out anew from the list of
 * where money was put. Shares nothing with the replay but the words of the rule.
 */
export function walk(facts: AccountFacts, from: DateText, to: DateText): Map<DateText, NaiveState> {
  const states = new Map<DateText, NaiveState>()
  const placed: Placed[] = []
  const paidOut = new Map<number, number>()
  const charges = [...facts.charges].sort(
    (a, b) => `${a.dueOn} ${a.fromOn}`.localeCompare(`${b.dueOn} ${b.fromOn}`) || a.id - b.id,
  )
  const payments = [...facts.payments].sort((a, b) =>
    `${a.onDate} ${a.receiptNo}`.localeCompare(`${b.onDate} ${b.receiptNo}`),
  )
  const owedFrom = (charge: ChargeFact) => [charge.dueOn, charge.publishedOn].sort()[1] as string

  for (let day = from; day <= to; day = addDays(day, 1)) {
    let step = 0
    const stands = (charge: ChargeFact) =>
      owedFrom(charge) <= day &&
      (charge.reversedOn === null ||
        charge.reversedOn > day ||
        (step < 1 && charge.reversedOn === day && charge.reversedOn !== owedFrom(charge)))
    const reductions = (charge: ChargeFact) =>
      facts.discounts
        .filter((discount) => discount.chargeId === charge.id)
        .filter((discount) => {
          const counts = [discount.onDate, owedFrom(charge)].sort()[1] as string
          const begun = step < 2 ? counts < day : counts <= day
          const ended =
            discount.reversedOn !== null && (step < 2 ? discount.reversedOn < day : discount.reversedOn <= day)
          return begun && !ended
        })
        .reduce((sum, discount) => sum + discount.amount, 0)
    const on = (charge: ChargeFact) =>
      placed.filter((one) => one.charge === charge && !one.kept).reduce((sum, one) => sum + one.amount, 0)
    const owed = (charge: ChargeFact) => (stands(charge) ? charge.amount - reductions(charge) - on(charge) : 0)
    const inHand = (payment: PaymentFact) => {
      // Taken back on its own day, money has never moved anything.
      if (payment.reversedOn === payment.onDate) return 0
      const there = step < 3 ? payment.onDate < day : payment.onDate <= day
      const gone = payment.reversedOn !== null && (step < 4 ? payment.reversedOn < day : payment.reversedOn <= day)
      return there && !gone ? payment.amount - (paidOut.get(payment.id) ?? 0) : 0
    }
    const free = (payment: PaymentFact) =>
      inHand(payment) - placed.filter((one) => one.payment === payment).reduce((sum, one) => sum + one.amount, 0)
    const put = (payment: PaymentFact, charge: ChargeFact, amount: number) => {
      if (amount > 0) placed.push({ payment, charge, amount, kept: false })
    }
    const takeLatest = (which: (one: Placed) => boolean, amount: number) => {
      // The latest payment on the charge gives way first; money of one payment counts as put there when it first was.
      let left = amount
      while (left > 0) {
        const owners = [...new Set(placed.filter(which).map((one) => one.payment))]
        const last = owners.at(-1)
        if (!last) return
        const mine = placed.filter((one) => which(one) && one.payment === last)
        const one = mine.at(-1) as Placed
        const taken = Math.min(left, one.amount)
        one.amount -= taken
        left -= taken
        if (one.amount === 0) placed.splice(placed.indexOf(one), 1)
      }
    }
    const settle = () => {
      for (const payment of payments) {
        for (const charge of charges) {
          const same = payment.debtorId === null || charge.debtorId === null || payment.debtorId === charge.debtorId
          if (same) put(payment, charge, Math.min(free(payment), owed(charge)))
        }
      }
    }

    // Charges fall due; what was kept for them is used, the rest of it is free.
    for (const charge of charges.filter((one) => owedFrom(one) === day && stands(one))) {
      for (const payment of payments) {
        for (const one of placed.filter((each) => each.kept && each.charge === charge && each.payment === payment)) {
          placed.splice(placed.indexOf(one), 1)
          put(payment, charge, Math.min(one.amount, owed(charge)))
        }
      }
    }
    settle()
    step = 1
    for (const charge of charges.filter((one) => one.reversedOn === day)) {
      for (const one of placed.filter((each) => each.charge === charge)) placed.splice(placed.indexOf(one), 1)
    }
    settle()
    step = 2
    for (const charge of charges) {
      const excess = -owed(charge)
      if (excess > 0) takeLatest((one) => one.charge === charge && !one.kept, excess)
    }
    settle()
    step = 3
    for (const payment of payments.filter((one) => one.onDate === day && one.reversedOn !== day)) {
      for (const choice of payment.choices) {
        const charge = charges.find((one) => one.id === choice.chargeId) as ChargeFact
        if (charge.reversedOn !== null && charge.reversedOn <= day) continue
        const amount = Math.min(choice.amount, free(payment))
        if (stands(charge)) put(payment, charge, Math.min(amount, owed(charge)))
        else if (amount > 0) placed.push({ payment, charge, amount, kept: true })
      }
    }
    settle()
    step = 4
    for (const payment of payments.filter((one) => one.reversedOn === day)) {
      for (const one of placed.filter((each) => each.payment === payment)) placed.splice(placed.indexOf(one), 1)
    }
    settle()
    step = 5
    for (const refund of facts.refunds.filter((one) => one.onDate === day)) {
      const payment = payments.find((one) => one.id === refund.paymentId) as PaymentFact
      if (payment.onDate > day || (payment.reversedOn !== null && payment.reversedOn <= day)) continue
      takeLatest((one) => one.payment === payment && one.kept, refund.amount - free(payment))
      for (const charge of [...charges].reverse()) {
        takeLatest(
          (one) => one.payment === payment && one.charge === charge && !one.kept,
          refund.amount - free(payment),
        )
      }
      paidOut.set(payment.id, (paidOut.get(payment.id) ?? 0) + refund.amount)
    }
    settle()
    states.set(day, {
      owed: new Map(charges.map((charge) => [charge.id, owed(charge)])),
      advance: new Map(
        payments.map((payment) => [
          payment.id,
          free(payment) +
            placed.filter((one) => one.payment === payment && one.kept).reduce((sum, one) => sum + one.amount, 0),
        ]),
      ),
      placed: placed
        .filter((one) => !one.kept)
        .map((one) => ({ chargeId: one.charge.id, paymentId: one.payment.id, amount: one.amount })),
    })
  }
  return states
}
