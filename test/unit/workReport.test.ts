import { expect, test } from 'vitest'
import { boundsOf } from '../../electron/contract/spans.ts'
import type { FigureResult, SummaryResult } from '../../electron/contract/summary.ts'
import { judgedTargets } from '../../electron/contract/targetStanding.ts'
import type { TargetResult } from '../../electron/contract/targets.ts'
import { difference } from '../../renderer/features/summary/figureText.ts'
import { objection, stepped } from '../../renderer/features/summary/period.ts'

test('the report before or after a quarter or month goes over the year’s end', () => {
  expect(stepped({ year: 2025, span: 'q4' }, 2025, 1)).toEqual({ year: 2026, span: 'q1' })
  expect(stepped({ span: 'm01', estate: 2 }, 2025, -1)).toEqual({ year: 2024, span: 'm12', estate: 2 })
  expect(stepped({ year: 2025 }, 2025, -1)).toEqual({ year: 2024 })
})

test('an as-of day that was chosen goes along, by as much as the report', () => {
  expect(stepped({ year: 2025, span: 'q1', asOf: '2025-02-28' }, 2025, 1)).toMatchObject({ asOf: '2025-05-28' })
  expect(stepped({ year: 2025, span: 'm03', asOf: '2025-03-31' }, 2025, -1)).toMatchObject({ asOf: '2025-02-28' })
  expect(stepped({ year: 2025, asOf: '2025-06-30' }, 2025, 1)).toMatchObject({ asOf: '2026-06-30' })
})

test('a quarter that has not begun cannot be summed up, the year it lies in can', () => {
  expect(objection(2026, undefined, '2026-08-15', 'q4')).toBe('future')
  expect(objection(2026, undefined, '2026-08-15')).toBeNull()
  expect(objection(2025, '2025-05-31', '2026-08-15', 'q3')).toBe('tooEarly')
})

test('half a day of labour is compared like any number', () => {
  expect(difference('count', { value: 27.5 }, { value: 81.3 })).toEqual({ amount: '−53.8', percent: '−66.2%' })
})

const words = { zh: '', en: '' }
const figures: FigureResult[] = [
  { id: 'rate', section: 'jobs', unit: 'ratio', label: words, definition: words, value: 9, denominator: 10, parts: [] },
  { id: 'sum', section: 'jobs', unit: 'count', label: words, definition: words, value: 9, parts: [] },
]
const missed: TargetResult[] = figures.map(({ id }) => ({
  figure: id,
  year: 2026,
  direction: 'at-least',
  value: 10_000,
  note: '',
  version: 1,
  met: false,
  margin: -1,
}))
const report = (span: SummaryResult['span'], asOf: string): SummaryResult => ({ year: 2026, span, asOf, figures })

test('a sum that may still be reached this year is open, a rate that is too low is missed', () => {
  const judged = (asOf: string) => judgedTargets(missed, report('year', asOf)).map(({ standing }) => standing)
  expect(judged('2026-08-15')).toEqual(['missed', 'open'])
  expect(judged('2026-12-31')).toEqual(['missed', 'missed'])
})

test('a quarter is measured by the year’s rates, never by its sums', () => {
  const { end } = boundsOf(2026, 'q1')
  expect(judgedTargets(missed, report('q1', end)).map(({ target }) => target.figure)).toEqual(['rate'])
})

test('what is at most so much may be broken before the year is over', () => {
  const most = missed.map((target) => ({ ...target, direction: 'at-most' as const }))
  expect(judgedTargets(most, report('year', '2026-08-15')).map(({ standing }) => standing)).toEqual([
    'missed',
    'missed',
  ])
})
