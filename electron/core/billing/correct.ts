import type { ChargeReasoning } from '../../contract/billing.ts'
import { earliestMoneyDate } from '../../contract/billing.ts'
import { type DateText, isDate } from '../../contract/dates.ts'
import { DeskError, type Problem } from '../../contract/errors.ts'
import type { ApprovalRule } from '../approvals/service.ts'
import type { AuditedWriter } from '../audit/writer.ts'
import type { Tx } from '../context.ts'
import { amountProblems } from '../fees/amounts.ts'
import { rebuild } from '../fees/store.ts'

/** What takes the place of a reversed charge; its period and debtor stay. */
export interface Replacement {
  /** Fen. */
  readonly amount: number
  readonly dueOn: DateText
}

/**
 * A published charge is corrected by its reversal and, where something is owed after all, a new charge that names it.
 * The reversal counts from the day of the decision; discounts on the charge go with it, money on it comes free.
 * Payload: `{ chargeId, replacement: null | { amount, dueOn } }`.
 */
export const chargeReversalRule: ApprovalRule = {
  async check(writer, _desk, payload) {
    const charge = await standingCharge(writer.tx, Number(payload.chargeId))
    const replacement = payload.replacement as Replacement | null
    if (replacement === null) return
    const problems = [
      ...amountProblems(replacement.amount),
      ...dateProblems('dueOn', replacement.dueOn),
      ...(replacement.amount === charge.amount && replacement.dueOn === charge.due_on
        ? [{ code: 'replacement-same', field: 'amount' }]
        : []),
    ]
    const [first] = problems
    if (first) throw new DeskError(first.code, first.params, problems)
  },
  async carryOut(writer, desk, payload, approval) {
    const charge = await standingCharge(writer.tx, Number(payload.chargeId))
    const replacement = payload.replacement as Replacement | null
    const today = desk.clock.today()
    const mark = { unitId: charge.unit_id, reason: approval.reason }
    const reversal = { on_date: today, reason: approval.reason, approval_id: approval.id, actor_name: desk.actor.name }
    const lines = await writer.tx
      .selectFrom('discount')
      .selectAll()
      .where('charge_id', '=', charge.id)
      .where('reversed_on', 'is', null)
      .execute()
    for (const line of lines) {
      await writer.apply('discount', { ...line }, { reversed_on: today }, mark)
      await writer.insert(
        'reversal',
        { kind: 'discount', discount_id: line.id, amount: line.amount, ...reversal },
        mark,
      )
    }
    await writer.apply('charge', { ...charge }, { reversed_on: today }, mark)
    await writer.insert('reversal', { kind: 'charge', charge_id: charge.id, amount: charge.amount, ...reversal }, mark)
    const replacedBy = replacement && (await replace(writer, charge, replacement, today, approval.reason))
    await moveReadings(writer, charge.id, replacedBy)
    await rebuild(writer.tx, [{ unitId: charge.unit_id, itemId: charge.item_id }], today)
  },
}

type Charge = Awaited<ReturnType<typeof standingCharge>>

/** A charge that stands. @throws DeskError `not-found`, `charge-reversed` */
export async function standingCharge(tx: Tx, id: number) {
  const charge = await tx.selectFrom('charge').selectAll().where('id', '=', id).executeTakeFirst()
  if (!charge) throw new DeskError('not-found', { entity: 'charge', id })
  if (charge.reversed_on !== null) throw new DeskError('charge-reversed', { date: charge.reversed_on })
  return charge
}

function replace(
  writer: AuditedWriter,
  charge: Charge,
  replacement: Replacement,
  today: DateText,
  note: string,
): Promise<number> {
  const reasoning: ChargeReasoning = { basis: 'single', note }
  return writer.insert('charge', {
    unit_id: charge.unit_id,
    item_id: charge.item_id,
    from_on: charge.from_on,
    to_on: charge.to_on,
    due_on: replacement.dueOn,
    published_on: today,
    amount: replacement.amount,
    debtor_kind: charge.debtor_kind,
    debtor_id: charge.debtor_id,
    run_id: null,
    reasoning: JSON.stringify(reasoning),
    replaces_id: charge.id,
    reversed_on: null,
  })
}

/** Meter readings go with the charge that took the place, or can be charged anew. */
async function moveReadings(writer: AuditedWriter, chargeId: number, replacedBy: number | null): Promise<void> {
  const readings = await writer.tx.selectFrom('reading').selectAll().where('charge_id', '=', chargeId).execute()
  for (const reading of readings) await writer.apply('reading', { ...reading }, { charge_id: replacedBy })
}

/** What refuses a date of money: no date at all, or before any estate of the office stood. */
export function dateProblems(field: string, date: DateText): Problem[] {
  if (!isDate(date)) return [{ code: 'not-a-date', field, params: { text: date } }]
  return date < earliestMoneyDate
    ? [{ code: 'date-too-early', field, params: { date, earliest: earliestMoneyDate } }]
    : []
}
