import { existsSync, linkSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { DeskError } from '../../contract/errors.ts'
import { databaseProblem } from '../driver.ts'
import { realFile } from '../realFile.ts'
import { copyOffice, fileProblem, flush, removeDatabase, verifyBackup } from './copy.ts'
import { filesFolder, restoringName } from './names.ts'
import { bringFile, bringFiles } from './shelf.ts'

/**
 * Puts a copy of an office in the place of the office file. What stood there stays beside it under another name, damaged
 * or not, and is never taken away by the program. At every moment the office's name is that of the former or of the new
 * file, whole, on all file systems that know two names for one file.
 * @param backup a backup or any office file, with what its write-ahead log holds
 * @param office the office file; may be missing
 * @returns the file that the former office is kept in; null where there was none
 * @throws DeskError as `verifyBackup`, `disk-full`, `file-unwritable`, `file-busy` while another program has the office open
 */
export async function restoreOffice(backup: string, office: string, now: Date): Promise<string | null> {
  const file = realFile(office)
  verifyBackup(backup)
  if (existsSync(file)) refuseInUse(file)
  const fresh = restoringName(file)
  try {
    // One that was cut off.
    removeDatabase(fresh)
    await copyOffice(backup, fresh)
    for (const files of [join(dirname(backup), 'files'), filesFolder(backup)])
      await bringFiles(files, filesFolder(file))
    return takePlace(fresh, file, now)
  } catch (error) {
    removeDatabase(fresh)
    throw fileProblem(error, file)
  }
}

/**
 * Copies an office that cannot be opened where it lies, with its last writes and its pictures, into another folder.
 * @returns path of the copy
 * @throws DeskError `file-missing`, `file-exists`, `disk-full`, `file-unwritable`
 */
export async function copyToFolder(file: string, folder: string): Promise<string> {
  const target = join(folder, basename(file))
  if (!existsSync(file)) throw new DeskError('file-missing', { file })
  if (existsSync(target)) throw new DeskError('file-exists', { file: target })
  await bringFiles(filesFolder(file), filesFolder(target))
  try {
    if (existsSync(`${file}-wal`)) await bringFile(`${file}-wal`, `${target}-wal`)
    await bringFile(file, target)
  } catch (error) {
    // A log without its file would be read into the next one of that name.
    removeDatabase(target)
    throw error
  }
  return target
}

/**
 * Gives the new file the office's name, and the former one another. The former keeps its name until the new one takes it;
 * its log goes before, or it would be read into the new file. Where it fails, both are as they were.
 * @returns the former file; null where there was none
 */
export function takePlace(fresh: string, file: string, now: Date): string | null {
  const aside = asideName(file, now)
  const isThere = existsSync(file)
  const kept = ['', '-wal'].filter((end) => existsSync(`${file}${end}`))
  for (const end of kept) keep(`${file}${end}`, `${aside}${end}`)
  try {
    for (const end of ['-wal', '-shm']) rmSync(`${file}${end}`, { force: true })
    renameSync(fresh, file)
  } catch (error) {
    for (const end of kept) putBack(`${aside}${end}`, `${file}${end}`)
    throw error
  }
  flush(dirname(file))
  return isThere ? aside : null
}

function asideName(file: string, now: Date): string {
  const stamp = now
    .toISOString()
    .replace(/\.\d+Z|[-:]/g, '')
    .replace('T', '-')
  const stem = join(dirname(file), `${basename(file, extname(file))}.before-restore-${stamp}`)
  const isTaken = (name: string) => existsSync(name) || existsSync(`${name}-wal`)
  let aside = `${stem}${extname(file)}`
  for (let count = 2; isTaken(aside); count++) aside = `${stem}-${count}${extname(file)}`
  return aside
}

/** Where both are names of one file, renaming does nothing. */
function putBack(aside: string, file: string): void {
  renameSync(aside, file)
  rmSync(aside, { force: true })
}

function keep(file: string, aside: string): void {
  try {
    linkSync(file, aside)
  } catch {
    // A file system without links.
    renameSync(file, aside)
  }
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
