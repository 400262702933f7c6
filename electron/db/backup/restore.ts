import { existsSync, renameSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { DeskError } from '../../contract/errors.ts'
import { databaseProblem } from '../driver.ts'
import { fileProblem, flush, verifyBackup } from './copy.ts'
import { filesFolder } from './names.ts'
import { bringFiles, copyWhole } from './shelf.ts'

/**
 * Puts a copy of an office in the place of the office file. What stood there stays beside it under another name, damaged
 * or not, and is never taken away by the program.
 * @param backup a backup or any office file
 * @param file the office file; may be missing
 * @returns the file that the former office is kept in; null where there was none
 * @throws DeskError as `verifyBackup`, `disk-full`, `file-unwritable`, `file-busy` while another program has the office open
 */
export function restoreOffice(backup: string, file: string, now: Date): string | null {
  verifyBackup(backup)
  if (existsSync(file)) refuseInUse(file)
  const fresh = `${file}.restoring`
  copyWhole(backup, fresh)
  try {
    for (const files of [join(dirname(backup), 'files'), filesFolder(backup)]) bringFiles(files, filesFolder(file))
    const aside = existsSync(file) ? setAside(file, now) : null
    renameSync(fresh, file)
    flush(dirname(file))
    return aside
  } catch (error) {
    throw fileProblem(error, file)
  }
}

/**
 * Copies an office that cannot be opened where it lies, with its last writes and its pictures, into another folder.
 * @returns path of the copy
 * @throws DeskError `file-missing`, `file-exists`, `disk-full`, `file-unwritable`
 */
export function copyToFolder(file: string, folder: string): string {
  const target = join(folder, basename(file))
  if (!existsSync(file)) throw new DeskError('file-missing', { file })
  if (existsSync(target)) throw new DeskError('file-exists', { file: target })
  bringFiles(filesFolder(file), filesFolder(target))
  if (existsSync(`${file}-wal`)) copyWhole(`${file}-wal`, `${target}-wal`)
  copyWhole(file, target)
  return target
}

/** With what SQLite keeps beside it: the last writes may still be there. */
function setAside(file: string, now: Date): string {
  const stamp = now
    .toISOString()
    .replace(/\.\d+Z|[-:]/g, '')
    .replace('T', '-')
  const stem = join(dirname(file), `${basename(file, extname(file))}.before-restore-${stamp}`)
  let aside = `${stem}${extname(file)}`
  for (let count = 2; existsSync(aside); count++) aside = `${stem}-${count}${extname(file)}`
  for (const end of ['-wal', '-shm', '']) {
    if (existsSync(`${file}${end}`)) renameSync(`${file}${end}`, `${aside}${end}`)
  }
  return aside
}

/** @throws DeskError `file-busy`. A file that SQLite cannot read at all is nobody's. */
function refuseInUse(file: string): void {
  let sqlite: BetterSqlite.Database | undefined
  try {
    sqlite = new BetterSqlite(file, { timeout: 2_000 })
    sqlite.pragma('locking_mode = EXCLUSIVE')
    sqlite.exec('BEGIN EXCLUSIVE; COMMIT')
  } catch (error) {
    const problem = databaseProblem(error, file)
    if (problem?.code === 'file-busy') throw problem
  } finally {
    sqlite?.close()
  }
}
