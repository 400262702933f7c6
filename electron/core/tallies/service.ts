import { sql } from 'kysely'
import { DeskError, refusal } from '../../contract/errors.ts'
import type { TallyCell, TallyDetail, TallyFields } from '../../contract/tallies.ts'
import { type TallyRegisterId, tallyItemCalled, tallyRegister } from '../../contract/tallyRegisters.ts'
import { recordHistory } from '../audit/history.ts'
import { type AuditedWriter, write } from '../audit/writer.ts'
import type { Desk, Tx } from '../context.ts'
import { tallyCost } from './cost.ts'

/** What a count came of: the task of a plan, a job, a movement of the stores. */
export interface TallyOrigin {
  readonly taskId?: number
  readonly jobId?: number
  readonly stockMovementId?: number
}

/**
 * Records a count.
 * @returns its id; of the one made the first time where the request comes again
 * @throws DeskError `not-your-register`, `date-after-today`, `tally-without-count`, `tally-without-unit`, `tally-without-days`, `not-found`
 */
export function recordTally(
  desk: Desk,
  register: TallyRegisterId,
  fields: TallyFields,
  requestKey: string,
): Promise<number> {
  return write(desk, (writer) => {
    refuseNoUnit(register, fields)
    refuseNoDays(register, fields)
    return tallying(desk, register, fields, requestKey)(writer)
  })
}

/**
 * As `recordTally`, inside the transaction of what the count comes of: `tallying(desk, 'replacements', fields, key,
 * { stockMovementId })(writer)`.
 */
export function tallying(
  desk: Desk,
  register: TallyRegisterId,
  fields: TallyFields,
  requestKey: string,
  origin: TallyOrigin = {},
): (writer: AuditedWriter) => Promise<number> {
  return async (writer) => {
    refuseOthers(desk, register)
    const again = await writer.tx
      .selectFrom('tally')
      .select('id')
      .where('request_key', '=', requestKey)
      .executeTakeFirst()
    if (again) return again.id
    return writer.insert('tally', {
      ...(await rowOf(writer.tx, desk, register, fields)),
      register,
      task_id: origin.taskId ?? null,
      job_id: origin.jobId ?? null,
      stock_movement_id: origin.stockMovementId ?? null,
      actor_name: desk.actor.name,
      cancelled_on: null,
      cancel_reason: '',
      request_key: requestKey,
    })
  }
}

/**
 * Corrects a count. @throws StaleError; DeskError as `recordTally`, `tally-cancelled`, `tally-of-stock` where day, item,
 * number or money are those of a movement of the stores
 */
export function updateTally(desk: Desk, id: number, version: number, fields: TallyFields): Promise<number> {
  return write(desk, async (writer) => {
    const before = await standing(writer.tx, desk, id)
    const row = await rowOf(writer.tx, desk, before.register, fields)
    // What a workbook or a programme has brought may have no unit.
    if (before.unit_id !== null || row.item !== before.item) refuseNoUnit(before.register, fields)
    if (before.labour_days > 0 || row.item !== before.item) refuseNoDays(before.register, fields)
    if (before.stock_movement_id !== null) refuseOfStock(before, row)
    await writer.update('tally', id, version, row)
    return id
  })
}

type TallyRow = Awaited<ReturnType<typeof rowOf>>

/** What an issue of the stores has said stays as it says. */
function refuseOfStock(before: Pick<TallyRow, 'on_date' | 'item' | 'quantity'>, row: TallyRow): void {
  const others = [
    ['onDate', row.on_date !== before.on_date],
    ['item', row.item !== before.item],
    ['quantity', row.quantity !== before.quantity],
    ['cost', row.cost !== null],
  ] as const
  const field = others.find(([, isOther]) => isOther)?.[0]
  if (field) throw refusal({ code: 'tally-of-stock', field })
}

/** Takes a count back from today on. @throws StaleError; DeskError `not-found`, `not-your-register`, `tally-cancelled` */
export function cancelTally(desk: Desk, id: number, version: number, reason: string): Promise<number> {
  return write(desk, cancellingTally(desk, id, version, reason))
}

/** As `cancelTally`, inside a transaction that takes back more. */
export function cancellingTally(desk: Desk, id: number, version: number, reason: string) {
  return async (writer: AuditedWriter): Promise<number> => {
    await standing(writer.tx, desk, id)
    await writer.update('tally', id, version, cancelledToday(desk, reason), { reason })
    return id
  }
}

/** The change that takes a count back, for those whose own record is taken back: a returned issue of the stores. */
export function cancelledToday(desk: Desk, reason: string) {
  return { cancelled_on: desk.clock.today(), cancel_reason: reason }
}

async function standing(tx: Tx, desk: Desk, id: number) {
  const row = await tx.selectFrom('tally').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new DeskError('not-found', { entity: 'tally', id })
  refuseOthers(desk, row.register)
  if (row.cancelled_on !== null) throw new DeskError('tally-cancelled', { date: row.cancelled_on })
  return row
}

