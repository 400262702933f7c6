import { z } from 'zod'
import { base, problem } from './base.ts'

/** Why a backup was made. */
export const backupReasons = ['start', 'hours', 'import', 'month-close', 'update', 'restore', 'asked'] as const
export type BackupReason = (typeof backupReasons)[number]

const backup = z.object({
  /** Names it in `restore`. */
  name: z.string(),
  /** ISO moment, to the second. */
  at: z.string(),
  reason: z.enum(backupReasons),
  bytes: z.number().int(),
  /** Which of the two folders have it. */
  onShelf: z.boolean(),
  onSecond: z.boolean(),
})
export type BackupRow = z.infer<typeof backup>

const status = z.object({
  /** The newest backup; null where there is none. */
  last: z.object({ at: z.string(), reason: z.enum(backupReasons), bytes: z.number().int() }).nullable(),
  /** Whether one is being made. */
  running: z.boolean(),
  /** Why the last attempt failed; null once one has succeeded. */
  problem: problem.nullable(),
  /** The second folder: its path as text, its newest backup, whether it lies on the office's own disk, why it was not reached. */
  second: z
    .object({
      folder: z.string(),
      lastAt: z.string().nullable(),
      sameDisk: z.boolean(),
      problem: problem.nullable(),
    })
    .nullable(),
})
export type BackupStatus = z.infer<typeof status>

const password = z.string().min(8).max(200)
/** What main has chosen with the person in a dialog; the path itself never comes here from a page. */
const offer = z.string().max(100)

export const backupsContract = {
  status: base.output(status),
  /** Both folders' backups, newest first. */
  list: base.output(z.array(backup)),
  /** Makes one now; the task's end is the backup's. */
  make: base.output(z.object({ taskId: z.string() })),
  /** A sealed copy of the office with its pictures under a password; an export's task. */
  seal: base.input(z.object({ password })).output(z.object({ taskId: z.string() })),
  /** Puts a backup in the office's place, which is backed up first and kept aside; everybody is signed out. */
  restore: base.input(z.object({ name: z.string().max(100) })).output(z.object({ taskId: z.string() })),
  /** The same from a file outside: a backup, another office, or a sealed copy with its password. */
  restoreOffered: base
    .input(z.object({ offer, password: z.string().max(200).optional() }))
    .output(z.object({ taskId: z.string() })),
  /** Keeps further backups in this folder too, from now on; null: in none. */
  chooseSecondFolder: base.input(z.object({ offer: offer.nullable() })).output(z.object({})),
}

/** What can be done about an office file that could not be opened; refused as soon as one is open. */
export const recoveryContract = {
  backups: base.output(z.array(backup)),
  restore: base.input(z.object({ name: z.string().max(100) })).output(z.object({ taskId: z.string() })),
  restoreOffered: base
    .input(z.object({ offer, password: z.string().max(200).optional() }))
    .output(z.object({ taskId: z.string() })),
  /** Copies the office as it lies there, with its pictures, into another folder and opens it from there. */
  copyTo: base.input(z.object({ offer })).output(z.object({ taskId: z.string() })),
  /** Tries to open it once more. */
  retry: base.output(z.object({})),
  /** Leaves it as it is and goes to the list of office files. */
  leave: base.output(z.object({})),
}
