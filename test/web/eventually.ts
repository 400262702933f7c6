import { expect } from 'vitest'

/** Asks again until it holds, as long as a locator would wait: `await eventually(() => names()).toEqual([…])`. */
export function eventually<T>(ask: () => T | Promise<T>) {
  return expect.poll(ask, { timeout: 30_000 })
}
