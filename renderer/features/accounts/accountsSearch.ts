import { type WorkbookId, workbookIds } from '../../../electron/contract/accounts.ts'
import { type SummarySearch, summarySearch } from '../summary/period.ts'

/** Which workbook, of which year, seen from which day, of which area; what is left out is the usual. */
export interface AccountsSearch extends SummarySearch {
  readonly workbook?: WorkbookId
  readonly area?: number
  /** Sheet on screen; the first without it. */
  readonly sheet?: string
}

export function accountsSearch(raw: Record<string, unknown>): AccountsSearch {
  const workbook = workbookIds.find((id) => id === raw.workbook)
  const { area, sheet } = raw
  return {
    ...summarySearch(raw),
    ...(workbook !== undefined && { workbook }),
    ...(typeof area === 'number' && Number.isInteger(area) && { area }),
    ...(typeof sheet === 'string' && sheet !== '' && { sheet }),
  }
}
