import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { basename, extname, join, resolve } from 'node:path'
import type { BackupReason } from '../contract/backups.ts'
import type { DateText } from '../contract/dates.ts'
import { dateInZone, momentInZone } from '../contract/dates.ts'
import { DeskError } from '../contract/errors.ts'
import type { WorkKind } from '../contract/hostProtocol.ts'
import type { OfficeState } from '../contract/office.ts'
import { officeClock } from '../core/clock.ts'
import type { Actor, Clock, Desk, Log } from '../core/context.ts'
import type { CallContext } from '../core/procedure.ts'
import { sampleStaff } from '../core/sample/staff.ts'
import { spell } from '../core/search/terms.ts'
import { readSettings } from '../core/settings/index.ts'
import { SignInAttempts } from '../core/staff/attempts.ts'
import { identify, listStaff, needsAdministrator } from '../core/staff/service.ts'
import { isSealed } from '../db/backup/sealed.ts'
import { type OfficeFile, openOffice } from '../db/open.ts'
import { realFile } from '../db/realFile.ts'
import { BackupKeeper } from './backups.ts'
import { SlowCalls } from './slowCalls.ts'
import { TaskBoard } from './tasks.ts'

export interface HostOptions {
  /** Folder of the office files that the first-run page offers. */
  readonly folder: string
  /** Folder for uploads and finished exports; emptied at start. */
  readonly temporary: string
  /** The worker's program. */
  readonly workerUrl: URL
  readonly version: string
  readonly log: Log
  /** Folder of the log files, where there are any. */
  readonly logs?: string | undefined
  readonly readClock: () => Date
  /** `--today`. */
  readonly today?: DateText | undefined
  /** Whether backups are made by themselves; otherwise only those that are asked for. */
  readonly keepBackups?: boolean
  /** Told whenever another office file becomes the open one. */
  readonly onOpened?: (file: string) => void
  /** Told which kinds of long work are under way, whenever that changes. */
  readonly onWork?: (running: readonly WorkKind[]) => void
}

/** One window or browser: who is signed in on it. Authority comes from here and from nowhere else. */
export interface Connection {
  actor: Actor | null
}

/** Of new offices: the system opens these with the application. */
const officeExtension = '.stewarddesk'

/** An office file that could not be opened. */
interface Trouble {
  readonly file: string
  readonly problem: DeskError
  readonly at: Date
}

/** A path that a person has chosen in a dialog of the window. */
interface Offer {
  readonly path: string
  readonly sealed: boolean
}

export interface HostContext extends CallContext {
  readonly host: Host
  readonly connection: Connection
}

/** The backend's one state: which office is open, the clock, and the work under way. */
export class Host {
  readonly tasks: TaskBoard
  readonly attempts: SignInAttempts
  readonly slow = new SlowCalls()
  readonly options: HostOptions
  #office: OfficeFile | null = null
  #keeper: BackupKeeper | null = null
  #trouble: Trouble | null = null
  #clock: Clock
  readonly #offers = new Map<string, Offer>()
  #connections = new Set<WeakRef<Connection>>()
  #nextFile = 1

  constructor(options: HostOptions) {
    this.options = options
    this.tasks = new TaskBoard(options.workerUrl, options.log, options.onWork)
    this.attempts = new SignInAttempts(() => options.readClock().getTime())
    this.#clock = officeClock(options.readClock, undefined, options.today)
    mkdirSync(options.folder, { recursive: true })
    rmSync(options.temporary, { recursive: true, force: true })
    mkdirSync(options.temporary, { recursive: true })
  }

  get clock(): Clock {
    return this.#clock
  }

  connect(): Connection {
    const connection: Connection = { actor: null }
    this.#connections.add(new WeakRef(connection))
    return connection
  }

  /** What the router is given for calls of one connection; who is signed in is asked anew by every call. */
  context(connection: Connection): HostContext {
    return {
      host: this,
      connection,
      get actor() {
        return connection.actor
      },
      log: this.options.log,
      begin: (procedure) => this.#begin(procedure),
      desk: () => this.desk(connection),
      staffChanged: (staffId) => this.#signOutElsewhere(staffId, connection),
      identify: (staffId, secret) => this.identify(staffId, secret),
      backUp: (reason) => this.backUpBefore(reason),
    }
  }

