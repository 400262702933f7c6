import { describe, expect, it } from 'vitest'
import { type CashCount, counted } from '../../electron/contract/books.ts'
import { dayProblems, proposals } from '../../electron/core/books/rules.ts'
import { amountProblems } from '../../electron/core/fees/amounts.ts'

const receipt = (id: number, onDate: string, amount: number, party = '') => ({
  kind: 'receipt' as const,
  id,
  onDate,
  amount,
  party,
})
const line = (id: number, onDate: string, amount: number) => ({ id, onDate, amount })
const pairs = (found: ReadonlyMap<number, readonly { readonly id: number }[]>) =>
  [...found].map(([id, targets]) => [id, ...targets.map((target) => target.id)])

describe('what a statement line can belong to', () => {
  it('is the only money of its amount within three days, before or after', () => {
    const lines = [line(1, '2026-11-04', 100), line(2, '2026-11-04', 200)]
    expect(pairs(proposals(lines, [receipt(11, '2026-11-01', 100), receipt(12, '2026-11-07', 200)]))).toEqual([
      [1, 11],
      [2, 12],
    ])
    expect(pairs(proposals(lines, [receipt(11, '2026-10-31', 100), receipt(12, '2026-11-08', 200)]))).toEqual([])
  })

  it('is nothing where two fit one line, or one fits two lines', () => {
    const twins = [receipt(11, '2026-11-04', 100), receipt(12, '2026-11-05', 100)]
    expect(pairs(proposals([line(1, '2026-11-04', 100)], twins))).toEqual([])
    const lines = [line(1, '2026-11-04', 100), line(2, '2026-11-05', 100)]
    expect(pairs(proposals(lines, [receipt(11, '2026-11-04', 100)]))).toEqual([])
  })

  it('is all that one party paid on one day, where nothing else comes to the amount', () => {
    const paid = [
      receipt(11, '2026-11-04', 100, '锦澜'),
      receipt(12, '2026-11-04', 150, '锦澜'),
      receipt(13, '2026-11-04', 70, '陈明'),
      receipt(14, '2026-11-05', 70, '陈明'),
    ]
    expect(pairs(proposals([line(1, '2026-11-05', 250)], paid))).toEqual([[1, 11, 12]])
    // Of two days, of two parties, and of a party that is not named: the clerk looks.
    expect(pairs(proposals([line(1, '2026-11-05', 140), line(2, '2026-11-05', 170)], paid))).toEqual([])
    const nameless = [receipt(11, '2026-11-04', 100), receipt(12, '2026-11-04', 150)]
    expect(pairs(proposals([line(1, '2026-11-05', 250)], nameless))).toEqual([])
    // One of them could be another line's, and another's single receipt comes to the same: the clerk looks.
    expect(pairs(proposals([line(1, '2026-11-05', 250), line(2, '2026-11-04', 100)], paid))).toEqual([])
    const single = [...paid, receipt(15, '2026-11-03', 250, '李四')]
    expect(pairs(proposals([line(1, '2026-11-05', 250)], single))).toEqual([])
    expect(pairs(proposals([line(1, '2026-11-05', 250), line(2, '2026-11-06', 250)], paid))).toEqual([])
  })

  it('is found across a year end', () => {
    expect(pairs(proposals([line(1, '2027-01-01', 100)], [receipt(11, '2026-12-30', 100)]))).toEqual([[1, 11]])
  })
})

describe('counted cash', () => {
  it('is the sum of notes and coins, and nothing for what is no denomination', () => {
    const counts: CashCount = { '10000': 3, '5000': 1, '100': 7, '50': 1, '10': 4, '7': 9 }
    expect(counted(counts)).toBe(30_000 + 5_000 + 700 + 50 + 40)
    expect(counted({})).toBe(0)
  })
})

it('an amount is above zero and believable, a day not in the future', () => {
  expect(amountProblems(1)).toEqual([])
  for (const wrong of [0, -1, 10_000_000_001]) expect(amountProblems(wrong)).toHaveLength(1)
  expect(dayProblems('2026-11-21', '2026-11-21')).toEqual([])
  expect(dayProblems('2026-11-22', '2026-11-21')).toMatchObject([{ code: 'date-after-today', field: 'onDate' }])
})
