import { officeClock } from '../core/clock.ts'
import type { Actor, Desk } from '../core/context.ts'
import { readSettings } from '../core/settings/index.ts'
import { type OfficeFile, openOffice } from '../db/open.ts'
import { wordsIn } from '../documents/words.ts'

export const words = wordsIn(process.env.DESK_LANGUAGE === 'en' ? 'en' : 'zh')

/** Wrong usage: exit status 2. The message says what is missing. */
export class UsageError extends Error {}

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
