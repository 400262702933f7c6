import { expect, it } from 'vitest'
import { totalOf } from '../../electron/core/inspections/rules.ts'
import { momentsOf, pointStateOf, roundStateOf, seenAt } from '../../electron/core/patrol/rules.ts'

const zone = 'Asia/Shanghai'
const night = { fromTime: '23:00', toTime: '01:00' }
const day = { fromTime: '09:00', toTime: '10:30' }

it('a window over midnight ends the next morning', () => {
  expect(momentsOf('2026-11-20', night, zone)).toEqual({
    beginsAt: '2026-11-20T15:00:00.000Z',
    endsAt: '2026-11-20T17:00:00.000Z',
  })
  expect(momentsOf('2026-11-20', day, zone).endsAt).toBe('2026-11-20T02:30:00.000Z')
})

it('a time before the start is one after midnight, or too early where the window stays within its day', () => {
  expect(seenAt('2026-11-20', night, '23:10', zone)).toBe('2026-11-20T15:10:00.000Z')
  expect(seenAt('2026-11-20', night, '00:20', zone)).toBe('2026-11-20T16:20:00.000Z')
  expect(seenAt('2026-11-20', day, '08:59', zone)).toBeNull()
  expect(seenAt('2026-11-20', day, '11:00', zone)).toBe('2026-11-20T03:00:00.000Z')
})

it('what was not seen is missed once the window is over, and not a minute before', () => {
  const round = { ...momentsOf('2026-11-20', day, zone), points: 3, late: 0 }
  const states = (seen: number, late = 0) =>
    [
      '2026-11-20T00:59:59.000Z',
      '2026-11-20T01:00:00.000Z',
      '2026-11-20T02:30:00.000Z',
      '2026-11-20T02:30:00.001Z',
    ].map((now) => roundStateOf({ ...round, seen, late }, now))
  expect(states(0)).toEqual(['upcoming', 'due', 'due', 'missed'])
  expect(states(2).slice(1)).toEqual(['due', 'due', 'incomplete'])
  expect(states(3)[3]).toBe('on-time')
  expect(states(3, 1)[3]).toBe('late')
  const point = (at: string | null) => pointStateOf(at, { ...round, seen: 0 }, '2026-11-20T03:00:00.000Z')
  expect([point('2026-11-20T02:30:00.000Z'), point('2026-11-20T02:31:00.000Z'), point(null)]).toEqual([
    'on-time',
    'late',
    'missed',
  ])
})

it('a sheet gives what was given of what could be given, rounded half up once', () => {
  expect(totalOf([{ fullCenti: 2_000, valueCenti: 1_850 }])).toBe(9_250)
  const thirds = [
    { fullCenti: 1_000, valueCenti: 1_000 },
    { fullCenti: 1_000, valueCenti: 1_000 },
    { fullCenti: 1_000, valueCenti: 0 },
  ]
  expect(totalOf(thirds)).toBe(6_667)
  expect(totalOf([])).toBe(0)
})
