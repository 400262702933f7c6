import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { DateText } from '../contract/dates.ts'
import { momentInZone } from '../contract/dates.ts'
import { DeskError } from '../contract/errors.ts'
import type { OfficeState } from '../contract/office.ts'
import { officeClock } from '../core/clock.ts'
import type { Actor, Clock, Desk, Log } from '../core/context.ts'
import type { CallContext } from '../core/procedure.ts'
import { sampleStaff } from '../core/sample/staff.ts'
import { spell } from '../core/search/terms.ts'
import { readSettings } from '../core/settings/index.ts'
import { SignInAttempts } from '../core/staff/attempts.ts'
import { identify, listStaff, needsAdministrator } from '../core/staff/service.ts'
import { type OfficeFile, openOffice } from '../db/open.ts'
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
  readonly readClock: () => Date
  /** `--today`. */
  readonly today?: DateText | undefined
  /** Told whenever another office file becomes the open one. */
  readonly onOpened?: (file: string) => void
}

/** One window or browser: who is signed in on it. Authority comes from here and from nowhere else. */
export interface Connection {
  actor: Actor | null
}

export interface HostContext extends CallContext {
  readonly host: Host
  readonly connection: Connection
}

/** The backend's one state: which office is open, the clock, and the work under way. */
export class Host {
  readonly tasks: TaskBoard
  readonly attempts: SignInAttempts
  readonly options: HostOptions
  #office: OfficeFile | null = null
  #clock: Clock
  #connections = new Set<WeakRef<Connection>>()
  #nextFile = 1

  constructor(options: HostOptions) {
    this.options = options
    this.tasks = new TaskBoard(options.workerUrl, options.log)
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
      desk: () => this.desk(connection),
      staffChanged: (staffId) => this.#signOutElsewhere(staffId, connection),
      identify: (staffId, secret) => this.identify(staffId, secret),
    }
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

  /** Opens an office file in place of the one that is open; everybody is signed out. @throws DeskError `file-*` */
  async open(file: string): Promise<void> {
    const next = await openOffice(file)
    await this.close()
    this.#office = next
    const { zone } = await readSettings(next.db)
    this.#clock = officeClock(this.options.readClock, zone, this.options.today)
    this.options.onOpened?.(file)
  }

  async close(): Promise<void> {
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
    const taken = new Set(this.#files().map((file) => file.name))
    let candidate = `${stem}.db`
    for (let count = 2; taken.has(candidate); count++) candidate = `${stem} ${count}.db`
    return join(this.options.folder, candidate)
  }

  /** A path for an upload or an export; the folder is emptied when the backend starts. */
  temporaryFile(extension: string): string {
    return join(this.options.temporary, `${this.#nextFile++}${extension}`)
  }

  async state(connection: Connection): Promise<OfficeState> {
    const base = { files: this.#files(), version: this.options.version }
    if (this.#office === null) return { office: null, actor: null, staff: [], ...base }
    const { db, file } = this.#office
    const settings = await readSettings(db)
    const pins = new Map(settings.sample ? sampleStaff.map((member) => [member.name, member.pin]) : [])
    const staff = (await listStaff(db)).filter((member) => member.active && member.signsIn)
    const { actor } = connection
    return {
      ...base,
      office: {
        name: settings.officeName,
        fileName: basename(file),
        sample: settings.sample,
        needsAdministrator: await needsAdministrator(db),
        today: this.#clock.today(),
        zone: this.#clock.zone,
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
      .filter((name) => name.endsWith('.db') && !name.includes('.before-'))
      .map((name) => {
        const { mtime, size } = statSync(join(this.options.folder, name))
        return { name, changed: momentInZone(mtime, this.#clock.zone), bytes: size }
      })
      .sort((a, b) => (a.changed < b.changed ? 1 : -1))
  }
}
