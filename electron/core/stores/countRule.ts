import type { DateText } from '../../contract/dates.ts'
import { DeskError } from '../../contract/errors.ts'
import { hundredthsText } from '../../contract/money.ts'
import type { ApprovalRule } from '../approvals/service.ts'
import type { Db, Tx } from '../context.ts'
import { putDown } from './documents.ts'
import { standing } from './stands.ts'

const countOf = (payload: Readonly<Record<string, unknown>>) => Number(payload.countId)

/** 盘点差异: what was counted against what the books said; approved, it is booked on that day. */
export const stockCountRule: ApprovalRule = {
  async asking(writer, _desk, payload) {
    const id = countOf(payload)
    const count = await openCount(writer.tx, id)
    const lines = await bookLines(writer.tx, id, count.on_date)
    const left = lines.filter((line) => line.counted === null).length
    if (left > 0) throw new DeskError('stock-count-unfinished', { count: left })
    for (const { there, code: _, ...line } of lines) {
      await writer.apply('stock_count_line', { ...line, version: Number(line.version) }, { book: there })
    }
  },
  async check(writer, _desk, payload) {
    const id = countOf(payload)
    const { state, on_date } = await readCount(writer.tx, id)
    if (state !== 'open') throw new DeskError('stock-count-closed')
    for (const line of await bookLines(writer.tx, id, on_date)) {
      if (line.book === line.there) continue
      const [book, now] = [hundredthsText(line.book ?? 0), hundredthsText(line.there)]
      throw new DeskError('stock-count-moved', { item: line.code, book, now, date: on_date })
    }
  },
  async carryOut(writer, desk, payload, approval) {
    const id = countOf(payload)
    const count = await readCount(writer.tx, id)
    const lines = (await bookLines(writer.tx, id, count.on_date)).flatMap(({ item_id, counted, book }) => {
      const quantity = (counted ?? 0) - (book ?? 0)
      const side = quantity > 0 ? 'in' : 'out'
      return quantity === 0 ? [] : [{ item_id, side, quantity, price: null, amount: null, of_line_id: null }]
    })
    const head = {
      kind: 'count' as const,
      on_date: desk.clock.today(),
      purpose: count.number,
      note: approval.reason,
      count_id: id,
      approval_id: approval.id,
    }
    if (lines.length > 0) await putDown(writer, desk, head, lines)
    await writer.apply('stock_count', { ...count, version: Number(count.version) }, { state: 'booked' })
  },
  async takers(writer, payload) {
    const { counted_by } = await readCount(writer.tx, countOf(payload))
    return counted_by === null ? [] : [counted_by]
  },
}

/** The lines of a count with what the books say now of its day. */
function bookLines(tx: Tx, id: number, date: DateText) {
  return tx
    .selectFrom('stock_count_line')
    .innerJoin('stock_item', 'stock_item.id', 'stock_count_line.item_id')
    .selectAll('stock_count_line')
    .select('stock_item.code')
    .select(standing('balance_quantity', date, 'stock_count_line.item_id').as('there'))
    .where('count_id', '=', id)
    .orderBy('stock_count_line.id')
    .execute()
}

/** @throws DeskError `not-found` */
export async function readCount(db: Db | Tx, id: number) {
  const count = await db.selectFrom('stock_count').selectAll().where('id', '=', id).executeTakeFirst()
  if (!count) throw new DeskError('not-found', { entity: 'stock_count', id })
  return count
}

/** A count that may still be keyed. @throws DeskError `not-found`, `stock-count-closed`, `stock-count-waiting` */
export async function openCount(tx: Tx, id: number) {
  const count = await readCount(tx, id)
  if (count.state !== 'open') throw new DeskError('stock-count-closed')
  const request = await lastRequest(tx, id)
  if (request?.state === 'waiting') throw new DeskError('stock-count-waiting', { name: request.asked_name })
  return count
}

/** The request about a count that was made last. */
export function lastRequest(db: Db | Tx, id: number) {
  return db
    .selectFrom('approval')
    .selectAll()
    .where('kind', '=', 'stock-count')
    .where('payload', '=', JSON.stringify({ countId: id }))
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}
