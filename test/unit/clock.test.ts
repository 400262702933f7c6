import { expect, it } from 'vitest'
import { timeText } from '../../electron/contract/base.ts'
import { addDays, addMonths, dateInZone, daysBetween, isDate } from '../../electron/contract/dates.ts'
import { officeClock } from '../../electron/core/clock.ts'

it('knows the office day, not the day of the machine or of Greenwich', () => {
  const lateEvening = new Date('2025-12-31T16:30:00Z')
  expect(officeClock(() => lateEvening).today()).toBe('2026-01-01')
  expect(officeClock(() => lateEvening, 'America/New_York').today()).toBe('2025-12-31')
  expect(dateInZone(new Date('2025-12-31T15:59:59Z'), 'Asia/Shanghai')).toBe('2025-12-31')
})

it('stands still on the day it was given, while moments run on within it', () => {
  let machine = new Date('2030-05-05T05:05:05Z')
  const clock = officeClock(() => machine, undefined, '2026-11-21')
  expect(clock.today()).toBe('2026-11-21')
  expect(dateInZone(clock.now(), clock.zone)).toBe('2026-11-21')
  const before = clock.now().getTime()
  machine = new Date(machine.getTime() + 90_000)
  expect(clock.now().getTime() - before).toBe(90_000)
})

it('takes a time of day as people type it, and none that is no time', () => {
  for (const typed of ['09:30', '9:30', '930', ' ９：30', '9点30分', '9.30'])
    expect(timeText.parse(typed)).toBe('09:30')
  for (const typed of ['2570', '24:00', '9:3', '半夜', '']) expect(timeText.safeParse(typed).success, typed).toBe(false)
})

it('accepts days that exist and no others', () => {
  for (const day of ['2024-02-29', '2000-02-29', '2026-12-31']) expect(isDate(day)).toBe(true)
  for (const day of [
    '2023-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-04-31',
    '2026-4-1',
    '2026-00-10',
    '',
    '2026-01-01x',
    '0026-01-01',
  ])
    expect(isDate(day)).toBe(false)
})

it('counts days and months by the calendar', () => {
  expect(addDays('2024-02-28', 2)).toBe('2024-03-01')
  expect(addDays('2024-01-01', -1)).toBe('2023-12-31')
  expect(addMonths('2024-01-31', 1)).toBe('2024-02-29')
  expect(addMonths('2024-02-29', -12)).toBe('2023-02-28')
  expect(addMonths('2024-01-15', -1)).toBe('2023-12-15')
  expect(daysBetween('2024-02-01', '2024-03-01')).toBe(29)
})
