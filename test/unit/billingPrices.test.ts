import { describe, expect, test } from 'vitest'
import { priceGaps, priceProblems } from '../../electron/contract/billing.ts'
import { priceText } from '../../electron/core/billing/list.ts'

const price = (fromOn: string, toOn: string | null) => ({ fromOn, toOn, priceE4: 6_000 })

describe('the prices of a tariff', () => {
  test('may follow one another, in any order of entry', () => {
    expect(priceProblems([price('2025-01-01', null), price('2020-01-01', '2024-12-31')])).toEqual([])
  })

  test('that overlap are refused at the row that begins later', () => {
    const problems = priceProblems([price('2025-01-01', null), price('2020-01-01', '2025-01-01')])
    expect(problems).toMatchObject([{ code: 'prices-overlap', field: 'prices.0' }])
    expect(priceProblems([price('2020-01-01', null), price('2025-01-01', null)])[0]?.field).toBe('prices.1')
    expect(priceProblems([price('2020-01-01', '2019-01-01')])).toMatchObject([
      { code: 'end-before-start', field: 'prices.0' },
    ])
  })

  test('tell of the days between two of them that have none', () => {
    const gaps = priceGaps([price('2025-02-01', null), price('2020-01-01', '2024-12-31')])
    expect(gaps).toEqual([{ fromOn: '2025-01-01', toOn: '2025-01-31' }])
    expect(priceGaps([price('2025-01-01', null), price('2020-01-01', '2024-12-31')])).toEqual([])
  })

  test.each([
    [6_000, '0.60'],
    [12_345, '1.2345'],
    [12_340, '1.234'],
    [10_000, '1.00'],
    [1, '0.0001'],
    [5, '0.0005'],
    [123_456_700, '12345.67'],
  ])('are written to the last decimal that counts: %i', (priceE4, text) => {
    expect(priceText(priceE4)).toBe(text)
  })
})
