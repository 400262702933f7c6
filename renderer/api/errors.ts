import { ORPCError } from '@orpc/client'
import i18next from 'i18next'
import type { FieldChange, Problem } from '../../electron/contract/errors.ts'
import { BackendLost } from './connect.ts'

/** What a page does with a failed call depends on its kind. */
export type ErrorKind =
  | 'refused'
  | 'stale'
  | 'no-permission'
  | 'not-signed-in'
  | 'no-office'
  | 'lost'
  | 'link-expired'
  | 'cancelled'
  | 'fault'

export function kindOf(error: unknown): ErrorKind {
  if (error instanceof BackendLost) return 'lost'
  if (error instanceof DOMException && error.name === 'AbortError') return 'cancelled'
  if (!(error instanceof ORPCError)) return 'fault'
  switch (error.code) {
    case 'REFUSED':
    case 'BAD_REQUEST':
      return 'refused'
    case 'STALE':
      return 'stale'
    case 'NO_PERMISSION':
      return 'no-permission'
    case 'NOT_SIGNED_IN':
      return 'not-signed-in'
    case 'NO_OFFICE':
      return 'no-office'
    default:
      return error.status === 401 || error.status === 403 ? 'link-expired' : 'fault'
  }
}

/** An error as a sentence for the clerk, in the language of the screen. */
export function errorText(error: unknown): string {
  const kind = kindOf(error)
  const data = error instanceof ORPCError ? (error.data as Record<string, unknown> | undefined) : undefined
  switch (kind) {
    case 'refused':
      return typeof data?.code === 'string'
        ? problemText({ code: data.code, params: data.params as Problem['params'] })
        : i18next.t('errors:bad-request')
    case 'stale':
      return i18next.t('errors:stale', { by: String(data?.by ?? '') })
    case 'fault':
      return typeof data?.reference === 'string'
        ? i18next.t('errors:fault-with-reference', { reference: data.reference })
        : i18next.t('errors:fault')
    default:
      return i18next.t(`errors:${kind}`)
  }
}

/** Parameters that are code names, and the vocabulary that has words for them. */
const worded: Readonly<Record<string, string>> = {
  entity: 'entity',
  table: 'entity',
  parent: 'entity',
  from: 'handoverState',
  to: 'handoverState',
  reason: 'fileReason',
}

/** One problem as a sentence; a code the catalogue does not know is shown as it is rather than hidden. */
export function problemText(problem: Problem): string {
  const key = `errors:${problem.code}`
  if (!i18next.exists(key)) return i18next.t('errors:unknown-code', { code: problem.code })
  const params: Record<string, string | number> = {}
  for (const [name, value] of Object.entries(problem.params ?? {})) {
    const word = `vocabulary:${worded[name]}.${value}`
    params[name] = worded[name] && i18next.exists(word) ? i18next.t(word) : value
  }
  return i18next.t(key, params)
}

/** The problems a refusal names one by one; a refusal without a list is one problem itself. */
export function problemsOf(error: unknown): readonly Problem[] {
  if (!(error instanceof ORPCError) || error.code !== 'REFUSED') return []
  const data = error.data as { code: string; params?: Problem['params']; problems?: Problem[] }
  return data.problems?.length ? data.problems : [{ code: data.code, ...(data.params && { params: data.params }) }]
}

export interface Stale {
  readonly by: string
  readonly changes: readonly FieldChange[]
}

/** What somebody else changed meanwhile, where that is why the save was refused. */
export function staleOf(error: unknown): Stale | undefined {
  return error instanceof ORPCError && error.code === 'STALE' ? (error.data as Stale) : undefined
}
