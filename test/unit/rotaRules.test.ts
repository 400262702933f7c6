import { expect, test } from 'vitest'
import {
  conflictsOf,
  isNight,
  minutesOf,
  patternDay,
  type RotaPerson,
  type ShiftTimes,
  swapMonths,
  totalsOf,
} from '../../electron/core/rota/rules.ts'

const times = (fromMinute: number, toMinute: number, restMinutes = 0): ShiftTimes => ({
  fromMinute,
  toMinute,
  restMinutes,
})
const early = times(480, 960)
const late = times(840, 1320)
const night = times(1320, 480, 60)
const off: ShiftTimes = { fromMinute: null, toMinute: null, restMinutes: 0 }

function person(days: Record<string, ShiftTimes>, more: Partial<RotaPerson> = {}): RotaPerson {
  const shifts = new Map(Object.entries(days))
  return { staffId: 1, name: '林', postId: null, joinedOn: null, leftOn: null, shifts, absences: [], ...more }
}

const told = (people: readonly RotaPerson[], from: string, to: string, posts: Parameters<typeof conflictsOf>[1] = []) =>
  conflictsOf(people, posts, from, to).map(({ kind, onDate, detail }) => `${onDate} ${kind} ${detail}`.trim())

test('a shift over midnight is as long as it lasts, less its rest, and is a night', () => {
  expect(minutesOf(night)).toBe(9 * 60)
  expect(minutesOf(early)).toBe(8 * 60)
  expect(minutesOf(times(0, 1440))).toBe(24 * 60)
  expect(minutesOf(off)).toBe(0)
  expect([night, times(0, 480), times(1380, 60), times(1380, 45), late, early, off].map(isNight)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
    false,
  ])
  expect(totalsOf([night, early, off])).toEqual({ shifts: 2, minutes: 17 * 60, nights: 1 })
})

test('a night that runs into the next morning’s shift overlaps it, also over the border of a month', () => {
  const one = person({ '2026-10-31': times(1320, 540), '2026-11-01': early })
  expect(told([one], '2026-11-01', '2026-11-30')).toEqual(['2026-11-01 overlap 1'])
  expect(told([one], '2026-10-01', '2026-10-31')).toEqual([])
})

test('less than eleven hours between two shifts are told, eleven are not', () => {
  expect(told([person({ '2026-11-01': late, '2026-11-02': early })], '2026-11-01', '2026-11-30')).toEqual([
    '2026-11-02 short-rest 10',
  ])
  expect(told([person({ '2026-11-01': late, '2026-11-02': times(540, 960) })], '2026-11-01', '2026-11-30')).toEqual([])
  expect(told([person({ '2026-11-01': night, '2026-11-02': early })], '2026-11-01', '2026-11-30')).toEqual([
    '2026-11-02 short-rest 0',
  ])
})

test('the seventh day in a row is told, days of the month before counted; a day off begins anew', () => {
  const days = Object.fromEntries(
    ['2026-10-28', '2026-10-29', '2026-10-30', '2026-10-31', '2026-11-01', '2026-11-02', '2026-11-03'].map((day) => [
      day,
      early,
    ]),
  )
  expect(told([person(days)], '2026-11-01', '2026-11-30')).toEqual(['2026-11-03 row 7'])
  expect(told([person({ ...days, '2026-10-31': off })], '2026-11-01', '2026-11-30')).toEqual([])
})

test('who is away, has not come yet or has left stands against a shift; a day off does not', () => {
  const absences = [{ fromOn: '2026-11-02', toOn: '2026-11-03', reason: '病假' }]
  const one = person(
    { '2026-11-01': early, '2026-11-03': early, '2026-11-04': off, '2026-11-09': early },
    { joinedOn: '2026-11-02', leftOn: '2026-11-08', absences },
  )
  expect(told([one], '2026-11-01', '2026-11-30')).toEqual([
    '2026-11-01 not-here',
    '2026-11-03 absent 病假',
    '2026-11-09 not-here',
  ])
})

test('a post with too few people is told on planned days; whoever is away does not man it', () => {
  const posts = [{ id: 7, name: '监控岗', manned: 1 }]
  const away = [{ fromOn: '2026-11-02', toOn: '2026-11-02', reason: '' }]
  const one = person({ '2026-11-01': early, '2026-11-02': early, '2026-11-03': off }, { postId: 7, absences: away })
  expect(told([one], '2026-11-01', '2026-11-04', posts)).toEqual([
    '2026-11-02 absent',
    '2026-11-02 unmanned 1',
    '2026-11-03 unmanned 1',
  ])
})

test('a month is copied weekday by weekday; a fifth week takes the fourth of a month that has only four', () => {
  expect(patternDay('2026-11-02')).toBe('2026-10-05')
  expect(patternDay('2026-11-01')).toBe('2026-10-04')
  expect(patternDay('2026-11-30')).toBe('2026-10-26')
  expect(patternDay('2026-03-29')).toBe('2026-02-22')
  expect(patternDay('2026-01-01')).toBe('2025-12-04')
})

test('a swap counts in every month it touches, once in each', () => {
  expect(swapMonths('2026-11-30', null)).toEqual(['2026-11'])
  expect(swapMonths('2026-11-30', '2026-12-01')).toEqual(['2026-11', '2026-12'])
  expect(swapMonths('2026-11-01', '2026-11-30')).toEqual(['2026-11'])
})
