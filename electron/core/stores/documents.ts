import type { DateText } from '../../contract/dates.ts'
import { DeskError, refusal } from '../../contract/errors.ts'
import { hundredthsText } from '../../contract/money.ts'
import {
  type IssueFields,
  type ReceiptFields,
  type ReturnFields,
  type ScrapFields,
  stockAmount,
} from '../../contract/stores.ts'
import type { StockKind } from '../../contract/storeWords.ts'
import { type AuditedWriter, type Row, write } from '../audit/writer.ts'
import type { Db, Desk, Tx } from '../context.ts'
import { settle } from './balance.ts'

/** What a written document answers. */
export interface Documented {
  readonly id: number
  readonly number: string
}

type Asked<Fields> = Fields & { readonly requestKey: string }

/**
 * 入库: what came in, at its price.
 * @throws DeskError `date-after-today`, `period-closed`, `stock-item-archived`, `not-found`
 */
export function receive(desk: Desk, fields: Asked<ReceiptFields>): Promise<Documented> {
  return write(desk, receiving(desk, fields))
}

/** As `receive`, inside a transaction of the caller's. */
export function receiving(desk: Desk, { lines, requestKey, ...fields }: Asked<ReceiptFields>) {
  return (writer: AuditedWriter) =>
    once(writer, requestKey, async () => {
      await refuseUnusable(writer.tx, lines)
      return putDown(
        writer,
        desk,
        { ...head('receipt', fields), supplier: fields.supplier, request_key: requestKey },
        lines.map(({ itemId, quantity, price }) => ({
          item_id: itemId,
          side: 'in',
          quantity,
          price,
          amount: stockAmount(quantity, price),
          of_line_id: null,
        })),
      )
    })
}

/**
 * 出库: to a job, or to a person or place for a purpose.
 * @throws DeskError `stock-short` where it is not there on its day or later, `stock-issue-aimless`, `not-found`, as `receive`
 */
export function issue(desk: Desk, fields: Asked<IssueFields>): Promise<Documented> {
  return write(desk, issuing(desk, fields))
}

/** As `issue`, inside a transaction of the caller's. */
export function issuing(desk: Desk, { lines, requestKey, jobId, ...fields }: Asked<IssueFields>) {
  return (writer: AuditedWriter) =>
    once(writer, requestKey, async () => {
      if (jobId === null && fields.recipient === '') throw refusal({ code: 'stock-issue-aimless', field: 'recipient' })
      if (jobId === null && fields.purpose === '') throw refusal({ code: 'stock-issue-aimless', field: 'purpose' })
      if (jobId !== null) await refuseJob(writer.tx, jobId, fields.onDate)
      await refuseUnusable(writer.tx, lines)
      const own = { job_id: jobId, recipient: fields.recipient, purpose: fields.purpose, request_key: requestKey }
      return putDown(writer, desk, { ...head('issue', fields), ...own }, lines.map(goingOut))
    })
}

/** 报废: out of the books with its reason. @throws DeskError as `issue` */
export function scrap(desk: Desk, { lines, requestKey, ...fields }: Asked<ScrapFields>): Promise<Documented> {
  return write(desk, (writer) =>
    once(writer, requestKey, async () => {
      await refuseUnusable(writer.tx, lines)
      const own = { purpose: fields.purpose, request_key: requestKey }
      return putDown(writer, desk, { ...head('scrap', fields), ...own }, lines.map(goingOut))
    }),
  )
}

/**
 * 退库: comes back of an issue at what it was issued at; never more than went out.
 * @throws DeskError `stock-return-too-much`, `stock-before-issue`, `stock-reversed`, `not-found`, `period-closed`
 */
export function takeBack(desk: Desk, { lines, requestKey, issueId, ...fields }: Asked<ReturnFields>) {
  return write(desk, (writer) =>
    once(writer, requestKey, async () => {
      const issued = await standingDocument(writer.tx, issueId)
      if (issued.kind !== 'issue') throw new DeskError('not-found', { entity: 'stock_document', id: issueId })
      await refuseCounted(writer.tx, issueId)
      if (fields.onDate < issued.on_date) {
        throw refusal({ code: 'stock-before-issue', field: 'onDate', params: { date: issued.on_date } })
      }
      const rows = await returnable(writer.tx, issueId)
      const back = lines.map(({ lineId, quantity }) => {
        const of = rows.find((row) => row.id === lineId)
        if (!of) throw new DeskError('not-found', { entity: 'stock_line', id: lineId })
        const taken = lines.filter((line) => line.lineId === lineId).reduce((sum, line) => sum + line.quantity, 0)
        if (taken > of.left) {
          const params = { left: hundredthsText(of.left), asked: hundredthsText(taken) }
          throw refusal({ code: 'stock-return-too-much', field: 'lines', params })
        }
        return { item_id: of.item_id, side: 'out', quantity, price: null, amount: null, of_line_id: lineId }
      })
      const own = {
        return_of_id: issueId,
        job_id: issued.job_id,
        recipient: issued.recipient,
        purpose: issued.purpose,
        request_key: requestKey,
      }
      return putDown(writer, desk, { ...head('return', fields), ...own }, back)
    }),
  )
}

