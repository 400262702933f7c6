import { copyFileSync, existsSync, linkSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import type { BackupReason } from '../../contract/backups.ts'
import { DeskError } from '../../contract/errors.ts'
import { copyOffice, fileProblem, flush, removeDatabase, verifySame } from './copy.ts'
import { type BackupName, backupsFolder, filesFolder, nameFor, readName } from './names.ts'
import { superfluous } from './thinning.ts'

/** A backup on a shelf: the folder beside the office file, or the second folder. */
export interface Backup extends BackupName {
  readonly bytes: number
}

/** The backups in a folder, newest first; none where there is no such folder. */
export function listBackups(folder: string): Backup[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return []
  return readdirSync(folder)
    .flatMap((name) => {
      const read = readName(name)
      const stat = read && statSync(join(folder, name), { throwIfNoEntry: false })
      return read && stat ? [{ ...read, bytes: stat.size }] : []
    })
    .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : a.name < b.name ? 1 : -1))
}

/**
 * Puts a verified copy of the office, its pictures and its documents on the shelf beside it, and thins the shelf out.
 * @param now the computer's own time, whatever day the office stands on
 * @throws DeskError as `copyOffice`
 */
export async function backUp(
  officeFile: string,
  reason: BackupReason,
  now: Date,
  onProgress?: (fraction: number) => void,
): Promise<Backup> {
  const folder = backupsFolder(officeFile)
  const name = nameFor(now, reason, (taken) => existsSync(join(folder, taken)))
  makeFolder(folder)
  await copyOffice(officeFile, join(folder, name), onProgress)
  bringFiles(filesFolder(officeFile), join(folder, 'files'))
  thinOut(folder, now, name)
  return backupNamed(folder, name)
}

/**
 * Brings a backup and the files it speaks of to a second folder, verifies it there, and thins that folder out.
 * @returns the folder of this office inside it
 * @throws DeskError `second-folder-missing`, `disk-full`, `file-unwritable`, `backup-differs`
 */
export function mirror(officeFile: string, name: string, secondFolder: string, now: Date): string {
  if (!existsSync(secondFolder)) throw new DeskError('second-folder-missing', { folder: secondFolder })
  const shelf = backupsFolder(officeFile)
  const folder = mirrorFolder(officeFile, secondFolder)
  makeFolder(folder)
  if (!existsSync(join(folder, name))) {
    copyWhole(join(shelf, name), join(folder, name), (part) => verifySame(part, join(shelf, name)))
  }
  bringFiles(join(shelf, 'files'), join(folder, 'files'))
  thinOut(folder, now, name)
  return folder
}

/** Where a second folder keeps the backups of an office. */
export function mirrorFolder(officeFile: string, secondFolder: string): string {
  return join(secondFolder, basename(backupsFolder(officeFile)))
}

/**
 * Copies a file so that `target` is whole or is not there.
 * @param check looks at the copy before it gets its name
 * @throws DeskError `disk-full`, `file-unwritable`
 */
export function copyWhole(source: string, target: string, check: (part: string) => void = () => undefined): void {
  const part = `${target}.part`
  try {
    copyFileSync(source, part)
    check(part)
    flush(part)
    renameSync(part, target)
  } catch (error) {
    removeDatabase(part)
    throw fileProblem(error, target)
  }
}

/** Pictures and documents never change: each is brought once, and takes no room twice on one disk. */
export function bringFiles(from: string, to: string): void {
  if (!existsSync(from)) return
  const there = new Set(existsSync(to) ? readdirSync(to) : [])
  const missing = readdirSync(from).filter(
    (name) => !there.has(name) && extname(name) !== '.part' && statSync(join(from, name)).isFile(),
  )
  if (missing.length > 0) makeFolder(to)
  for (const name of missing) {
    try {
      linkSync(join(from, name), join(to, name))
    } catch {
      // Another disk, or a file system without links.
      copyWhole(join(from, name), join(to, name))
    }
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    throw fileProblem(error, folder)
  }
}

/** The one just made stays, whenever its clock says it was. */
function thinOut(folder: string, now: Date, justMade: string): void {
  for (const { name } of superfluous(listBackups(folder), now)) {
    if (name !== justMade) rmSync(join(folder, name), { force: true })
  }
}

function backupNamed(folder: string, name: string): Backup {
  const found = listBackups(folder).find((backup) => backup.name === name)
  if (!found) throw new Error(`no backup ${name}`)
  return found
}
