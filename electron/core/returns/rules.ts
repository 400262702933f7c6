import { addDays, type DateText } from '../../contract/dates.ts'
import type { Problem } from '../../contract/errors.ts'
import { asksFollowUp, type ReturnFields, type ReturnRule } from '../../contract/returns.ts'
import { mostAttempts, type ReturnOutcome, type ReturnState } from '../../contract/returnWords.ts'
import type { JobSource } from '../../contract/vocabulary.ts'

/** Product page, register 5: two to three days after completion, whoever reported it. */
export const defaultReturnRule: ReturnRule = {
  sources: ['resident'],
  complaints: true,
  afterDays: 2,
  withinDays: 3,
  source: '《客服中心回访制度》：报修完成、投诉答复后两至三天内回访',
}

/** True where a job asks for a return visit once it is done: there must be somebody to ask. */
export function requiresReturn(
  job: { readonly source: JobSource; readonly unit_id: number | null; readonly phone: string },
  rule: ReturnRule,
): boolean {
  return rule.sources.includes(job.source) && hasSomebody(job)
}

/** True where there is somebody to ask. */
export function hasSomebody(of: { readonly unit_id: number | null; readonly phone: string }): boolean {
  return of.unit_id !== null || of.phone.trim() !== ''
}

/** The days between which the visit is made. */
export function returnDays(finishedOn: DateText, rule: ReturnRule): { from_on: DateText; due_on: DateText } {
  return { from_on: addDays(finishedOn, rule.afterDays), due_on: addDays(finishedOn, rule.withinDays) }
}

/** What a case has come to after a call. Whoever is still not reached at the last attempt stays unreached. */
export function stateAfter(outcome: ReturnOutcome, attempt: number): ReturnState {
  if (outcome === 'reached' || outcome === 'refused') return outcome
  return attempt < mostAttempts ? 'open' : 'unreachable'
}

/**
 * What is wrong with a call before it is recorded.
 * @param now the office's clock, `YYYY-MM-DD HH:MM`
 */
export function returnProblems(fields: ReturnFields, attempt: number, now: string): Problem[] {
  const problems: Problem[] = []
  if (fields.outcome === 'callback') {
    if (attempt >= mostAttempts) problems.push({ code: 'return-last-attempt', field: 'outcome' })
    else if (fields.callbackAt === null) problems.push({ code: 'callback-without-time', field: 'callbackAt' })
    else if (fields.callbackAt <= now) problems.push({ code: 'callback-in-past', field: 'callbackAt', params: { now } })
  }
  if (fields.outcome === 'reached') {
    if (fields.solved === null) problems.push({ code: 'return-without-solved', field: 'solved' })
    if (fields.attitude === null) problems.push({ code: 'return-without-attitude', field: 'attitude' })
    if (fields.score !== null && (fields.score < 1 || fields.score > 10)) {
      problems.push({ code: 'score-out-of-range', field: 'score' })
    }
  }
  const answered = fields.outcome === 'reached'
  if (fields.followUp && !(answered && asksFollowUp(fields))) {
    problems.push({ code: 'follow-up-not-asked', field: 'followUp' })
  }
  if (fields.remind && !answered) problems.push({ code: 'reminder-not-reached', field: 'remind' })
  return problems
}