/**
 * 冲销: a new document of today takes another one back whole. What a person has approved (a count) is not taken back by
 * one alone: the next count puts it right.
 * @throws DeskError `stock-reversed`, `stock-is-reversal`, `stock-has-returns`, `stock-count-final`, `stock-of-replacement`,
 * `stock-short`
 */
export function reverse(desk: Desk, id: number, reason: string): Promise<Documented> {
  return write(desk, async (writer) => {
    await refuseCounted(writer.tx, id)
    return reversing(desk, id, reason)(writer)
  })
}

/** As `reverse`, inside a transaction of the caller's. */
export function reversing(desk: Desk, id: number, reason: string) {
  return async (writer: AuditedWriter): Promise<Documented> => {
    const document = await standingDocument(writer.tx, id)
    if (document.kind === 'count') throw new DeskError('stock-count-final')
    const returns = await writer.tx
      .selectFrom('stock_document as back')
      .select('back.number')
      .where('back.return_of_id', '=', id)
      .where('back.reverses_id', 'is', null)
      .where((where) =>
        where.not(
          where.exists(
            where
              .selectFrom('stock_document as undone')
              .select('undone.id')
              .whereRef('undone.reverses_id', '=', 'back.id'),
          ),
        ),
      )
      .execute()
    if (returns.length > 0) {
      throw new DeskError('stock-has-returns', { numbers: returns.map((one) => one.number).join(', ') })
    }
    const lines = await writer.tx
      .selectFrom('stock_line')
      .selectAll()
      .where('document_id', '=', id)
      .orderBy('id')
      .execute()
    const { kind, supplier, job_id, recipient, purpose, return_of_id } = document
    const back = { kind, supplier, job_id, recipient, purpose, return_of_id, on_date: desk.clock.today() }
    return putDown(
      writer,
      desk,
      { ...back, note: reason, reverses_id: id, request_key: null },
      lines.map((line) => ({
        item_id: line.item_id,
        side: line.side,
        quantity: -line.quantity,
        price: line.price,
        amount: null,
        of_line_id: line.id,
      })),
      { reason },
    )
  }
}

/** Lines of an issue with what may still come back of each, in hundredths. */
export async function returnable(tx: Db | Tx, issueId: number) {
  const lines = await tx.selectFrom('stock_line').selectAll().where('document_id', '=', issueId).execute()
  const back = await tx
    .selectFrom('stock_line as back')
    .innerJoin('stock_document', 'stock_document.id', 'back.document_id')
    .leftJoin('stock_document as undone', 'undone.reverses_id', 'stock_document.id')
    .select(['back.of_line_id', 'back.quantity'])
    .where('stock_document.return_of_id', '=', issueId)
    .where('stock_document.reverses_id', 'is', null)
    .where('undone.id', 'is', null)
    .execute()
  return lines.map((line) => {
    const taken = back.filter((one) => one.of_line_id === line.id).reduce((sum, one) => sum + one.quantity, 0)
    return { ...line, left: -line.quantity - taken }
  })
}

/** A line as it is written, without its document and day. */
export type NewLine = Row & { readonly item_id: number }

/**
 * Writes a document with its lines and settles the items it touches, in one transaction with both. What a count that is
 * booked has found of an item is not changed by a document of a day before it.
 * @throws DeskError `date-after-today`, `period-closed`, `stock-short`, `stock-counted-since`
 */
export async function putDown(
  writer: AuditedWriter,
  desk: Desk,
  document: Row & { readonly kind: StockKind; readonly on_date: DateText },
  lines: readonly NewLine[],
  mark: { readonly reason?: string } = {},
): Promise<Documented> {
  const today = desk.clock.today()
  if (document.on_date > today) {
    throw refusal({ code: 'date-after-today', field: 'onDate', params: { date: document.on_date, today } })
  }
  await refuseCountedSince(
    writer.tx,
    document.on_date,
    lines.map((line) => line.item_id),
  )
  const number = await nextNumber(writer.tx, document.kind, document.on_date)
  const id = await writer.insert('stock_document', { ...blank, ...document, ...written(desk), number }, mark)
  await writer.insertMany(
    'stock_line',
    lines.map((line) => ({ ...line, document_id: id, on_date: document.on_date })),
  )
  await settle(
    writer.tx,
    lines.map((line) => line.item_id),
  )
  return { id, number }
}

const blank = {
  supplier: '',
  job_id: null,
  recipient: '',
  purpose: '',
  note: '',
  return_of_id: null,
  reverses_id: null,
  count_id: null,
  approval_id: null,
  request_key: null,
} as const

