import { addDays, type DateText, dateInZone, momentOf } from '../../contract/dates.ts'
import type { DayKind } from '../../contract/workdays.ts'

/** When the office works. Without one, every minute counts (24×7). */
export interface WorkCalendar {
  /** Office time zone, an IANA name. */
  readonly zone: string
  /** Spells of a working day in minutes after midnight, in order, not overlapping: `[[510, 720], [840, 1080]]`. */
  readonly hours: readonly (readonly [from: number, to: number])[]
  /** Weekdays worked, 1 Monday … 7 Sunday. */
  readonly weekdays: readonly number[]
  /** Public holidays, and weekend days worked in exchange. */
  readonly exceptions: ReadonlyMap<DateText, DayKind>
}

const minute = 60_000
/** Beyond this many days without a minute of work a calendar has none. */
const longestRest = 400
/** An office rests no longer than this in one piece, in days: with it, time can be counted from any moment. */
export const longestRestAllowed = 366

/** True where every working time that is counted by the calendar has an end: no rest is longer than `longestRestAllowed`. */
export function hasWork(calendar: WorkCalendar): boolean {
  if (calendar.weekdays.length === 0 || !calendar.hours.some(([from, to]) => to > from)) return false
  const holidays = [...calendar.exceptions].flatMap(([date, kind]) => (kind === 'holiday' ? [date] : [])).sort()
  const [first, last] = [holidays[0], holidays.at(-1)]
  if (first === undefined || last === undefined) return true
  const end = addDays(last, 7)
  let rest = 0
  for (let date = addDays(first, -7); date <= end && rest <= longestRestAllowed; date = addDays(date, 1)) {
    rest = isWorkday(calendar, date) ? 0 : rest + 1
  }
  return rest <= longestRestAllowed
}

export function isWorkday(calendar: WorkCalendar, date: DateText): boolean {
  const exception = calendar.exceptions.get(date)
  return exception ? exception === 'workday' : calendar.weekdays.includes(weekdayOf(date))
}

/** 1 Monday … 7 Sunday. */
export function weekdayOf(date: DateText): number {
  return ((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1
}

/**
 * The moment when so many minutes of the office's time have passed since `from`. Where that is the end of a working
 * day, it is that end and not the next morning.
 * @param from UTC milliseconds
 * @returns UTC milliseconds
 * @throws RangeError where the calendar has no working time
 */
export function afterWorking(calendar: WorkCalendar | null, from: number, minutes: number): number {
  if (calendar === null) return from + minutes * minute
  let left = minutes * minute
  if (left <= 0) return from
  for (const [begin, end] of spellsFrom(calendar, from)) {
    const start = Math.max(begin, from)
    if (end - start >= left) return start + left
    left -= Math.max(0, end - start)
  }
  throw new RangeError('a calendar without working time')
}

/** Minutes of the office's time between two moments in UTC milliseconds; 0 where `to` is not later. */
export function workingBetween(calendar: WorkCalendar | null, from: number, to: number): number {
  if (to <= from) return 0
  if (calendar === null) return (to - from) / minute
  let passed = 0
  for (const [begin, end] of spellsFrom(calendar, from)) {
    if (begin >= to) break
    passed += Math.max(0, Math.min(end, to) - Math.max(begin, from))
  }
  return passed / minute
}

/** Working spells that end after a moment, in order; ends where there has been no work for too long. */
function* spellsFrom(calendar: WorkCalendar, from: number): Generator<readonly [number, number]> {
  let date = dateInZone(new Date(from), calendar.zone)
  for (let rest = 0; rest < longestRest; rest++, date = addDays(date, 1)) {
    if (!isWorkday(calendar, date)) continue
    for (const [begin, end] of calendar.hours) {
      // A spell until midnight ends with the day itself, however long a clock change makes it.
      const spell = [momentOf(date, begin, calendar.zone), momentOf(date, end, calendar.zone)] as const
      if (spell[1] <= from || spell[1] <= spell[0]) continue
      rest = 0
      yield spell
    }
  }
}
