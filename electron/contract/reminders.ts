import { z } from 'zod'
import { addDays, type DateText, daysBetween } from './dates.ts'

/** What ends is told of at 30, 7 and 1 days before and once it is over: equipment, lets, passes, loans alike. */

/** Days before the day on which it is told again, the nearest first. */
export const reminderDays = [1, 7, 30] as const

/** The step a day has reached: 0 once it is over. */
export const reminderStep = z.union([z.literal(0), z.literal(1), z.literal(7), z.literal(30)])
export type ReminderStep = z.infer<typeof reminderStep>

const furthest = reminderDays[2]

/** The step that so many days before the end have reached; null while it is further away than the first. */
export function stepOf(daysLeft: number): ReminderStep | null {
  return daysLeft < 0 ? 0 : (reminderDays.find((step) => daysLeft <= step) ?? null)
}

/** As `stepOf`, for a day seen from another; null without one. */
export function stepOn(endsOn: DateText | null, today: DateText): ReminderStep | null {
  return endsOn === null ? null : stepOf(daysBetween(today, endsOn))
}

/** The last day of which one is reminded today. */
export function reminderHorizon(today: DateText): DateText {
  return addDays(today, furthest)
}
