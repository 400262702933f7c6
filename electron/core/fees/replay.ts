import type { DateText } from '../../contract/dates.ts'

/**
 * What is owed and what is held in advance on one account, worked out by replaying its dated facts day by day. Nothing
 * else decides which payment settles which charge.
 *
 * An account is one unit and one item. Within a day: charges fall due (those reversed that day go), discounts count,
 * payments come in, payments are reversed, refunds go out; after each of these, money held in advance settles the
 * oldest due charges. So a later-dated fact never changes an earlier day, and the order of entry never matters.
 * Rules: product page, register 4, "Payments".
 */
export interface AccountFacts {
  readonly charges: readonly ChargeFact[]
  readonly discounts: readonly DiscountFact[]
  readonly payments: readonly PaymentFact[]
  readonly refunds: readonly RefundFact[]
}

/** Amounts are integer fen throughout, above zero. */
export interface ChargeFact {
  readonly id: number
  readonly fromOn: DateText
  readonly dueOn: DateText
  /** A charge published after its due date is owed from its publication on. */
  readonly publishedOn: DateText
  readonly amount: number
  /** Who owes it, where known by name. */
  readonly debtorId: number | null
  readonly reversedOn: DateText | null
}

export interface DiscountFact {
  readonly id: number
  readonly chargeId: number
  /** Counts from this day, or from the charge's due date if that is later. */
  readonly onDate: DateText
  readonly amount: number
  readonly reversedOn: DateText | null
}

export interface PaymentFact {
  readonly id: number
  /** Puts payments of one day in order. */
  readonly receiptNo: string
  readonly onDate: DateText
  readonly amount: number
  /** Money of a named debtor settles that debtor's charges only; without a name, any of the account. */
  readonly debtorId: number | null
  /** What the clerk chose; the rest settles the oldest. A charge not yet due has its share kept for it. */
  readonly choices: readonly { readonly chargeId: number; readonly amount: number }[]
  readonly reversedOn: DateText | null
}

export interface RefundFact {
  readonly id: number
  readonly paymentId: number
  readonly onDate: DateText
  readonly amount: number
}

/** An amount that holds from a day on until another: on `toOn` it is already different. */
export interface Span {
  readonly fromOn: DateText
  readonly toOn: DateText
  readonly amount: number
}

export interface Timeline {
  /** Money of a payment on a charge. */
  readonly settlements: readonly (Span & { readonly chargeId: number; readonly paymentId: number })[]
  /** What is owed of a charge. */
  readonly outstanding: readonly (Span & { readonly chargeId: number })[]
  /** What a payment holds in advance. */
  readonly prepaid: readonly (Span & { readonly paymentId: number })[]
}

/** `toOn` of what holds until further notice. */
export const endless: DateText = '9999-12-31'

export function replay(facts: AccountFacts): Timeline {
  return new Account(facts).run()
}

/** The day from which a charge is owed. */
export function owedFrom(charge: Pick<ChargeFact, 'dueOn' | 'publishedOn'>): DateText {
  return charge.dueOn > charge.publishedOn ? charge.dueOn : charge.publishedOn
}

interface LiveCharge {
  readonly fact: ChargeFact
  due: boolean
  gone: boolean
  open: number
  /** Money on it, the latest last. */
  readonly held: { readonly pool: Pool; amount: number }[]
}

interface Pool {
  readonly fact: PaymentFact
  free: number
  /** Kept for chosen charges that are not due yet. */
  readonly kept: Map<LiveCharge, number>
}

const phases = ['charge', 'charge-reversal', 'discount', 'payment', 'payment-reversal', 'refund'] as const
type Phase = (typeof phases)[number]

interface Event {
  readonly onDate: DateText
  readonly phase: number
  readonly order: string
  readonly apply: () => void
}

class Account {
  readonly #facts: AccountFacts
  readonly #charges: LiveCharge[]
  readonly #byId: ReadonlyMap<number, LiveCharge>
  readonly #pools: Pool[] = []
  readonly #settled = new SpanLog()
  readonly #open = new SpanLog()
  readonly #advance = new SpanLog()
  #day: DateText = ''

  constructor(facts: AccountFacts) {
    this.#facts = facts
    this.#charges = facts.charges
      .map((fact): LiveCharge => ({ fact, due: false, gone: false, open: 0, held: [] }))
      .sort((a, b) => compareCharges(a.fact, b.fact))
    this.#byId = new Map(this.#charges.map((charge) => [charge.fact.id, charge]))
  }

