import { DeskError } from '../contract/errors.ts'
import { redact } from './redact.ts'

export type Level = 'info' | 'error'

export interface Entry {
  readonly at: Date
  readonly level: Level
  /** The process: `main`, `backend`, `serve`. */
  readonly where: string
  readonly message: string
  /** What went wrong, mostly an Error. */
  readonly details?: unknown
}

/** What stands for the end of a line inside an entry. */
export const lineBreak = ' ⏎ '
/** Longer ones are cut, in characters: a stack of twenty frames fits. */
const longest = 4_000

/** An entry as its one line: moment, level, where, and what happened with everything personal taken out. */
export function lineOf({ at, level, where, message, details }: Entry): string {
  const more = details === undefined ? '' : `\n${told(details)}`
  const text = redact(shortened(`${message}${more}`))
  return `${at.toISOString()} ${level} ${where} ${text.split(/\s*\n\s*/).join(lineBreak)}`
}

/** Cut between two words: half a number would not be known as one. */
function shortened(text: string): string {
  return text.length > longest ? `${text.slice(0, longest).replace(/\S*$/, '')}…` : text
}

function told(details: unknown, depth = 0): string {
  if (!(details instanceof Error)) return String(details)
  const { cause } = details
  const because = cause === undefined || depth >= 3 ? '' : `\nbecause ${told(cause, depth + 1)}`
  return [`${details.name}${codeOf(details)}: ${messageOf(details)}`, ...framesOf(details)].join('\n') + because
}

/** The parameters of a refusal are the office's own words; only why a file was refused is the system's. */
function messageOf(error: Error): string {
  if (!(error instanceof DeskError)) return error.message
  const { reason } = error.params
  return reason === undefined ? error.code : `${error.code} (${reason})`
}

function codeOf(error: Error): string {
  const code = (error as NodeJS.ErrnoException).code
  return typeof code === 'string' && !(error instanceof DeskError) ? ` ${code}` : ''
}

/** The stack repeats the message above its frames. */
function framesOf({ stack = '' }: Error): string[] {
  return stack.split('\n').filter((line) => /^\s+at /.test(line))
}
