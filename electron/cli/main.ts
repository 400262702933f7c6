import { parseArgs } from 'node:util'
import { isDate } from '../contract/dates.ts'
import { DeskError } from '../contract/errors.ts'
import { WorkbookRefused } from '../documents/excel/read.ts'
import { sentence } from '../documents/words.ts'
import { commands } from './commands.ts'
import { invocation, UsageError, words } from './invocation.ts'

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
