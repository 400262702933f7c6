/** One item of a sheet as it was scored; hundredths of points. */
export interface Scored {
  readonly fullCenti: number
  readonly valueCenti: number
}

/** The points of a sheet in hundredths of 100: what was given of what could be given, rounded half up. */
export function totalOf(scores: readonly Scored[]): number {
  const full = scores.reduce((sum, score) => sum + score.fullCenti, 0)
  const given = scores.reduce((sum, score) => sum + score.valueCenti, 0)
  return full === 0 ? 0 : Math.floor((given * 20_000 + full) / (full * 2))
}
