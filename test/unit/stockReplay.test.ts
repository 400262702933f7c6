import fc from 'fast-check'
import { expect, it } from 'vitest'
import { averagePrice, stockAmount } from '../../electron/contract/stores.ts'
import { type Line, replay } from '../../electron/core/stores/replay.ts'

let ids = 0
const line = (onDate: string, quantity: number, more: Partial<Line> = {}): Line => ({
  id: ++ids,
  onDate,
  quantity,
  amount: null,
  ofLineId: null,
  ...more,
})
const values = (lines: readonly Line[]) => replay(lines).map((one) => one.value)

it('an amount is rounded once, half up, from a price with four decimals', () => {
  expect(stockAmount(100, 12_345)).toBe(123)
  expect(stockAmount(300, 12_350)).toBe(371)
  expect(stockAmount(33, 5)).toBe(0)
  expect(averagePrice(1000, 300)).toBe(33_333)
  expect(averagePrice(0, 0)).toBeNull()
})

it('three for ten yuan go out at 3.33, 3.34 and 3.33, and nothing there is worth nothing', () => {
  const lines = [line('2026-01-01', 300, { amount: 1000 }), ...[1, 2, 3].map(() => line('2026-01-02', -100))]
  expect(values(lines)).toEqual([1000, -333, -334, -333])
  expect(replay(lines).at(-1)).toMatchObject({ balanceQuantity: 0, balanceValue: 0 })
})

it('what arrives late is counted on its own day, whenever it was entered', () => {
  const first = line('2026-01-01', 100, { amount: 100 })
  const out = line('2026-01-10', -100)
  const late = line('2026-01-05', 100, { amount: 300 })
  expect(values([first, out])).toEqual([100, -100])
  expect(values([first, out, late])).toEqual([100, 300, -200])
})

it('what comes back has the value it went out with, in parts that add up to it', () => {
  const lines = [line('2026-01-01', 300, { amount: 1000 }), line('2026-01-02', -300)]
  const issued = lines[1]?.id ?? 0
  lines.push(line('2026-01-03', 500, { amount: 9000 }))
  for (let part = 0; part < 3; part++) lines.push(line('2026-01-04', 100, { ofLineId: issued }))
  expect(values(lines).slice(3)).toEqual([333, 334, 333])
})

it('a return that was itself taken back can come back again at the same value', () => {
  const lines = [line('2026-01-01', 300, { amount: 1000 }), line('2026-01-02', -300)]
  const back = line('2026-01-03', 100, { ofLineId: lines[1]?.id ?? 0 })
  lines.push(back, line('2026-01-04', -100, { ofLineId: back.id }))
  lines.push(line('2026-01-05', 300, { ofLineId: lines[1]?.id ?? 0 }))
  expect(values(lines).slice(2)).toEqual([333, -333, 1000])
})

it('a receipt that is taken back after some of it went out never leaves a value without a quantity', () => {
  const [cheap, dear] = [line('2026-01-01', 100, { amount: 100 }), line('2026-01-01', 100, { amount: 300 })]
  const lines = [cheap, dear, line('2026-01-02', -100), line('2026-01-03', -100, { ofLineId: dear.id })]
  expect(values(lines)).toEqual([100, 300, -200, -200])
})

it('what a count finds on an empty shelf is worth the last average', () => {
  const lines = [line('2026-01-01', 200, { amount: 500 }), line('2026-01-02', -200), line('2026-01-03', 100)]
  expect(values(lines).at(-1)).toBe(250)
})

it('whatever happens in whichever order, values add up, stay above zero, and vanish with the last piece', () => {
  const move = fc.record({
    day: fc.integer({ min: 1, max: 28 }),
    quantity: fc.integer({ min: 1, max: 5000 }),
    price: fc.integer({ min: 0, max: 1_000_000 }),
    isOut: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(move, { maxLength: 40 }), (moves) => {
      const all = moves.map(({ day, quantity, price, isOut }): Line => {
        const onDate = `2026-01-${String(day).padStart(2, '0')}`
        return isOut ? line(onDate, -quantity) : line(onDate, quantity, { amount: stockAmount(quantity, price) })
      })
      // Only what is there goes out.
      const possible: Line[] = []
      for (const one of all) {
        if (replay([...possible, one]).every((balance) => balance.balanceQuantity >= 0)) possible.push(one)
      }
      const balances = replay(possible)
      let [quantity, value] = [0, 0]
      for (const balance of balances) {
        quantity += balance.quantity
        value += balance.value
        expect(balance).toMatchObject({ balanceQuantity: quantity, balanceValue: value })
        expect(value).toBeGreaterThanOrEqual(0)
        if (quantity === 0) expect(value).toBe(0)
      }
      expect(replay([...possible].reverse())).toEqual(balances)
    }),
    { numRuns: 150 },
  )
})