function written({ clock, actor }: Desk) {
  return { at: clock.now().toISOString(), actor_id: actor.id, actor_name: actor.name }
}

function head(kind: StockKind, { onDate, note }: { readonly onDate: DateText; readonly note: string }) {
  return { kind, on_date: onDate, note }
}

function goingOut({ itemId, quantity }: { readonly itemId: number; readonly quantity: number }): NewLine {
  return { item_id: itemId, side: 'out', quantity: -quantity, price: null, amount: null, of_line_id: null }
}

/** A document that counts. @throws DeskError `not-found`, `stock-reversed`, `stock-is-reversal` */
async function standingDocument(tx: Tx, id: number) {
  const document = await tx
    .selectFrom('stock_document')
    .leftJoin('stock_document as undone', 'undone.reverses_id', 'stock_document.id')
    .selectAll('stock_document')
    .select('undone.number as undone')
    .where('stock_document.id', '=', id)
    .executeTakeFirst()
  if (!document) throw new DeskError('not-found', { entity: 'stock_document', id })
  if (document.undone !== null) throw new DeskError('stock-reversed', { number: document.undone })
  if (document.reverses_id !== null) throw new DeskError('stock-is-reversal')
  return document
}

/** The request that comes a second time answers with what it made the first time. */
async function once(writer: AuditedWriter, requestKey: string, make: () => Promise<Documented>): Promise<Documented> {
  const again = await writer.tx
    .selectFrom('stock_document')
    .select(['id', 'number'])
    .where('request_key', '=', requestKey)
    .executeTakeFirst()
  return again ?? make()
}

/** What a replacement took goes back with the replacement, or its count would tell of more than was issued. */
async function refuseCounted(tx: Tx, id: number): Promise<void> {
  const count = await tx
    .selectFrom('tally')
    .select(['on_date', 'place'])
    .where('stock_movement_id', '=', id)
    .where('cancelled_on', 'is', null)
    .executeTakeFirst()
  if (count) throw new DeskError('stock-of-replacement', { date: count.on_date, place: count.place })
}

/** A count has found whatever was there on its day, also what nobody had written down: it would count twice. */
async function refuseCountedSince(tx: Tx, onDate: DateText, itemIds: readonly number[]): Promise<void> {
  const count = await tx
    .selectFrom('stock_count_line')
    .innerJoin('stock_count', 'stock_count.id', 'stock_count_line.count_id')
    .innerJoin('stock_item', 'stock_item.id', 'stock_count_line.item_id')
    .select(['stock_count.number', 'stock_count.on_date', 'stock_item.code'])
    .where('stock_count_line.item_id', 'in', [...new Set(itemIds)])
    .where('stock_count.state', '=', 'booked')
    .where('stock_count.on_date', '>', onDate)
    .orderBy('stock_count.on_date')
    .limit(1)
    .executeTakeFirst()
  if (!count) return
  const params = { item: count.code, number: count.number, date: count.on_date }
  throw refusal({ code: 'stock-counted-since', field: 'onDate', params })
}

async function refuseUnusable(tx: Tx, lines: readonly { readonly itemId: number }[]): Promise<void> {
  const ids = [...new Set(lines.map((line) => line.itemId))]
  const items = await tx.selectFrom('stock_item').select(['id', 'code', 'archived_on']).where('id', 'in', ids).execute()
  for (const id of ids) {
    const item = items.find((one) => one.id === id)
    if (!item) throw new DeskError('not-found', { entity: 'stock_item', id })
    if (item.archived_on !== null) {
      throw refusal({
        code: 'stock-item-archived',
        field: 'lines',
        params: { code: item.code, date: item.archived_on },
      })
    }
  }
}

async function refuseJob(tx: Tx, id: number, onDate: DateText): Promise<void> {
  const job = await tx.selectFrom('job').select(['number', 'registered_on']).where('id', '=', id).executeTakeFirst()
  if (!job) throw new DeskError('not-found', { entity: 'job', id })
  if (onDate < job.registered_on) {
    const params = { number: job.number, date: job.registered_on }
    throw refusal({ code: 'stock-before-job', field: 'onDate', params })
  }
}

const letters: Readonly<Record<StockKind, string>> = {
  opening: 'QC',
  receipt: 'RK',
  issue: 'CK',
  return: 'TK',
  count: 'PD',
  scrap: 'BF',
}

/** `RK202611-0012`: kind and month, and the document's place in it. */
export async function nextNumber(tx: Db | Tx, kind: StockKind, date: DateText): Promise<string> {
  const prefix = `${letters[kind]}${date.slice(0, 7).replace('-', '')}-`
  const last = await tx
    .selectFrom('stock_document')
    .select('number')
    .where('number', '>=', prefix)
    .where('number', '<', `${prefix}~`)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return `${prefix}${String(Number(last?.number.slice(prefix.length) ?? 0) + 1).padStart(4, '0')}`
}
