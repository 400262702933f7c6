import { isDate } from '../../../electron/contract/dates.ts'
import { type ReturnDimension, returnDimensions } from '../../../electron/contract/returns.ts'

/** The page's address: the spell, and by what it is told apart. */
export interface SummarySearch {
  readonly from?: string
  readonly to?: string
  readonly by?: ReturnDimension
}

export function summarySearch(raw: Record<string, unknown>): SummarySearch {
  const by = returnDimensions.find((one) => one === raw.by)
  const day = (value: unknown) => (typeof value === 'string' && isDate(value) ? value : undefined)
  const [from, to] = [day(raw.from), day(raw.to)]
  return { ...(from && { from }), ...(to && { to }), ...(by && { by }) }
}
