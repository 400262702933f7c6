import type { SourceKind } from '../../contract/appraisal.ts'
import { type Fraction, plus, roundFen, zero } from '../../contract/money.ts'
import type { Share } from '../../contract/people.ts'

export interface Source {
  readonly id: number
  readonly name: string
  readonly kind: SourceKind
  /** Percent. */
  readonly weight: number
}

/** Scores by source, in 0.01 points. */
export type Scores = ReadonlyMap<number, readonly number[]>

/** The weights of a scheme sum to 100. */
export function weightsSum(sources: readonly Pick<Source, 'weight'>[]): number {
  return sources.reduce((sum, { weight }) => sum + weight, 0)
}

/** Names of the sources that nobody has scored from. */
export function missingSources(sources: readonly Source[], scores: Scores): string[] {
  return sources.filter(({ id }) => (scores.get(id)?.length ?? 0) === 0).map(({ name }) => name)
}

/**
 * The month's score exactly, in 0.01 points: Σ weight × mean of the source's scores ÷ 100. Null while a source is
 * missing: what was not given is not 0.
 */
export function exactScore(sources: readonly Source[], scores: Scores): Fraction | null {
  if (sources.length === 0 || missingSources(sources, scores).length > 0) return null
  return sources
    .map(({ id, weight }) => {
      const given = scores.get(id) ?? []
      const sum = given.reduce((total, one) => total + one, 0)
      return { numerator: BigInt(weight * sum), denominator: BigInt(given.length * 100) }
    })
    .reduce(plus, zero)
}

/** The score as it is shown and listed: 0.01 points, rounded half up. */
export function shownScore(exact: Fraction): number {
  return roundFen(exact, 'fen', 'half-up')
}

/**
 * Performance pay: salary × share × score ÷ 100, rounded once, to the fen, half up.
 * @param salary fen a month
 * @param exact the score in 0.01 points
 */
export function payOf(salary: number, { part, of }: Share, exact: Fraction): number {
  return roundFen(
    {
      numerator: BigInt(salary) * BigInt(part) * exact.numerator,
      denominator: BigInt(of) * exact.denominator * 10_000n,
    },
    'fen',
    'half-up',
  )
}

/** What holds on a month's last day: the latest that began by then. */
export function validIn<T extends { readonly from: string }>(spells: readonly T[], through: string): T | undefined {
  return spells
    .filter(({ from }) => from <= through)
    .reduce<T | undefined>((last, one) => (last === undefined || one.from > last.from ? one : last), undefined)
}
