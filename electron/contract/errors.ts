/** What can be told about one problem: a code of the `errors` catalogue, its parameters, and the field it concerns. */
export interface Problem {
  readonly code: string
  readonly params?: Readonly<Record<string, string | number>>
  readonly field?: string
}

/**
 * A refusal a person can act on: its code is a key of the `errors` catalogue, so screen and command line say the same.
 * Anything else that is thrown is a fault of the program: it is logged and masked at the border.
 */
export class DeskError extends Error {
  readonly code: string
  readonly params: Readonly<Record<string, string | number>>
  readonly problems: readonly Problem[]

  constructor(code: string, params: Readonly<Record<string, string | number>> = {}, problems: readonly Problem[] = []) {
    super(`${code} ${JSON.stringify(params)}`)
    this.name = 'DeskError'
    this.code = code
    this.params = params
    this.problems = problems
  }
}

/** A refusal for one reason, told at the field it concerns. */
export function refusal(problem: Problem): DeskError {
  return new DeskError(problem.code, problem.params, [problem])
}

/** The record was saved by somebody else meanwhile; says what is different now. */
export class StaleError extends DeskError {
  readonly changes: readonly FieldChange[]
  readonly by: string

  constructor(by: string, changes: readonly FieldChange[]) {
    super('stale', { by })
    this.changes = changes
    this.by = by
  }
}

/** A field's value before and after; values as shown on paper (dates as text, amounts in their integer unit). */
export interface FieldChange {
  readonly field: string
  readonly from: string | number | null
  readonly to: string | number | null
}
