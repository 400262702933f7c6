import { type RefObject, useEffect, useRef } from 'react'
import type { Move } from '../../electron/contract/caseStates.ts'

/** The step that carries a case on, if there is one, and then the others: what needs a reason is an exception. */
export function nextStepFirst<Event extends string>(
  moves: Readonly<Record<Event, Move<string>>>,
  possible: readonly Event[],
): { readonly next: Event | undefined; readonly steps: readonly Event[] } {
  const next = possible.find((event) => !moves[event].needsReason)
  return { next, steps: next === undefined ? possible : [next, ...possible.filter((event) => event !== next)] }
}

/**
 * Keeps whoever takes steps by keyboard on the way: after each one the button of the next has the focus.
 * @param isAsking a step's form is open
 * @returns what the button of the next step is held by, and what is called as a step begins
 */
export function useNextButton(
  next: string | undefined,
  isAsking: boolean,
): { readonly button: RefObject<HTMLButtonElement | null>; readonly setOut: () => void } {
  const button = useRef<HTMLButtonElement>(null)
  const isUnderWay = useRef(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each next step anew
  useEffect(() => {
    if (isUnderWay.current && !isAsking) button.current?.focus()
  }, [next, isAsking])
  return {
    button,
    setOut: () => {
      isUnderWay.current = true
    },
  }
}
