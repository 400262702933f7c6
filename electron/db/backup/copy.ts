import { closeSync, fdatasyncSync, fsyncSync, openSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import BetterSqlite, { type Database } from 'better-sqlite3'
import { DeskError } from '../../contract/errors.ts'
import { databaseProblem } from '../driver.ts'
import { applicationId, readHeader } from '../header.ts'
import { programOf } from '../migrate.ts'
import { migrations } from '../migrations/index.ts'

/** Rows of every table, by its name. */
type RowCounts = Readonly<Record<string, number>>

/** Pages copied in one go: 4 MB. */
const pagesAtOnce = 1_000

/**
 * Copies an office while it is in use: as it was at one moment, whatever is written meanwhile. The copy is opened, checked
 * and counted against that moment before it gets its name, and needs nothing beside it.
 * @param source the office file
 * @param target path that is not taken; on any failure nothing is there
 * @param onProgress how far it has come, 0 to 1
 * @throws DeskError `disk-full`, `file-unwritable`, `file-damaged` where the office itself is, `backup-differs`
 */
export async function copyOffice(
  source: string,
  target: string,
  onProgress: (fraction: number) => void = () => undefined,
): Promise<void> {
  const part = `${target}.part`
  removeDatabase(part)
  try {
    refuseWithoutSpace(source, target)
    const counted = await copyPages(source, part, onProgress)
    standAlone(part)
    if (!sameCounts(checkedCounts(part), counted)) throw new DeskError('backup-differs', { file: target })
    flush(part)
    renameSync(part, target)
    flush(dirname(target))
  } catch (error) {
    removeDatabase(part)
    throw fileProblem(error, target)
  }
}

/**
 * Whether a backup can be used: this program's, of a version it knows, and whole to the last page.
 * @throws DeskError `file-missing`, `file-empty`, `file-foreign`, `file-damaged`, `file-newer`
 */
export function verifyBackup(file: string): void {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) throw new DeskError('file-missing', { file })
  const { owner, version } = readHeader(file)
  if (owner !== applicationId) throw new DeskError('file-foreign')
  if (version > (migrations.at(-1)?.id ?? 0)) throw new DeskError('file-newer', { needs: neededFor(file) })
  checkedCounts(file)
}

/** Whether two copies hold the same number of rows in every table. @throws as `verifyBackup` */
export function verifySame(file: string, original: string): void {
  if (!sameCounts(checkedCounts(file), checkedCounts(original))) throw new DeskError('backup-differs', { file })
}

/** Removes a database and what SQLite keeps beside it. */
export function removeDatabase(file: string): void {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${end}`, { force: true })
}

/** Everything written to the file or folder so far reaches the disk. */
export function flush(path: string): void {
  const isFolder = statSync(path).isDirectory()
  // A folder cannot be opened on Windows, whose renames need no such help.
  if (isFolder && process.platform === 'win32') return
  const handle = openSync(path, isFolder ? 'r' : 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** What the system refuses as a sentence for people; anything else as it is. */
export function fileProblem(error: unknown, file: string): unknown {
  const problem = databaseProblem(error, file)
  if (problem) return problem
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') return new DeskError('disk-full', { file })
  if (typeof code === 'string' && /^E[A-Z]+$/.test(code))
    return new DeskError('file-unwritable', { file, reason: code })
  return error
}

/** A disk filled to the brim by a copy would keep the office itself from being written. */
function refuseWithoutSpace(source: string, target: string): void {
  const { bavail, bsize } = statfsSync(dirname(target))
  const needed = statSync(source).size + (statSync(`${source}-wal`, { throwIfNoEntry: false })?.size ?? 0)
  if (bavail * bsize < needed * 1.1) throw new DeskError('disk-full', { file: target })
}

async function copyPages(source: string, part: string, onProgress: (fraction: number) => void): Promise<RowCounts> {
  const reader = new BetterSqlite(source, { readonly: true })
  let written: number | undefined
  try {
    reader.pragma('busy_timeout = 5000')
    // Holds the moment: without it the copy would begin anew whenever somebody writes.
    reader.exec('BEGIN')
    const counts = rowCounts(reader)
    await reader.backup(part, {
      progress: ({ totalPages, remainingPages }) => {
        onProgress(totalPages === 0 ? 0 : 1 - remainingPages / totalPages)
        // Piece by piece: all of it at the end would keep whoever saves something waiting for the disk.
        written ??= openSync(part, 'r+')
        fdatasyncSync(written)
        return pagesAtOnce
      },
    })
    return counts
  } finally {
    reader.close()
    // Only now: closing it any sooner would end SQLite's own locks on the file.
    if (written !== undefined) closeSync(written)
  }
}

/** Out of the write-ahead mode, so that the copy can be read where nothing can be written. */
function standAlone(file: string): void {
  const copy = new BetterSqlite(file)
  try {
    copy.pragma('journal_mode = DELETE')
  } finally {
    copy.close()
  }
}

function neededFor(file: string): string {
  const sqlite = new BetterSqlite(file, { readonly: true })
  try {
    return programOf(sqlite)
  } finally {
    sqlite.close()
  }
}

function checkedCounts(file: string): RowCounts {
  let copy: Database | undefined
  try {
    copy = new BetterSqlite(file, { readonly: true })
    const found = copy.pragma('quick_check(1)', { simple: true })
    if (found !== 'ok') throw new DeskError('file-damaged', { file })
    return rowCounts(copy)
  } catch (error) {
    throw databaseProblem(error, file) ?? error
  } finally {
    copy?.close()
  }
}

function rowCounts(sqlite: Database): RowCounts {
  const tables = sqlite
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .pluck()
    .all() as string[]
  return Object.fromEntries(
    tables.map((name) => [name, sqlite.prepare(`SELECT count(*) FROM "${name}"`).pluck().get() as number]),
  )
}

function sameCounts(one: RowCounts, other: RowCounts): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
