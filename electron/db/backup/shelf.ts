import { existsSync, linkSync, mkdirSync, readdirSync, rmSync, type Stats, statSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import type { BackupReason } from '../../contract/backups.ts'
import { DeskError } from '../../contract/errors.ts'
import { copyWhole } from '../../files/wholeFile.ts'
import { copyOffice, fileProblem, verifySame } from './copy.ts'
import { type BackupName, backupsFolder, filesFolder, nameFor, readName, restoringName } from './names.ts'
import { claimMirror } from './second.ts'
import { superfluous } from './thinning.ts'

/** Nobody writes any more to a copy that has not grown for so long, in ms. */
const abandoned = 600_000

/** A backup on a shelf: the folder beside the office file, or the second folder. */
export interface Backup extends BackupName {
  readonly bytes: number
}

/** The backups in a folder, newest first; none where there is no such folder. */
export function listBackups(folder: string): Backup[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return []
  return readdirSync(folder)
    .flatMap((name) => backupOf(name, statSync(join(folder, name), { throwIfNoEntry: false })))
    .sort(byNewest)
}

/** The same of a folder that may be slow to answer. */
export async function listBackupsThere(folder: string): Promise<Backup[]> {
  const names = await readdir(folder).catch(() => [])
  const found = names
    .filter((name) => readName(name) !== null)
    .map(async (name) => backupOf(name, await stat(join(folder, name)).catch(() => undefined)))
  return (await Promise.all(found)).flat().sort(byNewest)
}

function backupOf(name: string, stats: Stats | undefined): Backup[] {
  const read = readName(name)
  return read && stats?.isFile() ? [{ ...read, bytes: stats.size }] : []
}

function byNewest(a: Backup, b: Backup): number {
  return a.at < b.at ? 1 : a.at > b.at ? -1 : a.name < b.name ? 1 : -1
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
  dropAbandoned(folder, unfinished(folder), now)
  dropAbandoned(dirname(officeFile), restoresOf(officeFile), now)
  await copyOffice(officeFile, join(folder, name), onProgress)
  await bringFiles(filesFolder(officeFile), join(folder, 'files'))
  thinOut(folder, now, name)
  return backupNamed(folder, name)
}

/**
 * Brings a backup and the files it speaks of to a second folder, verifies it there, and thins that folder out.
 * @returns the folder of this office inside it
 * @throws DeskError `second-folder-missing`, `disk-full`, `file-unwritable`, `backup-differs`
 */
export async function mirror(officeFile: string, name: string, secondFolder: string, now: Date): Promise<string> {
  if (!existsSync(secondFolder)) throw new DeskError('second-folder-missing', { folder: secondFolder })
  const shelf = backupsFolder(officeFile)
  const folder = await claimedMirror(officeFile, secondFolder)
  dropAbandoned(folder, unfinished(folder), now)
  if (!existsSync(join(folder, name))) {
    await bringFile(join(shelf, name), join(folder, name), (part) => verifySame(part, join(shelf, name)))
  }
  await bringFiles(join(shelf, 'files'), join(folder, 'files'))
  thinOut(folder, now, name)
  return folder
}

async function claimedMirror(officeFile: string, secondFolder: string): Promise<string> {
  try {
    return await claimMirror(officeFile, secondFolder)
  } catch (error) {
    throw fileProblem(error, secondFolder)
  }
}

/** Takes away the copy of this name that was begun and given up: it is as large as the office. */
export function dropUnfinished(folder: string, stem: string): void {
  for (const part of unfinished(folder)) if (part.startsWith(stem)) rmSync(join(folder, part), { force: true })
}

/** The same of copies that a power cut or a killed program has left behind. */
function dropAbandoned(folder: string, parts: readonly string[], now: Date): void {
  for (const part of parts) {
    const stat = statSync(join(folder, part), { throwIfNoEntry: false })
    if (stat && now.getTime() - stat.mtimeMs > abandoned) rmSync(join(folder, part), { force: true })
  }
}

function unfinished(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder).filter((name) => /\.db(\.\w{8})?\.part(-wal|-shm|-journal)?$/.test(name))
}

/** What a restore that was cut off has left beside the office. */
function restoresOf(officeFile: string): string[] {
  const begun = basename(restoringName(officeFile))
  return readdirSync(dirname(officeFile)).filter((name) => name.startsWith(begun))
}

/** As `copyWhole`. @throws DeskError `disk-full`, `file-unwritable` */
export async function bringFile(source: string, target: string, check?: (part: string) => void): Promise<void> {
  await copyWhole(source, target, check).catch((error: unknown) => {
    throw fileProblem(error, target)
  })
}

/** Pictures and documents never change: each is brought once, and takes no room twice on one disk. */
export async function bringFiles(from: string, to: string): Promise<void> {
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
      await bringFile(join(from, name), join(to, name))
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
