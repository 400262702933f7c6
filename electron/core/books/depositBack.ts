import type { z } from 'zod'
import type { depositBackFields } from '../../contract/books.ts'
import { DeskError, type Problem } from '../../contract/errors.ts'
import { yuanText } from '../../contract/money.ts'
import type { ApprovalRule } from '../approvals/service.ts'
import { amountProblems } from '../fees/amounts.ts'
import { depositView } from './deposits.ts'
import { refuseCashOut } from './drawer.ts'
import { refuseProblems } from './rules.ts'
import { askersShift } from './shifts.ts'

/** What a request for a deposit keeps: `left` is what the clerk saw that could be asked for. Amounts in fen. */
export type DepositBack = Omit<z.infer<typeof depositBackFields>, 'reason'> & {
  readonly depositId: number
  readonly left: number
}

const wished = (payload: Readonly<Record<string, unknown>>) => payload as unknown as DepositBack

/** 退押金: goes back, or over to those it is held for, on the day it is approved, less what is kept of it. */
export const depositBackRule: ApprovalRule = {
  async asking(writer, desk, payload) {
    const back = wished(payload)
    const { left } = await depositView(writer.tx, back.depositId, desk.clock.zone)
    if (left !== back.left) throw new DeskError('deposit-changed', { left: yuanText(left) })
    refuseProblems(backProblems(back))
  },
  async check(writer, desk, payload) {
    const back = wished(payload)
    const { held } = await depositView(writer.tx, back.depositId, desk.clock.zone)
    const gone = back.amount + back.deducted
    if (gone > held) throw new DeskError('deposit-exceeded', { amount: yuanText(gone), held: yuanText(held) })
  },
  async carryOut(writer, desk, payload, approval) {
    const { depositId, kind, amount, method, deducted, deductReason } = wished(payload)
    const { unitId } = await depositView(writer.tx, depositId, desk.clock.zone)
    const move = {
      deposit_id: depositId,
      unit_id: unitId,
      on_date: desk.clock.today(),
      method,
      approval_id: approval.id,
      actor_name: approval.askedName,
    }
    if (deducted > 0) {
      const kept = { ...move, kind: 'deduct', amount: deducted, reason: deductReason, shift_id: null }
      await writer.insert('deposit_move', kept, { reason: deductReason })
    }
    if (amount > 0) {
      const { reason } = approval
      const shiftId = await askersShift(writer, desk, approval)
      if (method === 'cash') await refuseCashOut(writer.tx, desk, { shiftId, amount, onDate: move.on_date })
      const given = { ...move, kind, amount, reason, shift_id: shiftId }
      await writer.insert('deposit_move', given, { reason })
    }
  },
  async takers(writer, payload) {
    const taken = await writer.tx
      .selectFrom('deposit')
      .innerJoin('shift', 'shift.id', 'deposit.shift_id')
      .select('shift.cashier_id')
      .where('deposit.id', '=', wished(payload).depositId)
      .executeTakeFirst()
    return taken ? [taken.cashier_id] : []
  },
}

/** Something goes out or is kept, never below zero or beyond what is left, and what is kept has its reason. */
function backProblems({ amount, deducted, deductReason, left }: DepositBack): Problem[] {
  const problems: Problem[] = []
  if (amount !== 0 || deducted === 0) problems.push(...amountProblems(amount))
  if (deducted !== 0) problems.push(...amountProblems(deducted, 'deducted'))
  if (deducted > 0 && deductReason.trim() === '') problems.push({ code: 'deduct-reason-needed', field: 'deductReason' })
  const gone = amount + deducted
  if (gone > left) {
    const params = { amount: yuanText(gone), held: yuanText(left) }
    problems.push({ code: 'deposit-exceeded', field: 'amount', params })
  }
  return problems
}
