/** A reproducible stream of chance. The same name gives the same stream, so one unit's story never moves another's. */
export interface Random {
  /** 0 ≤ x < 1 */
  readonly next: () => number
  /** Whole number, both ends inside; `low` where the range is empty. */
  readonly between: (low: number, high: number) => number
  readonly chance: (probability: number) => boolean
  readonly pick: <T>(list: readonly T[]) => T
  /** Whole number ≥ 0, mostly small, `mean` on average, never above `most`. */
  readonly tail: (mean: number, most: number) => number
  /** A new list in random order. */
  readonly shuffle: <T>(list: readonly T[]) => T[]
}

export function randomOf(name: string): Random {
  const next = mulberry32(hash(name))
  const between = (low: number, high: number) => low + Math.floor(next() * Math.max(1, high - low + 1))
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick: (list) => {
      const item = list[Math.floor(next() * list.length)]
      if (item === undefined) throw new Error('nothing to pick from')
      return item
    },
    tail: (mean, most) => Math.min(most, Math.floor(-Math.log(1 - next()) * mean)),
    shuffle: (list) => {
      const keyed = list.map((item, index) => ({ item, key: next(), index }))
      return keyed.sort((a, b) => a.key - b.key || a.index - b.index).map((entry) => entry.item)
    },
  }
}

/** mulberry32 (Tommy Ettinger, public domain): 32 bits of state are plenty for a few hundred draws per name. */
function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** FNV-1a over UTF-16 code units. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  return value
}
