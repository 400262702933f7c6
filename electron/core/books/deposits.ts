import { sql } from 'kysely'
import type { z } from 'zod'
import type { DepositView, depositFields } from '../../contract/books.ts'
import { type DateText, dateInZone } from '../../contract/dates.ts'
import { DeskError, type Problem } from '../../contract/errors.ts'
import { yuanText } from '../../contract/money.ts'
import { type AuditedWriter, write } from '../audit/writer.ts'
import type { Db, Desk, Tx } from '../context.ts'
import { amountProblems } from '../fees/amounts.ts'
import { estateProblems } from '../fees/estateDay.ts'
import type { DepositBack } from './depositBack.ts'
import { dayProblems, refuseProblems } from './rules.ts'
import { currentShift } from './shifts.ts'

/** Deposits and money held for others: what the office owes back, never its income. What is held is derived, never kept. */

export type DepositFields = z.infer<typeof depositFields>

/**
 * Takes a deposit. Asked again with the same key it answers with the same deposit.
 * @throws DeskError `books-invalid`, `period-closed`, `not-found`; `recorded-already` for another one with that key
 */
export function takeDeposit(desk: Desk, deposit: DepositFields & { readonly requestKey: string }): Promise<number> {
  return write(desk, takingDeposit(desk, deposit))
}

/** As `takeDeposit`, for a transaction that writes more. */
export function takingDeposit(
  desk: Desk,
  deposit: DepositFields & { readonly requestKey: string },
): (writer: AuditedWriter) => Promise<number> {
  return async (writer) => {
    const again = await writer.tx
      .selectFrom('deposit')
      .select(['id', 'unit_id', 'amount'])
      .where('request_key', '=', deposit.requestKey)
      .executeTakeFirst()
    if (again) {
      if (again.amount === deposit.amount && again.unit_id === deposit.unitId) return again.id
      throw new DeskError('recorded-already', { amount: yuanText(again.amount) })
    }
    const problems: Problem[] = [
      ...amountProblems(deposit.amount),
      ...dayProblems(deposit.onDate, desk.clock.today()),
      ...(await estateProblems(writer.tx, deposit.onDate)),
    ]
    if (deposit.kind === 'held-for-others' && deposit.beneficiary === '') {
      problems.push({ code: 'deposit-for-whom', field: 'beneficiary' })
    }
    refuseProblems(problems)
    const unit = await writer.tx.selectFrom('unit').select('id').where('id', '=', deposit.unitId).executeTakeFirst()
    if (!unit) throw new DeskError('not-found', { entity: 'unit', id: deposit.unitId })
    return writer.insert('deposit', {
      unit_id: deposit.unitId,
      kind: deposit.kind,
      on_date: deposit.onDate,
      amount: deposit.amount,
      method: deposit.method,
      payer: deposit.payer,
      slip_no: deposit.slipNo,
      beneficiary: deposit.beneficiary,
      note: deposit.note,
      shift_id: await currentShift(writer, desk),
      actor_name: desk.actor.name,
      request_key: deposit.requestKey,
    })
  }
}

/** One deposit with what became of it and what waits for approval. @throws DeskError `not-found` */
export async function depositView(db: Db | Tx, id: number, zone: string): Promise<DepositView> {
  const deposit = await db
    .selectFrom('deposit')
    .innerJoin('unit', 'unit.id', 'deposit.unit_id')
    .innerJoin('building', 'building.id', 'unit.building_id')
    .innerJoin('area', 'area.id', 'building.area_id')
    .selectAll('deposit')
    .select(['unit.display', 'area.name as area'])
    .where('deposit.id', '=', id)
    .executeTakeFirst()
  if (!deposit) throw new DeskError('not-found', { entity: 'deposit', id })
  const moves = await db
    .selectFrom('deposit_move')
    .leftJoin('approval', 'approval.id', 'deposit_move.approval_id')
    .selectAll('deposit_move')
    .select('approval.decided_name as approver')
    .where('deposit_id', '=', id)
    .orderBy('on_date')
    .orderBy('deposit_move.id')
    .execute()
  const held = deposit.amount - moves.reduce((sum, move) => sum + move.amount, 0)
  const waiting = await waitingFor(db, id, deposit.unit_id, zone)
  return {
    id,
    unitId: deposit.unit_id,
    unit: deposit.display,
    area: deposit.area,
    kind: deposit.kind,
    onDate: deposit.on_date,
    amount: deposit.amount,
    method: deposit.method,
    payer: deposit.payer,
    slipNo: deposit.slip_no,
    beneficiary: deposit.beneficiary,
    note: deposit.note,
    actor: deposit.actor_name,
    held,
    left: held - waiting.reduce((sum, request) => sum + request.amount + request.deducted, 0),
    moves: moves.map((move) => ({
      id: move.id,
      kind: move.kind,
      onDate: move.on_date,
      amount: move.amount,
      method: move.method,
      reason: move.reason,
      actor: move.actor_name,
      approver: move.approver,
    })),
    waiting,
  }
}

/** Requests for a deposit that nobody has decided about, the oldest first. */
async function waitingFor(db: Db | Tx, id: number, unitId: number, zone: string): Promise<DepositView['waiting']> {
  const requests = await db
    .selectFrom('approval')
    .select(['id', 'payload', 'reason', 'asked_name', 'asked_at'])
    .where('kind', '=', 'deposit-back')
    .where('state', '=', 'waiting')
    .where('unit_id', '=', unitId)
    .orderBy('id')
    .execute()
  return requests.flatMap(({ id: requestId, payload, reason, asked_name: asked, asked_at: at }) => {
    const { depositId, kind, amount, deducted, deductReason } = JSON.parse(payload) as DepositBack
    if (depositId !== id) return []
    const askedOn = dateInZone(new Date(at), zone)
    return [{ id: requestId, kind, amount, deducted, deductReason, reason, asked, askedOn }]
  })
}

/** What is held of the row `deposit` at the end of a day, in fen. */
export function heldOn(asOf: DateText) {
  return sql<number>`(deposit.amount - coalesce((SELECT sum(deposit_move.amount) FROM deposit_move
    WHERE deposit_move.deposit_id = deposit.id AND deposit_move.on_date <= ${asOf}), 0))`
}

/** What the office holds for others at the end of a day, by kind. */
export async function depositsHeld(db: Db | Tx, asOf: DateText) {
  const { rows } = await sql<{ kind: DepositView['kind']; count: number; held: number }>`
    SELECT kind, count(*) AS count, sum(held) AS held FROM (
      SELECT deposit.kind, ${heldOn(asOf)} AS held FROM deposit WHERE deposit.on_date <= ${asOf}) AS standing
    WHERE held > 0 GROUP BY kind ORDER BY held DESC`.execute(db)
  return { total: rows.reduce((sum, row) => sum + row.held, 0), byKind: rows }
}
