import { type WorkbookId, workbookIds } from '../../contract/accounts.ts'
import { arrearsDetail } from './arrears.ts'
import { dailyCash } from './dailyCash.ts'
import { discountsDetail } from './discounts.ts'
import { feeLedger } from './feeLedger.ts'
import { feeSummary } from './feeSummary.ts'
import { meterCharges } from './meterCharges.ts'
import { otherIncome } from './otherIncome.ts'
import { paymentsDetail } from './payments.ts'
import { prepayments } from './prepayments.ts'
import { returnSummary } from './returnSummary.ts'
import { reversalsAndRefunds } from './reversals.ts'
import { surveySummary } from './surveySummary.ts'
import { visitSummary } from './visitSummary.ts'
import type { Measure, Sheet, Workbook } from './workbook.ts'

const workbooks: { readonly [Id in WorkbookId]: Workbook } = {
  'fee-summary': feeSummary,
  'fee-ledger': feeLedger,
  'payments-detail': paymentsDetail,
  'daily-cash': dailyCash,
  'arrears-detail': arrearsDetail,
  'discounts-detail': discountsDetail,
  prepayments,
  'reversals-and-refunds': reversalsAndRefunds,
  'meter-charges': meterCharges,
  'other-income': otherIncome,
  'visit-summary': visitSummary,
  'survey-summary': surveySummary,
  'return-summary': returnSummary,
}

export function workbookOf(id: WorkbookId): Workbook {
  return workbooks[id]
}

export function isWorkbook(id: string): id is WorkbookId {
  return workbookIds.some((known) => known === id)
}

export function sheetOf(workbook: Workbook, id: string): Sheet {
  const sheet = workbook.sheets.find((candidate) => candidate.id === id)
  if (!sheet) throw new Error(`${workbook.id} has no sheet ${id}`)
  return sheet
}

/** @throws Error for a measure that the workbook does not declare, which is a fault of a check */
export function measureOf(id: WorkbookId, measure: string): Measure {
  const found = workbooks[id].measures.find((candidate) => candidate.id === measure)
  if (!found) throw new Error(`${id} has no measure ${measure}`)
  return found
}
