import type { Language } from '../contract/bridge.ts'
import { wordsIn } from './words.ts'

/** Failures main knows by name; each has words of its own. */
export type ProblemKind =
  | 'backendLost'
  | 'backendGaveUp'
  | 'refused'
  | 'badRequest'
  | 'updateOff'
  | 'updateImpossible'
  | 'updateAddress'
  | 'updateUnreachable'
  | 'updateDamaged'
  | 'updateNone'
  | 'updateNoBackup'
  | 'updateFailed'

export class Problem extends Error {
  readonly kind: ProblemKind

  /** @param cause what led to it; where that has words of its own, they follow */
  constructor(kind: ProblemKind, cause?: unknown) {
    super(kind, { cause })
    this.name = 'Problem'
    this.kind = kind
  }
}

/** Something the backend said for the clerk: shown as it is. */
export class Said extends Error {}

/** The words of a failure for the clerk; undefined when it is unknown and must not be shown as it is. */
export function explain(error: unknown, language: Language): string | undefined {
  const words = wordsIn(language)
  if (error instanceof Problem) return `${words[error.kind]}${explain(error.cause, language) ?? ''}`
  if (error instanceof Said) return error.message
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return words.diskFull
    case 'EBUSY':
    case 'ETXTBSY':
      return words.fileBusy
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return words.fileDenied
    default:
      return undefined
  }
}
