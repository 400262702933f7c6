import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, addMonths, daysBetween, isDate } from '../../electron/contract/dates.ts'
import { inOrder } from '../../electron/contract/plans.ts'
import { planEvery, planMoves } from '../../electron/contract/planWords.ts'
import { codesOf } from '../../electron/contract/vocabulary.ts'
import type { WorkCalendar } from '../../electron/core/calendar/workingTime.ts'
import { type Cadence, movedDay, nextAfter, plannedDays, stateOf, taskDays } from '../../electron/core/plans/rules.ts'

const everyMonth: Cadence = { n: 1, every: 'month', anchorOn: '2026-01-31', basis: 'plan-date', moving: 'stay' }
const week: WorkCalendar = {
  zone: 'Asia/Shanghai',
  hours: [[540, 1080]],
  weekdays: [1, 2, 3, 4, 5],
  exceptions: new Map([
    ['2026-10-01', 'holiday'],
    ['2026-10-02', 'holiday'],
    ['2026-10-10', 'workday'],
  ]),
}

const date = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('2010-01-01', days))
const cadence: fc.Arbitrary<Cadence> = fc.record({
  n: fc.integer({ min: 1, max: 40 }),
  every: fc.constantFrom(...codesOf(planEvery)),
  anchorOn: date,
  basis: fc.constant('plan-date' as const),
  moving: fc.constantFrom(...codesOf(planMoves)),
})

test('the last day of a month comes back after a short one', () => {
  expect(plannedDays(everyMonth, '2026-01-01', '2026-05-31')).toEqual([
    '2026-01-31',
    '2026-02-28',
    '2026-03-31',
    '2026-04-30',
    '2026-05-31',
  ])
})

test('a yearly plan of 29 February is due on the 28th except in leap years', () => {
  const leap: Cadence = { ...everyMonth, every: 'year', anchorOn: '2024-02-29' }
  expect(plannedDays(leap, '2024-01-01', '2028-12-31')).toEqual([
    '2024-02-29',
    '2025-02-28',
    '2026-02-28',
    '2027-02-28',
    '2028-02-29',
  ])
})

test('quarters, half-years and every second week are counted from the first day', () => {
  expect(plannedDays({ ...everyMonth, every: 'quarter' }, '2026-02-01', '2026-12-31')).toEqual([
    '2026-04-30',
    '2026-07-31',
    '2026-10-31',
  ])
  expect(plannedDays({ ...everyMonth, every: 'half-year' }, '2026-01-01', '2027-12-31')).toEqual([
    '2026-01-31',
    '2026-07-31',
    '2027-01-31',
    '2027-07-31',
  ])
  expect(
    plannedDays({ ...everyMonth, every: 'week', n: 2, anchorOn: '2026-11-02' }, '2026-11-10', '2026-12-01'),
  ).toEqual(['2026-11-16', '2026-11-30'])
})

test('a day counted from the first is the same whatever span is asked for, and nothing lies outside it', () => {
  fc.assert(
    fc.property(cadence, date, fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 900 }), (of, from, a, b) => {
      const [middle, to] = [addDays(from, a), addDays(from, a + b)]
      const whole = plannedDays(of, from, to)
      expect(whole).toEqual([...plannedDays(of, from, middle), ...plannedDays(of, addDays(middle, 1), to)])
      expect(whole).toEqual([...new Set(whole)].sort())
      expect(whole.every((day) => isDate(day) && day >= from && day <= to && day >= of.anchorOn)).toBe(true)
    }),
  )
})

test('every day of a plan by months keeps the first day of the month, or is the last of a shorter one', () => {
  fc.assert(
    fc.property(date, fc.constantFrom(1, 3, 6, 12), fc.integer({ min: 0, max: 60 }), (anchorOn, months, index) => {
      const every = ({ 1: 'month', 3: 'quarter', 6: 'half-year', 12: 'year' } as const)[months as 1 | 3 | 6 | 12]
      const expected = addMonths(anchorOn, months * index)
      const of: Cadence = { n: 1, every, anchorOn, basis: 'plan-date', moving: 'stay' }
      expect(plannedDays(of, expected, expected)).toEqual([expected])
    }),
  )
})

test('a plan by completion has its first day, and its next day so long after it was done', () => {
  const byCompletion: Cadence = { ...everyMonth, basis: 'completion', n: 2 }
  expect(plannedDays(byCompletion, '2026-01-01', '2030-01-01')).toEqual(['2026-01-31'])
  expect(nextAfter(byCompletion, '2026-12-31')).toBe('2027-02-28')
  expect(nextAfter({ n: 10, every: 'day' }, '2026-02-25')).toBe('2026-03-07')
})

test('a day without work moves to the workday before or after, or stays', () => {
  // Thursday 1 and Friday 2 October are holidays, Saturday 10 is worked in exchange.
  expect(movedDay('2026-10-01', 'stay', week)).toBe('2026-10-01')
  expect(movedDay('2026-10-01', 'before', week)).toBe('2026-09-30')
  expect(movedDay('2026-10-01', 'after', week)).toBe('2026-10-05')
  expect(movedDay('2026-10-10', 'after', week)).toBe('2026-10-10')
  expect(movedDay('2026-10-11', 'before', week)).toBe('2026-10-10')
  expect(movedDay('2026-10-10', 'after', { ...week, weekdays: [], exceptions: new Map() })).toBe('2026-10-10')
})

test('a moved day is a workday, in the right direction, and the nearest', () => {
  fc.assert(
    fc.property(date, fc.constantFrom('before' as const, 'after' as const), (day, moving) => {
      const moved = movedDay(day, moving, week)
      const away = daysBetween(day, moved)
      expect(moving === 'after' ? away >= 0 : away <= 0).toBe(true)
      expect(movedDay(moved, moving, week)).toBe(moved)
      expect(Math.abs(away)).toBeLessThanOrEqual(4)
    }),
  )
})

test('a task shows before it is due and is late when the days of grace are over', () => {
  const days = taskDays('2026-10-03', { moving: 'after', showDays: 7, graceDays: 2 }, week)
  expect(days).toEqual({ dueOn: '2026-10-05', showOn: '2026-09-28', lateOn: '2026-10-08' })
  const on = (day: string, outcome: 'done' | 'skipped' | null = null) => stateOf({ ...days, outcome }, day)
  expect(['2026-09-27', '2026-09-28', '2026-10-07', '2026-10-08'].map((day) => on(day))).toEqual([
    'upcoming',
    'due',
    'due',
    'late',
  ])
  expect(on('2026-12-01', 'done')).toBe('done')
  expect(on('2026-09-01', 'skipped')).toBe('skipped')
})

test('a reading is in order within its limits, a score from the pass mark on', () => {
  const reading = { kind: 'reading' as const, minCenti: 35, maxCenti: 45 }
  const read = (valueCenti: number | null) => inOrder(reading, { ok: true, valueCenti })
  expect([34, 35, 45, 46, null].map(read)).toEqual([false, true, true, false, null])
  const score = { kind: 'score' as const, minCenti: 6000, maxCenti: 10_000 }
  const scored = (valueCenti: number) => inOrder(score, { ok: false, valueCenti })
  expect([5999, 6000, 10_000, 10_001, -1].map(scored)).toEqual([false, true, true, null, null])
  expect(inOrder({ kind: 'tick', minCenti: null, maxCenti: null }, { ok: false, valueCenti: null })).toBe(false)
})
