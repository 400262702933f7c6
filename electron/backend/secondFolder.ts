import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { mirrorFolder } from '../db/backup/second.ts'
import { type Backup, listBackupsThere } from '../db/backup/shelf.ts'

/** What was found at a second folder. */
interface Found {
  /** The folder of this office inside it, which may not be there yet. */
  readonly folder: string
  readonly backups: readonly Backup[]
  /** Whether it would be lost with the disk that the office is on. */
  readonly sameDisk: boolean
}

/** For a page that shows something else as well, in ms; a share whose computer is off answers after half a minute. */
const glance = 2_000
/** For somebody who wants a file from there: a disk that slept has woken up by then, in ms. */
export const patient = 60_000

/** Of one folder one look is under way: each holds a thread until the system has given up. */
const looks = new Map<string, Promise<Found | null>>()

/**
 * Looks at a second folder, which may lie on a share that does not answer.
 * @param wait for how long, in ms
 * @returns null where it is not there, or has not answered
 */
export function lookAtSecond(officeFile: string, second: string, wait = glance): Promise<Found | null> {
  const key = `${officeFile}\n${second}`
  const look = looks.get(key) ?? find(officeFile, second).finally(() => looks.delete(key))
  looks.set(key, look)
  let timer: ReturnType<typeof setTimeout> | undefined
  const enough = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), wait)
  })
  return Promise.race([look, enough]).finally(() => clearTimeout(timer))
}

async function find(officeFile: string, second: string): Promise<Found | null> {
  try {
    const [here, there] = await Promise.all([stat(dirname(officeFile)), stat(second)])
    if (!there.isDirectory()) return null
    const folder = await mirrorFolder(officeFile, second)
    return { folder, backups: await listBackupsThere(folder), sameDisk: here.dev === there.dev }
  } catch {
    return null
  }
}
