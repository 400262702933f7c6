import type { DateText } from '../../contract/dates.ts'
import { DeskError } from '../../contract/errors.ts'
import { yuanText } from '../../contract/money.ts'
import type { ApprovalRule } from '../approvals/service.ts'
import type { AuditedWriter } from '../audit/writer.ts'
import { reverseCharge } from '../billing/correct.ts'
import { entryOf } from '../billing/discounts.ts'
import { earnedGifts, withdrawLostGifts } from '../billing/gift.ts'
import { refuseCashOut } from '../books/drawer.ts'
import { refuseInvoiced, refuseInvoicedRefund } from '../books/invoices.ts'
import { askersShift } from '../books/shifts.ts'
import type { Tx } from '../context.ts'
import { heldBy } from '../fees/ledger.ts'
import { rebuild } from '../fees/store.ts'
import { readSettings } from '../settings/index.ts'
import { penaltyDue } from './penalty.ts'

/**
 * 冲红: the whole receipt is taken back on the day it is approved; its number stays used. What it had settled is owed
 * again, and a prepay gift that rested on it is withdrawn. Payload: `receiptId`.
 */
export const paymentReversalRule: ApprovalRule = {
  async check(writer, _desk, payload) {
    const payments = await paymentsOf(writer.tx, Number(payload.receiptId))
    if (payments.some((payment) => payment.reversed_on !== null)) throw new DeskError('receipt-reversed')
    for (const payment of payments) {
      const refund = await writer.tx
        .selectFrom('refund')
        .select('on_date')
        .where('payment_id', '=', payment.id)
        .executeTakeFirst()
      if (refund) throw new DeskError('receipt-refunded', { date: refund.on_date })
    }
    await refuseInvoiced(writer.tx, Number(payload.receiptId))
  },
  async carryOut(writer, desk, payload, approval) {
    const payments = await paymentsOf(writer.tx, Number(payload.receiptId))
    const today = desk.clock.today()
    const shiftId = await askersShift(writer, desk, approval)
    const cash = payments.filter((payment) => payment.method === 'cash').reduce((sum, one) => sum + one.amount, 0)
    await refuseCashOut(writer.tx, desk, { shiftId, amount: cash, onDate: today })
    const accounts = payments.map((payment) => ({ unitId: payment.unit_id, itemId: payment.item_id }))
    const gifts = await earnedGifts(writer.tx, accounts, today)
    for (const payment of payments) {
      await writer.insert(
        'reversal',
        {
          kind: 'payment',
          charge_id: null,
          discount_id: null,
          payment_id: payment.id,
          on_date: today,
          amount: payment.amount,
          reason: approval.reason,
          approval_id: approval.id,
          shift_id: shiftId,
          actor_name: approval.askedName,
        },
        { unitId: payment.unit_id, reason: approval.reason },
      )
      await writer.apply('payment', { ...payment }, { reversed_on: today }, { reason: approval.reason })
    }
    for (const penalty of await penaltiesOf(writer.tx, payments)) {
      await reverseCharge(writer, penalty, { ...entryOf(desk, approval), rebill: false })
    }
    await rebuild(writer.tx, accounts, today)
    await withdrawLostGifts(writer, gifts, entryOf(desk, approval))
  },
  takers: (writer, payload) => cashierOf(writer, Number(payload.receiptId)),
}

/**
 * 退款: money that a payment still holds in advance goes back. Payload: `paymentId`, `amount` (fen), `method`, `payee`.
 */
export const refundRule: ApprovalRule = {
  async check(writer, desk, payload) {
    const payment = await writer.tx
      .selectFrom('payment')
      .selectAll()
      .where('id', '=', Number(payload.paymentId))
      .executeTakeFirst()
    if (!payment) throw new DeskError('not-found', { entity: 'payment', id: Number(payload.paymentId) })
    const held = await heldBy(writer.tx, payment, desk.clock.today())
    const amount = Number(payload.amount)
    if (amount > held) throw new DeskError('refund-exceeds-advance', { amount: amount / 100, held: held / 100 })
    await refuseInvoicedRefund(writer.tx, payment.receipt_id, amount)
  },
  async carryOut(writer, desk, payload, approval) {
    const payment = await writer.tx
      .selectFrom('payment')
      .selectAll()
      .where('id', '=', Number(payload.paymentId))
      .executeTakeFirstOrThrow()
    const today = desk.clock.today()
    const account = { unitId: payment.unit_id, itemId: payment.item_id }
    const shiftId = await askersShift(writer, desk, approval)
    const amount = Number(payload.amount)
    if (payload.method === 'cash') await refuseCashOut(writer.tx, desk, { shiftId, amount, onDate: today })
    const gifts = await earnedGifts(writer.tx, [account], today)
    await writer.insert(
      'refund',
      {
        payment_id: payment.id,
        on_date: today,
        amount,
        method: String(payload.method),
        payee: String(payload.payee ?? ''),
        reason: approval.reason,
        approval_id: approval.id,
        shift_id: shiftId,
        actor_name: approval.askedName,
      },
      { unitId: payment.unit_id, reason: approval.reason },
    )
    await rebuild(writer.tx, [account], today)
    await withdrawLostGifts(writer, gifts, entryOf(desk, approval))
  },
  async takers(writer, payload) {
    const payment = await writer.tx
      .selectFrom('payment')
      .select('receipt_id')
      .where('id', '=', Number(payload.paymentId))
      .executeTakeFirst()
    return payment ? cashierOf(writer, payment.receipt_id) : []
  },
}

/** A penalty that has accrued is not asked for. Payload: `unitId`, `amount` (fen); the approved request is the record. */
export const penaltyWaiverRule: ApprovalRule = {
  async check(writer, desk, payload) {
    const { billing } = await readSettings(writer.tx)
    const due = await penaltyDue(writer.tx, Number(payload.unitId), desk.clock.today(), billing, desk.clock.zone)
    const amount = Number(payload.amount)
    if (amount > due) throw new DeskError('penalty-exceeds-accrued', { amount: yuanText(amount), due: yuanText(due) })
  },
  carryOut: async () => undefined,
}

async function paymentsOf(tx: Tx, receiptId: number) {
  const payments = await tx.selectFrom('payment').selectAll().where('receipt_id', '=', receiptId).execute()
  if (payments.length === 0) throw new DeskError('not-found', { entity: 'receipt', id: receiptId })
  return payments
}

/** Penalties that taking the money has posted: charges of that day which it was chosen for. */
async function penaltiesOf(tx: Tx, payments: readonly { readonly id: number; readonly on_date: DateText }[]) {
  const day = payments[0]?.on_date ?? ''
  return tx
    .selectFrom('charge')
    .selectAll()
    .where('reversed_on', 'is', null)
    .where('run_id', 'is', null)
    .where('published_on', '=', day)
    .where('item_id', 'in', tx.selectFrom('fee_item').select('id').where('kind', '=', 'penalty'))
    .where(
      'id',
      'in',
      tx
        .selectFrom('payment_choice')
        .select('charge_id')
        .where(
          'payment_id',
          'in',
          payments.map((payment) => payment.id),
        ),
    )
    .execute()
}

async function cashierOf(writer: AuditedWriter, receiptId: number): Promise<number[]> {
  const receipt = await writer.tx
    .selectFrom('receipt')
    .select('cashier_id')
    .where('id', '=', receiptId)
    .executeTakeFirst()
  return receipt?.cashier_id ? [receipt.cashier_id] : []
}
