import { addDays, addMonths } from '../../electron/contract/dates.ts'

/** First and last day of a month of a year, or of the year: what a number of a month's table opens its list with. */
export function monthSpell(year: number, month: number | null): { readonly from: string; readonly to: string } {
  if (month === null) return { from: `${year}-01-01`, to: `${year}-12-31` }
  const from = `${year}-${String(month).padStart(2, '0')}-01`
  return { from, to: addDays(addMonths(from, 1), -1) }
}
