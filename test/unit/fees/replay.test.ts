import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../../../electron/contract/dates.ts'
import { type AccountFacts, type ChargeFact, replay, type Span } from '../../../electron/core/fees/replay.ts'
import { walk } from './naiveLedger.ts'

const begin = '2025-01-01'
const span = 60
const day = (offset: number) => addDays(begin, offset)
const end = day(span + 5)

const charge = (id: number, due: number, amount: number, more: Partial<ChargeFact> = {}): ChargeFact => ({
  id,
  fromOn: day(due),
  dueOn: day(due),
  publishedOn: day(due),
  amount,
  debtorId: null,
  reversedOn: null,
  ...more,
})
const payment = (id: number, on: number, amount: number, more: object = {}) => ({
  id,
  receiptNo: `R${String(id).padStart(3, '0')}`,
  onDate: day(on),
  amount,
  debtorId: null,
  choices: [],
  reversedOn: null,
  ...more,
})
const office = (facts: Partial<AccountFacts>): AccountFacts => ({
  charges: [],
  discounts: [],
  payments: [],
  refunds: [],
  ...facts,
})
const at = <T extends Span>(spans: readonly T[], date: string) =>
  spans.filter((one) => one.fromOn <= date && one.toOn > date)
const sum = (spans: readonly { amount: number }[]) => spans.reduce((total, one) => total + one.amount, 0)

/** An account with late, early, partial, chosen and reversed payments, late discounts, refunds, two debtors. */
const accounts: fc.Arbitrary<AccountFacts> = fc
  .record({
    charges: fc.array(
      fc.record({
        due: fc.nat(span),
        published: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(10) }),
        amount: fc.integer({ min: 1, max: 60 }),
        debtorId: fc.constantFrom(null, 1, 2),
        reversed: fc.option(fc.integer({ min: 0, max: 20 }), { freq: 5 }),
      }),
      { maxLength: 6 },
    ),
    discounts: fc.array(
      fc.record({
        of: fc.nat(5),
        on: fc.nat(span),
        share: fc.integer({ min: 1, max: 100 }),
        reversed: fc.option(fc.nat(15), { freq: 4 }),
      }),
      { maxLength: 3 },
    ),
    payments: fc.array(
      fc.record({
        on: fc.nat(span),
        amount: fc.integer({ min: 1, max: 120 }),
        debtorId: fc.constantFrom(null, null, 1, 2),
        choices: fc.uniqueArray(fc.record({ of: fc.nat(5), amount: fc.integer({ min: 1, max: 60 }) }), {
          maxLength: 2,
          selector: (choice) => choice.of,
        }),
        reversed: fc.option(fc.nat(20), { freq: 4 }),
        refund: fc.option(fc.record({ after: fc.nat(20), share: fc.integer({ min: 1, max: 100 }) }), { freq: 3 }),
      }),
      { maxLength: 5 },
    ),
  })
  .map((raw): AccountFacts => {
    const charges = raw.charges.map((one, index) =>
      charge(index + 1, one.due, one.amount, {
        fromOn: day(index),
        publishedOn: day(Math.max(0, one.due + one.published - 3)),
        debtorId: one.debtorId,
        reversedOn: one.reversed === null ? null : day(one.due + one.published + one.reversed),
      }),
    )
    const left = new Map(charges.map((one) => [one.id, one.amount]))
    const discounts = raw.discounts.flatMap((one, index) => {
      const target = charges[one.of]
      const open = target ? (left.get(target.id) ?? 0) : 0
      const amount = Math.floor((open * one.share) / 100)
      if (!target || amount === 0) return []
      left.set(target.id, open - amount)
      const reversedOn = one.reversed === null ? null : day(one.on + one.reversed)
      return [{ id: index + 1, chargeId: target.id, onDate: day(one.on), amount, reversedOn }]
    })
    const payments = raw.payments.map((one, index) =>
      payment(index + 1, one.on, one.amount, {
        debtorId: one.debtorId,
        choices: one.choices.flatMap((choice) => {
          const target = charges[choice.of]
          const mine = target && (one.debtorId === null || target.debtorId === null || target.debtorId === one.debtorId)
          return target && mine ? [{ chargeId: target.id, amount: choice.amount }] : []
        }),
        // A payment that is partly paid back is not reversed as well.
        reversedOn: one.reversed === null || one.refund !== null ? null : day(one.on + one.reversed),
      }),
    )
    const refunds = raw.payments.flatMap((one, index) => {
      const amount = one.refund ? Math.floor((one.amount * one.refund.share) / 100) : 0
      if (!one.refund || amount === 0) return []
      return [{ id: index + 1, paymentId: index + 1, onDate: day(one.on + one.refund.after), amount }]
    })
    return { charges, discounts, payments, refunds }
  })

const runs = { numRuns: 1500 }

