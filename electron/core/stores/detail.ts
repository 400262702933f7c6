import { sql } from 'kysely'
import type { DateText } from '../../contract/dates.ts'
import { DeskError } from '../../contract/errors.ts'
import {
  averagePrice,
  type JobStock,
  type StockDocument,
  type StockItem,
  type StockLedger,
} from '../../contract/stores.ts'
import { containsPattern } from '../../db/dialect.ts'
import type { Db, Desk } from '../context.ts'
import { returnable } from './documents.ts'
import { itemMatches } from './list.ts'
import { lastPriceOf, standing, standsOn } from './stands.ts'

/** An item with what is there today. @throws DeskError `not-found` */
export async function itemDetail(desk: Desk, id: number): Promise<StockItem> {
  const today = desk.clock.today()
  const row = await desk.db
    .selectFrom('stock_item')
    .selectAll()
    .select(lastPriceOf().as('lastPrice'))
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new DeskError('not-found', { entity: 'stock_item', id })
  return {
    id,
    version: Number(row.version),
    code: row.code,
    name: row.name,
    specification: row.specification,
    unitName: row.unit_name,
    bin: row.bin,
    category: row.category,
    minimum: row.minimum,
    archivedOn: row.archived_on,
    lastPrice: row.lastPrice,
    ...(await standsOn(desk.db, id, today)),
  }
}

/** Items in use by code, name, spelling or bin, with what is there on a day. */
export function pickItems({ db, clock }: Desk, text: string, onDate: DateText = clock.today()) {
  return db
    .selectFrom('stock_item')
    .select(['id', 'code', 'name', 'specification', 'unit_name as unitName', 'bin'])
    .select([
      standing('balance_quantity', onDate).as('quantity'),
      standing('balance_value', onDate).as('value'),
      lastPriceOf().as('lastPrice'),
    ])
    .where('archived_on', 'is', null)
    .where(itemMatches(text))
    .orderBy('code')
    .limit(20)
    .execute()
}

/** Jobs by number, place, unit or content, the newest first. */
export async function pickJobs({ db }: Desk, text: string) {
  const pattern = containsPattern(text)
  const rows = await db
    .selectFrom('job')
    .leftJoin('unit', 'unit.id', 'job.unit_id')
    .select(['job.id', 'job.number', 'job.place', 'job.content', 'unit.display'])
    .where(
      sql<boolean>`(job.number LIKE ${pattern} ESCAPE '\\' OR job.place LIKE ${pattern} ESCAPE '\\'
        OR job.content LIKE ${pattern} ESCAPE '\\' OR unit.display LIKE ${pattern} ESCAPE '\\')`,
    )
    .where('job.state', '<>', 'cancelled')
    .orderBy('job.id', 'desc')
    .limit(12)
    .execute()
  return rows.map(({ id, number, place, content, display }) => ({
    id,
    number,
    title: [display ?? place, content.slice(0, 40)].filter(Boolean).join(' '),
  }))
}

/** Words that forms offer: what was written before. */
export async function usedWords({ db }: Desk) {
  const words = async (table: 'stock_item' | 'stock_document', column: 'category' | 'supplier' | 'recipient') => {
    const { rows } = await sql<{ word: string }>`SELECT DISTINCT ${sql.ref(column)} AS word FROM ${sql.table(table)}
      WHERE ${sql.ref(column)} <> '' ORDER BY 1 LIMIT 200`.execute(db)
    return rows.map((row) => row.word)
  }
  return {
    categories: await words('stock_item', 'category'),
    suppliers: await words('stock_document', 'supplier'),
    recipients: await words('stock_document', 'recipient'),
  }
}

