import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linesOf, type Payable } from '../../../renderer/features/counter/collect.ts'

const payable = (chargeId: number, left: number, more: Partial<Payable> = {}): Payable => ({
  chargeId,
  unitId: 1,
  unit: '1栋101',
  itemId: 1,
  item: '物业费',
  fromOn: `2025-0${chargeId}-01`,
  toOn: `2025-0${chargeId}-28`,
  dueOn: `2025-0${chargeId}-28`,
  amount: left,
  discounted: 0,
  paid: 0,
  left,
  isDue: true,
  debtorKind: 'owner',
  debtor: null,
  debtorId: null,
  isPayers: true,
  ...more,
})
const rest = { unitId: 1, itemId: 1 }
const nobody = () => null

test('everything due, or a part of it from the oldest on, needs no choice: the rule settles it so by itself', () => {
  const all = [payable(1, 100), payable(2, 100)]
  expect(linesOf(all, new Set([1, 2]), 200, rest, nobody)).toEqual([
    { ...rest, amount: 200, debtorId: null, choices: [] },
  ])
  expect(linesOf(all, new Set([1, 2]), 150, rest, nobody)).toMatchObject([{ amount: 150, choices: [] }])
  expect(linesOf(all, new Set([1]), 100, rest, nobody)).toMatchObject([{ amount: 100, choices: [] }])
})

test('what the rule would settle otherwise is named', () => {
  const all = [payable(1, 100), payable(2, 100)]
  expect(linesOf(all, new Set([2]), 100, rest, nobody)).toMatchObject([
    { amount: 100, choices: [{ chargeId: 2, amount: 100 }] },
  ])
  const later = payable(3, 50, { isDue: false })
  expect(linesOf([...all, later], new Set([3]), 50, rest, nobody)).toMatchObject([
    { amount: 50, choices: [{ chargeId: 3, amount: 50 }] },
  ])
})

test('what is more goes to one account in advance, with or without charges of its own', () => {
  expect(linesOf([payable(1, 100)], new Set([1]), 130, rest, nobody)).toMatchObject([{ amount: 130, choices: [] }])
  expect(linesOf([payable(1, 100)], new Set([1]), 130, { unitId: 2, itemId: 1 }, nobody)).toMatchObject([
    { unitId: 1, amount: 100 },
    { unitId: 2, amount: 30, choices: [] },
  ])
  expect(linesOf([], new Set(), 30, null, nobody)).toEqual([])
})

test('money for a charge in somebody’s name is that person’s, so that it settles the charge that was ticked', () => {
  const all = [
    payable(1, 100, { debtorId: 7, debtor: '老业主', isPayers: false }),
    payable(2, 100, { debtorId: 8, debtor: '新业主' }),
  ]
  const owner = () => 8
  expect(linesOf(all, new Set([1]), 100, rest, owner)).toEqual([{ ...rest, amount: 100, debtorId: 7, choices: [] }])
  expect(linesOf(all, new Set([2]), 100, rest, owner)).toEqual([{ ...rest, amount: 100, debtorId: 8, choices: [] }])
  // Two people's charges: nobody's money by name. All of what is due, oldest first, is what the rule settles anyway.
  expect(linesOf(all, new Set([1, 2]), 200, rest, owner)).toEqual([
    { ...rest, amount: 200, debtorId: null, choices: [] },
  ])
})

test('the developer’s charge is paid only where it is ticked', () => {
  const all = [payable(1, 100, { debtorKind: 'developer', isPayers: false }), payable(2, 100, { debtorId: 8 })]
  expect(linesOf(all, new Set([2]), 100, rest, () => 8)).toEqual([{ ...rest, amount: 100, debtorId: 8, choices: [] }])
  expect(linesOf(all, new Set([1]), 100, rest, () => 8)).toMatchObject([{ amount: 100, debtorId: null }])
})

test('the lines always add up to the amount taken, and no choice exceeds its charge', () => {
  const some = fc.array(
    fc.record({ left: fc.integer({ min: 1, max: 500 }), unitId: fc.constantFrom(1, 2), due: fc.boolean() }),
    {
      maxLength: 8,
    },
  )
  fc.assert(
    fc.property(some, fc.integer({ min: 1, max: 3000 }), fc.array(fc.nat(8)), (raw, total, ticked) => {
      const all = raw.map((one, index) => payable(index + 1, one.left, { unitId: one.unitId, isDue: one.due }))
      const lines = linesOf(all, new Set(ticked), total, rest, nobody)
      expect(lines.reduce((sum, line) => sum + line.amount, 0)).toBe(total)
      for (const line of lines) {
        for (const choice of line.choices) {
          expect(choice.amount).toBeLessThanOrEqual(all.find((one) => one.chargeId === choice.chargeId)?.left ?? 0)
        }
        expect(line.choices.reduce((sum, choice) => sum + choice.amount, 0)).toBeLessThanOrEqual(line.amount)
      }
    }),
  )
})
