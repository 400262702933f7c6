import { type CashCount, counted, type ShiftView } from '../../contract/books.ts'
import { DeskError } from '../../contract/errors.ts'
import { yuanText } from '../../contract/money.ts'
import type { Role } from '../../contract/roles.ts'
import type { GrantedRequest } from '../approvals/service.ts'
import { type AuditedWriter, write } from '../audit/writer.ts'
import type { Db, Desk, Tx } from '../context.ts'
import { type MovementTotal, movementTotals, ofShift } from './movements.ts'

/**
 * The actor's open shift, opened where there is none: whatever is taken or given at the counter belongs to it.
 * @returns null for an actor who is nobody of the staff (command line, import)
 */
export async function currentShift(writer: AuditedWriter, desk: Desk): Promise<number | null> {
  const { id: cashierId } = desk.actor
  if (cashierId === null) return null
  const open = await openShiftOf(writer.tx, cashierId)
  if (open !== null) return open
  const left = (await lastLeft(writer.tx, cashierId))?.cash ?? null
  return insertShift(writer, desk, cashierId, left, { cash: left, note: '' })
}

interface Opening {
  /** Fen; null until it is counted. */
  readonly cash: number | null
  readonly note: string
}

function insertShift(
  writer: AuditedWriter,
  desk: Desk,
  cashierId: number,
  left: number | null,
  opening: Opening,
): Promise<number> {
  return writer.insert('shift', {
    cashier_id: cashierId,
    opened_at: desk.clock.now().toISOString(),
    closed_at: null,
    closed_on: null,
    carried_cash: left,
    opening_cash: opening.cash,
    opening_note: opening.note,
    expected_cash: null,
    counted_cash: null,
    totals: null,
    note: '',
  })
}

/** Money goes back out of the till of whoever asked for it, not of whoever approved it at a desk of their own. */
export function askersShift(writer: AuditedWriter, desk: Desk, { askedBy }: GrantedRequest): Promise<number | null> {
  return currentShift(writer, { ...desk, actor: { ...desk.actor, id: askedBy } })
}

async function openShiftOf(db: Db | Tx, cashierId: number): Promise<number | null> {
  const open = await db
    .selectFrom('shift')
    .select('id')
    .where('cashier_id', '=', cashierId)
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  return open?.id ?? null
}

/** What the cashier's last shift left in the till; null for a first one, or where it was not counted. */
async function lastLeft(
  db: Db | Tx,
  cashierId: number,
): Promise<{ readonly shiftId: number; readonly cash: number } | null> {
  const last = await db
    .selectFrom('shift')
    .select(['id', 'counted_cash'])
    .where('cashier_id', '=', cashierId)
    .where('closed_at', 'is not', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!last || last.counted_cash === null) return null
  const brought = await db.selectFrom('cash_deposit').select('amount').where('left_by_shift_id', '=', last.id).execute()
  return { shiftId: last.id, cash: brought.reduce((cash, { amount }) => cash - amount, last.counted_cash) }
}

/** What the actor's next shift begins with, as far as it is known; null while one is open. */
export async function leftCash(desk: Desk): Promise<{ left: number | null }> {
  const { id } = desk.actor
  if (id === null || (await openShiftOf(desk.db, id)) !== null) return { left: null }
  return { left: (await lastLeft(desk.db, id))?.cash ?? null }
}

/**
 * Opens the actor's shift.
 * @param counts null for what the last shift left
 * @throws DeskError `shift-needs-person`, `shift-open-already`, `shift-invalid` with `opening-uncounted`,
 * `opening-differs-unexplained`
 */
export function openShift(desk: Desk, opening: { counts: CashCount | null; note: string }): Promise<number> {
  return write(desk, async (writer) => {
    const { id: cashierId } = desk.actor
    if (cashierId === null) throw new DeskError('shift-needs-person')
    if ((await openShiftOf(writer.tx, cashierId)) !== null) throw new DeskError('shift-open-already')
    const left = (await lastLeft(writer.tx, cashierId))?.cash ?? null
    return insertShift(writer, desk, cashierId, left, openingOf(left, opening))
  })
}

