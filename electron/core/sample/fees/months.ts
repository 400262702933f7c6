import { addDays, type DateText, daysInMonth } from '../../../contract/dates.ts'
import { dayBetween } from '../calendar.ts'
import type { Random } from '../random.ts'

/** A calendar month counted from the year 0, so that a span of months is plain arithmetic. */
export type Month = number

export const monthAt = (year: number, month: number): Month => year * 12 + month - 1
export const monthOfDate = (date: DateText): Month => monthAt(Number(date.slice(0, 4)), Number(date.slice(5, 7)))
export const yearOfMonth = (month: Month): number => Math.floor(month / 12)

export function firstDay(month: Month): DateText {
  return `${yearOfMonth(month)}-${String((month % 12) + 1).padStart(2, '0')}-01`
}

export function lastDay(month: Month): DateText {
  const days = daysInMonth(yearOfMonth(month), (month % 12) + 1)
  return `${firstDay(month).slice(0, 8)}${days}`
}

export const monthsBetween = (from: Month, to: Month): Month[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index)

const holidays = ['01-01', '05-01', '05-02', '05-03', '10-01', '10-02', '10-03', '10-04', '10-05', '10-06', '10-07']

/** A day on which the cashier sits, both ends inside: Monday to Friday, sometimes a Saturday or Sunday. */
export function officeDay(random: Random, from: DateText, to: DateText): DateText {
  for (let tries = 0; tries < 60; tries++) {
    const day = dayBetween(random, from, to)
    const weekend = [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())
    if (day <= to && !holidays.includes(day.slice(5)) && (!weekend || random.chance(0.1))) return day
  }
  return to
}

/** Some office day of a month, from its third day to its last but one: what fell due the month before is out. */
export const dayOfMonth = (random: Random, month: Month): DateText =>
  officeDay(random, addDays(firstDay(month), 2), addDays(lastDay(month), -1))
