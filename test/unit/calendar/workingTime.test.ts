import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, dateInZone, momentInZone, momentOf } from '../../../electron/contract/dates.ts'
import {
  afterWorking,
  isWorkday,
  type WorkCalendar,
  workingBetween,
} from '../../../electron/core/calendar/workingTime.ts'

const office: WorkCalendar = {
  zone: 'Asia/Shanghai',
  hours: [
    [8 * 60 + 30, 12 * 60],
    [14 * 60, 17 * 60 + 30],
  ],
  weekdays: [1, 2, 3, 4, 5],
  // 2026: the National Day holiday, and the Saturday worked in exchange.
  exceptions: new Map([
    ['2026-10-01', 'holiday'],
    ['2026-10-02', 'holiday'],
    ['2026-10-05', 'holiday'],
    ['2026-10-06', 'holiday'],
    ['2026-10-07', 'holiday'],
    ['2026-10-10', 'workday'],
  ]),
}
const at = (text: string, zone = office.zone) => {
  const [date = '', time = ''] = text.split(' ')
  return momentOf(date, Number(time.slice(0, 2)) * 60 + Number(time.slice(3)), zone)
}
const show = (moment: number, zone = office.zone) => momentInZone(new Date(moment), zone)

describe('a moment on the wall clock', () => {
  it('is found again in every zone, minute by minute', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('Asia/Shanghai', 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'UTC'),
        fc.integer({ min: 16_436, max: 25_000 }),
        fc.integer({ min: 0, max: 1439 }),
        (zone, day, minutes) => {
          const moment = (day * 1440 + minutes) * 60_000
          const [date = '', time = ''] = show(moment, zone).split(' ')
          const found = momentOf(date, Number(time.slice(0, 2)) * 60 + Number(time.slice(3)), zone)
          // Of an hour that comes twice, the first.
          expect(show(found, zone)).toBe(`${date} ${time}`)
          expect(found).toBeLessThanOrEqual(moment)
        },
      ),
    )
  })

  it('of an hour that is left out lies as long after the change', () => {
    expect(show(at('2026-03-08 02:30', 'America/New_York'), 'America/New_York')).toBe('2026-03-08 03:30')
    expect(show(momentOf('2026-11-21', 1440, office.zone))).toBe('2026-11-22 00:00')
  })
})

describe('working time', () => {
  it.each([
    ['within a morning', '2026-11-20 09:00', 120, '2026-11-20 11:00'],
    ['to the very end of the day, not the next morning', '2026-11-20 14:00', 210, '2026-11-20 17:30'],
    ['over the noon rest', '2026-11-20 11:30', 60, '2026-11-20 14:30'],
    ['over a weekend', '2026-11-20 17:00', 60, '2026-11-23 09:00'],
    ['from the night before', '2026-11-19 22:00', 30, '2026-11-20 09:00'],
    ['over a holiday, to the Saturday worked in exchange', '2026-10-09 17:00', 60, '2026-10-10 09:00'],
    ['over the whole holiday week', '2026-09-30 17:30', 1, '2026-10-08 08:31'],
  ])('runs %s', (_, from, minutes, to) => {
    expect(show(afterWorking(office, at(from), minutes))).toBe(to)
    expect(workingBetween(office, at(from), at(to))).toBe(minutes)
  })

  it('around the clock runs over midnight, and over a clock change by the minutes that really pass', () => {
    expect(show(afterWorking(null, at('2026-11-20 23:30'), 120))).toBe('2026-11-21 01:30')
    const zone = 'America/New_York'
    expect(show(afterWorking(null, at('2026-03-08 01:30', zone), 120), zone)).toBe('2026-03-08 04:30')
    const nights: WorkCalendar = { zone, hours: [[0, 480]], weekdays: [1, 2, 3, 4, 5, 6, 7], exceptions: new Map() }
    // That night has seven hours, and the one in November nine.
    expect(show(afterWorking(nights, at('2026-03-08 00:00', zone), 420), zone)).toBe('2026-03-08 08:00')
    expect(workingBetween(nights, at('2026-11-01 00:00', zone), at('2026-11-02 00:00', zone))).toBe(540)
  })

  it('has no end where nobody ever works', () => {
    expect(() => afterWorking({ ...office, weekdays: [], exceptions: new Map() }, at('2026-11-20 09:00'), 1)).toThrow(
      RangeError,
    )
  })

  it('is what counting minute by minute gives, there and back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 14 * 1440 }),
        fc.integer({ min: 1, max: 2000 }),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.constantFrom('holiday', 'workday')), { maxLength: 4 }),
        (start, minutes, days) => {
          const calendar: WorkCalendar = {
            ...office,
            exceptions: new Map(days.map(([day, kind]) => [addDays('2026-11-16', day), kind as 'holiday'])),
          }
          const from = at('2026-11-16 00:00') + start * 60_000
          let [moment, left] = [from, minutes]
          while (left > 0) {
            const date = dateInZone(new Date(moment), office.zone)
            const of = (moment - at(`${date} 00:00`)) / 60_000
            if (isWorkday(calendar, date) && calendar.hours.some(([begin, end]) => of >= begin && of < end)) left--
            moment += 60_000
          }
          expect(afterWorking(calendar, from, minutes)).toBe(moment)
          expect(workingBetween(calendar, from, moment)).toBe(minutes)
        },
      ),
      { numRuns: 60 },
    )
  })
})