/** A document with its lines, their value, and what it is linked with. @throws DeskError `not-found` */
export async function documentDetail({ db }: Desk, id: number): Promise<StockDocument> {
  const row = await db
    .selectFrom('stock_document')
    .leftJoin('job', 'job.id', 'stock_document.job_id')
    .selectAll('stock_document')
    .select('job.number as jobNumber')
    .where('stock_document.id', '=', id)
    .executeTakeFirst()
  if (!row) throw new DeskError('not-found', { entity: 'stock_document', id })
  const others = await db
    .selectFrom('stock_document')
    .select(['id', 'number', 'on_date as onDate', 'return_of_id', 'reverses_id'])
    .where((where) =>
      where.or([
        where('id', 'in', [row.return_of_id ?? 0, row.reverses_id ?? 0]),
        where('return_of_id', '=', id),
        where('reverses_id', '=', id),
      ]),
    )
    .orderBy('id')
    .execute()
  const link = (find: (other: (typeof others)[number]) => boolean) => {
    const other = others.find(find)
    return other ? { id: other.id, number: other.number, onDate: other.onDate } : null
  }
  const lines = await db
    .selectFrom('stock_line')
    .innerJoin('stock_item', 'stock_item.id', 'stock_line.item_id')
    .innerJoin('stock_balance', 'stock_balance.line_id', 'stock_line.id')
    .select(['stock_line.id', 'stock_line.item_id as itemId', 'stock_line.quantity', 'stock_line.price'])
    .select(['code', 'name', 'specification', 'unit_name as unitName', 'bin', 'stock_balance.value'])
    .where('stock_line.document_id', '=', id)
    .orderBy('stock_line.id')
    .execute()
  const left = row.kind === 'issue' && row.reverses_id === null ? await returnable(db, id) : []
  return {
    id,
    number: row.number,
    kind: row.kind,
    onDate: row.on_date,
    at: row.at,
    supplier: row.supplier,
    job: row.job_id === null ? null : { id: row.job_id, number: row.jobNumber ?? '' },
    recipient: row.recipient,
    purpose: row.purpose,
    note: row.note,
    actor: row.actor_name,
    returnOf: link((other) => other.id === row.return_of_id),
    returns: others
      .filter((other) => other.return_of_id === id && other.reverses_id === null)
      .map(({ id: otherId, number, onDate }) => ({ id: otherId, number, onDate })),
    reverses: link((other) => other.id === row.reverses_id),
    reversedBy: link((other) => other.reverses_id === id),
    countId: row.count_id,
    lines: lines.map((line) => ({ ...line, returnable: left.find((one) => one.id === line.id)?.left ?? 0 })),
    value: lines.reduce((sum, line) => sum + line.value, 0),
  }
}

/** 收发存台账 of one item: what was there before, every movement of the days, what is there after. @throws DeskError `not-found` */
export async function ledgerOf(desk: Desk, itemId: number, from: DateText, to: DateText): Promise<StockLedger> {
  const { db } = desk
  const item = await itemDetail(desk, itemId)
  const before = await db
    .selectFrom('stock_balance')
    .select(['balance_quantity as quantity', 'balance_value as value'])
    .where('item_id', '=', itemId)
    .where('on_date', '<', from)
    .orderBy('on_date', 'desc')
    .orderBy('line_id', 'desc')
    .limit(1)
    .executeTakeFirst()
  const moves = await db
    .selectFrom('stock_balance')
    .innerJoin('stock_line', 'stock_line.id', 'stock_balance.line_id')
    .innerJoin('stock_document', 'stock_document.id', 'stock_line.document_id')
    .leftJoin('job', 'job.id', 'stock_document.job_id')
    .selectAll('stock_balance')
    .select([
      'stock_document.id as documentId',
      'stock_document.number',
      'stock_document.kind',
      'supplier',
      'recipient',
      'reverses_id',
    ])
    .select('job.number as job')
    .where('stock_balance.item_id', '=', itemId)
    .where('stock_balance.on_date', '>=', from)
    .where('stock_balance.on_date', '<=', to)
    .orderBy('stock_balance.on_date')
    .orderBy('stock_balance.line_id')
    .execute()
  const rows = moves.map((row) => ({
    id: row.line_id,
    documentId: row.documentId,
    number: row.number,
    kind: row.kind,
    reversal: row.reverses_id !== null,
    onDate: row.on_date,
    party: row.job ?? (row.supplier || row.recipient),
    inQuantity: row.side === 'in' ? row.quantity : 0,
    inValue: row.side === 'in' ? row.value : 0,
    // Nothing out is 0, not -0.
    outQuantity: row.side === 'out' ? 0 - row.quantity : 0,
    outValue: row.side === 'out' ? 0 - row.value : 0,
    balanceQuantity: row.balance_quantity,
    balanceValue: row.balance_value,
  }))
  const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + of(row), 0)
  return {
    item,
    opening: before ?? { quantity: 0, value: 0 },
    rows,
    totals: {
      inQuantity: sum((row) => row.inQuantity),
      inValue: sum((row) => row.inValue),
      outQuantity: sum((row) => row.outQuantity),
      outValue: sum((row) => row.outValue),
    },
    closing: await standsOn(db, itemId, to),
  }
}

