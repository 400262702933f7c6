import {
  closeSync,
  existsSync,
  openSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { DeskError } from '../contract/errors.ts'
import { type Invocation, UsageError, words } from './invocation.ts'

/**
 * The file of `--out`: never the office that is read nor any other office, nor what SQLite keeps beside one.
 * @param extension the only one allowed, such as `.xlsx`
 * @throws DeskError `out-is-office`
 */
export function outFile(invocation: Invocation, extension?: string): string {
  const file = invocation.need('out')
  if (extension !== undefined && extname(file).toLowerCase() !== extension)
    throw new UsageError(words('cli.wrongExtension', { file, extension }))
  const target = realPath(file)
  const db = typeof invocation.options.db === 'string' ? realPath(invocation.options.db) : undefined
  for (const office of [target, target.replace(/-(wal|shm)$/, '')])
    if (office === db || isDatabase(office)) throw new DeskError('out-is-office', { file })
  return file
}

/** Writes a whole text or nothing: beside the file first, then in its place. Pipes and devices are written straight. */
export function writeText(file: string, text: string): void {
  const target = realPath(file)
  if (existsSync(target) && !statSync(target).isFile()) {
    writeFileSync(file, text)
    return
  }
  const beside = `${target}.${process.pid}.tmp`
  try {
    writeFileSync(beside, text, { flag: 'wx' })
    renameSync(beside, target)
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  }
}

/** The path without links, whether the file is there or not. */
function realPath(file: string): string {
  if (existsSync(file)) return statSync(file).isFile() ? realpathSync.native(file) : resolve(file)
  const folder = dirname(resolve(file))
  return existsSync(folder) ? join(realpathSync.native(folder), basename(file)) : resolve(file)
}

function isDatabase(file: string): boolean {
  if (!existsSync(file) || !statSync(file).isFile()) return false
  const start = Buffer.alloc(16)
  const handle = openSync(file, 'r')
  try {
    readSync(handle, start, 0, start.length, 0)
  } finally {
    closeSync(handle)
  }
  return start.toString('latin1') === 'SQLite format 3\0'
}
