import type { DateText } from '../../contract/dates.ts'

/** A moment on the office's clock in whole minutes, so that the sample's days can be reckoned with. */
export type Minute = number

/** @param minutes after midnight */
export function minuteOf(day: DateText, minutes: number): Minute {
  return Date.parse(`${day}T00:00:00Z`) / 60_000 + minutes
}

export function dayOf(minute: Minute): DateText {
  return new Date(minute * 60_000).toISOString().slice(0, 10)
}

/** `HH:MM` */
export function timeOf(minute: Minute): string {
  return new Date(minute * 60_000).toISOString().slice(11, 16)
}

/** Minutes after midnight. */
export function ofDay(minute: Minute): number {
  return minute % 1440
}

/** The moment itself, or the next one at which somebody is at work: half past eight to half past six, every day. */
export function atWork(minute: Minute, spread = 0): Minute {
  const [opens, closes] = [8 * 60 + 30, 18 * 60 + 30]
  const time = ofDay(minute)
  if (time < opens) return minute - time + opens + spread
  return time > closes ? minute - time + 1440 + opens + spread : minute
}
