import { basename, dirname, extname, join } from 'node:path'
import { type BackupReason, backupReasons } from '../../contract/backups.ts'

/** What a backup's name says of it: the moment in UTC, so that no clock change makes two of one name, and the reason. */
export interface BackupName {
  readonly name: string
  /** ISO moment, to the second. */
  readonly at: string
  readonly reason: BackupReason
}

/** Folder of the backups of an office file: `office.db` → `office-backups`. */
export function backupsFolder(officeFile: string): string {
  return beside(officeFile, 'backups')
}

/** Folder of what belongs to an office file but is too large for it: `office.db` → `office-files`. */
export function filesFolder(officeFile: string): string {
  return beside(officeFile, 'files')
}

function beside(officeFile: string, what: string): string {
  return join(dirname(officeFile), `${basename(officeFile, extname(officeFile))}-${what}`)
}

/** @param isTaken whether a name is in use: two backups in one second get two names */
export function nameFor(now: Date, reason: BackupReason, isTaken: (name: string) => boolean): string {
  const stem = stemFor(now, reason)
  let name = `${stem}.db`
  for (let count = 2; isTaken(name); count++) name = `${stem}-${count}.db`
  return name
}

/** What the names of backups of one moment and reason begin with. */
export function stemFor(now: Date, reason: BackupReason): string {
  return `${now.toISOString().replace(/\.\d+/, '').replace(/[-:]/g, '')}-${reason}`
}

/** What a restored office is called until it takes the office's place. */
export function restoringName(officeFile: string): string {
  return `${officeFile}.restoring`
}

/** Null for a file that is no backup. */
export function readName(name: string): BackupName | null {
  const found = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-([a-z-]+?)(-\d+)?\.db$/.exec(name)
  if (!found) return null
  const [, year, month, day, hour, minute, second, reason] = found
  const at = `${year}-${month}-${day}T${hour}:${minute}:${second}Z`
  if (Number.isNaN(Date.parse(at)) || !backupReasons.includes(reason as BackupReason)) return null
  return { name, at, reason: reason as BackupReason }
}