/** Found by chance: whether the reversed payment had pushed the other one on to the next charge. */
const reversedOnItsDay = office({
  charges: [charge(1, 1, 1), charge(2, 0, 28)],
  payments: [payment(1, 33, 1, { reversedOn: day(33) }), payment(2, 0, 6), payment(3, 33, 22)],
})

describe('the replay of an account', () => {
  test('gives every day what walking day by day gives', () => {
    fc.assert(
      fc.property(accounts, (facts) => {
        const line = replay(facts)
        for (const [date, state] of walk(facts, begin, end)) {
          const owed = new Map(at(line.outstanding, date).map((one) => [one.chargeId, one.amount]))
          for (const [id, amount] of state.owed) expect([date, id, owed.get(id) ?? 0]).toEqual([date, id, amount])
          const advance = new Map(at(line.prepaid, date).map((one) => [one.paymentId, one.amount]))
          for (const [id, amount] of state.advance) expect([date, id, advance.get(id) ?? 0]).toEqual([date, id, amount])
          const placed = new Map<string, number>()
          for (const one of state.placed) {
            const key = `${one.chargeId}/${one.paymentId}`
            placed.set(key, (placed.get(key) ?? 0) + one.amount)
          }
          const settled = at(line.settlements, date).map((one) => [`${one.chargeId}/${one.paymentId}`, one.amount])
          expect(new Map(settled as [string, number][])).toEqual(placed)
        }
      }),
      { ...runs, examples: [[reversedOnItsDay]] },
    )
  })

  test('adds up on every day: charges − discounts − settled = owed; payments − refunds = settled + in advance', () => {
    fc.assert(
      fc.property(accounts, fc.nat(span + 5), (facts, offset) => {
        const date = day(offset)
        const line = replay(facts)
        const standing = facts.charges.filter(
          (one) => one.dueOn <= date && one.publishedOn <= date && (one.reversedOn === null || one.reversedOn > date),
        )
        for (const one of standing) {
          const less = facts.discounts.filter(
            (each) =>
              each.chargeId === one.id && each.onDate <= date && (each.reversedOn === null || each.reversedOn > date),
          )
          const settled = at(line.settlements, date).filter((each) => each.chargeId === one.id)
          const owed = at(line.outstanding, date).filter((each) => each.chargeId === one.id)
          expect(sum(owed)).toBe(one.amount - sum(less) - sum(settled))
          expect(sum(owed)).toBeGreaterThanOrEqual(0)
        }
        for (const one of facts.payments) {
          const isIn = one.onDate <= date && (one.reversedOn === null || one.reversedOn > date)
          const back = facts.refunds.filter((each) => each.paymentId === one.id && each.onDate <= date)
          const used = at(line.settlements, date).filter((each) => each.paymentId === one.id)
          const advance = at(line.prepaid, date).filter((each) => each.paymentId === one.id)
          expect(sum(used) + sum(advance)).toBe(isIn ? one.amount - sum(back) : 0)
        }
        const chargeIds = new Set(standing.map((one) => one.id))
        expect(at(line.settlements, date).every((one) => chargeIds.has(one.chargeId))).toBe(true)
      }),
      runs,
    )
  })

  test('of a past day is not changed by facts of later days', () => {
    fc.assert(
      fc.property(accounts, fc.nat(span), (facts, offset) => {
        const date = day(offset)
        const known = (reversedOn: string | null) => (reversedOn !== null && reversedOn > date ? null : reversedOn)
        const earlier: AccountFacts = {
          charges: facts.charges
            .filter((one) => one.publishedOn <= date)
            .map((one) => ({ ...one, reversedOn: known(one.reversedOn) })),
          discounts: facts.discounts
            .filter((one) => one.onDate <= date)
            .filter((one) => facts.charges.some((each) => each.id === one.chargeId && each.publishedOn <= date))
            .map((one) => ({ ...one, reversedOn: known(one.reversedOn) })),
          payments: facts.payments
            .filter((one) => one.onDate <= date)
            .map((one) => ({
              ...one,
              reversedOn: known(one.reversedOn),
              choices: one.choices,
            })),
          refunds: facts.refunds.filter((one) => one.onDate <= date),
        }
        // A choice can only name a charge that was published when the clerk chose it.
        fc.pre(
          earlier.payments.every((one) =>
            one.choices.every((choice) => earlier.charges.some((each) => each.id === choice.chargeId)),
          ),
        )
        const [then, now] = [replay(earlier), replay(facts)]
        for (const part of ['settlements', 'outstanding', 'prepaid'] as const) {
          const amounts = (line: ReturnType<typeof replay>) =>
            at<Span>(line[part], date)
              .map(({ fromOn, toOn, ...rest }) => JSON.stringify(rest))
              .sort()
          expect(amounts(now)).toEqual(amounts(then))
        }
      }),
      runs,
    )
  })

  test('does not depend on the order of entry', () => {
    fc.assert(
      fc.property(accounts, fc.integer(), (facts, seed) => {
        const shuffle = <T>(items: readonly T[]) =>
          items
            .map((item, index) => ({ item, key: Math.sin(seed + index * 7919) }))
            .sort((a, b) => a.key - b.key)
            .map(({ item }) => item)
        const other = replay({
          charges: shuffle(facts.charges),
          discounts: shuffle(facts.discounts),
          payments: shuffle(facts.payments),
          refunds: shuffle(facts.refunds),
        })
        const line = replay(facts)
        for (const part of ['settlements', 'outstanding', 'prepaid'] as const) {
          const plain = (spans: readonly object[]) => spans.map((one) => JSON.stringify(one)).sort()
          expect(plain(other[part])).toEqual(plain(line[part]))
        }
      }),
      runs,
    )
  })

  test('a payment reversed on its own day leaves no trace; reversed later, what is owed is as without it', () => {
    fc.assert(
      fc.property(accounts, fc.nat(span), fc.integer({ min: 1, max: 120 }), fc.nat(20), (facts, on, amount, after) => {
        const plain: AccountFacts = {
          ...facts,
          payments: facts.payments.map((one) => ({ ...one, choices: [], debtorId: null })),
          charges: facts.charges.map((one) => ({ ...one, debtorId: null })),
          refunds: [],
        }
        const extra = payment(99, on, amount, { reversedOn: day(on + after) })
        const [with99, without] = [replay({ ...plain, payments: [...plain.payments, extra] }), replay(plain)]
        const date = day(on + after)
        expect(sum(at(with99.outstanding, date))).toBe(sum(at(without.outstanding, date)))
        expect(sum(at(with99.prepaid, date))).toBe(sum(at(without.prepaid, date)))
        if (after === 0) expect(with99).toEqual(without)
      }),
      runs,
    )
  })
})

