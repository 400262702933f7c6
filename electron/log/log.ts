import { join } from 'node:path'
import { logFile } from './file.ts'
import { type Level, lineOf } from './line.ts'

export interface DeskLog {
  info(message: string, details?: unknown): void
  error(message: string, details?: unknown): void
}

/**
 * The log of one process: each entry a line on standard error and in a file of its own. Standard output stays a command's.
 * @param where the process; also the file's name
 * @param folder of the log files; without one only standard error is written to
 */
export function deskLog(where: string, folder?: string): DeskLog {
  const keep = folder === undefined ? () => undefined : logFile(join(folder, `${where}.log`))
  // Whoever read standard error may be gone; without a listener the next line would end the process.
  if (process.stderr.listenerCount('error') === 0) process.stderr.on('error', () => undefined)
  const write = (level: Level, message: string, details: unknown) => {
    const line = lineOf({ at: new Date(), level, where, message, details })
    process.stderr.write(`${line}\n`)
    keep(line)
  }
  return {
    info: (message, details) => write('info', message, details),
    error: (message, details) => write('error', message, details),
  }
}

/** What ends the process unheard of is told first; it ends all the same. */
export function tellLastWords(log: DeskLog): void {
  process.on('uncaughtExceptionMonitor', (error, origin) => log.error(origin, error))
}
