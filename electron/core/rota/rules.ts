import { addDays, type DateText, daysInMonth, lastOfMonth } from '../../contract/dates.ts'
import { type Conflict, daysInARow, restHours } from '../../contract/rota.ts'
import { weekdayOf } from '../calendar/workingTime.ts'

/** When a shift is worked, in minutes after midnight; a day off has no beginning. */
export interface ShiftTimes {
  readonly fromMinute: number | null
  readonly toMinute: number | null
  readonly restMinutes: number
}

const day = 1440
/** A shift is a night's when it takes at least so much of the time between midnight and five o'clock. */
const nightUntil = 300
const nightMinutes = 60

/** Beginning and end of a shift in minutes after the midnight it begins in; null of a day off. Over midnight it ends after 1440. */
export function spellOf({ fromMinute, toMinute }: ShiftTimes): readonly [from: number, to: number] | null {
  if (fromMinute === null || toMinute === null) return null
  return [fromMinute, toMinute > fromMinute ? toMinute : toMinute + day]
}

/** Minutes that count as worked. */
export function minutesOf(shift: ShiftTimes): number {
  const spell = spellOf(shift)
  return spell === null ? 0 : Math.max(0, spell[1] - spell[0] - shift.restMinutes)
}

export function isNight(shift: ShiftTimes): boolean {
  const spell = spellOf(shift)
  if (spell === null) return false
  const within = (from: number) => Math.max(0, Math.min(spell[1], from + nightUntil) - Math.max(spell[0], from))
  return within(0) + within(day) >= nightMinutes
}

/** What is worked of somebody's shifts. */
export function totalsOf(shifts: readonly ShiftTimes[]): { shifts: number; minutes: number; nights: number } {
  const worked = shifts.filter((shift) => spellOf(shift) !== null)
  return {
    shifts: worked.length,
    minutes: worked.reduce((sum, shift) => sum + minutesOf(shift), 0),
    nights: worked.filter(isNight).length,
  }
}

/** Somebody on the rota: the days of their shifts, and the days on which they do not work here or are away. */
export interface RotaPerson {
  readonly staffId: number
  readonly name: string
  readonly postId: number | null
  readonly joinedOn: DateText | null
  readonly leftOn: DateText | null
  readonly shifts: ReadonlyMap<DateText, ShiftTimes>
  readonly absences: readonly { readonly fromOn: DateText; readonly toOn: DateText; readonly reason: string }[]
}

export interface MannedPost {
  readonly id: number
  readonly name: string
  readonly manned: number
}

/**
 * What stands against a rota, day by day from `from` to `to`: two shifts that overlap (also over midnight), less than
 * 11 hours between them, somebody who is away or not here, more than 6 days in a row, a post with too few people.
 * Shifts of the days around count, so that a month's border hides nothing.
 */
export function conflictsOf(
  people: readonly RotaPerson[],
  posts: readonly MannedPost[],
  from: DateText,
  to: DateText,
): Conflict[] {
  return [
    ...people.flatMap((person) => conflictsOfPerson(person, from, to)),
    ...unmanned(people, posts, from, to),
  ].sort((a, b) => (a.onDate < b.onDate ? -1 : a.onDate > b.onDate ? 1 : 0))
}

/** As `conflictsOf`, of one person. */
export function conflictsOfPerson(person: RotaPerson, from: DateText, to: DateText): Conflict[] {
  const found: Conflict[] = []
  let row = runBefore(person, from)
  for (let onDate = from; onDate <= to; onDate = addDays(onDate, 1)) {
    const spell = worksOn(person, onDate)
    row = spell === null ? 0 : row + 1
    if (spell === null) continue
    const tell = (kind: Conflict['kind'], detail: string) =>
      found.push({ kind, onDate, staffId: person.staffId, name: person.name, detail })
    const before = worksOn(person, addDays(onDate, -1))
    if (before !== null) {
      const gap = spell[0] + day - before[1]
      if (gap < 0) tell('overlap', hoursText(-gap))
      else if (gap < restHours * 60) tell('short-rest', hoursText(gap))
    }
    const away = person.absences.find((one) => one.fromOn <= onDate && one.toOn >= onDate)
    if (away) tell('absent', away.reason)
    if (isElsewhere(person, onDate)) tell('not-here', '')
    if (row > daysInARow) tell('row', String(row))
  }
  return found
}

function unmanned(people: readonly RotaPerson[], posts: readonly MannedPost[], from: DateText, to: DateText) {
  const found: Conflict[] = []
  for (const post of posts.filter((one) => one.manned > 0)) {
    const own = people.filter((person) => person.postId === post.id)
    for (let onDate = from; onDate <= to; onDate = addDays(onDate, 1)) {
      // A day that nobody has planned yet is empty, not unmanned.
      if (!people.some((person) => person.shifts.has(onDate))) continue
      const there = own.filter((person) => worksOn(person, onDate) !== null && !isAway(person, onDate)).length
      if (there >= post.manned) continue
      found.push({ kind: 'unmanned', onDate, staffId: null, name: post.name, detail: String(post.manned - there) })
    }
  }
  return found
}

function worksOn(person: RotaPerson, onDate: DateText): readonly [number, number] | null {
  const shift = person.shifts.get(onDate)
  return shift ? spellOf(shift) : null
}

/** Days worked without a break up to the day before. */
function runBefore(person: RotaPerson, from: DateText): number {
  let row = 0
  for (let onDate = addDays(from, -1); worksOn(person, onDate) !== null; onDate = addDays(onDate, -1)) row++
  return row
}

function isElsewhere({ joinedOn, leftOn }: RotaPerson, onDate: DateText): boolean {
  return (joinedOn !== null && onDate < joinedOn) || (leftOn !== null && onDate > leftOn)
}

function isAway(person: RotaPerson, onDate: DateText): boolean {
  return person.absences.some((one) => one.fromOn <= onDate && one.toOn >= onDate) || isElsewhere(person, onDate)
}

/** Minutes as hours, with a decimal only where one is needed. */
export function hoursText(minutes: number): string {
  return String(Math.round(minutes / 6) / 10)
}

/** Every day of a month `YYYY-MM`. */
export function daysOf(month: string): DateText[] {
  const count = daysInMonth(Number(month.slice(0, 4)), Number(month.slice(5, 7)))
  return Array.from({ length: count }, (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`)
}

export function monthBefore(month: string): string {
  return addDays(`${month}-01`, -1).slice(0, 7)
}

/**
 * The day of the month before that a day is copied from: the same weekday of the same week, counted from the first such
 * weekday; the fifth of a month that has only four is copied from the fourth.
 */
export function patternDay(onDate: DateText): DateText {
  const before = monthBefore(onDate.slice(0, 7))
  const first = addDays(`${before}-01`, (weekdayOf(onDate) - weekdayOf(`${before}-01`) + 7) % 7)
  const nth = Math.floor((Number(onDate.slice(8)) - 1) / 7)
  const day = addDays(first, nth * 7)
  return day > lastOfMonth(before) ? addDays(day, -7) : day
}

/** The months in which a swap counts against the limit: those of its days. */
export function swapMonths(onDate: DateText, backOn: DateText | null): string[] {
  return [...new Set([onDate, ...(backOn === null ? [] : [backOn])].map((date) => date.slice(0, 7)))]
}