function refuseOthers({ actor }: Desk, register: TallyRegisterId): void {
  const { may } = tallyRegister(register)
  if (!actor.roles.some((role) => may.includes(role))) throw new DeskError('not-your-register')
}

/** What is counted by unit says of which. */
function refuseNoUnit(register: TallyRegisterId, { item, unitId }: TallyFields): void {
  const declared = tallyRegister(register).items[tallyItemCalled(register, item) ?? item]
  if (declared?.ofUnit && unitId === null) throw refusal({ code: 'tally-without-unit', field: 'unitId' })
}

/** Hired labour says how many days. */
function refuseNoDays(register: TallyRegisterId, { item, labourDays }: TallyFields): void {
  const declared = tallyRegister(register).items[tallyItemCalled(register, item) ?? item]
  if (declared?.ofDays && labourDays === 0) throw refusal({ code: 'tally-without-days', field: 'labourDays' })
}

async function rowOf(tx: Tx, desk: Desk, register: TallyRegisterId, fields: TallyFields) {
  const today = desk.clock.today()
  const { onDate, unitId, quantity, labourDays, unitPrice } = fields
  if (onDate > today) throw refusal({ code: 'date-after-today', field: 'onDate', params: { date: onDate, today } })
  if (quantity === 0 && labourDays === 0) throw refusal({ code: 'tally-without-count', field: 'quantity' })
  if (unitId !== null) {
    const unit = await tx.selectFrom('unit').select('id').where('id', '=', unitId).executeTakeFirst()
    if (!unit) throw new DeskError('not-found', { entity: 'unit', id: unitId })
  }
  return {
    on_date: onDate,
    item: tallyItemCalled(register, fields.item) ?? fields.item,
    place: fields.place,
    unit_id: unitId,
    quantity,
    labour_days: labourDays,
    unit_price: unitPrice,
    cost: fields.cost ?? (unitPrice === null ? null : quantity * unitPrice),
    inspector: fields.inspector,
    score: fields.score,
    note: fields.note,
  }
}

/** One count with what it came of and what was corrected of it. @throws DeskError `not-found` */
export async function tallyDetail(desk: Desk, id: number): Promise<TallyDetail> {
  const { db } = desk
  const row = await db
    .selectFrom('tally')
    .leftJoin('unit', 'unit.id', 'tally.unit_id')
    .leftJoin('job', 'job.id', 'tally.job_id')
    .selectAll('tally')
    .select(['unit.display as unit', 'job.number as job_number', tallyCost.as('worth')])
    .where('tally.id', '=', id)
    .executeTakeFirst()
  if (!row) throw new DeskError('not-found', { entity: 'tally', id })
  return {
    id,
    version: Number(row.version),
    register: row.register,
    onDate: row.on_date,
    item: row.item,
    place: row.place,
    unitId: row.unit_id,
    unit: row.unit,
    quantity: row.quantity,
    labourDays: row.labour_days,
    unitPrice: row.unit_price,
    cost: row.worth,
    inspector: row.inspector,
    score: row.score,
    note: row.note,
    jobId: row.job_id,
    jobNumber: row.job_number,
    taskId: row.task_id,
    stockMovementId: row.stock_movement_id,
    actor: row.actor_name,
    cancelledOn: row.cancelled_on,
    cancelReason: row.cancel_reason,
    corrections: (await recordHistory(desk, 'tally', id)).filter((line) => line.action === 'update'),
  }
}

/** A year of a register by item and month: what stands today. */
export async function tallyMonths(
  { db }: Desk,
  register: TallyRegisterId,
  year: number,
): Promise<Omit<TallyCell, 'planned'>[]> {
  const month = sql<string>`substr(on_date, 6, 2)`
  const rows = await db
    .selectFrom('tally')
    .select(['item', month.as('month'), sql<number>`count(*)`.as('records')])
    .select([sql<number>`sum(quantity)`.as('quantity'), sql<number>`sum(labour_days)`.as('labourDays')])
    .select(sql<number>`coalesce(sum(${tallyCost}), 0)`.as('cost'))
    .where('register', '=', register)
    .where('on_date', '>=', `${year}-01-01`)
    .where('on_date', '<=', `${year}-12-31`)
    .where('cancelled_on', 'is', null)
    .groupBy(['item', month])
    .execute()
  return rows.map((row) => ({ ...row, month: Number(row.month) }))
}

/** Words that were entered before, the most frequent first. */
export async function enteredBefore({ db }: Desk, register: TallyRegisterId) {
  const often = async (column: 'item' | 'place' | 'inspector') => {
    const rows = await db
      .selectFrom('tally')
      .select(`${column} as word`)
      .where('register', '=', register)
      .where(column, '<>', '')
      .groupBy(column)
      .orderBy(sql`count(*)`, 'desc')
      .orderBy(column)
      .limit(50)
      .execute()
    return rows.map(({ word }) => word)
  }
  return { items: await often('item'), places: await often('place'), inspectors: await often('inspector') }
}
