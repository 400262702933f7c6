import { ORPCError } from '@orpc/client'
import type { Problem } from '../../../electron/contract/errors.ts'
import { decorationFields, leaseFields, type SpellInput, stayFields } from '../../../electron/contract/estate.ts'

export type SpellKind = SpellInput['spell']

/** What a spell's form holds: the contract's fields; a date that is not filled in yet is null. */
export type SpellValues = Record<string, string | null>

/** The form of each kind of spell: its schema, its fields in order, and what a new one starts with. */
export const spellForms = {
  stay: { schema: stayFields, start: { movedInOn: null, movedOutOn: null } },
  decoration: { schema: decorationFields, start: { startedOn: null, finishedOn: null } },
  lease: { schema: leaseFields, start: { kind: 'unsold-let', fromOn: null, toOn: null } },
} as const satisfies Record<SpellKind, { schema: unknown; start: SpellValues }>

/** The rules name a unit's facts as the workbooks do; the form has the spell's own names. */
const formNames: Readonly<Record<string, string>> = {
  decorationStartedOn: 'startedOn',
  decorationFinishedOn: 'finishedOn',
  letFrom: 'fromOn',
  letTo: 'toOn',
  leasebackFrom: 'fromOn',
  leasebackTo: 'toOn',
}

/** A refusal whose problems carry the names of the spell's form, so that each is shown at its field. */
export function atSpellFields(error: unknown): unknown {
  if (!(error instanceof ORPCError) || error.code !== 'REFUSED') return error
  const data = error.data as { readonly problems?: readonly Problem[] }
  const problems = data.problems?.map((problem) => {
    const field = problem.field === undefined ? undefined : formNames[problem.field]
    return field === undefined ? problem : { ...problem, field }
  })
  return new ORPCError('REFUSED', { status: error.status, message: error.message, data: { ...data, problems } })
}