describe('by example', () => {
  test('a payment settles the oldest first and keeps the rest in advance for what falls due later', () => {
    const line = replay(office({ charges: [charge(1, 0, 100), charge(2, 10, 100)], payments: [payment(1, 5, 150)] }))
    expect(line.outstanding).toEqual([
      { chargeId: 1, fromOn: day(0), toOn: day(5), amount: 100 },
      { chargeId: 2, fromOn: day(10), toOn: '9999-12-31', amount: 50 },
    ])
    expect(line.prepaid).toEqual([{ paymentId: 1, fromOn: day(5), toOn: day(10), amount: 50 }])
  })

  test('a discount after payment frees the money that day, and it settles the oldest due charge', () => {
    const line = replay(
      office({
        charges: [charge(1, 0, 100), charge(2, 3, 100)],
        payments: [payment(1, 5, 100)],
        discounts: [{ id: 1, chargeId: 1, onDate: day(8), amount: 40, reversedOn: null }],
      }),
    )
    expect(at(line.outstanding, day(7))).toMatchObject([{ chargeId: 2, amount: 100 }])
    expect(at(line.outstanding, day(8))).toMatchObject([{ chargeId: 2, amount: 60 }])
  })

  test('a discount dated before the charge is due counts from the due date', () => {
    const line = replay(
      office({
        charges: [charge(1, 10, 100)],
        discounts: [{ id: 1, chargeId: 1, onDate: day(2), amount: 30, reversedOn: null }],
      }),
    )
    expect(line.outstanding).toEqual([{ chargeId: 1, fromOn: day(10), toOn: '9999-12-31', amount: 70 }])
  })

  test('money of the new owner does not settle the old owner’s debt', () => {
    const line = replay(
      office({
        charges: [charge(1, 0, 100, { debtorId: 1 }), charge(2, 5, 100, { debtorId: 2 })],
        payments: [payment(1, 6, 150, { debtorId: 2 })],
      }),
    )
    expect(at(line.outstanding, day(6))).toMatchObject([{ chargeId: 1, amount: 100 }])
    expect(at(line.prepaid, day(6))).toMatchObject([{ paymentId: 1, amount: 50 }])
  })

  test('what the clerk chose is kept for the chosen charge until it is due', () => {
    const line = replay(
      office({
        charges: [charge(1, 0, 100), charge(2, 20, 80, { publishedOn: day(0) })],
        payments: [payment(1, 5, 80, { choices: [{ chargeId: 2, amount: 80 }] })],
      }),
    )
    expect(at(line.outstanding, day(6))).toMatchObject([{ chargeId: 1, amount: 100 }])
    expect(at(line.outstanding, day(20))).toMatchObject([{ chargeId: 1, amount: 100 }])
    expect(at(line.prepaid, day(19))).toMatchObject([{ paymentId: 1, amount: 80 }])
  })
})
