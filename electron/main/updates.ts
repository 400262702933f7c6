import type { UpdateState } from '../contract/bridge.ts'
import { Problem } from './problem.ts'
import { feedAddress, untilNextLook } from './updatePolicy.ts'

/** What fetches a newer version, checks it against the feed's hash and puts it in this one's place. */
export interface Updater {
  /** The version that the feed has, where it is newer than this one. */
  look(feed: string): Promise<string | undefined>
  /** Fetches what `look` found. @throws {Problem} `updateUnreachable`, `updateDamaged` */
  download(): Promise<void>
  /** Ends the application and starts the new one. @throws {Problem} `updateFailed` */
  install(): void
}

/** What this computer keeps of updates; nothing of the office's. */
export interface UpdateChoice {
  readonly feed: string
  /** ISO moment of the last look at the feed that succeeded. */
  readonly lookedAt: string | null
}

export type UpdateQuestion =
  | { readonly kind: 'feed'; readonly feed: string }
  | { readonly kind: 'install'; readonly feed: string; readonly version: string }

interface UpdateParts {
  /** Undefined where this installation cannot replace itself; never in a build that is not packaged. */
  readonly updater: Updater | undefined
  readonly choice: () => UpdateChoice | undefined
  readonly keep: (choice: UpdateChoice | undefined) => void
  /** Asks the person at the computer in a dialog of the system, which no page can answer. */
  readonly agree: (question: UpdateQuestion) => Promise<boolean>
  /** A verified backup of the open office. @throws where there is none */
  readonly backUp: () => Promise<void>
  /** Closes windows and backend; false where somebody would rather finish a page. */
  readonly letGo: () => Promise<boolean>
  /** Nothing could be installed with everything closed: opens the present version again. */
  readonly comeBack: () => void
  /** Tells what went wrong with an update that nobody's page has asked for. */
  readonly tell: (error: unknown) => void
  readonly now: () => Date
  readonly log: (line: string) => void
}

/** Updates of this computer: off until an address is chosen, and nothing is installed without a backup before. */
export class Updates {
  readonly #parts: UpdateParts
  #found: string | undefined
  #offered: string | undefined
  #isInstalling = false
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(parts: UpdateParts) {
    this.#parts = parts
    this.#schedule()
  }

  state(): UpdateState {
    const choice = this.#choice()
    return {
      possible: this.#parts.updater !== undefined,
      feed: choice?.feed ?? null,
      lookedAt: choice?.lookedAt ?? null,
      found: this.#found ?? null,
    }
  }

  /**
   * Chooses where newer versions come from, or nowhere.
   * @throws {Problem} `updateAddress`, `updateImpossible`
   */
  async chooseFeed(address: string | null): Promise<UpdateState> {
    this.#updater()
    const feed = address === null ? null : feedAddress(address)
    if (feed === undefined) throw new Problem('updateAddress')
    if (feed === null || (await this.#parts.agree({ kind: 'feed', feed }))) {
      this.#found = undefined
      this.#parts.keep(feed === null ? undefined : { feed, lookedAt: null })
      this.#schedule()
    }
    return this.state()
  }

  /** @throws {Problem} `updateOff`, `updateImpossible`, `updateUnreachable` */
  async look(): Promise<UpdateState> {
    const feed = this.#feed()
    this.#found = await this.#updater().look(feed)
    this.#parts.keep({ feed, lookedAt: this.#parts.now().toISOString() })
    return this.state()
  }

  /**
   * Asks, fetches the version that was found, makes a backup, and only then lets go of the office and installs.
   * @throws {Problem} as `look`, `updateDamaged`, `updateNoBackup`, `updateFailed`
   */
  async install(): Promise<'installing' | 'cancelled'> {
    const feed = this.#feed()
    const updater = this.#updater()
    if (this.#found === undefined || this.#isInstalling) throw new Problem('updateNone')
    this.#isInstalling = true
    try {
      if (!(await this.#parts.agree({ kind: 'install', feed, version: this.#found }))) return 'cancelled'
      await updater.download()
      await this.#backUp()
      if (!(await this.#parts.letGo())) return 'cancelled'
      this.#replace(updater)
      return 'installing'
    } finally {
      this.#isInstalling = false
    }
  }

  #replace(updater: Updater): void {
    try {
      updater.install()
    } catch (error) {
      this.#parts.comeBack()
      throw error
    }
  }

  async #backUp(): Promise<void> {
    try {
      await this.#parts.backUp()
    } catch (error) {
      throw new Problem('updateNoBackup', error)
    }
  }

  #updater(): Updater {
    if (!this.#parts.updater) throw new Problem('updateImpossible')
    return this.#parts.updater
  }

  #feed(): string {
    const choice = this.#choice()
    if (!choice) throw new Problem('updateOff')
    return choice.feed
  }

  /** The file it is kept in can be written to by others than this application, so its address is judged again. */
  #choice(): UpdateChoice | undefined {
    const choice = this.#parts.choice()
    const feed = choice && feedAddress(choice.feed)
    return choice && feed ? { ...choice, feed } : undefined
  }

  #schedule(): void {
    clearTimeout(this.#timer)
    const choice = this.#choice()
    if (!this.#parts.updater || !choice) return
    this.#timer = setTimeout(() => void this.#lookByItself(), untilNextLook(choice.lookedAt, this.#parts.now()))
  }

  /** A feed that is out of reach disturbs nobody; a newer version is offered once in a run. */
  async #lookByItself(): Promise<void> {
    try {
      await this.look()
    } catch (error) {
      this.#parts.log(`looked for updates in vain: ${String(error)}`)
    }
    this.#schedule()
    if (this.#found === undefined || this.#found === this.#offered) return
    this.#offered = this.#found
    await this.install().catch(this.#parts.tell)
  }
}
