import { sql } from 'kysely'
import type { DateText } from '../../contract/dates.ts'
import { DeskError, refusal } from '../../contract/errors.ts'
import { portionOf } from '../../contract/money.ts'
import type { StockCountDetail } from '../../contract/stores.ts'
import { approvalRules } from '../approvals/kinds.ts'
import { askFor } from '../approvals/service.ts'
import { type AuditedWriter, write } from '../audit/writer.ts'
import type { Desk, Tx } from '../context.ts'
import { lastRequest, openCount, readCount } from './countRule.ts'
import type { Documented } from './documents.ts'
import { type Standing, standing } from './stands.ts'

/**
 * 盘点: a sheet of items is made for a day, counted, keyed and shown against the books of that day. Somebody else than
 * who counted and asked approves the differences; they are booked that day, in the transaction that approves.
 */
export function startCount(
  desk: Desk,
  {
    onDate,
    category,
    requestKey,
  }: { readonly onDate: DateText; readonly category: string; readonly requestKey: string },
): Promise<Documented> {
  return write(desk, async (writer) => {
    const { tx } = writer
    const again = await tx
      .selectFrom('stock_count')
      .select(['id', 'number'])
      .where('request_key', '=', requestKey)
      .executeTakeFirst()
    if (again) return again
    const today = desk.clock.today()
    if (onDate > today) throw refusal({ code: 'date-after-today', field: 'onDate', params: { date: onDate, today } })
    let items = tx.selectFrom('stock_item').select('id').where('archived_on', 'is', null)
    if (category !== '') items = items.where('category', '=', category)
    const counted = await items.orderBy('bin').orderBy('code').execute()
    if (counted.length === 0) throw refusal({ code: 'stock-nothing-to-count', field: 'category' })
    const number = await countNumber(tx, onDate)
    const id = await writer.insert('stock_count', {
      number,
      on_date: onDate,
      category,
      state: 'open',
      counted_by: null,
      counter: '',
      cancel_reason: null,
      request_key: requestKey,
    })
    await writer.insertMany(
      'stock_count_line',
      counted.map((item) => ({ count_id: id, item_id: item.id, counted: null, book: null, note: '' })),
    )
    return { id, number }
  })
}

/**
 * Keeps what was counted; who keys it is who counted.
 * @throws StaleError; DeskError `not-found`, `stock-count-closed`, `stock-count-waiting`
 */
export function keyCount(
  desk: Desk,
  id: number,
  version: number,
  lines: readonly { readonly id: number; readonly counted: number | null; readonly note: string }[],
): Promise<number> {
  return write(desk, async (writer) => {
    await openCount(writer.tx, id)
    await writer.update('stock_count', id, version, { counted_by: desk.actor.id, counter: desk.actor.name })
    const stored = await writer.tx.selectFrom('stock_count_line').selectAll().where('count_id', '=', id).execute()
    const byId = new Map(stored.map((line) => [line.id, line]))
    for (const { id: lineId, counted, note } of lines) {
      const line = byId.get(lineId)
      if (!line) throw new DeskError('not-found', { entity: 'stock_count_line', id: lineId })
      await writer.apply('stock_count_line', { ...line, version: Number(line.version) }, { counted, note })
    }
    // Another count by the same person is another version as well: two windows must not overwrite each other.
    await touch(writer, id, version)
    return id
  })
}

