import { isDate } from '../contract/dates.ts'
import { officeClock } from '../core/clock.ts'
import type { Actor, Desk } from '../core/context.ts'
import { readSettings } from '../core/settings/index.ts'
import { type OfficeFile, openOffice } from '../db/open.ts'
import { wordsIn } from '../documents/words.ts'

export const words = wordsIn(process.env.DESK_LANGUAGE === 'en' ? 'en' : 'zh')

/** Wrong usage: exit status 2. The message says what is missing. */
export class UsageError extends Error {}

/** Refuses options and positional arguments that a command does not take. */
export function checkUsage(
  name: string,
  command: { readonly takes: number; readonly options: readonly string[] },
  args: readonly string[],
  options: Readonly<Record<string, unknown>>,
): void {
  const allowed = [...command.options, 'today', 'json', 'help']
  const stray = Object.keys(options).find((option) => !allowed.includes(option))
  if (stray !== undefined) throw new UsageError(words('cli.strayOption', { command: name, option: `--${stray}` }))
  const extra = args[command.takes]
  if (extra !== undefined) throw new UsageError(words('cli.strayArgument', { command: name, argument: extra }))
}

/** A calendar date that was typed. */
export function checkedDay(text: string): string {
  if (!isDate(text)) throw new UsageError(words('cli.badDate', { text }))
  return text
}

/** The port of `--port`; 0, any free one, without it. */
export function portOption(text: string | boolean | undefined): number {
  if (text === undefined) return 0
  const port = Number(text)
  if (!/^\d{1,5}$/.test(String(text)) || port > 65535)
    throw new UsageError(words('cli.badPort', { text: String(text) }))
  return port
}

/** What a command is given. */
export interface Invocation {
  readonly args: readonly string[]
  readonly options: Readonly<Record<string, string | boolean | undefined>>
  /** A line for people; silent under `--json`. */
  say(line: string): void
  /** The one JSON document of `--json`; printed as such without it too where `always`. */
  json(document: unknown): void
  /** A required option such as `db`. */
  need(option: string): string
  /** A required positional argument. */
  arg(index: number, name: string): string
  /** Opens the office of `--db`, runs, and closes it again. */
  withOffice<T>(run: (desk: Desk, office: OfficeFile) => Promise<T>, create?: boolean): Promise<T>
}

const actor: Actor = { id: null, name: 'command line', roles: ['administrator'] }

/** What a command is given, made from the words of the command line. */
export function invocation(args: readonly string[], options: Invocation['options']): Invocation {
  const need = (option: string) => {
    const value = options[option]
    if (typeof value !== 'string' || value === '')
      throw new UsageError(words('cli.missingOption', { option: `--${option}` }))
    return value
  }
  return {
    args,
    options,
    need,
    say: (line) => {
      if (!options.json) process.stdout.write(`${line}\n`)
    },
    json: (document) => {
      if (options.json) process.stdout.write(`${JSON.stringify(document)}\n`)
    },
    arg: (index, name) => {
      const value = args[index]
      if (value === undefined) throw new UsageError(words('cli.missingArgument', { argument: name }))
      return value
    },
    withOffice: async (run, create = false) => {
      const office = await openOffice(need('db'), { create })
      try {
        const { zone } = await readSettings(office.db)
        const today = typeof options.today === 'string' ? options.today : undefined
        return await run({ db: office.db, clock: officeClock(() => new Date(), zone, today), actor }, office)
      } finally {
        await office.close()
      }
    },
  }
}