/** @throws DeskError `shift-invalid` with `opening-uncounted`, `opening-differs-unexplained` */
function openingOf(left: number | null, { counts, note }: { counts: CashCount | null; note: string }): Opening {
  const cash = counts === null ? left : counted(counts)
  if (cash === null) throw new DeskError('shift-invalid', {}, [{ code: 'opening-uncounted', field: 'counts' }])
  if (left !== null && cash !== left && note === '') {
    const params = { left: yuanText(left), counted: yuanText(cash) }
    throw new DeskError('shift-invalid', {}, [{ code: 'opening-differs-unexplained', field: 'note', params }])
  }
  return { cash, note }
}

/**
 * Counts what the till began with, where the shift opened by itself or the count was wrong; until it is settled.
 * @throws DeskError `shift-closed`, `shift-not-own`, `shift-invalid` with `opening-differs-unexplained`,
 * `opening-below-given`; StaleError
 */
export function countOpening(
  desk: Desk,
  { id, version, counts, note }: { id: number; version: number; counts: CashCount; note: string },
): Promise<number> {
  return write(desk, async (writer) => {
    const shift = await shiftView(writer.tx, id)
    if (shift.closedAt !== null) throw new DeskError('shift-closed', { name: shift.cashier })
    refuseStranger(desk, shift)
    const opening = openingOf(shift.carriedCash, { counts, note })
    const least = Math.max(0, (shift.openingCash ?? 0) - shift.expectedCash)
    if ((opening.cash ?? 0) < least) {
      const params = { least: yuanText(least) }
      throw new DeskError('shift-invalid', {}, [{ code: 'opening-below-given', field: 'counts', params }])
    }
    await writer.update('shift', id, version, { opening_cash: opening.cash, opening_note: opening.note })
    return id
  })
}

/** The actor's own till: that of the open shift, or what the last one left in it. Amounts in fen. */
export interface Till {
  readonly shiftId: number | null
  readonly leftByShiftId: number | null
  readonly cash: number
}

/** @throws DeskError `shift-none-open` where neither is there */
export async function ownTill(db: Db | Tx, desk: Desk): Promise<Till> {
  const { id: cashierId } = desk.actor
  const open = cashierId === null ? null : await openShiftOf(db, cashierId)
  if (open !== null) return { shiftId: open, leftByShiftId: null, cash: (await shiftView(db, open)).expectedCash }
  const left = cashierId === null ? null : await lastLeft(db, cashierId)
  if (left === null) throw new DeskError('shift-none-open')
  return { shiftId: null, leftByShiftId: left.shiftId, cash: left.cash }
}

export async function myShift(desk: Desk): Promise<ShiftView | null> {
  const open = desk.actor.id === null ? null : await openShiftOf(desk.db, desk.actor.id)
  return open === null ? null : shiftView(desk.db, open)
}

/** What a closed shift keeps: its slip says the same however often it is printed. */
interface Snapshot {
  readonly movements: readonly MovementTotal[]
  readonly paidIn: number
  readonly receipts: number
  readonly firstReceipt: string | null
  readonly lastReceipt: string | null
  readonly counts: CashCount | null
}

/** One shift: what it took and gave by method, and its cash. @throws DeskError `not-found` */
export async function shiftView(db: Db | Tx, id: number): Promise<ShiftView> {
  const shift = await db
    .selectFrom('shift')
    .innerJoin('staff', 'staff.id', 'shift.cashier_id')
    .selectAll('shift')
    .select('staff.name as cashier')
    .where('shift.id', '=', id)
    .executeTakeFirst()
  if (!shift) throw new DeskError('not-found', { entity: 'shift', id })
  const kept: Snapshot = shift.totals === null ? await snapshot(db, id) : (JSON.parse(shift.totals) as Snapshot)
  return {
    id,
    version: shift.version,
    cashierId: shift.cashier_id,
    cashier: shift.cashier,
    openedAt: shift.opened_at,
    closedAt: shift.closed_at,
    receipts: kept.receipts,
    firstReceipt: kept.firstReceipt,
    lastReceipt: kept.lastReceipt,
    movements: [...kept.movements],
    paidIn: kept.paidIn,
    carriedCash: shift.carried_cash,
    openingCash: shift.opening_cash,
    openingNote: shift.opening_note,
    expectedCash: shift.expected_cash ?? expectedCash(kept, shift.opening_cash),
    countedCash: shift.counted_cash,
    counts: kept.counts,
    note: shift.note,
  }
}

