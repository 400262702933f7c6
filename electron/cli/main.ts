import { parseArgs } from 'node:util'
import { DeskError, type Problem } from '../contract/errors.ts'
import { WorkbookRefused } from '../documents/excel/read.ts'
import { sentence } from '../documents/words.ts'
import { commands } from './commands.ts'
import { checkedDay, checkUsage, invocation, UsageError, words } from './invocation.ts'

/**
 * The desk command. @returns the exit status: 0 done, 1 refused with a message on standard error, 2 wrong usage
 */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    const { values, positionals } = readOptions(argv)
    const [name, ...args] = positionals
    if (name === 'help' || values.help === true) {
      process.stdout.write(values.json ? `${JSON.stringify({ usage: usage() })}\n` : `${usage()}\n`)
      return 0
    }
    if (name === undefined) throw new UsageError(words('cli.missingArgument', { argument: 'COMMAND' }))
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined
    if (!command) throw new UsageError(words('cli.unknownCommand', { command: name }))
    checkUsage(name, command, args, values)
    if (typeof values.today === 'string') checkedDay(values.today)
    return await command.run(invocation(args, values))
  } catch (error) {
    return report(error, { usage: usage(), json: argv.includes('--json'), trace: true })
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
        unit: { type: 'string' },
        name: { type: 'string' },
        second: { type: 'string' },
        'password-file': { type: 'string' },
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

/** How a failure is told. */
export interface Telling {
  readonly usage: string
  /** Also as a JSON document on standard output. */
  readonly json?: boolean
  /** With the stack of a fault of the program. */
  readonly trace?: boolean
}

/** Tells a failure in words. @returns the exit status */
export function report(error: unknown, telling: Telling): number {
  const { status, code, message, problems } = failure(error)
  const lines = [message, ...problems.map((problem) => `  ${problem.message}`)]
  if (status === 2) lines.push(telling.usage)
  if (code === 'internal' && telling.trace && error instanceof Error && error.stack) lines.push(error.stack)
  process.stderr.write(`${lines.join('\n')}\n`)
  if (telling.json) process.stdout.write(`${JSON.stringify({ error: { code, message, problems } })}\n`)
  return status
}

interface Failure {
  readonly status: 1 | 2
  readonly code: string
  readonly message: string
  readonly problems: readonly (Problem & { readonly message: string })[]
}

function failure(error: unknown): Failure {
  const refused = (code: string, message: string): Failure => ({ status: 1, code, message, problems: [] })
  if (error instanceof UsageError) return { ...refused('usage', error.message), status: 2 }
  if (error instanceof DeskError) {
    const problems = error.problems.map((problem) => ({ ...problem, message: sentence(words, problem) }))
    return { ...refused(error.code, sentence(words, error)), problems }
  }
  if (error instanceof WorkbookRefused)
    return refused(`workbook-${error.code}`, words(`errors:workbook-${error.code}`, error.params))
  if (!(error instanceof Error)) return refused('internal', words('cli.internal', { message: String(error) }))
  const { code, syscall, port } = error as NodeJS.ErrnoException & { readonly port?: number }
  if (syscall === 'listen') return refused('port-in-use', words('cli.portInUse', { port: port ?? '' }))
  if (typeof code === 'string' && /^E[A-Z]+$/.test(code))
    return refused('file-system', words('errors:file-system', { reason: error.message }))
  return refused('internal', words('cli.internal', { message: error.message }))
}

function usage(): string {
  const lines = Object.entries(commands).map(([name, command]) => `  ${name.padEnd(13)} ${command.usage}`)
  return [words('cli.usage'), ...lines, '  --db FILE  --today YYYY-MM-DD  --json'].join('\n')
}
