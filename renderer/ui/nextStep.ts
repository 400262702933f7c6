import type { Move } from '../../electron/contract/caseStates.ts'

/** The step that carries a case on, if there is one, and then the others: what needs a reason is an exception. */
export function nextStepFirst<Event extends string>(
  moves: Readonly<Record<Event, Move<string>>>,
  possible: readonly Event[],
): { readonly next: Event | undefined; readonly steps: readonly Event[] } {
  const next = possible.find((event) => !moves[event].needsReason)
  return { next, steps: next === undefined ? possible : [next, ...possible.filter((event) => event !== next)] }
}
