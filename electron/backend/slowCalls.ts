import type { SlowCall } from '../documents/health/health.ts'

/** So many are remembered, the slowest. */
const remembered = 20
/** Faster ones interest nobody, in ms. */
const slow = 50

/** The slowest calls since the backend began: procedure, when, how long. Nothing of what was asked or answered. */
export class SlowCalls {
  #calls: SlowCall[] = []

  /** @param ms how long the call took */
  note(procedure: string, ms: number, at: Date): void {
    if (ms < slow || (this.#calls.length === remembered && ms <= (this.#calls.at(-1)?.ms ?? 0))) return
    this.#calls = [...this.#calls, { procedure, ms: Math.round(ms), at: at.toISOString() }]
      .sort((a, b) => b.ms - a.ms)
      .slice(0, remembered)
  }

  /** The slowest first. */
  get list(): readonly SlowCall[] {
    return this.#calls
  }
}
