import { refusal } from '../../contract/errors.ts'
import { yuanText } from '../../contract/money.ts'
import type { ApprovalRule } from '../approvals/service.ts'
import type { AuditedWriter } from '../audit/writer.ts'
import { amountProblems } from '../fees/amounts.ts'
import { standingCharge } from './correct.ts'
import { discountedSoFar, takeOff } from './discounts.ts'

/**
 * 人工减免: part or all of a charge is let go. It counts from the day of the decision, or from the charge's due date
 * where that is later.
 * Payload: `{ chargeId, amount }`, fen.
 */
export const reliefRule: ApprovalRule = {
  async check(writer, _desk, payload) {
    await reducible(writer, payload)
  },
  async carryOut(writer, desk, payload, approval) {
    const charge = await reducible(writer, payload)
    await takeOff(writer, desk, charge, 'relief', Number(payload.amount), approval)
  },
}

/** The charge, where so much can still be taken off it. @throws DeskError `charge-reversed`, `discount-exceeds-charge` */
async function reducible(writer: AuditedWriter, payload: Readonly<Record<string, unknown>>) {
  const charge = await standingCharge(writer.tx, Number(payload.chargeId))
  const amount = Number(payload.amount)
  const [wrong] = amountProblems(amount)
  if (wrong) throw refusal(wrong)
  const left = charge.amount - (await discountedSoFar(writer.tx, charge.id))
  if (amount > left) {
    throw refusal({
      code: 'discount-exceeds-charge',
      field: 'amount',
      params: { amount: yuanText(amount), left: yuanText(left), charge: yuanText(charge.amount) },
    })
  }
  return charge
}
