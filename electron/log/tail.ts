import { closeSync, fstatSync, openSync, readdirSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { redact } from './redact.ts'

/** So much is read from the end of each file, in bytes. */
const tail = 256_000

/** The last errors in the log files of a folder, newest first, each the whole line; none where nothing can be read. */
export function lastErrors(folder: string, count: number): string[] {
  return filesIn(folder)
    .flatMap((file) => linesAtEnd(file))
    .filter((line) => /^\S+ error /.test(line))
    .sort((a, b) => (a < b ? 1 : a > b ? -1 : 0))
    .slice(0, count)
    .map(redact)
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.log'))
      .map((name) => join(folder, name))
  } catch {
    return []
  }
}

function linesAtEnd(file: string): string[] {
  let handle: number | undefined
  try {
    handle = openSync(file, 'r')
    const { size } = fstatSync(handle)
    const bytes = Buffer.alloc(Math.min(size, tail))
    readSync(handle, bytes, 0, bytes.length, size - bytes.length)
    const lines = bytes.toString('utf8').split('\n')
    // The first may have been cut.
    return size > tail ? lines.slice(1) : lines
  } catch {
    return []
  } finally {
    if (handle !== undefined) closeSync(handle)
  }
}
