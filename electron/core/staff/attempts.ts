import { DeskError } from '../../contract/errors.ts'

/** Wrong tries before a name is shut, and for how long. */
const triesAllowed = 5
const shutMs = 60_000

interface Tries {
  count: number
  shutUntil: number
}

/** Slows down guessing: after five wrong PINs in a row a name is shut for a minute. Kept in memory only. */
export class SignInAttempts {
  readonly #tries = new Map<number, Tries>()
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  /** @throws DeskError `too-many-attempts`, and whatever `identify` throws */
  async run<T>(staffId: number, identify: () => Promise<T>): Promise<T> {
    const tries = this.#tries.get(staffId) ?? { count: 0, shutUntil: 0 }
    const wait = Math.ceil((tries.shutUntil - this.#now()) / 1000)
    if (wait > 0)
      throw new DeskError('too-many-attempts', { seconds: wait }, [
        { code: 'too-many-attempts', field: 'secret', params: { seconds: wait } },
      ])
    // Counted before it is tried: guesses that arrive together are as many as guesses one after the other.
    const count = tries.count + 1
    const shut = count >= triesAllowed
    this.#tries.set(staffId, { count: shut ? 0 : count, shutUntil: shut ? this.#now() + shutMs : 0 })
    const result = await identify()
    this.#tries.delete(staffId)
    return result
  }
}
