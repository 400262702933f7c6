import { parseArgs } from 'node:util'
import { isDate } from '../contract/dates.ts'
import { DeskError } from '../contract/errors.ts'
import { officeClock } from '../core/clock.ts'
import type { Actor, Desk } from '../core/context.ts'
import { readSettings } from '../core/settings/index.ts'
import { type OfficeFile, openOffice } from '../db/open.ts'
import { WorkbookRefused } from '../documents/excel/read.ts'
import { sentence, wordsIn } from '../documents/words.ts'
import { commands } from './commands.ts'

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

/**
 * The desk command. @returns the exit status: 0 done, 1 refused with a message on standard error, 2 wrong usage
 */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    const { values, positionals } = readOptions(argv)
    const [name, ...args] = positionals
    if (name === undefined || name === 'help' || values.help === true) {
      process.stdout.write(`${usage()}\n`)
      return name === undefined && values.help !== true ? 2 : 0
    }
    const command = commands[name]
    if (!command) throw new UsageError(words('cli.unknownCommand', { command: name }))
    if (typeof values.today === 'string' && !isDate(values.today))
      throw new UsageError(words('cli.badDate', { text: values.today }))
    return await command.run(invocation(args, values))
  } catch (error) {
    return report(error)
  }
}

function readOptions(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        db: { type: 'string' },
        out: { type: 'string' },
        today: { type: 'string' },
        year: { type: 'string' },
        'as-of': { type: 'string' },
        format: { type: 'string' },
        port: { type: 'string' },
        part: { type: 'string' },
        name: { type: 'string' },
        json: { type: 'boolean' },
        'dry-run': { type: 'boolean' },
        rows: { type: 'boolean' },
        list: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function invocation(args: readonly string[], options: Invocation['options']): Invocation {
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

function report(error: unknown): number {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n${usage()}\n`)
    return 2
  }
  if (error instanceof DeskError) {
    process.stderr.write(
      `${[sentence(words, error), ...error.problems.map((problem) => `  ${sentence(words, problem)}`)].join('\n')}\n`,
    )
    return 1
  }
  if (error instanceof WorkbookRefused) {
    process.stderr.write(`${words(`errors:workbook-${error.code}`, error.params)}\n`)
    return 1
  }
  if (error instanceof Error && 'code' in error && typeof error.code === 'string' && /^E[A-Z]+$/.test(error.code)) {
    process.stderr.write(`${words('errors:file-system', { reason: error.message })}\n`)
    return 1
  }
  process.stderr.write(
    `${words('cli.internal', { message: error instanceof Error ? (error.stack ?? error.message) : String(error) })}\n`,
  )
  return 1
}

function usage(): string {
  const lines = Object.entries(commands).map(([name, command]) => `  ${name.padEnd(13)} ${command.usage}`)
  return [words('cli.usage'), ...lines, '  --db FILE  --today YYYY-MM-DD  --json'].join('\n')
}
