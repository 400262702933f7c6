import type { Selectable } from 'kysely'
import type { DateText } from '../../contract/dates.ts'
import type { DiscountKind } from '../../contract/vocabulary.ts'
import type { Schema } from '../../db/schema.ts'
import type { AuditedWriter, AuditMark } from '../audit/writer.ts'
import type { Desk, Tx } from '../context.ts'
import { rebuild } from '../fees/store.ts'

/** What has been taken off a charge by discount lines that stand, in fen. */
export async function discountedSoFar(tx: Tx, chargeId: number): Promise<number> {
  const lines = await tx
    .selectFrom('discount')
    .select('amount')
    .where('charge_id', '=', chargeId)
    .where('reversed_on', 'is', null)
    .execute()
  return lines.reduce((sum, line) => sum + line.amount, 0)
}

/** Takes an approved amount off a charge from today on; the ledger follows. @param amount fen */
export async function takeOff(
  writer: AuditedWriter,
  desk: Desk,
  charge: { readonly id: number; readonly unit_id: number; readonly item_id: number },
  kind: DiscountKind | 'write-off',
  amount: number,
  approval: { readonly id: number; readonly reason: string },
): Promise<void> {
  const today = desk.clock.today()
  await writer.insert(
    'discount',
    {
      charge_id: charge.id,
      kind,
      on_date: today,
      amount,
      approver: desk.actor.name,
      reason: approval.reason,
      vacancy_id: null,
      approval_id: approval.id,
      reversed_on: null,
    },
    { unitId: charge.unit_id, reason: approval.reason },
  )
  await rebuild(writer.tx, [{ unitId: charge.unit_id, itemId: charge.item_id }], today)
}

/** When, why and by whom something is withdrawn. */
export interface LineEntry {
  readonly onDate: DateText
  readonly reason: string
  readonly approvalId: number | null
  readonly actorName: string
}

/** An approval carried out today. */
export function entryOf(desk: Desk, { id, reason }: { readonly id: number; readonly reason: string }): LineEntry {
  return { onDate: desk.clock.today(), reason, approvalId: id, actorName: desk.actor.name }
}

/** Withdraws one discount line. The ledger is rebuilt by the caller. */
export async function reverseLine(
  writer: AuditedWriter,
  line: Selectable<Schema['discount']>,
  entry: LineEntry,
  mark: AuditMark,
): Promise<void> {
  await writer.apply('discount', { ...line }, { reversed_on: entry.onDate }, mark)
  await writer.insert(
    'reversal',
    { kind: 'discount', discount_id: line.id, amount: line.amount, ...marksOf(entry) },
    mark,
  )
}

/** The columns of a reversal that say when, why and by whom. */
export function marksOf({ onDate, reason, approvalId, actorName }: LineEntry) {
  return { on_date: onDate, reason, approval_id: approvalId, actor_name: actorName }
}
