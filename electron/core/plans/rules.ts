import { addDays, addMonths, type DateText, daysBetween, yearOf } from '../../contract/dates.ts'
import type { PlanBasis, PlanEvery, PlanMoving, TaskState } from '../../contract/planWords.ts'
import { isWorkday, type WorkCalendar } from '../calendar/workingTime.ts'

/** Every how long something is to be done. */
export interface Cadence {
  readonly n: number
  readonly every: PlanEvery
  /** The first day. */
  readonly anchorOn: DateText
  readonly basis: PlanBasis
  readonly moving: PlanMoving
}

const monthsOf: Readonly<Partial<Record<PlanEvery, number>>> = { month: 1, quarter: 3, 'half-year': 6, year: 12 }
const daysOf: Readonly<Partial<Record<PlanEvery, number>>> = { day: 1, week: 7 }

/** Beyond this many days without work a calendar moves nothing. */
const furthestMove = 60

/**
 * The days of a plan from `from` to `to`, both inside, before any is moved. They are counted from the first day and not
 * one from the next, so that the 31st comes back after a short month. Of a plan by completion it is the first day only.
 */
export function plannedDays(cadence: Cadence, from: DateText, to: DateText): DateText[] {
  if (cadence.basis === 'completion')
    return cadence.anchorOn >= from && cadence.anchorOn <= to ? [cadence.anchorOn] : []
  const days: DateText[] = []
  for (let index = firstIndex(cadence, from); ; index++) {
    const day = stepped(cadence, cadence.anchorOn, index)
    if (day > to) return days
    if (day >= from) days.push(day)
  }
}

/** When a plan by completion falls due again. */
export function nextAfter(cadence: Pick<Cadence, 'n' | 'every'>, doneOn: DateText): DateText {
  return stepped(cadence, doneOn, 1)
}

function stepped({ n, every }: Pick<Cadence, 'n' | 'every'>, from: DateText, steps: number): DateText {
  const months = monthsOf[every]
  return months === undefined ? addDays(from, (daysOf[every] ?? 1) * n * steps) : addMonths(from, months * n * steps)
}

/** An index of the cadence that does not lie after `from` by more than one step. */
function firstIndex({ n, every, anchorOn }: Cadence, from: DateText): number {
  if (from <= anchorOn) return 0
  const months = monthsOf[every]
  if (months === undefined) return Math.floor(daysBetween(anchorOn, from) / ((daysOf[every] ?? 1) * n))
  const apart = (yearOf(from) - yearOf(anchorOn)) * 12 + Number(from.slice(5, 7)) - Number(anchorOn.slice(5, 7))
  return Math.floor(apart / (months * n))
}

/** The day a task is due: its planned day, or the nearest workday before or after where the rule moves it. */
export function movedDay(day: DateText, moving: PlanMoving, calendar: WorkCalendar): DateText {
  if (moving === 'stay') return day
  const step = moving === 'before' ? -1 : 1
  for (let away = 0; away <= furthestMove; away++) {
    const candidate = addDays(day, away * step)
    if (isWorkday(calendar, candidate)) return candidate
  }
  return day
}

/** The days of one task: when it is due, from when it is shown, and the first day on which it is late. */
export function taskDays(
  plannedOn: DateText,
  plan: { readonly moving: PlanMoving; readonly showDays: number; readonly graceDays: number },
  calendar: WorkCalendar,
): { readonly dueOn: DateText; readonly showOn: DateText; readonly lateOn: DateText } {
  const dueOn = movedDay(plannedOn, plan.moving, calendar)
  return { dueOn, showOn: addDays(dueOn, -plan.showDays), lateOn: addDays(dueOn, plan.graceDays + 1) }
}

/** Where a task stands on a day. */
export function stateOf(
  task: { readonly outcome: 'done' | 'skipped' | null; readonly showOn: DateText; readonly lateOn: DateText },
  on: DateText,
): TaskState {
  if (task.outcome !== null) return task.outcome
  if (task.lateOn <= on) return 'late'
  return task.showOn <= on ? 'due' : 'upcoming'
}
