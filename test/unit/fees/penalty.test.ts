import { expect, test } from 'vitest'
import { penaltyOf } from '../../../electron/core/counter/penalty.ts'

const rules = { penaltyPerDayE6: 500, penaltyGraceDays: 10, penaltyCapBp: 10_000 }
const charge = { dueOn: '2025-01-31', amount: 100_000 }
const owed = [{ fromOn: '2025-01-31', toOn: '9999-12-31', amount: 100_000 }]

test('nothing accrues until the days of grace are over', () => {
  expect(penaltyOf(charge, owed, '2025-02-10', rules)).toBe(0)
  // 0.05 % of 1000 yuan a day.
  expect(penaltyOf(charge, owed, '2025-02-11', rules)).toBe(50)
  expect(penaltyOf(charge, owed, '2025-03-12', rules)).toBe(50 * 30)
})

test('a part payment lowers what accrues from its day on, and a paid debt accrues no more', () => {
  const paid = [
    { fromOn: '2025-01-31', toOn: '2025-02-21', amount: 100_000 },
    { fromOn: '2025-02-21', toOn: '2025-03-03', amount: 40_000 },
  ]
  expect(penaltyOf(charge, paid, '2025-12-31', rules)).toBe(50 * 10 + 20 * 10)
})

test('it never exceeds the cap, and is off at a rate of zero', () => {
  expect(penaltyOf(charge, owed, '2035-01-01', rules)).toBe(100_000)
  expect(penaltyOf(charge, owed, '2035-01-01', { ...rules, penaltyCapBp: 2000 })).toBe(20_000)
  expect(penaltyOf(charge, owed, '2035-01-01', { ...rules, penaltyPerDayE6: 0 })).toBe(0)
})
