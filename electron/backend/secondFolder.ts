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

/** A share whose computer is off answers after half a minute, in ms. */
const patience = 2_000

/** Of one folder one look is under way: each holds a thread until the system has given up. */
const looks = new Map<string, Promise<Found | null>>()

/** Looks at a second folder, which may lie on a share that does not answer; nobody waits for that. @returns null where it is not there */
export function lookAtSecond(officeFile: string, second: string): Promise<Found | null> {
  const key = `${officeFile}\n${second}`
  const look = looks.get(key) ?? find(officeFile, second).finally(() => looks.delete(key))
  looks.set(key, look)
  let timer: ReturnType<typeof setTimeout> | undefined
  const enough = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), patience)
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
