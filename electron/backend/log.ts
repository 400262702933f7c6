import type { Log } from '../core/context.ts'

/** Writes to standard error, a line each, so that standard output stays a command's own. */
export const consoleLog: Log = {
  info: (message, details) => write('info', message, details),
  error: (message, details) => write('error', message, details),
}

function write(level: string, message: string, details: unknown): void {
  const more =
    details instanceof Error ? (details.stack ?? details.message) : details === undefined ? '' : String(details)
  process.stderr.write(`${new Date().toISOString()} ${level} ${message}${more && `\n${more}`}\n`)
}
