import { addDays, addMonths, type DateText } from '../../contract/dates.ts'
import { legalTransitions, promiseGraceDays } from '../../contract/dunning.ts'
import type { LegalState, LimitationState, PromiseState } from '../../contract/vocabulary.ts'

/** Three years: 民法典 第一百八十八条. */
export const limitationMonths = 36

/** The warning comes so many days before the three years end. */
export const warningDays = 90

/** What makes the three years run anew: 民法典 第一百九十五条. */
export interface Interruption {
  readonly onDate: DateText
  /** A documented demand, a promise, a part payment, a step at law. */
  readonly kind: 'demand' | 'promise' | 'payment' | 'legal'
}

export interface Limitation {
  readonly startedOn: DateText
  /** What made it run anew then; null where it is the due date. */
  readonly by: Interruption['kind'] | null
  /** Its last day. */
  readonly endsOn: DateText
  readonly state: LimitationState
}

/**
 * Where the limitation period of one claim stands on a day. It runs from the due date and begins again with every
 * interruption that comes before it has run out; once it has, only the debtor's own promise gives it new life
 * (民法典 第一百九十二条第二款). A warning for the office, not a verdict.
 */
export function limitationOf(dueOn: DateText, interruptions: readonly Interruption[], asOf: DateText): Limitation {
  const known = interruptions
    .filter((one) => one.onDate >= dueOn && one.onDate <= asOf)
    .toSorted((a, b) => (a.onDate < b.onDate ? -1 : a.onDate > b.onDate ? 1 : 0))
  let [startedOn, by]: [DateText, Interruption['kind'] | null] = [dueOn, null]
  for (const { onDate, kind } of known) {
    if (onDate <= addMonths(startedOn, limitationMonths) || kind === 'promise') [startedOn, by] = [onDate, kind]
  }
  const endsOn = addMonths(startedOn, limitationMonths)
  const state = asOf > endsOn ? 'lapsed' : asOf >= addDays(endsOn, -warningDays) ? 'soon' : 'running'
  return { startedOn, by, endsOn, state }
}

/** The last day on which money still keeps a promise. */
export function promiseEnds(promiseOn: DateText): DateText {
  return addDays(promiseOn, promiseGraceDays)
}

/** A promise is kept once so much has come in between its making and its last day; after that day it is broken. */
export function promiseStateOf(
  promise: { readonly madeOn: DateText; readonly promiseOn: DateText; readonly amount: number },
  payments: readonly { readonly onDate: DateText; readonly amount: number }[],
  asOf: DateText,
): PromiseState {
  const lastDay = promiseEnds(promise.promiseOn)
  const paid = payments
    .filter(({ onDate }) => onDate >= promise.madeOn && onDate <= lastDay && onDate <= asOf)
    .reduce((sum, payment) => sum + payment.amount, 0)
  if (paid >= promise.amount) return 'kept'
  return asOf > lastDay ? 'broken' : 'open'
}

export function mayFollow(from: LegalState, to: LegalState): boolean {
  return legalTransitions[from].includes(to)
}

/** `TZ2025-0001`: gapless within a year. */
export function noticeNo(year: number, number: number): string {
  return `TZ${year}-${String(number).padStart(4, '0')}`
}
