import { describe, expect, test } from 'vitest'
import { type BillingPreview, previewRows } from '../../electron/core/billing/preview.ts'
import { type MeterReading, planMonth } from '../../electron/core/meters/run.ts'

const tariff = {
  rounding: 'fen' as const,
  roundingWay: 'half-up' as const,
  prices: [
    { fromOn: '2020-01-01', toOn: '2026-03-31', priceE4: 32_500 },
    { fromOn: '2026-04-01', toOn: null, priceE4: 34_567 },
  ],
}

let ids = 0
const read = (onDate: string, value: number, more: Partial<MeterReading> = {}): MeterReading => ({
  id: ++ids,
  onDate,
  valueCenti: Math.round(value * 100),
  kind: 'read',
  chargeId: null,
  ...more,
})
const plan = (readings: readonly MeterReading[], month: string, taken = new Set<number>(), ratioBp = 10_000) =>
  planMonth([{ number: 'W1', readings }], month, tariff, ratioBp, taken)

describe('what a meter’s month costs', () => {
  test('usage × price of the reading’s day, exact to the fen', () => {
    const planned = plan([read('2026-03-20', 100), read('2026-04-20', 112.34)], '2026-04')
    // 12.34 × 3.4567 = 42.655678
    expect(planned).toMatchObject({ amount: 4_266, reasoning: { usages: [{ usageCenti: 1_234, priceE4: 34_567 }] } })
    expect(plan([read('2026-02-20', 100), read('2026-03-20', 112.34)], '2026-03')).toMatchObject({ amount: 4_011 })
  })

  test('counts a ratio, and several meters in one sum rounded once', () => {
    const both = planMonth(
      [
        { number: 'A', readings: [read('2026-04-01', 0), read('2026-04-20', 0.01)] },
        { number: 'B', readings: [read('2026-04-01', 0), read('2026-04-20', 0.12)] },
      ],
      '2026-04',
      tariff,
      5_000,
      new Set(),
    )
    // 0.13 × 3.4567 × 50 % = 0.2246855
    expect(both).toMatchObject({ amount: 22, readingIds: [expect.any(Number), expect.any(Number)] })
  })

  test('a changed meter bills the end of the old one and the use of the new one', () => {
    const planned = planMonth(
      [
        { number: 'old', readings: [read('2026-03-20', 990), read('2026-04-10', 1_000)] },
        { number: 'new', readings: [read('2026-04-10', 2, { kind: 'start' }), read('2026-04-20', 5)] },
      ],
      '2026-04',
      tariff,
      10_000,
      new Set(),
    )
    expect(planned).toMatchObject({
      amount: 4_494,
      reasoning: { usages: [{ usageCenti: 1_000 }, { usageCenti: 300 }] },
    })
  })

  test('what was read after a month had been billed goes with the next, and nothing is charged twice', () => {
    const readings = [
      read('2026-03-20', 100, { chargeId: 1 }),
      read('2026-04-20', 110, { chargeId: 2 }),
      read('2026-04-29', 114),
      read('2026-05-20', 120),
    ]
    expect(plan(readings, '2026-04')).toMatchObject({ reasoning: { usages: [{ usageCenti: 400 }] } })
    expect(plan(readings, '2026-05')).toMatchObject({
      reasoning: { usages: [{ usageCenti: 400 }, { usageCenti: 600 }] },
    })
    const taken = new Set<number>()
    plan(readings, '2026-04', taken)
    expect(plan(readings, '2026-05', taken)).toMatchObject({ reasoning: { usages: [{ usageCenti: 600 }] } })
  })

  test('readings from before anything was billed here are history', () => {
    const readings = [read('2026-01-20', 10), read('2026-02-20', 20), read('2026-04-20', 30)]
    expect(plan(readings, '2026-04')).toMatchObject({
      reasoning: { usages: [{ fromOn: '2026-02-20', usageCenti: 1_000 }] },
    })
  })

  test('marks use far beyond the meter’s own, and the preview finds the units that have it', () => {
    const usual = [read('2026-01-20', 100), read('2026-02-20', 110), read('2026-03-20', 120)]
    const planned = plan([...usual, read('2026-04-20', 1_200)], '2026-04')
    expect(planned).toMatchObject({ reasoning: { usages: [{ usageCenti: 108_000, unusual: true }] } })
    expect(plan([...usual, read('2026-04-20', 131)], '2026-04')).not.toMatchObject({
      reasoning: { usages: [{ unusual: true }] },
    })
    const row = (unit: string, unusual: boolean) => ({
      unitId: 1,
      unit,
      area: 'B区',
      charges: 1,
      amount: 1,
      reason: null,
      unusual,
    })
    const rows = [row('1栋101', false), row('1栋102', true)]
    const preview = { rows } as unknown as BillingPreview
    expect(previewRows(preview, { show: 'unusual' }).map((one) => one.unit)).toEqual(['1栋102'])
    expect(previewRows(preview, { show: 'charged' })).toHaveLength(2)
  })

  test('says why there is nothing', () => {
    expect(plan([], '2026-04')).toBe('no-reading')
    expect(plan([read('2026-04-20', 5)], '2026-04')).toBe('first-reading')
    expect(plan([read('2026-03-20', 5), read('2026-04-20', 5)], '2026-04')).toBe('nothing-to-pay')
    expect(plan([read('2019-03-20', 5), read('2019-04-20', 6)], '2019-04')).toBe('price-missing')
  })
})
