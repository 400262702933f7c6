import type { Random } from '../random.ts'

interface Move {
  readonly list: number
  readonly option: number
  readonly step: number
}

/**
 * Picks one option of each list so that what they come to is the target: starts from what chance picked, moves single
 * picks that bring the sum nearer while it is far off, and closes the rest with two moves that fit together.
 * Returns the picked indexes.
 */
export function fitSum(
  random: Random,
  options: readonly number[][],
  picks: readonly number[],
  target: number,
): number[] {
  const fitted = [...picks]
  const worth = (list: number, option: number) => options[list]?.[option] ?? 0
  let rest = target - fitted.reduce((sum, pick, list) => sum + worth(list, pick), 0)
  const movesOf = (list: number): Move[] =>
    (options[list] ?? []).map((sum, option) => ({ list, option, step: sum - worth(list, fitted[list] ?? 0) }))
  const make = (move: Move) => {
    fitted[move.list] = move.option
    rest -= move.step
  }
  const reach = Math.max(...options.map((sums) => Math.max(...sums) - Math.min(...sums)))
  for (let round = 0; round < 50; round++) {
    for (const list of random.shuffle(fitted.map((_, index) => index))) {
      if (Math.abs(rest) < reach / 4) break
      const nearer = movesOf(list).filter((move) => move.step !== 0 && Math.abs(rest - move.step) < Math.abs(rest))
      if (nearer.length > 0) make(random.pick(nearer))
    }
    const moves = random.shuffle(fitted.flatMap((_, list) => movesOf(list)))
    const pair = pairOf(moves, rest)
    if (pair !== null) {
      pair.forEach(make)
      return fitted
    }
    make(random.pick(moves))
  }
  throw new Error(`cannot reach ${target}: ${rest} left`)
}

/** Two moves of different lists that come to `rest`; one of them may leave everything as it is. */
function pairOf(moves: readonly Move[], rest: number): [Move, Move] | null {
  const byStep = new Map(moves.map((move) => [move.step, move]))
  for (const move of moves) {
    const other = byStep.get(rest - move.step)
    if (other !== undefined && other.list !== move.list) return [move, other]
  }
  return null
}