  run(): Timeline {
    const events = this.#events()
    for (let next = 0; next < events.length; ) {
      const first = events[next] as Event
      this.#day = first.onDate
      for (; events[next]?.onDate === first.onDate && events[next]?.phase === first.phase; next++) {
        events[next]?.apply()
      }
      this.#settleOldest()
    }
    return {
      settlements: this.#settled.spans((key, span) => ({ chargeId: key[0], paymentId: key[1], ...span })),
      outstanding: this.#open.spans((key, span) => ({ chargeId: key[0], ...span })),
      prepaid: this.#advance.spans((key, span) => ({ paymentId: key[0], ...span })),
    }
  }

  #events(): Event[] {
    const events: Event[] = []
    const on = (onDate: DateText, phase: Phase, order: string, apply: () => void) =>
      events.push({ onDate, phase: phases.indexOf(phase), order, apply })
    for (const charge of this.#charges) {
      const { fact } = charge
      const owed = owedFrom(fact)
      if (fact.reversedOn === null || fact.reversedOn > owed) on(owed, 'charge', '', () => this.#fallDue(charge))
      if (fact.reversedOn !== null) on(fact.reversedOn, 'charge-reversal', '', () => this.#takeCharge(charge))
    }
    for (const discount of this.#facts.discounts) {
      const charge = this.#byId.get(discount.chargeId)
      if (!charge) continue
      const owed = owedFrom(charge.fact)
      const counts = discount.onDate > owed ? discount.onDate : owed
      if (discount.reversedOn !== null && discount.reversedOn <= counts) continue
      on(counts, 'discount', '', () => this.#reduce(charge, discount.amount))
      if (discount.reversedOn !== null)
        on(discount.reversedOn, 'discount', '', () => this.#restore(charge, discount.amount))
    }
    for (const payment of this.#facts.payments) {
      if (payment.reversedOn !== null && payment.reversedOn <= payment.onDate) continue
      const pool: Pool = { fact: payment, free: 0, kept: new Map() }
      on(payment.onDate, 'payment', payment.receiptNo, () => this.#payIn(pool))
      if (payment.reversedOn !== null) on(payment.reversedOn, 'payment-reversal', '', () => this.#takePayment(pool))
      for (const refund of this.#facts.refunds) {
        if (refund.paymentId === payment.id) on(refund.onDate, 'refund', '', () => this.#payOut(pool, refund.amount))
      }
    }
    return events.sort((a, b) => compare(a.onDate, b.onDate) || a.phase - b.phase || compare(a.order, b.order))
  }

  #fallDue(charge: LiveCharge): void {
    charge.due = true
    this.#owe(charge, charge.fact.amount)
    for (const pool of this.#pools) {
      const kept = pool.kept.get(charge)
      if (kept === undefined) continue
      pool.kept.delete(charge)
      pool.free += kept
      this.#move(pool, charge, Math.min(kept, charge.open))
      this.#showAdvance(pool)
    }
  }

  #takeCharge(charge: LiveCharge): void {
    charge.gone = true
    this.#release(charge, Number.POSITIVE_INFINITY)
    this.#owe(charge, 0)
    for (const pool of this.#pools) {
      pool.free += pool.kept.get(charge) ?? 0
      pool.kept.delete(charge)
    }
  }

  /** A discount lowers what is open; what then is too much on the charge comes free, the latest money first. */
  #reduce(charge: LiveCharge, amount: number): void {
    if (charge.gone) return
    const lowered = Math.min(amount, charge.open)
    this.#owe(charge, charge.open - lowered)
    const freed = this.#release(charge, amount - lowered)
    this.#owe(charge, charge.open - freed)
  }

  /** A discount is withdrawn: what it had lowered is owed again. */
  #restore(charge: LiveCharge, amount: number): void {
    if (!charge.gone) this.#owe(charge, charge.open + amount)
  }

  #payIn(pool: Pool): void {
    pool.free = pool.fact.amount
    this.#pools.push(pool)
    for (const choice of pool.fact.choices) {
      const charge = this.#byId.get(choice.chargeId)
      if (!charge || charge.gone) continue
      const chosen = Math.min(choice.amount, pool.free)
      if (charge.due) this.#move(pool, charge, Math.min(chosen, charge.open))
      else {
        pool.free -= chosen
        pool.kept.set(charge, (pool.kept.get(charge) ?? 0) + chosen)
      }
    }
    this.#showAdvance(pool)
  }

  #takePayment(pool: Pool): void {
    for (const charge of this.#charges) this.#takeBack(pool, charge, Number.POSITIVE_INFINITY)
    pool.free = 0
    pool.kept.clear()
    this.#showAdvance(pool)
    this.#pools.splice(this.#pools.indexOf(pool), 1)
  }

  /** A refund goes out of what the payment holds in advance; if that was used meanwhile, out of what it settled last. */
  #payOut(pool: Pool, amount: number): void {
    let missing = amount - pool.free
    for (const [charge, kept] of [...pool.kept].reverse()) {
      if (missing <= 0) break
      const taken = Math.min(missing, kept)
      pool.kept.set(charge, kept - taken)
      pool.free += taken
      missing -= taken
    }
    for (const charge of [...this.#charges].reverse()) {
      if (missing > 0) missing -= this.#takeBack(pool, charge, missing)
    }
    pool.free = Math.max(0, pool.free - amount)
    this.#showAdvance(pool)
  }

  /** Money held in advance settles the oldest due charges, the oldest money first. */
  #settleOldest(): void {
    for (const pool of this.#pools) {
      if (pool.free === 0) continue
      for (const charge of this.#charges) {
        if (pool.free === 0) break
        if (charge.open > 0 && maySettle(pool.fact, charge.fact)) {
          this.#move(pool, charge, Math.min(pool.free, charge.open))
        }
      }
      this.#showAdvance(pool)
    }
  }

