import type { z } from 'zod'
import type { depositBackFields } from '../../contract/books.ts'
import { approvalRules } from '../approvals/kinds.ts'
import { askFor } from '../approvals/service.ts'
import type { Desk } from '../context.ts'
import type { DepositBack } from './depositBack.ts'
import { depositView } from './deposits.ts'

/**
 * Asks for a deposit, or a part of it, to go back; somebody who neither asks nor took it decides.
 * @param left what the clerk saw as left: a second press of the button, or another window, finds it changed
 * @returns id of the request
 * @throws DeskError `books-invalid`, `deposit-changed`, `deposit-exceeded`, `reason-needed`, `not-found`
 */
export async function askDepositBack(
  desk: Desk,
  id: number,
  { reason, ...back }: z.infer<typeof depositBackFields> & { readonly left: number },
): Promise<number> {
  const { unitId } = await depositView(desk.db, id, desk.clock.zone)
  const payload = { ...back, depositId: id } satisfies DepositBack
  return askFor(desk, approvalRules, { kind: 'deposit-back', unitId, amount: back.amount, payload, reason })
}
