import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  exactScore,
  missingSources,
  payOf,
  type Source,
  shownScore,
  validIn,
  weightsSum,
} from '../../electron/core/appraisal/rules.ts'

const sources: readonly Source[] = [
  { id: 1, name: '主管', kind: 'supervisor', weight: 50 },
  { id: 2, name: '其他部门一', kind: 'department', weight: 20 },
  { id: 3, name: '其他部门二', kind: 'department', weight: 20 },
  { id: 4, name: '同事', kind: 'peer', weight: 10 },
]
const all = (...given: readonly (readonly number[])[]) =>
  new Map(sources.map(({ id }, index) => [id, given[index] ?? []]))
const third = { part: 1, of: 3 }

test('the score is the weighted sum of the sources, peers by their mean', () => {
  const exact = exactScore(sources, all([9200], [8800], [9000], [8500, 9000, 9000]))
  // 46 + 17.6 + 18 + 8.8333…
  expect(exact && shownScore(exact)).toBe(9043)
  expect(weightsSum(sources)).toBe(100)
})

test('a missing source is named, and no score is made of what is there', () => {
  const scores = all([10_000], [], [9000], [])
  expect(missingSources(sources, scores)).toEqual(['其他部门一', '同事'])
  expect(exactScore(sources, scores)).toBeNull()
  expect(exactScore([], new Map())).toBeNull()
  // A nought that was given is a score.
  expect(exactScore(sources, all([0], [0], [0], [0]))).not.toBeNull()
})

test('pay is rounded once, from the exact score and an exact third, half up', () => {
  const full = exactScore(sources, all([10_000], [10_000], [10_000], [10_000]))
  const nought = exactScore(sources, all([0], [0], [0], [0]))
  expect(full && payOf(450_000, third, full)).toBe(150_000)
  expect(full && payOf(100_000, third, full)).toBe(33_333)
  expect(full && payOf(200_000, third, full)).toBe(66_667)
  expect(nought && payOf(450_000, third, nought)).toBe(0)
  // 90.43333… of 100: the score as shown would give 135,645.
  const exact = exactScore(sources, all([9200], [8800], [9000], [8500, 9000, 9000]))
  expect(exact && payOf(450_000, third, exact)).toBe(135_650)
  // A half goes up: 1 fen × 1/2.
  expect(full && payOf(1, { part: 1, of: 2 }, full)).toBe(1)
})

test('pay never exceeds the share and never falls when a score rises', () => {
  fc.assert(
    fc.property(
      fc.nat(5_000_000),
      fc.array(fc.nat(10_000), { minLength: 4, maxLength: 4 }),
      fc.nat(3),
      (salary, given, at) => {
        const pay = (scores: readonly number[]) => {
          const exact = exactScore(sources, all(...scores.map((score) => [score])))
          return exact ? payOf(salary, third, exact) : -1
        }
        const better = given.map((score, index) => (index === at ? Math.min(10_000, score + 500) : score))
        expect(pay(better)).toBeGreaterThanOrEqual(pay(given))
        expect(pay(better)).toBeLessThanOrEqual(Math.ceil(salary / 3))
      },
    ),
  )
})

test('of several spells the latest that has begun holds, so a scheme changes inside a year from its month on', () => {
  const schemes = [
    { from: '2026-07', id: 2 },
    { from: '1990-01', id: 1 },
    { from: '2027-01', id: 3 },
  ]
  expect(['2025-12', '2026-06', '2026-07', '2026-12'].map((month) => validIn(schemes, month)?.id)).toEqual([1, 1, 2, 2])
  expect(validIn(schemes, '1989-12')).toBeUndefined()
})
