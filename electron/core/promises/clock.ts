import { dateInZone } from '../../contract/dates.ts'
import type { JobPriority } from '../../contract/vocabulary.ts'
import { afterWorking, type WorkCalendar, workingBetween } from '../calendar/workingTime.ts'

/** What is promised for a kind of case, while it is valid. */
export interface PromiseRule {
  readonly id: number
  readonly subject: 'job' | 'complaint'
  /** Null: for every priority that has no rule of its own. */
  readonly priority: JobPriority | null
  /** Minutes of the rule's hours; null where nothing is promised. */
  readonly respondMinutes: number | null
  readonly finishMinutes: number | null
  readonly hours: 'always' | 'office'
  readonly fromOn: string
  readonly toOn: string | null
}

/** The rule of a case registered on a day: its own priority's before the general one, of two the younger. */
export function ruleFor(
  rules: readonly PromiseRule[],
  subject: PromiseRule['subject'],
  priority: JobPriority | null,
  date: string,
): PromiseRule | null {
  const valid = rules
    .filter((rule) => rule.subject === subject && rule.fromOn <= date && (rule.toOn === null || rule.toOn >= date))
    .filter((rule) => rule.priority === null || rule.priority === priority)
  const byRank = (a: PromiseRule, b: PromiseRule) =>
    Number(b.priority !== null) - Number(a.priority !== null) || (a.fromOn < b.fromOn ? 1 : -1)
  return valid.sort(byRank)[0] ?? null
}

/** The calendar a rule counts by; null where every minute counts. */
export function calendarOf(rule: Pick<PromiseRule, 'hours'>, office: WorkCalendar): WorkCalendar | null {
  return rule.hours === 'office' ? office : null
}

/** When a promise of so many minutes made at a moment falls due, as an ISO moment; null where nothing is promised. */
export function dueAt(minutes: number | null, calendar: WorkCalendar | null, from: string): string | null {
  return minutes === null ? null : iso(afterWorking(calendar, Date.parse(from), minutes))
}

/**
 * Stops a clock: minutes left of the promise at a moment, below zero where it is late already; null without a promise.
 */
export function stopped(due: string | null, calendar: WorkCalendar | null, now: string): number | null {
  if (due === null) return null
  const [end, at] = [Date.parse(due), Date.parse(now)]
  return Math.round(end >= at ? workingBetween(calendar, at, end) : -workingBetween(calendar, end, at))
}

/**
 * True where a promise is missed already at a moment. Such a clock is not stopped: what was missed stays missed, on the
 * day it fell due, whatever happens to the case later.
 */
export function isMissed(due: string | null, now: string): boolean {
  return due !== null && due < now
}

/** The columns of a case that tell when its first response falls due: the moment, and the office's day of it. */
export function respondDue(due: string | null, zone: string) {
  return { respond_due_at: due, respond_due_on: due && dateInZone(new Date(due), zone) }
}

/** The columns of a case that tell when it is to be finished. */
export function finishDue(due: string | null, zone: string) {
  return { finish_due_at: due, finish_due_on: due && dateInZone(new Date(due), zone) }
}

/** Starts a stopped clock again: what is left runs from now; what was late stays late by as much. */
export function resumed(left: number | null, calendar: WorkCalendar | null, now: string): string | null {
  if (left === null) return null
  return left >= 0 ? dueAt(left, calendar, now) : iso(Date.parse(now) + left * 60_000)
}

/** A promise as it was thought to be: when it falls due, and of how many minutes of which hours it was made. */
export interface PromiseMade {
  readonly due: string | null
  readonly minutes: number | null
  readonly hours: WorkCalendar | null
}

/**
 * When a promise falls due that was to be another one from the beginning: so many minutes of the right rule's hours from
 * `from` on, and what the clock has stood still besides. Never before `now`: it falls due at once where it would be over.
 */
export function remeasured(
  was: PromiseMade,
  minutes: number | null,
  hours: WorkCalendar | null,
  from: string,
  now: string,
): string | null {
  if (minutes === null) return null
  const unstopped = dueAt(was.minutes, was.hours, from)
  const stood = unstopped === null ? null : stopped(was.due, hours, unstopped)
  const next = dueAt(Math.max(0, minutes + (stood ?? 0)), hours, from)
  return next !== null && next > now ? next : now
}

/** The first response of a case, as it is stored with it. */
export interface Response {
  readonly responded_at: string | null
  readonly respond_due_at: string | null
  /** Minutes of the rule's hours that are left while nobody waits for it; null where that is not known. */
  readonly respond_left_minutes: number | null
}

/** What a case is promised, and the moment at which a step or an import looks at it. */
export interface Promised {
  readonly rule: PromiseRule | null
  /** Null where every minute counts. */
  readonly hours: WorkCalendar | null
  readonly zone: string
  readonly now: string
}

/**
 * The columns of a case whose first response nobody waits for any more: what is left of its promise is kept with it, in
 * the hours of today, whatever calendar comes later. Given already, or missed, it stands as it is.
 */
export function responseStopped({ responded_at, respond_due_at: due }: Response, { hours, zone, now }: Promised) {
  if (responded_at !== null || due === null || isMissed(due, now)) return {}
  return { ...respondDue(null, zone), respond_left_minutes: stopped(due, hours, now) }
}

/** The columns of a case whose first response is waited for again: what is left of its promise, or all of it, runs from now. */
export function responseResumed(
  { responded_at, respond_due_at: due, respond_left_minutes: left }: Response,
  { rule, hours, zone, now }: Promised,
) {
  if (responded_at !== null || due !== null || rule === null) return {}
  return { ...respondDue(resumed(left ?? rule.respondMinutes, hours, now), zone), respond_left_minutes: null }
}

function iso(moment: number): string {
  return new Date(moment).toISOString()
}
