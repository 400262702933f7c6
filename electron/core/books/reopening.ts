import { approvalRules } from '../approvals/kinds.ts'
import { askFor } from '../approvals/service.ts'
import type { Desk } from '../context.ts'
import { refuseAskedAlready } from './closing.ts'

/**
 * Asks for a closed month, and with it every later one, to be opened again.
 * @returns id of the request
 * @throws DeskError `reason-needed`, `month-not-closed`, `reopening-asked`
 */
export async function askReopening(desk: Desk, month: string, reason: string): Promise<number> {
  await refuseAskedAlready(desk.db, month)
  return askFor(desk, approvalRules, { kind: 'reopen-month', unitId: null, amount: null, payload: { month }, reason })
}
