import { type ComplaintState, openComplaintStates } from '../../contract/caseStates.ts'
import type { EscalationRule } from '../../contract/complaints.ts'
import { isMissed } from '../promises/clock.ts'

/** 一级 is the receiver's own, 二级 the supervisor's, 三级 the manager's. */
export type ComplaintLevel = 1 | 2 | 3

const hour = 3_600_000

/**
 * When a complaint at a level goes up to the next by itself, as an ISO moment; null at the highest.
 * @param since when it came to this level
 */
export function escalatesAt(level: ComplaintLevel, since: string, rule: EscalationRule): string | null {
  if (level === 3) return null
  const hours = level === 1 ? rule.toSecondHours : rule.toThirdHours
  return new Date(Date.parse(since) + hours * hour).toISOString()
}

/** The steps up that are due at a moment: the level reached, and when each was. Several where nobody looked for days. */
export function stepsUp(
  level: ComplaintLevel,
  escalateAt: string | null,
  now: string,
  rule: EscalationRule,
): { readonly level: ComplaintLevel; readonly at: string; readonly next: string | null }[] {
  const steps = []
  let [stands, due] = [level, escalateAt]
  while (due !== null && due <= now && stands < 3) {
    stands = (stands + 1) as ComplaintLevel
    const next = escalatesAt(stands, due, rule)
    steps.push({ level: stands, at: due, next })
    due = next
  }
  return steps
}

/** What is promised of a complaint's first reply, and whether it was given. */
export interface PromisedReply {
  readonly state: ComplaintState
  readonly respond_due_at: string | null
  readonly responded_at: string | null
}

/** Replied to after its promise, or still waiting after it; a complaint that is over waits for no reply. */
export function isReplyLate({ state, respond_due_at: due, responded_at: replied }: PromisedReply, now: Date): boolean {
  if (replied !== null) return isMissed(due, replied)
  return (openComplaintStates as readonly ComplaintState[]).includes(state) && isMissed(due, now.toISOString())
}