  #move(pool: Pool, charge: LiveCharge, amount: number): void {
    if (amount <= 0) return
    pool.free -= amount
    const held = charge.held.find((one) => one.pool === pool)
    if (held) held.amount += amount
    else charge.held.push({ pool, amount })
    this.#owe(charge, charge.open - amount)
    this.#showSettled(pool, charge)
  }

  /** Takes up to `amount` of the money on a charge off it, the latest first, and answers how much it was. */
  #release(charge: LiveCharge, amount: number): number {
    let left = amount
    for (const held of [...charge.held].reverse()) {
      if (left <= 0) break
      left -= this.#takeBack(held.pool, charge, left)
    }
    return amount - left
  }

  /** Takes up to `amount` of a payment's money off a charge and answers how much it was. */
  #takeBack(pool: Pool, charge: LiveCharge, amount: number): number {
    const index = charge.held.findIndex((held) => held.pool === pool)
    const held = charge.held[index]
    if (!held) return 0
    const taken = Math.min(held.amount, amount)
    held.amount -= taken
    if (held.amount === 0) charge.held.splice(index, 1)
    pool.free += taken
    this.#owe(charge, charge.open + taken)
    this.#showSettled(pool, charge)
    this.#showAdvance(pool)
    return taken
  }

  #owe(charge: LiveCharge, open: number): void {
    charge.open = open
    this.#open.note(this.#day, open, charge.fact.id)
  }

  #showSettled(pool: Pool, charge: LiveCharge): void {
    const amount = charge.held.find((held) => held.pool === pool)?.amount ?? 0
    this.#settled.note(this.#day, amount, charge.fact.id, pool.fact.id)
  }

  #showAdvance(pool: Pool): void {
    let amount = pool.free
    for (const kept of pool.kept.values()) amount += kept
    this.#advance.note(this.#day, amount, pool.fact.id)
  }
}

function maySettle(payment: PaymentFact, charge: ChargeFact): boolean {
  return payment.debtorId === null || charge.debtorId === null || payment.debtorId === charge.debtorId
}

/** Oldest first: by due date, then by period. */
function compareCharges(a: ChargeFact, b: ChargeFact): number {
  return compare(a.dueOn, b.dueOn) || compare(a.fromOn, b.fromOn) || a.id - b.id
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Amounts by key as they change from day to day; of several amounts on one day the last one counts. */
class SpanLog {
  readonly #tracks = new Map<string, { readonly key: readonly [number, number]; readonly spans: Span[] }>()

  note(day: DateText, amount: number, id: number, second = 0): void {
    const name = `${id}/${second}`
    let track = this.#tracks.get(name)
    if (!track) {
      track = { key: [id, second], spans: [] }
      this.#tracks.set(name, track)
    }
    const { spans } = track
    if (spans.at(-1)?.fromOn === day) spans.pop()
    const before = spans.at(-1)
    if ((before?.amount ?? 0) === amount) {
      if (before) spans[spans.length - 1] = { ...before, toOn: endless }
      return
    }
    if (before) spans[spans.length - 1] = { ...before, toOn: day }
    spans.push({ fromOn: day, toOn: endless, amount })
  }

  spans<T>(build: (key: readonly [number, number], span: Span) => T): T[] {
    return [...this.#tracks.values()].flatMap(({ key, spans }) =>
      spans.filter((span) => span.amount > 0).map((span) => build(key, span)),
    )
  }
}
