import { sql } from 'kysely'
import type { ChargeDetail } from '../../contract/billing.ts'
import { DeskError } from '../../contract/errors.ts'
import type { Desk } from '../context.ts'
import { holdsOn } from '../fees/ledger.ts'

/** One charge with all that happened to it, as of today. @throws DeskError `not-found` */
export async function chargeDetail({ db, clock }: Desk, id: number): Promise<ChargeDetail> {
  const today = clock.today()
  const row = await db
    .selectFrom('charge')
    .innerJoin('unit', 'unit.id', 'charge.unit_id')
    .innerJoin('fee_item', 'fee_item.id', 'charge.item_id')
    .leftJoin('person', 'person.id', 'charge.debtor_id')
    .leftJoin('reversal', 'reversal.charge_id', 'charge.id')
    .selectAll('charge')
    .select(['unit.display', 'fee_item.name as item', 'person.name as debtor'])
    .select(['reversal.reason as reversalReason', 'reversal.actor_name as reversalActor'])
    .select(
      sql<number>`coalesce((SELECT sum(settlement.amount) FROM settlement WHERE settlement.unit_id = charge.unit_id
        AND settlement.item_id = charge.item_id AND settlement.charge_id = charge.id
        AND ${holdsOn(today, 'settlement')}), 0)`.as('paid'),
    )
    .select(
      sql<number>`coalesce((SELECT outstanding.amount FROM outstanding WHERE outstanding.unit_id = charge.unit_id
        AND outstanding.item_id = charge.item_id AND outstanding.charge_id = charge.id
        AND ${holdsOn(today, 'outstanding')}), 0)`.as('owed'),
    )
    .where('charge.id', '=', id)
    .executeTakeFirst()
  if (!row) throw new DeskError('not-found', { entity: 'charge', id })
  const discounts = await db.selectFrom('discount').selectAll().where('charge_id', '=', id).orderBy('id').execute()
  const next = await db.selectFrom('charge').select('id').where('replaces_id', '=', id).executeTakeFirst()
  const requests = await db
    .selectFrom('approval')
    .select(['kind', 'payload', 'asked_name'])
    .where('state', '=', 'waiting')
    .where('kind', 'in', ['charge-reversal', 'relief', 'write-off'])
    .where('unit_id', '=', row.unit_id)
    .execute()
  return {
    id,
    unitId: row.unit_id,
    unit: row.display,
    itemId: row.item_id,
    item: row.item,
    fromOn: row.from_on,
    toOn: row.to_on,
    dueOn: row.due_on,
    publishedOn: row.published_on,
    amount: row.amount,
    debtorKind: row.debtor_kind,
    debtor: row.debtor,
    reasoning: row.reasoning === null ? null : JSON.parse(row.reasoning),
    runId: row.run_id,
    discounted: discounts.filter((one) => one.reversed_on === null).reduce((sum, one) => sum + one.amount, 0),
    paid: row.paid,
    owed: row.owed,
    reversedOn: row.reversed_on,
    reversal: row.reversalReason === null ? null : { reason: row.reversalReason, actor: row.reversalActor ?? '' },
    replacesId: row.replaces_id,
    replacedById: next?.id ?? null,
    discounts: discounts.map((one) => ({
      id: one.id,
      kind: one.kind,
      onDate: one.on_date,
      amount: one.amount,
      approver: one.approver,
      reason: one.reason,
      reversedOn: one.reversed_on,
    })),
    waiting: requests
      .filter((request) => (JSON.parse(request.payload) as { chargeId?: number }).chargeId === id)
      .map((request) => ({ kind: request.kind, askedBy: request.asked_name })),
  }
}
