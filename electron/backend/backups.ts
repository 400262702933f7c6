import { join } from 'node:path'
import { sql } from 'kysely'
import type { BackupReason, BackupRow, BackupStatus } from '../contract/backups.ts'
import { DeskError, type Problem } from '../contract/errors.ts'
import type { Log } from '../core/context.ts'
import { backupsFolder, stemFor } from '../db/backup/names.ts'
import { mirrorFolder, secondFolderOf, setSecondFolder } from '../db/backup/second.ts'
import { type Backup, dropUnfinished, listBackups } from '../db/backup/shelf.ts'
import { type OfficeFile, openOfficeReader } from '../db/open.ts'
import { lookAtSecond, patient } from './secondFolder.ts'
import { runJob } from './workers.ts'

/** Between two backups while somebody works, in ms. */
const interval = 3 * 3_600_000
/** A clock that is behind by less than this is no trouble, in ms. */
const tolerance = 300_000

interface KeeperParts {
  readonly office: OfficeFile
  readonly workerUrl: URL
  readonly log: Log
  readonly readClock: () => Date
}

/** Backups of the open office: by themselves, on request, and what there is of them. One is made at a time. */
export class BackupKeeper {
  readonly #parts: KeeperParts
  #last: Promise<unknown> = Promise.resolve()
  #running = 0
  #problem: Problem | null = null
  #secondProblem: Problem | null = null
  #timer: ReturnType<typeof setInterval> | undefined
  #end: (() => Promise<void>) | undefined
  #isEnded = false

  constructor(parts: KeeperParts) {
    this.#parts = parts
  }

  /** From now on one is made at once and every few hours, where anything was written since the last. */
  keep(): void {
    void this.#makeIfChanged('start')
    this.#timer = setInterval(() => void this.#makeIfChanged('hours'), interval)
    this.#timer.unref()
  }

  /**
   * Makes a backup and brings it to the second folder; that this is not there fails nothing and is told by `status`.
   * @throws DeskError as `backUp`
   */
  make(reason: BackupReason, onProgress?: (fraction: number | null) => void): Promise<Backup> {
    const made = this.#last.then(() => this.#make(reason, onProgress))
    this.#last = made.catch(() => undefined)
    return made
  }

