import { addDays, type DateText, momentOf } from '../../contract/dates.ts'
import type { RoundState } from '../../contract/groundWords.ts'

/** From one time of the day to another; an end before the start lies on the next day. */
export interface PatrolHours {
  /** `HH:MM`. */
  readonly fromTime: string
  readonly toTime: string
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** ISO moment of a time of day. @param zone the office's */
function momentAt(date: DateText, time: string, zone: string): string {
  return new Date(momentOf(date, minutesOf(time), zone)).toISOString()
}

/** The moments between which a round of a day is to be walked. */
export function momentsOf(onDate: DateText, { fromTime, toTime }: PatrolHours, zone: string) {
  const last = toTime > fromTime ? onDate : addDays(onDate, 1)
  return { beginsAt: momentAt(onDate, fromTime, zone), endsAt: momentAt(last, toTime, zone) }
}

/**
 * The moment at which a point was seen on a round of a day: a time before the start is one after midnight where the
 * window goes over it.
 * @returns null where that was before the round could begin
 */
export function seenAt(onDate: DateText, { fromTime, toTime }: PatrolHours, time: string, zone: string): string | null {
  if (time >= fromTime) return momentAt(onDate, time, zone)
  return toTime > fromTime ? null : momentAt(addDays(onDate, 1), time, zone)
}

/** Until this time of the day after a round it is written down by whoever walked it: of a night it is the next morning. */
const writtenBy = '12:00'

/** The last moment at which a round of a day is written down without more ado. */
export function writtenUntil(onDate: DateText, zone: string): string {
  return momentAt(addDays(onDate, 1), writtenBy, zone)
}

/** What a round's state is read from. */
export interface RoundFacts {
  readonly beginsAt: string
  readonly endsAt: string
  readonly points: number
  readonly seen: number
  /** Points seen after the end. */
  readonly late: number
}

/**
 * Where a round stands at a moment: missed by itself once its window is over and nothing was seen, incomplete where only
 * some points were.
 */
export function roundStateOf({ beginsAt, endsAt, points, seen, late }: RoundFacts, now: string): RoundState {
  if (late > 0) return 'late'
  if (seen > 0 && seen >= points) return 'on-time'
  if (now <= endsAt) return seen > 0 || now >= beginsAt ? 'due' : 'upcoming'
  return seen > 0 ? 'incomplete' : 'missed'
}

/** Where one point of a round stands at a moment. */
export function pointStateOf(at: string | null, { beginsAt, endsAt }: RoundFacts, now: string): RoundState {
  if (at !== null) return at > endsAt ? 'late' : 'on-time'
  if (now > endsAt) return 'missed'
  return now >= beginsAt ? 'due' : 'upcoming'
}
