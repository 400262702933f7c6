import type { Selectable } from 'kysely'
import { type ChargeReasoning, earliestMoneyDate, type TariffReasoning } from '../../contract/billing.ts'
import { type DateText, isDate } from '../../contract/dates.ts'
import { DeskError, type Problem } from '../../contract/errors.ts'
import { portionOf } from '../../contract/money.ts'
import type { Schema } from '../../db/schema.ts'
import type { ApprovalRule } from '../approvals/service.ts'
import type { AuditedWriter } from '../audit/writer.ts'
import type { Tx } from '../context.ts'
import { amountProblems } from '../fees/amounts.ts'
import { rebuild } from '../fees/store.ts'
import { entryOf, type LineEntry, marksOf, reverseLine } from './discounts.ts'

/** What takes the place of a reversed charge; its period and debtor stay. */
export interface Replacement {
  /** Fen. */
  readonly amount: number
  readonly dueOn: DateText
}

export interface Correction {
  readonly chargeId: number
  readonly replacement: Replacement | null
  /** Without a replacement: whether a run may bill the period anew, or nothing is owed for it after all. */
  readonly rebill: boolean
}

/**
 * A published charge is corrected by its reversal and, where something is owed after all, a new charge that names it.
 * The reversal counts from the day of the decision; money on the charge comes free, and discounts go over to the new
 * one: relief as it was, a share of the charge (vacancy, gift) as the same share.
 * Payload: a `Correction`.
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
    const { chargeId, replacement, rebill } = payload as unknown as Correction
    const charge = await standingCharge(writer.tx, chargeId)
    const entry = { ...entryOf(desk, approval), rebill: replacement !== null || rebill }
    const lines = await reverseCharge(writer, charge, entry)
    const replacedBy = replacement && (await replace(writer, charge, replacement, entry))
    if (replacedBy !== null) await carryOver(writer, charge, lines, replacedBy, replacement?.amount ?? 0, entry.onDate)
    if (replacedBy !== null || rebill) await moveReadings(writer, charge.id, replacedBy)
    await rebuild(writer.tx, [{ unitId: charge.unit_id, itemId: charge.item_id }], entry.onDate)
  },
}

/** A run that went wrong is taken back: every charge of it that still stands, to be billed anew. Payload: `{ runId }`. */
export const runReversalRule: ApprovalRule = {
  async check(writer, _desk, payload) {
    if ((await standingOf(writer.tx, Number(payload.runId))).length === 0) throw new DeskError('run-reversed')
  },
  async carryOut(writer, desk, payload, approval) {
    const charges = await standingOf(writer.tx, Number(payload.runId))
    const entry = { ...entryOf(desk, approval), rebill: true }
    for (const charge of charges) {
      await reverseCharge(writer, charge, entry)
      await moveReadings(writer, charge.id, null)
    }
    const accounts = charges.map((charge) => ({ unitId: charge.unit_id, itemId: charge.item_id }))
    await rebuild(writer.tx, accounts, entry.onDate)
  },
}

function standingOf(tx: Tx, runId: number) {
  return tx.selectFrom('charge').selectAll().where('run_id', '=', runId).where('reversed_on', 'is', null).execute()
}

interface Entry extends LineEntry {
  /** The reversed charge itself does not keep a run from billing its period. */
  readonly rebill: boolean
}

/** Reverses a charge and what was taken off it; answers those lines. The ledger is rebuilt by the caller. */
export async function reverseCharge(writer: AuditedWriter, charge: Charge, entry: Entry) {
  const lines = await writer.tx
    .selectFrom('discount')
    .selectAll()
    .where('charge_id', '=', charge.id)
    .where('reversed_on', 'is', null)
    .orderBy('id')
    .execute()
  const mark = { unitId: charge.unit_id, reason: entry.reason }
  for (const line of lines) await reverseLine(writer, line, entry, mark)
  await writer.apply('charge', { ...charge }, { reversed_on: entry.onDate }, mark)
  const reversal = { kind: 'charge', charge_id: charge.id, amount: charge.amount, rebill: Number(entry.rebill) }
  await writer.insert('reversal', { ...reversal, ...marksOf(entry) }, mark)
  return lines
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
  { onDate, reason }: Entry,
): Promise<number> {
  const before = JSON.parse(charge.reasoning ?? '{}') as Partial<ChargeReasoning>
  const corrects =
    before.basis === 'single'
      ? before.corrects
      : before.basis === 'area-month' || before.basis === 'fixed-month'
        ? (before as TariffReasoning)
        : undefined
  const reasoning: ChargeReasoning = { basis: 'single', note: reason, ...(corrects && { corrects }) }
  return writer.insert('charge', {
    unit_id: charge.unit_id,
    item_id: charge.item_id,
    from_on: charge.from_on,
    to_on: charge.to_on,
    due_on: replacement.dueOn,
    published_on: onDate,
    amount: replacement.amount,
    debtor_kind: charge.debtor_kind,
    debtor_id: charge.debtor_id,
    run_id: null,
    reasoning: JSON.stringify(reasoning),
    replaces_id: charge.id,
    reversed_on: null,
  })
}

/** What had been taken off a charge is taken off the one in its place, as far as that reaches. */
async function carryOver(
  writer: AuditedWriter,
  charge: Charge,
  lines: readonly Selectable<Schema['discount']>[],
  replacedBy: number,
  newAmount: number,
  today: DateText,
): Promise<void> {
  let [left, shared] = [newAmount, 0]
  for (const line of lines) {
    const isShare = line.kind === 'vacancy' || line.kind === 'prepay-gift'
    // Shares are rounded together: what is left to pay keeps its proportion to the fen.
    const before = newAmount - portionOf(newAmount, charge.amount - shared, charge.amount)
    if (isShare) shared += line.amount
    const after = newAmount - portionOf(newAmount, charge.amount - shared, charge.amount)
    const amount = Math.min(isShare ? after - before : line.amount, left)
    if (amount <= 0) continue
    left -= amount
    const { id: _, ...kept } = line
    await writer.insert(
      'discount',
      { ...kept, charge_id: replacedBy, on_date: today, amount, reversed_on: null },
      { unitId: charge.unit_id },
    )
  }
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
