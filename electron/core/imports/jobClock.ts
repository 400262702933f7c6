import type { JobState } from '../../contract/caseStates.ts'
import type { Row } from '../audit/writer.ts'
import {
  dueAt,
  finishDue,
  isMissed,
  type Promised,
  type Response,
  respondDue,
  responseResumed,
  responseStopped,
  resumed,
  stopped,
} from '../promises/clock.ts'

/** A job's clock runs, stands still (suspended, cancelled), or has been stopped by its completion. */
function phaseOf(state: unknown): 'runs' | 'stands' | 'done' {
  if (doneStates.includes(state as JobState)) return 'done'
  return state === 'suspended' || state === 'cancelled' ? 'stands' : 'runs'
}

/** States in which the work has been done. */
export const doneStates: readonly JobState[] = ['done', 'visited', 'closed']

/**
 * The promise of a job that is new, or that was registered at another time or with another priority than was thought.
 * Of one that stands still nobody knows how long it ran before: what is left is the whole promise.
 */
export function newClock(job: Row, finished: string | null, { rule, hours, zone }: Promised): Row {
  const from = String(job.registered_at)
  const due = rule && dueAt(rule.finishMinutes, hours, from)
  const phase = phaseOf(job.state)
  // Of a job that somebody has begun, the desk may know when; the workbook does not say.
  const isResponseKnown = job.state === 'waiting' || typeof job.responded_at === 'string'
  return {
    rule_id: rule?.id ?? null,
    ...respondDue(isResponseKnown && rule ? dueAt(rule.respondMinutes, hours, from) : null, zone),
    ...finishDue(phase === 'stands' ? null : due, zone),
    respond_left_minutes: null,
    left_minutes:
      phase === 'stands' ? (rule?.finishMinutes ?? null) : finished === null ? null : stopped(due, hours, finished),
  }
}

/**
 * What a workbook that changes a job's state or completion does to the clock it has: as the same step at the desk would
 * at the moment of the import (it does not say when a job was suspended, resumed or opened again), so that waiting that
 * was granted stays granted and what was missed stays missed.
 */
export function clockAfter(before: Row, after: Row, finished: string | null, promised: Promised): Row {
  const { hours, zone, now } = promised
  const [from, to] = [phaseOf(before.state), phaseOf(after.state)]
  const patch: Row = { ...(after.state !== before.state && respondedBy(before, after, finished, promised)) }
  if (from === to && finished === (before.finished_at ?? null)) return patch
  const due = dueWhenRunning(before, from, to, finished, promised)
  if (to === 'runs') return { ...patch, ...finishDue(due, zone), left_minutes: null }
  if (finished !== null) return { ...patch, ...finishDue(due, zone), left_minutes: stopped(due, hours, finished) }
  if (isMissed(due, now)) return { ...patch, ...finishDue(due, zone), left_minutes: null }
  return { ...patch, ...finishDue(null, zone), left_minutes: stopped(due, hours, now) }
}

/** When the promise would fall due if the clock ran. */
function dueWhenRunning(
  before: Row,
  from: 'runs' | 'stands' | 'done',
  to: 'runs' | 'stands' | 'done',
  finished: string | null,
  { rule, hours, now }: Promised,
): string | null {
  const due = before.finish_due_at as string | null
  const left = before.left_minutes as number | null
  if (from === 'stands' && due === null) return resumed(left ?? rule?.finishMinutes ?? null, hours, finished ?? now)
  if (from === 'done' && to !== 'done' && left !== null && left >= 0) return resumed(left, hours, now)
  return due
}

/**
 * The first response: a job that is done has had it; of one that was only taken up, the workbook does not say when. What
 * is waited for again has from now what was left of its promise.
 */
function respondedBy(before: Row, after: Row, finished: string | null, promised: Promised): Row {
  const response = before as unknown as Response
  if (after.state === 'waiting') return responseResumed(response, promised)
  if (response.respond_due_at === null || response.responded_at !== null) return {}
  return finished === null ? responseStopped(response, promised) : { responded_at: finished }
}