  #begin(procedure: string): () => void {
    const began = performance.now()
    return () => this.slow.note(procedure, performance.now() - began, this.options.readClock())
  }

  /** @throws DeskError `no-office`, `secret-wrong`, `too-many-attempts` */
  identify(staffId: number, secret: string): Promise<Actor> {
    return this.attempts.run(staffId, () => identify(this.office.db, staffId, secret))
  }

  /** @throws DeskError `no-office`, `not-signed-in` */
  desk(connection: Connection): Desk {
    if (connection.actor === null) throw new DeskError('not-signed-in')
    return { db: this.office.db, clock: this.#clock, actor: connection.actor }
  }

  get isOpen(): boolean {
    return this.#office !== null
  }

  /** @throws DeskError `no-office` */
  get office(): OfficeFile {
    if (this.#office === null) throw new DeskError('no-office')
    return this.#office
  }

  /**
   * Opens an office file in place of the one that is open; everybody is signed out. Where none is open and this one
   * cannot be, it stands as the trouble that the recovery page is about.
   * @throws DeskError `file-*`, `disk-full`
   */
  async open(named: string): Promise<void> {
    const file = realFile(named)
    const { next, zone } = await this.#opened(file)
    await this.close()
    this.#office = next
    this.#trouble = null
    this.#clock = officeClock(this.options.readClock, zone, this.options.today)
    const { workerUrl, log, readClock } = this.options
    this.#keeper = new BackupKeeper({ office: next, workerUrl, log, readClock })
    if (this.options.keepBackups) this.#keeper.keep()
    this.options.onOpened?.(file)
  }

  async #opened(file: string): Promise<{ next: OfficeFile; zone: string }> {
    try {
      const next = await openOffice(file, { check: true, now: this.options.readClock })
      try {
        const { zone } = await readSettings(next.db)
        dateInZone(this.options.readClock(), zone)
        return { next, zone }
      } catch (error) {
        // Without its settings nothing of it can be shown.
        await next.close()
        throw error
      }
    } catch (error) {
      if (!(error instanceof DeskError)) this.options.log.error(`could not open ${basename(file)}`, error)
      const told = error instanceof DeskError ? error : new DeskError('file-unexpected', { reason: String(error) })
      if (!this.isOpen) this.#trouble = { file, problem: told, at: this.options.readClock() }
      throw told
    }
  }

  /** @throws DeskError `no-office` */
  get backups(): BackupKeeper {
    if (this.#keeper === null) throw new DeskError('no-office')
    return this.#keeper
  }

  /** What stands in the way of the office file that was last tried, while none is open. @throws DeskError `no-trouble` */
  get trouble(): Trouble {
    if (this.#trouble === null) throw new DeskError('no-trouble')
    return this.#trouble
  }

  leaveTrouble(): void {
    this.#trouble = null
  }

  /**
   * A backup before something that is hard to take back, where backups are kept at all.
   * @throws DeskError `no-backup-before` with the code of why (`because`): what was to follow must not
   */
  async backUpBefore(reason: BackupReason): Promise<void> {
    if (!this.options.keepBackups) return
    try {
      await this.backups.make(reason)
    } catch (error) {
      if (!(error instanceof DeskError)) this.options.log.error(`backup (${reason}) failed`, error)
      const { code, params } = error instanceof DeskError ? error : new DeskError('backup-failed')
      throw new DeskError('no-backup-before', { ...params, because: code })
    }
  }

  /** Keeps a path that main has from a dialog, for the page that will say what it is for. */
  async offer(path: string): Promise<{ offer: string; name: string; sealed: boolean }> {
    const offer = randomUUID()
    const sealed = statSync(path, { throwIfNoEntry: false })?.isFile() === true && (await isSealed(path))
    this.#offers.set(offer, { path, sealed })
    return { offer, name: basename(path), sealed }
  }

  /** @throws DeskError `offer-unknown` */
  offered(name: string): Offer {
    const offer = this.#offers.get(name)
    if (!offer) throw new DeskError('offer-unknown')
    return offer
  }

  async close(): Promise<void> {
    await this.#keeper?.end()
    this.#keeper = null
    for (const reference of this.#connections) {
      const connection = reference.deref()
      if (connection) connection.actor = null
      else this.#connections.delete(reference)
    }
    await this.#office?.close()
    this.#office = null
  }

  /** Closes the office and removes what was only kept for the session. */
  async end(): Promise<void> {
    await this.close()
    rmSync(this.options.temporary, { recursive: true, force: true })
  }

  /** Path of one of the listed office files. @throws DeskError `file-missing` */
  listedFile(name: string): string {
    if (!this.#files().some((file) => file.name === name)) throw new DeskError('file-missing', { file: name })
    return join(this.options.folder, name)
  }

  /** A path in the folder for a new office of this name, not used yet. */
  newFile(name: string): string {
    const stem =
      name
        .replace(/[\\/:*?"<>|\p{Cc}]/gu, '')
        .trim()
        .slice(0, 60) || 'office'
    // Also where a file of another ending, or what belonged to an office that is gone, would share its backups or pictures.
    const taken = new Set(readdirSync(this.options.folder).map((one) => basename(one, extname(one)).toLowerCase()))
    const isTaken = (name: string) => ['', '-backups', '-files'].some((end) => taken.has(`${name}${end}`.toLowerCase()))
    let candidate = stem
    for (let count = 2; isTaken(candidate); count++) candidate = `${stem} ${count}`
    return join(this.options.folder, `${candidate}${officeExtension}`)
  }

  /** A path for an upload or an export; the folder is emptied when the backend starts. */
  temporaryFile(extension: string): string {
    return join(this.options.temporary, `${this.#nextFile++}${extension}`)
  }

  async state(connection: Connection): Promise<OfficeState> {
    const base = { files: this.#files(), version: this.options.version, trouble: shownTrouble(this.#trouble) }
    if (this.#office === null) return { office: null, actor: null, staff: [], ...base }
    const { db, file } = this.#office
    const settings = await readSettings(db)
    const pins = new Map(settings.sample ? sampleStaff.map((member) => [member.name, member.pin]) : [])
    const staff = (await listStaff(db)).filter((member) => member.active && member.signsIn)
    const { actor } = connection
    return {
      ...base,
      office: {
        id: fileId(file),
        name: settings.officeName,
        fileName: basename(file),
        sample: settings.sample,
        needsAdministrator: await needsAdministrator(db),
        today: this.#clock.today(),
        zone: this.#clock.zone,
        // A fixed day and the sample's made-up history say nothing about this computer's clock.
        clockBehind: this.options.today || settings.sample ? null : await this.backups.clockBehind(),
      },
      actor: actor === null || actor.id === null ? null : { id: actor.id, name: actor.name, roles: [...actor.roles] },
      staff: staff.map(({ id, name, roles }) => {
        const { pinyin, initials } = spell(name)
        return { id, name, spellings: [pinyin, initials], roles, pin: pins.get(name) ?? null }
      }),
    }
  }

  #signOutElsewhere(staffId: number, here: Connection): void {
    for (const reference of this.#connections) {
      const connection = reference.deref()
      if (connection && connection !== here && connection.actor?.id === staffId) connection.actor = null
    }
  }

  #files(): OfficeState['files'] {
    return readdirSync(this.options.folder)
      .filter((name) => /\.(db|stewarddesk)$/i.test(name) && !name.includes('.before-'))
      .map((name) => {
        const { mtime, size } = statSync(join(this.options.folder, name))
        return { name, changed: momentInZone(mtime, this.#clock.zone), bytes: size }
      })
      .sort((a, b) => (a.changed < b.changed ? 1 : -1))
  }
}

/** The same after a restart of the backend, and not to be read as a path. */
function fileId(file: string): string {
  return createHash('sha256').update(resolve(file)).digest('base64url').slice(0, 16)
}

function shownTrouble(trouble: Trouble | null): OfficeState['trouble'] {
  if (trouble === null) return null
  const { file, problem, at } = trouble
  return {
    fileName: basename(file),
    file,
    problem: { code: problem.code, params: { ...problem.params } },
    at: at.toISOString(),
    system: `${process.platform} ${process.arch}, Node ${process.versions.node}`,
  }
}
