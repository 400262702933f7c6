/** Ages of a debt by its due date, in months; the last band has no end. Three years is the limitation period. */
export const ageBands = [
  { id: '0-3m', toMonths: 3 },
  { id: '3-6m', toMonths: 6 },
  { id: '6-12m', toMonths: 12 },
  { id: '1-2y', toMonths: 24 },
  { id: '2-3y', toMonths: 36 },
  { id: 'over-3y', toMonths: null },
] as const
export type AgeBand = (typeof ageBands)[number]['id']
export const ageBandIds = ageBands.map((band) => band.id) as [AgeBand, ...AgeBand[]]
