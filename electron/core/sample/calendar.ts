import { addDays, type DateText, daysBetween } from '../../contract/dates.ts'
import type { Random } from './random.ts'

/** The day on which the reference year is counted; everything up to it is the same in every sample office. */
export const referenceDay: DateText = '2025-12-31'

/** First day of the lunar year, 2016–2027. */
const newYears = [
  '2016-02-08',
  '2017-01-28',
  '2018-02-16',
  '2019-02-05',
  '2020-01-25',
  '2021-02-12',
  '2022-02-01',
  '2023-01-22',
  '2024-02-10',
  '2025-01-29',
  '2026-02-17',
  '2027-02-06',
] as const

/** True from New Year's Eve to the seventh day: nobody hands over a flat, starts building or moves house. */
export function isSpringFestival(date: DateText): boolean {
  return festivals.has(date)
}

const festivals: ReadonlySet<DateText> = new Set(
  newYears.flatMap((first) => Array.from({ length: 9 }, (_, index) => addDays(first, index - 1))),
)

/** The date itself, or the first day after the Spring Festival it falls on. */
export function offFestival(date: DateText): DateText {
  let day = date
  while (isSpringFestival(day)) day = addDays(day, 1)
  return day
}

/** A day between two dates, both inside, not on a Spring Festival. */
export function dayBetween(random: Random, from: DateText, to: DateText): DateText {
  return offFestival(addDays(from, random.between(0, Math.max(0, daysBetween(from, to)))))
}
