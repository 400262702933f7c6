import { approvalRules } from '../approvals/kinds.ts'
import { askFor } from '../approvals/service.ts'
import type { Desk } from '../context.ts'
import { accountView } from '../fees/ledger.ts'
import { procedures } from '../procedure.ts'
import { dueView } from './due.ts'
import { countPrint, receiptView } from './receipt.ts'
import { takePayment } from './take.ts'

const { counter } = procedures

export const counterRouter = counter.router({
  due: counter.due.handler(({ context, input }) => {
    const desk = context.desk()
    return dueView(desk, input, input.asOf ?? desk.clock.today())
  }),
  take: counter.take.handler(({ context, input }) => takePayment(context.desk(), input)),
  receipt: counter.receipt.handler(({ context, input }) => receiptView(context.desk(), input.id)),
  printed: counter.printed.handler(async ({ context, input }) => ({
    prints: await countPrint(context.desk(), input.id),
  })),
  askReversal: counter.askReversal.handler(async ({ context, input }) => ({
    id: await askReversal(context.desk(), input.receiptId, input.reason),
  })),
  askRefund: counter.askRefund.handler(async ({ context, input }) => {
    const { reason, ...refund } = input
    const desk = context.desk()
    const payment = await desk.db
      .selectFrom('payment')
      .select(['unit_id', 'receipt_id'])
      .where('id', '=', input.paymentId)
      .executeTakeFirst()
    const unitId = payment?.unit_id ?? null
    // Whoever decides looks at the receipt that the money was taken by.
    const payload = { ...refund, ...(payment && { receiptId: payment.receipt_id }) }
    return { id: await askFor(desk, approvalRules, { kind: 'refund', unitId, amount: input.amount, payload, reason }) }
  }),
  askPenaltyWaiver: counter.askPenaltyWaiver.handler(async ({ context, input }) => {
    const { reason, ...payload } = input
    const { unitId, amount } = input
    return {
      id: await askFor(context.desk(), approvalRules, { kind: 'penalty-waiver', unitId, amount, payload, reason }),
    }
  }),
  account: counter.account.handler(({ context, input }) => {
    const desk = context.desk()
    return accountView(desk.db, input.unitId, input.asOf ?? desk.clock.today())
  }),
})

async function askReversal(desk: Desk, receiptId: number, reason: string): Promise<number> {
  const receipt = await receiptView(desk, receiptId)
  return askFor(desk, approvalRules, {
    kind: 'payment-reversal',
    unitId: receipt.lines[0]?.unitId ?? null,
    amount: receipt.amount,
    payload: { receiptId },
    reason,
  })
}
