import { DeskError } from '../../contract/errors.ts'
import { yuanText } from '../../contract/money.ts'
import type { ApprovalRule } from '../approvals/service.ts'
import type { AuditedWriter } from '../audit/writer.ts'
import { standingCharge } from '../billing/correct.ts'
import { takeOff } from '../billing/discounts.ts'
import type { Desk } from '../context.ts'
import { amountProblems } from '../fees/amounts.ts'
import { owedOf } from '../fees/ledger.ts'

/**
 * 坏账核销: what is still owed of a charge is given up, in part or whole. It counts from the day of the decision and
 * is no discount. Payload: `{ chargeId, amount }`, fen.
 */
export const writeOffRule: ApprovalRule = {
  async check(writer, desk, payload) {
    await owing(writer, desk, payload)
  },
  async carryOut(writer, desk, payload, approval) {
    const charge = await owing(writer, desk, payload)
    await takeOff(writer, desk, charge, 'write-off', Number(payload.amount), approval)
  },
}

/** The charge, where so much is still owed of it today. @throws DeskError `charge-reversed`, `write-off-exceeds-owed` */
async function owing(writer: AuditedWriter, desk: Desk, payload: Readonly<Record<string, unknown>>) {
  const charge = await standingCharge(writer.tx, Number(payload.chargeId))
  const amount = Number(payload.amount)
  const [wrong] = amountProblems(amount)
  if (wrong) throw new DeskError(wrong.code, wrong.params, [wrong])
  const owed = await owedOf(writer.tx, charge, desk.clock.today())
  if (amount > owed) {
    const params = { amount: yuanText(amount), owed: yuanText(owed) }
    throw new DeskError('write-off-exceeds-owed', { amount: params.amount, owed: params.owed }, [
      { code: 'write-off-exceeds-owed', field: 'amount', params },
    ])
  }
  return charge
}
