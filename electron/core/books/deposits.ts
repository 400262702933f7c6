import { sql } from 'kysely'
import type { z } from 'zod'
import type { DepositView, depositFields, depositMoveFields } from '../../contract/books.ts'
import type { DateText } from '../../contract/dates.ts'
import { DeskError, type Problem } from '../../contract/errors.ts'
import { yuanText } from '../../contract/money.ts'
import { write } from '../audit/writer.ts'
import type { Db, Desk, Tx } from '../context.ts'
import { amountProblems } from '../fees/amounts.ts'
import { dayProblems, refuseProblems } from './rules.ts'
import { currentShift } from './shifts.ts'

/** Deposits and money held for others: what the office owes back, never its income. What is held is derived, never kept. */

export type DepositFields = z.infer<typeof depositFields>
export type DepositMove = z.infer<typeof depositMoveFields>

/**
 * Takes a deposit. Asked again with the same key it answers with the same deposit.
 * @throws DeskError `books-invalid`, `period-closed`, `not-found`
 */
export function takeDeposit(desk: Desk, deposit: DepositFields & { readonly requestKey: string }): Promise<number> {
  return write(desk, async (writer) => {
    const again = await writer.tx
      .selectFrom('deposit')
      .select('id')
      .where('request_key', '=', deposit.requestKey)
      .executeTakeFirst()
    if (again) return again.id
    const problems: Problem[] = [...amountProblems(deposit.amount), ...dayProblems(deposit.onDate, desk.clock.today())]
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
  })
}

/**
 * Returns, keeps or pays over a part of a deposit. What is kept (`deduct`) moves no money.
 * @param held what the clerk saw as held: a second press of the button, or another window, finds it changed
 * @throws DeskError `books-invalid`, `deposit-changed`, `period-closed`, `not-found`
 */
export function moveDeposit(desk: Desk, id: number, move: DepositMove & { readonly held: number }): Promise<number> {
  return write(desk, async (writer) => {
    const deposit = await depositView(writer.tx, id)
    if (deposit.held !== move.held) throw new DeskError('deposit-changed', { held: yuanText(deposit.held) })
    const problems: Problem[] = [...amountProblems(move.amount), ...dayProblems(move.onDate, desk.clock.today())]
    if (move.amount > deposit.held) {
      const params = { amount: yuanText(move.amount), held: yuanText(deposit.held) }
      problems.push({ code: 'deposit-exceeded', field: 'amount', params })
    }
    const last = deposit.moves.at(-1)?.onDate ?? deposit.onDate
    if (move.onDate < last) problems.push({ code: 'deposit-move-before', field: 'onDate', params: { date: last } })
    refuseProblems(problems)
    await writer.insert(
      'deposit_move',
      {
        deposit_id: id,
        unit_id: deposit.unitId,
        on_date: move.onDate,
        kind: move.kind,
        amount: move.amount,
        method: move.kind === 'deduct' ? deposit.method : move.method,
        reason: move.reason,
        approval_id: null,
        shift_id: move.kind === 'deduct' ? null : await currentShift(writer, desk),
        actor_name: desk.actor.name,
      },
      { reason: move.reason },
    )
    return id
  })
}

/** One deposit with what became of it. @throws DeskError `not-found` */
export async function depositView(db: Db | Tx, id: number): Promise<DepositView> {
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
    .selectAll()
    .where('deposit_id', '=', id)
    .orderBy('on_date')
    .orderBy('id')
    .execute()
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
    held: deposit.amount - moves.reduce((sum, move) => sum + move.amount, 0),
    moves: moves.map((move) => ({
      id: move.id,
      kind: move.kind,
      onDate: move.on_date,
      amount: move.amount,
      method: move.method,
      reason: move.reason,
      actor: move.actor_name,
    })),
  }
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
