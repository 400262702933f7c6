import { isDate } from '../../../electron/contract/dates.ts'
import { type RateDimension, rateDimensions } from '../../../electron/contract/watch.ts'

/** The page's address: the spell whose rates are shown, and by what they are told apart. */
export interface WatchSearch {
  readonly from?: string
  readonly to?: string
  readonly by?: RateDimension
}

export function watchSearch(raw: Record<string, unknown>): WatchSearch {
  const by = rateDimensions.find((one) => one === raw.by)
  const day = (value: unknown) => (typeof value === 'string' && isDate(value) ? value : undefined)
  const [from, to] = [day(raw.from), day(raw.to)]
  return { ...(from && { from }), ...(to && { to }), ...(by && { by }) }
}