/** How many kinds there are on a day, what they are worth together, and how many are below their minimum. */
export async function totalsOn({ db }: { readonly db: Db }, asOf: DateText) {
  const there = standing('balance_quantity', asOf)
  return db
    .selectFrom('stock_item')
    .select([
      sql<number>`coalesce(sum(${there} > 0), 0)`.as('items'),
      sql<number>`coalesce(sum(${standing('balance_value', asOf)}), 0)`.as('value'),
      sql<number>`coalesce(sum(archived_on IS NULL AND minimum IS NOT NULL AND ${there} < minimum), 0)`.as('below'),
    ])
    .executeTakeFirstOrThrow()
}

/** What a sheet of labels needs, in the order of the bins. */
export function labelsOf(
  { db }: Desk,
  { ids, category }: { readonly ids?: readonly number[] | undefined; readonly category?: string | undefined },
) {
  let query = db
    .selectFrom('stock_item')
    .select(['id', 'code', 'name', 'specification', 'unit_name as unitName', 'bin'])
    .where('archived_on', 'is', null)
  if (ids !== undefined) query = query.where('id', 'in', [...ids, 0])
  if (category !== undefined) query = query.where('category', '=', category)
  return query.orderBy('bin').orderBy('code').limit(2000).execute()
}

/** What of the stores went into a job, less what came back, and as materials its completion may take over. */
export async function stockOfJob({ db }: Desk, jobId: number): Promise<JobStock> {
  const lines = await db
    .selectFrom('stock_document')
    .innerJoin('stock_line', 'stock_line.document_id', 'stock_document.id')
    .innerJoin('stock_balance', 'stock_balance.line_id', 'stock_line.id')
    .innerJoin('stock_item', 'stock_item.id', 'stock_line.item_id')
    .select(['stock_line.id', 'stock_document.id as documentId', 'stock_document.number', 'stock_document.kind'])
    .select(['stock_document.on_date as onDate', 'stock_item.id as itemId', 'name', 'specification'])
    .select(['unit_name as unitName', 'stock_line.quantity', 'stock_balance.value'])
    .where('stock_document.job_id', '=', jobId)
    .orderBy('stock_document.on_date')
    .orderBy('stock_line.id')
    .execute()
  const told = await toldMaterials(db, jobId)
  const materials = [...Map.groupBy(lines, (line) => line.itemId).values()].flatMap((own) => {
    const [first] = own
    const quantityCenti = own.reduce((sum, line) => sum - line.quantity, 0)
    const value = own.reduce((sum, line) => sum - line.value, 0)
    const price = averagePrice(value, quantityCenti)
    if (!first || price === null) return []
    const name = [first.name, first.specification].filter(Boolean).join(' ').slice(0, 60)
    const left = quantityCenti - (told.get(name) ?? 0)
    // A job's materials are priced in whole fen.
    return left > 0 ? [{ name, quantityCenti: left, price: Math.round(price / 100) }] : []
  })
  return {
    lines: lines.map(({ itemId: _, quantity, value, ...line }) => ({ ...line, quantity: -quantity, value: 0 - value })),
    value: lines.reduce((sum, line) => sum - line.value, 0),
    materials,
  }
}

/** How much of each material the completions of a job have told of, those entered by mistake left out. */
async function toldMaterials(db: Db, jobId: number): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('job_material')
    .innerJoin('job_completion', 'job_completion.id', 'job_material.completion_id')
    .select(['job_material.name', (of) => of.fn.sum<number>('quantity_centi').as('quantity')])
    .where('job_id', '=', jobId)
    .where((where) => where.or([where('reopened_on', 'is', null), where('rework', '=', 1)]))
    .groupBy('job_material.name')
    .execute()
  return new Map(rows.map(({ name, quantity }) => [name, Number(quantity)]))
}