async function touch(writer: AuditedWriter, id: number, version: number): Promise<void> {
  await writer.tx
    .updateTable('stock_count')
    .set({ version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .execute()
}

/**
 * Asks to have the differences booked; from then on nothing more is keyed until somebody has decided.
 * @throws DeskError `stock-count-unfinished` while items are not counted, as `keyCount`
 */
export async function askCount(desk: Desk, id: number, version: number, reason: string): Promise<number> {
  const detail = await countDetail(desk, id)
  if (detail.version !== version) throw new DeskError('stock-count-changed')
  const net = detail.lines.reduce((sum, line) => sum + (line.differenceValue ?? 0), 0)
  return askFor(desk, approvalRules, {
    kind: 'stock-count',
    unitId: null,
    amount: net,
    payload: { countId: id },
    reason,
  })
}

/** @throws StaleError; DeskError as `keyCount` */
export function cancelCount(desk: Desk, id: number, version: number, reason: string): Promise<number> {
  return write(desk, async (writer) => {
    await openCount(writer.tx, id)
    await writer.update('stock_count', id, version, { state: 'cancelled', cancel_reason: reason }, { reason })
    return id
  })
}

/** One count with every line against the books. @throws DeskError `not-found` */
export async function countDetail(desk: Desk, id: number): Promise<StockCountDetail> {
  const { db } = desk
  const count = await readCount(db, id)
  const request = await lastRequest(db, id)
  const document = await db.selectFrom('stock_document').select('id').where('count_id', '=', id).executeTakeFirst()
  const items = await db
    .selectFrom('stock_count_line')
    .innerJoin('stock_item', 'stock_item.id', 'stock_count_line.item_id')
    .select(['stock_count_line.id', 'stock_count_line.item_id', 'counted', 'book', 'note'])
    .select(['code', 'name', 'specification', 'unit_name', 'bin'])
    .select([
      standing('balance_quantity', count.on_date, 'stock_count_line.item_id').as('quantity'),
      standing('balance_value', count.on_date, 'stock_count_line.item_id').as('value'),
    ])
    .where('count_id', '=', id)
    .orderBy('bin')
    .orderBy('code')
    .execute()
  const isWaiting = count.state === 'open' && request?.state === 'waiting'
  return {
    id,
    version: Number(count.version),
    number: count.number,
    onDate: count.on_date,
    category: count.category,
    state: isWaiting ? 'waiting' : count.state,
    counter: count.counter,
    cancelReason: count.cancel_reason,
    documentId: document?.id ?? null,
    approver: count.state === 'booked' ? (request?.decided_name ?? null) : null,
    rejected:
      count.state === 'open' && request?.state === 'rejected'
        ? { by: request.decided_name ?? '', decision: request.decision }
        : null,
    lines: items.map((line) => {
      const isAsked = isWaiting || count.state === 'booked'
      const book = isAsked ? (line.book ?? line.quantity) : line.quantity
      const difference = line.counted === null ? null : line.counted - book
      return {
        id: line.id,
        itemId: line.item_id,
        code: line.code,
        name: line.name,
        specification: line.specification,
        unitName: line.unit_name,
        bin: line.bin,
        book,
        counted: line.counted,
        difference,
        differenceValue: difference === null ? null : worth(difference, line),
        note: line.note,
      }
    }),
  }
}

/** What a difference is worth at the average of the day; all that is there where nothing was found. */
function worth(difference: number, { quantity, value }: Standing): number {
  if (difference === 0 || quantity === 0) return 0
  if (difference === -quantity) return -value
  return Math.sign(difference) * portionOf(value, Math.abs(difference), quantity)
}

/** The state that pages show of a count, from its own and that of its request. */
export const shownState = sql<string>`CASE WHEN stock_count.state = 'open' AND EXISTS (SELECT 1 FROM approval
  WHERE approval.kind = 'stock-count' AND approval.state = 'waiting'
  AND approval.payload = '{"countId":' || stock_count.id || '}') THEN 'waiting' ELSE stock_count.state END`

/** `PD20261121-1`: the day, and the count's place in it. */
async function countNumber(tx: Tx, date: DateText): Promise<string> {
  const prefix = `PD${date.replaceAll('-', '')}-`
  const { count } = await tx
    .selectFrom('stock_count')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('number', '>=', prefix)
    .where('number', '<', `${prefix}~`)
    .executeTakeFirstOrThrow()
  return `${prefix}${count + 1}`
}
