import { addDays, addMonths, type DateText } from '../contract/dates.ts'
import { approvalRules } from '../core/approvals/kinds.ts'
import { askFor, decide } from '../core/approvals/service.ts'
import { askRelief, askVacancy } from '../core/billing/requests.ts'
import type { Desk } from '../core/context.ts'
import { askWriteOff } from '../core/dunning/service.ts'
import { deskOf } from './sampleDay.ts'

/**
 * What people of the sample office have asked for: a refund, a relief, a vacancy and a write-off wait for whoever comes
 * to work today; before them a write-off was approved and a relief was rejected.
 */
export async function writeSampleRequests(desk: Desk): Promise<void> {
  const today = desk.clock.today()
  // The published year has its discounts and refunds already.
  if (today < '2026-03-01') return
  const [cashier, accountant] = [await deskOf(desk, '陈美玲'), await deskOf(desk, '郑雅萍')]
  const manager = await deskOf(desk, '黄国辉')
  const answer = (id: number, day: DateText, approve: boolean, decision: string) =>
    decide(manager(day, '16:00'), approvalRules, { id, version: 1, approve, decision })

  const [old, older] = await oldDebts(desk, addDays(today, -30))
  if (old) {
    const reason = '业主去世，继承人放弃继承，多次联系无果'
    const id = await askWriteOff(cashier(addDays(today, -30)), [old], reason)
    await answer(id, addDays(today, -27), true, '同意核销')
  }
  const [first, second] = await recentDebts(desk)
  if (first) {
    const half = { chargeId: first.chargeId, amount: Math.floor(first.amount / 2) }
    const id = await askRelief(accountant(addDays(today, -12)), { ...half, reason: '业主反映电梯停运，要求减免' })
    await answer(id, addDays(today, -11), false, '停运不足一天，按规定不予减免')
  }

  await askRefund(cashier(addDays(today, -2), '10:40'), 1, '业主搬离，申请退还预存物业费')
  if (second) {
    const half = { chargeId: second.chargeId, amount: Math.floor(second.amount / 2) }
    await askRelief(accountant(addDays(today, -1), '11:15'), { ...half, reason: '楼上漏水损坏吊顶，协商减免半月' })
  }
  if (older) {
    const reason = '超过三年，住户下落不明，寄送的通知均被退回'
    await askWriteOff(cashier(addDays(today, -3), '15:30'), [older], reason)
  }
  const empty = await livedIn(desk)
  if (empty !== null) {
    await askVacancy(accountant(today, '08:40'), {
      unitId: empty,
      fromOn: `${addMonths(today, 1).slice(0, 7)}-01`,
      toOn: null,
      ratioBp: 5_000,
      reason: '业主外派外地工作，房屋空置，已提交水电表读数',
    })
  }
}

/** Half of what the nth largest prepayment still holds that day, in whole hundreds of yuan. */
export async function askRefund(desk: Desk, nth: number, reason: string): Promise<number | null> {
  const day = desk.clock.today()
  const held = await desk.db
    .selectFrom('prepaid')
    .innerJoin('payment', 'payment.id', 'prepaid.payment_id')
    .innerJoin('receipt', 'receipt.id', 'payment.receipt_id')
    .select(['payment.id', 'payment.unit_id', 'payment.receipt_id', 'prepaid.amount', 'receipt.payer'])
    .where('prepaid.from_on', '<=', day)
    .where('prepaid.to_on', '>=', day)
    .orderBy('prepaid.amount', 'desc')
    .orderBy('payment.id')
    .offset(nth)
    .limit(1)
    .executeTakeFirst()
  const amount = Math.floor((held?.amount ?? 0) / 20_000) * 10_000
  if (!held || amount === 0) return null
  const payload = { paymentId: held.id, receiptId: held.receipt_id, amount, method: 'transfer', payee: held.payer }
  return askFor(desk, approvalRules, { kind: 'refund', unitId: held.unit_id, amount, payload, reason })
}

interface Debt {
  readonly chargeId: number
  readonly amount: number
}

/** The two oldest debts of owners on a day that the warnings of the limitation period do not speak of any more. */
function oldDebts({ db, clock }: Desk, day: DateText): Promise<Debt[]> {
  return owed(db, day)
    .where('charge.due_on', '<', addMonths(clock.today(), -40))
    .orderBy('charge.due_on')
    .orderBy('charge.id')
    .limit(2)
    .execute()
}

/** Two months' fees that fell due lately. */
function recentDebts({ db, clock }: Desk): Promise<Debt[]> {
  const today = clock.today()
  return owed(db, today)
    .where('charge.due_on', '>', addMonths(today, -3))
    .where('charge.due_on', '<', addDays(today, -20))
    .orderBy('charge.amount', 'desc')
    .orderBy('charge.id')
    .limit(2)
    .execute()
}

function owed(db: Desk['db'], day: DateText) {
  return db
    .selectFrom('outstanding')
    .innerJoin('charge', 'charge.id', 'outstanding.charge_id')
    .innerJoin('fee_item', 'fee_item.id', 'charge.item_id')
    .select(['charge.id as chargeId', 'outstanding.amount'])
    .where('outstanding.from_on', '<=', day)
    .where('outstanding.to_on', '>=', day)
    .where('fee_item.kind', '=', 'management')
    .where('charge.debtor_kind', '=', 'owner')
}

/** A home that somebody lives in and that has never had a reduced fee. */
async function livedIn({ db }: Desk): Promise<number | null> {
  const unit = await db
    .selectFrom('stay')
    .innerJoin('unit', 'unit.id', 'stay.unit_id')
    .select('unit.id')
    .where('unit.kind', '=', 'residence')
    .where('stay.moved_out_on', 'is', null)
    .where('unit.id', 'not in', db.selectFrom('vacancy').select('unit_id'))
    .orderBy('unit.id', 'desc')
    .executeTakeFirst()
  return unit?.id ?? null
}
