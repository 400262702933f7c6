import { describe, expect, test } from 'vitest'
import { type GiftFacts, giftOf } from '../../electron/core/billing/gift.ts'
import { type BillingRules, defaultBillingRules } from '../../electron/core/settings/billing.ts'

const month = (number: number) => String(number).padStart(2, '0')
const last = (number: number) => String(new Date(Date.UTC(2026, number, 0)).getUTCDate())

type Charge = GiftFacts['charges'][number]

/** Twelve monthly charges, due on the 5th of each month. */
function monthly(amount: number, more: (number: number) => Partial<Charge> = () => ({})): Charge[] {
  return Array.from({ length: 12 }, (_, index) => ({
    id: index + 1,
    fromOn: `2026-${month(index + 1)}-01`,
    toOn: `2026-${month(index + 1)}-${last(index + 1)}`,
    dueOn: `2026-${month(index + 1)}-05`,
    amount,
    discounts: [],
    settled: [],
    ...more(index + 1),
  }))
}

const gift = (facts: GiftFacts, rules: Partial<BillingRules> = {}, today = '2026-02-10') =>
  giftOf(facts, { ...defaultBillingRules, ...rules }, today)
const advance = (amount: number, paidOn = '2026-01-03') => [{ paidOn, amount }]

describe('a year paid early', () => {
  test('frees its last two months, a line a charge', () => {
    const found = gift({ charges: monthly(8_053), advances: advance(80_530) })
    expect(found).toMatchObject({ state: 'qualifies', needed: 80_530, covered: 80_530, amount: 16_106 })
    expect(found.lines).toEqual([
      { chargeId: 11, amount: 8_053 },
      { chargeId: 12, amount: 8_053 },
    ])
  })

  test('one fen short is short, and says by how much', () => {
    expect(gift({ charges: monthly(8_053), advances: advance(80_529) })).toMatchObject({
      state: 'short',
      needed: 80_530,
      covered: 80_529,
      lines: [],
    })
  })

  test.each([
    ['2026-03-05', 'qualifies'],
    ['2026-03-06', 'short'],
  ])('counts money until two months after the first due date: %s', (paidOn, state) => {
    const found = gift({ charges: monthly(8_053), advances: advance(80_530, paidOn) })
    expect(found).toMatchObject({ state, firstDueOn: '2026-01-05', throughOn: '2026-03-05' })
  })

  test('counts what has settled charges already, but not the late money on them', () => {
    const early = monthly(100, (number) => (number <= 10 ? { settled: [{ paidOn: '2026-01-01', amount: 100 }] } : {}))
    expect(gift({ charges: early, advances: [] }).state).toBe('qualifies')
    const late = monthly(100, (number) =>
      number <= 10 ? { settled: [{ paidOn: number === 4 ? '2026-05-01' : '2026-01-01', amount: 100 }] } : {},
    )
    expect(gift({ charges: late, advances: [] })).toMatchObject({ state: 'short', covered: 900, needed: 1_000 })
  })

  test('asks for less where a charge has been lowered, and gives no more than is left of it', () => {
    const charges = monthly(1_000, (number) =>
      number === 3 || number === 12 ? { discounts: [{ kind: 'vacancy', amount: 500 }] } : {},
    )
    const found = gift({ charges, advances: advance(9_500) })
    expect(found).toMatchObject({ state: 'qualifies', needed: 9_500, amount: 1_500 })
    expect(found.lines.at(-1)).toEqual({ chargeId: 12, amount: 500 })
  })

  test('takes its share of a charge of several months, half up', () => {
    const quarter = (id: number, from: number): Charge => ({
      id,
      fromOn: `2026-${month(from)}-01`,
      toOn: `2026-${month(from + 2)}-${last(from + 2)}`,
      dueOn: `2026-${month(from)}-10`,
      amount: 10_000,
      discounts: [],
      settled: [],
    })
    const found = gift({
      charges: [quarter(1, 1), quarter(2, 4), quarter(3, 7), quarter(4, 10)],
      advances: advance(33_333),
    })
    // 10 000 × 2 ÷ 3 = 6 666.67
    expect(found).toMatchObject({ state: 'qualifies', needed: 33_333, lines: [{ chargeId: 4, amount: 6_667 }] })
  })

  test('is given once, only for a whole year, and not where the office has none', () => {
    const given = monthly(100, (number) => (number === 12 ? { discounts: [{ kind: 'prepay-gift', amount: 100 }] } : {}))
    expect(gift({ charges: given, advances: advance(5_000) }).state).toBe('granted')
    expect(gift({ charges: monthly(100).slice(0, 11), advances: advance(5_000) }).state).toBe('not-billed')
    expect(gift({ charges: monthly(100), advances: advance(5_000) }, { giftWithinMonths: 0 }).state).toBe('not-billed')
  })

  test('warns where more than the cap is then held ahead', () => {
    const ten = gift({ charges: monthly(100), advances: advance(1_000) }, {}, '2026-01-04')
    expect(ten.monthsAhead).toBeNull()
    const twelve = gift({ charges: monthly(100), advances: advance(1_200) }, {}, '2026-01-04')
    expect(twelve.monthsAhead).toBe(14)
    expect(
      gift({ charges: monthly(100), advances: advance(1_200) }, { prepayCapMonths: 0 }, '2026-01-04'),
    ).toMatchObject({
      monthsAhead: null,
    })
  })
})