  async status(): Promise<BackupStatus> {
    const last = this.#newest(listBackups(this.#shelf))
    return {
      last: last ? { at: last.at, reason: last.reason, bytes: last.bytes } : null,
      running: this.#running > 0,
      problem: wire(this.#problem),
      second: await this.#secondStatus(),
    }
  }

  /** The moment of the office's newest record, where this computer's clock is behind it. */
  async clockBehind(): Promise<string | null> {
    const newest = await this.#parts.office.db.selectFrom('audit').select('at').orderBy('id', 'desc').limit(1).execute()
    const at = newest[0]?.at
    const now = this.#parts.readClock().getTime()
    return at !== undefined && Date.parse(at) > now + tolerance ? at : null
  }

  list(): Promise<BackupRow[]> {
    return backupsOf(this.#file)
  }

  /** @param folder from a dialog of the window or the command line; null: no second folder any more */
  chooseSecondFolder(folder: string | null): void {
    setSecondFolder(this.#file, folder)
    this.#secondProblem = null
  }

  /** Gives up what is being made; nothing half done stays. */
  async end(): Promise<void> {
    this.#isEnded = true
    clearInterval(this.#timer)
    await this.#end?.()
  }

  get #file(): string {
    return this.#parts.office.file
  }

  get #shelf(): string {
    return backupsFolder(this.#file)
  }

  async #secondStatus(): Promise<BackupStatus['second']> {
    const folder = secondFolderOf(this.#file)
    if (folder === null) return null
    const found = await lookAtSecond(this.#file, folder)
    return {
      folder,
      lastAt: this.#newest(found?.backups ?? [])?.at ?? null,
      sameDisk: found?.sameDisk ?? false,
      problem: found === null ? { code: 'second-folder-missing', params: { folder } } : wire(this.#secondProblem),
    }
  }

  /** What a clock that ran ahead has dated into the future says nothing of how fresh the copies are. */
  #newest(newestFirst: readonly Backup[]): Backup | undefined {
    const latest = new Date(this.#parts.readClock().getTime() + tolerance).toISOString()
    return newestFirst.find((one) => one.at <= latest) ?? newestFirst[0]
  }

  async #makeIfChanged(reason: BackupReason): Promise<void> {
    try {
      if (this.#isEnded || !(await this.#isChanged())) return
      await this.make(reason)
    } catch (error) {
      // Told by `status`; an automatic backup disturbs nobody's work.
      this.#parts.log.error(`backup (${reason}) failed`, error)
    }
  }

  async #make(reason: BackupReason, onProgress: (fraction: number | null) => void = () => undefined): Promise<Backup> {
    if (this.#isEnded) throw new DeskError('no-office')
    this.#running++
    try {
      const now = this.#parts.readClock()
      const second = secondFolderOf(this.#file)
      const job = { type: 'back-up', office: this.#file, reason, second, now: now.toISOString() } as const
      const { done, end } = runJob(this.#parts.workerUrl, job, (_stage, fraction) => onProgress(fraction))
      this.#end = async () => {
        await end()
        dropUnfinished(this.#shelf, stemFor(now, reason))
        if (second !== null) dropUnfinished(await mirrorFolder(this.#file, second), stemFor(now, reason))
      }
      const result = await done
      if (result.type !== 'backup') throw new Error('the backup worker answered with something else')
      this.#problem = null
      this.#secondProblem = result.second
      return result.backup
    } catch (error) {
      this.#problem =
        error instanceof DeskError ? { code: error.code, params: error.params } : { code: 'backup-failed', params: {} }
      throw error
    } finally {
      this.#end = undefined
      this.#running--
    }
  }

  /** Whether anything but signing in and out happened since the newest backup. */
  async #isChanged(): Promise<boolean> {
    const [last] = listBackups(this.#shelf)
    if (!last) return true
    try {
      const backup = openOfficeReader(join(this.#shelf, last.name))
      try {
        return (await newestChange(backup)) !== (await newestChange(this.#parts.office))
      } finally {
        await backup.close()
      }
    } catch {
      // One that cannot be read is none.
      return true
    }
  }
}

/** Both folders' backups of an office, newest first. */
export async function backupsOf(file: string): Promise<BackupRow[]> {
  const second = secondFolderOf(file)
  const there = (second === null ? null : await lookAtSecond(file, second))?.backups ?? []
  const here = listBackups(backupsFolder(file))
  const namesHere = new Set(here.map((one) => one.name))
  const namesThere = new Set(there.map((one) => one.name))
  return [...here, ...there.filter((one) => !namesHere.has(one.name))]
    .map((one) => ({ ...one, onShelf: namesHere.has(one.name), onSecond: namesThere.has(one.name) }))
    .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
}

/** Path of a backup by its name, in whichever folder has it. @throws DeskError `file-missing` */
export async function backupPath(file: string, name: string): Promise<string> {
  if (listBackups(backupsFolder(file)).some((one) => one.name === name)) return join(backupsFolder(file), name)
  const second = secondFolderOf(file)
  const there = second === null ? null : await lookAtSecond(file, second, patient)
  if (!there?.backups.some((one) => one.name === name)) throw new DeskError('file-missing', { file: name })
  return join(there.folder, name)
}

/** The newest line of the audit, by number and moment: an office that was restored gives numbers out again. */
async function newestChange({ db }: OfficeFile): Promise<string> {
  const rows = await db
    .selectFrom('audit')
    .select(['id', 'at'])
    .where(sql<boolean>`action NOT IN ('sign-in', 'sign-out')`)
    .orderBy('id', 'desc')
    .limit(1)
    .execute()
  return `${rows[0]?.id} ${rows[0]?.at}`
}

function wire(problem: Problem | null) {
  return problem === null ? null : { code: problem.code, params: { ...problem.params } }
}