async function snapshot(db: Db | Tx, shiftId: number): Promise<Snapshot> {
  const { paidIn } = await db
    .selectFrom('cash_deposit')
    .select(({ fn }) => fn.sum<number | null>('amount').as('paidIn'))
    .where('shift_id', '=', shiftId)
    .executeTakeFirstOrThrow()
  const receipts = await db
    .selectFrom('receipt')
    .select(({ fn }) => [
      fn.countAll<number>().as('receipts'),
      fn.min('receipt_no').as('first'),
      fn.max('receipt_no').as('last'),
    ])
    .where('shift_id', '=', shiftId)
    .executeTakeFirstOrThrow()
  return {
    movements: await movementTotals(db, ofShift(shiftId)),
    paidIn: paidIn ?? 0,
    receipts: receipts.receipts,
    firstReceipt: receipts.first,
    lastReceipt: receipts.last,
    counts: null,
  }
}

/** Cash that should be in the till: what it began with, and taken less given less brought to the bank, in fen. */
export function expectedCash(
  { movements, paidIn }: Pick<Snapshot, 'movements' | 'paidIn'>,
  opening: number | null,
): number {
  return movements
    .filter((movement) => movement.method === 'cash')
    .reduce((cash, movement) => cash + movement.taken - movement.given, (opening ?? 0) - paidIn)
}

/** Who may settle the shift of somebody else, such as one that was forgotten. */
const seniors: readonly Role[] = ['accountant', 'manager', 'administrator']

/**
 * Settles a shift: its totals are kept as they stand, and nothing is added to it any more.
 * @param counts null where the cash could not be counted
 * @throws DeskError `shift-closed`, `shift-not-own`, `shift-invalid` with `opening-uncounted`,
 * `shift-difference-unexplained`, `shift-uncounted-unexplained`; StaleError
 */
export function closeShift(
  desk: Desk,
  { id, version, counts, note }: { id: number; version: number; counts: CashCount | null; note: string },
): Promise<number> {
  return write(desk, async (writer) => {
    const shift = await shiftView(writer.tx, id)
    if (shift.closedAt !== null) throw new DeskError('shift-closed', { name: shift.cashier })
    refuseStranger(desk, shift)
    if (shift.openingCash === null) throw new DeskError('shift-invalid', {}, [{ code: 'opening-uncounted' }])
    if (counts === null && note === '' && shift.expectedCash !== 0) {
      throw new DeskError('shift-invalid', {}, [{ code: 'shift-uncounted-unexplained', field: 'note' }])
    }
    const countedCash = counts === null ? null : counted(counts)
    refuseUnexplained(shift, countedCash, note)
    const kept: Snapshot = { ...(await snapshot(writer.tx, id)), counts }
    await writer.update('shift', id, version, {
      closed_at: desk.clock.now().toISOString(),
      closed_on: desk.clock.today(),
      expected_cash: expectedCash(kept, shift.openingCash),
      counted_cash: countedCash,
      totals: JSON.stringify(kept),
      note,
    })
    return id
  })
}

/** Records what the cash of a shift closed uncounted came to. @throws DeskError `shift-counted`, `shift-difference-unexplained` */
export function countShift(
  desk: Desk,
  { id, version, counts, note }: { id: number; version: number; counts: CashCount; note: string },
): Promise<number> {
  return write(desk, async (writer) => {
    const shift = await shiftView(writer.tx, id)
    if (shift.closedAt === null || shift.countedCash !== null) throw new DeskError('shift-counted')
    refuseStranger(desk, shift)
    const said = [shift.note, note].filter((part) => part !== '').join('; ')
    refuseUnexplained(shift, counted(counts), note)
    const { totals } = await writer.tx
      .selectFrom('shift')
      .select('totals')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const kept: Snapshot = { ...(JSON.parse(totals ?? '{}') as Snapshot), counts }
    await writer.update('shift', id, version, {
      counted_cash: counted(counts),
      totals: JSON.stringify(kept),
      note: said,
    })
    return id
  })
}

function refuseStranger(desk: Desk, shift: ShiftView): void {
  if (shift.cashierId === desk.actor.id || desk.actor.roles.some((role) => seniors.includes(role))) return
  throw new DeskError('shift-not-own', { name: shift.cashier })
}

function refuseUnexplained(shift: ShiftView, countedCash: number | null, note: string): void {
  if (countedCash === null || countedCash === shift.expectedCash || note !== '') return
  const difference = yuanText(countedCash - shift.expectedCash)
  throw new DeskError('shift-invalid', {}, [
    { code: 'shift-difference-unexplained', field: 'note', params: { difference } },
  ])
}
