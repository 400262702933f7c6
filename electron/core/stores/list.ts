import { type RawBuilder, sql } from 'kysely'
import type { ListRow } from '../../contract/lists.ts'
import { averagePrice } from '../../contract/stores.ts'
import { containsPattern, joined } from '../../db/dialect.ts'
import type { ListQuery, ListSource } from '../lists/source.ts'
import { shownState } from './counts.ts'
import { standing } from './stands.ts'

/** Items whose code, name, spelling, specification or bin has the text. */
export function itemMatches(text: string): RawBuilder<boolean> {
  const pattern = containsPattern(text)
  const spelled = containsPattern(text.toLowerCase().replaceAll(' ', ''))
  return sql<boolean>`(stock_item.code LIKE ${pattern} ESCAPE '\\' OR stock_item.name LIKE ${pattern} ESCAPE '\\'
    OR stock_item.spelling LIKE ${spelled} ESCAPE '\\' OR stock_item.specification LIKE ${pattern} ESCAPE '\\'
    OR stock_item.bin LIKE ${pattern} ESCAPE '\\')`
}

const itemsThat = (condition: RawBuilder<boolean>) =>
  sql<number>`(SELECT stock_item.id FROM stock_item WHERE ${condition})`

/** The four decimals of a price in 0.0001 yuan. */
export function priceText(price: number | null): string | null {
  return price === null ? null : `${Math.trunc(price / 10_000)}.${String(price % 10_000).padStart(4, '0')}`
}

/** Whom a document has to do with: the supplier, the job, or who took it. */
const party = sql<string>`CASE WHEN stock_document.kind = 'receipt' THEN stock_document.supplier
  WHEN job.number IS NOT NULL THEN job.number ELSE stock_document.recipient END`

/** 库存: what is there on a day, and what it is worth. */
export const stockItemsSource: ListSource<'stockItems'> = {
  from(desk, filter) {
    const asOf = filter.asOf ?? desk.clock.today()
    const there = standing('balance_quantity', asOf)
    let query = desk.db.selectFrom('stock_item') as unknown as ListQuery
    if (filter.category !== undefined) query = query.where(sql.ref('stock_item.category'), '=', filter.category)
    query = query.where(sql.ref('stock_item.archived_on'), filter.show === 'archived' ? 'is not' : 'is', null)
    if (filter.show === 'below')
      query = query.where(sql<boolean>`stock_item.minimum IS NOT NULL AND ${there} < stock_item.minimum`)
    if (filter.show === 'there') query = query.where(sql<boolean>`${there} > 0`)
    if (filter.show === 'none') query = query.where(sql<boolean>`${there} = 0`)
    const text = filter.text?.trim()
    if (text) query = query.where(itemMatches(text))
    return query
  },
  select: (query, desk, filter) => {
    const asOf = filter.asOf ?? desk.clock.today()
    return query.select([
      sql`stock_item.id`.as('id'),
      sql`stock_item.code`.as('code'),
      sql`stock_item.name`.as('name'),
      sql`stock_item.specification`.as('specification'),
      sql`stock_item.unit_name`.as('unitName'),
      sql`stock_item.category`.as('category'),
      sql`stock_item.bin`.as('bin'),
      sql`stock_item.minimum`.as('minimum'),
      sql`stock_item.archived_on`.as('archivedOn'),
      standing('balance_quantity', asOf).as('quantity'),
      standing('balance_value', asOf).as('value'),
      sql`(SELECT max(stock_balance.on_date) FROM stock_balance
        WHERE stock_balance.item_id = stock_item.id AND stock_balance.on_date <= ${asOf})`.as('lastOn'),
    ])
  },
  order: (desk, filter) => {
    const asOf = filter.asOf ?? desk.clock.today()
    return {
      code: 'stock_item.code',
      name: 'stock_item.spelling',
      specification: 'stock_item.specification',
      category: 'stock_item.category',
      bin: 'stock_item.bin',
      quantity: standing('balance_quantity', asOf),
      minimum: 'stock_item.minimum',
      value: standing('balance_value', asOf),
      lastOn: sql`(SELECT max(stock_balance.on_date) FROM stock_balance
        WHERE stock_balance.item_id = stock_item.id AND stock_balance.on_date <= ${asOf})`,
      archivedOn: 'stock_item.archived_on',
    }
  },
  defaultSort: [{ by: 'code' }],
  tieBreak: 'stock_item.id',
  row: (raw) => {
    const { quantity, value, minimum } = raw as { quantity: number; value: number; minimum: number | null }
    const average = priceText(averagePrice(value, quantity))
    return { ...raw, average, below: minimum !== null && quantity < minimum } as ListRow<'stockItems'>
  },
}

/** 出入库单, the newest first. */
export const stockDocumentsSource: ListSource<'stockDocuments'> = {
  from(desk, filter) {
    let query = desk.db.selectFrom('stock_document') as unknown as ListQuery
    if (filter.kind !== undefined) query = query.where(sql.ref('stock_document.kind'), '=', filter.kind)
    if (filter.from !== undefined) query = query.where(sql.ref('stock_document.on_date'), '>=', filter.from)
    if (filter.to !== undefined) query = query.where(sql.ref('stock_document.on_date'), '<=', filter.to)
    if (filter.itemId !== undefined) {
      query = query.where(
        sql<boolean>`stock_document.id IN (SELECT document_id FROM stock_line WHERE item_id = ${filter.itemId})`,
      )
    }
    const text = filter.text?.trim()
    if (text) {
      query = query.where(
        sql<boolean>`(stock_document.number = ${text} OR stock_document.supplier = ${text}
          OR stock_document.recipient = ${text} OR stock_document.actor_name = ${text}
          OR stock_document.job_id IN (SELECT job.id FROM job WHERE job.number = ${text})
          OR stock_document.id IN (SELECT stock_line.document_id FROM stock_line
            WHERE stock_line.item_id IN ${itemsThat(itemMatches(text))}))`,
      )
    }
    return query
  },
  select: (query) =>
    query
      .leftJoin('job', (join) => join.on(sql<boolean>`job.id = stock_document.job_id`))
      .select([
        sql`stock_document.id`.as('id'),
        sql`stock_document.on_date`.as('onDate'),
        sql`stock_document.number`.as('number'),
        sql`stock_document.kind`.as('kind'),
        party.as('party'),
        sql`stock_document.purpose`.as('purpose'),
        sql`(SELECT ${joined(sql`named.name`)} FROM (SELECT stock_item.name FROM stock_line
          JOIN stock_item ON stock_item.id = stock_line.item_id
          WHERE stock_line.document_id = stock_document.id ORDER BY stock_line.id LIMIT 3) AS named)`.as('items'),
        sql`(SELECT count(*) FROM stock_line WHERE stock_line.document_id = stock_document.id)`.as('lines'),
        sql`(SELECT coalesce(sum(stock_balance.value), 0) FROM stock_line JOIN stock_balance
          ON stock_balance.line_id = stock_line.id WHERE stock_line.document_id = stock_document.id)`.as('value'),
        sql`stock_document.actor_name`.as('actor'),
        sql`coalesce((SELECT other.number FROM stock_document AS other WHERE other.reverses_id = stock_document.id),
        (SELECT other.number FROM stock_document AS other WHERE other.id = stock_document.reverses_id))`.as('reversal'),
        sql`EXISTS (SELECT 1 FROM stock_document AS other WHERE other.reverses_id = stock_document.id)`.as(
          'isReversed',
        ),
      ]),
  order: () => ({
    onDate: 'stock_document.on_date',
    number: 'stock_document.number',
    kind: 'stock_document.kind',
    actor: 'stock_document.actor_name',
    entry: 'stock_document.id',
  }),
  defaultSort: [
    { by: 'onDate', descending: true },
    { by: 'entry', descending: true },
  ],
  tieBreak: 'stock_document.id',
  picksBy: ['onDate', 'number', 'kind', 'actor', 'entry'],
  row: ({ isReversed, ...raw }) => ({ ...raw, reversed: isReversed === 1 }) as ListRow<'stockDocuments'>,
}

/** 收发存台账: every movement with what was there after it, the newest first. */
export const stockMovementsSource: ListSource<'stockMovements'> = {
  from(desk, filter) {
    let query = desk.db.selectFrom('stock_balance') as unknown as ListQuery
    if (filter.itemId !== undefined) query = query.where(sql.ref('stock_balance.item_id'), '=', filter.itemId)
    if (filter.from !== undefined) query = query.where(sql.ref('stock_balance.on_date'), '>=', filter.from)
    if (filter.to !== undefined) query = query.where(sql.ref('stock_balance.on_date'), '<=', filter.to)
    if (filter.category !== undefined) {
      const ofCategory = itemsThat(sql<boolean>`stock_item.category = ${filter.category}`)
      query = query.where(sql<boolean>`stock_balance.item_id IN ${ofCategory}`)
    }
    if (filter.kind !== undefined) query = query.where(sql.ref('stock_balance.kind'), '=', filter.kind)
    const text = filter.text?.trim()
    if (text) query = query.where(sql<boolean>`stock_balance.item_id IN ${itemsThat(itemMatches(text))}`)
    return query
  },
  select: (query) =>
    (
      query
        .innerJoin('stock_line', (join) => join.on(sql<boolean>`stock_line.id = stock_balance.line_id`))
        .innerJoin('stock_document', (join) => join.on(sql<boolean>`stock_document.id = stock_line.document_id`))
        .innerJoin('stock_item', (join) => join.on(sql<boolean>`stock_item.id = stock_balance.item_id`))
        .leftJoin('job', (join) => join.on(sql<boolean>`job.id = stock_document.job_id`)) as unknown as ListQuery
    ).select([
      sql`stock_balance.line_id`.as('id'),
      sql`stock_document.id`.as('documentId'),
      sql`stock_balance.item_id`.as('itemId'),
      sql`stock_balance.on_date`.as('onDate'),
      sql`stock_document.number`.as('number'),
      sql`stock_document.kind`.as('kind'),
      sql`stock_item.code`.as('code'),
      sql`stock_item.name`.as('name'),
      sql`stock_item.specification`.as('specification'),
      party.as('party'),
      sql`CASE stock_balance.side WHEN 'in' THEN stock_balance.quantity END`.as('inQuantity'),
      sql`CASE stock_balance.side WHEN 'in' THEN stock_balance.value END`.as('inValue'),
      sql`CASE stock_balance.side WHEN 'out' THEN -stock_balance.quantity END`.as('outQuantity'),
      sql`CASE stock_balance.side WHEN 'out' THEN -stock_balance.value END`.as('outValue'),
      sql`stock_balance.balance_quantity`.as('balanceQuantity'),
      sql`stock_balance.balance_value`.as('balanceValue'),
    ]),
  order: () => ({ onDate: 'stock_balance.on_date', entry: 'stock_balance.line_id' }),
  defaultSort: [
    { by: 'onDate', descending: true },
    { by: 'entry', descending: true },
  ],
  tieBreak: 'stock_balance.line_id',
  picksBy: ['onDate', 'entry'],
  row: (raw) => raw as ListRow<'stockMovements'>,
}

const moved = (side: 'in' | 'out', column: 'quantity' | 'value', from: string, to: string) =>
  sql<number>`coalesce((SELECT sum(${sql.ref(`stock_balance.${column}`)}) FROM stock_balance
    WHERE stock_balance.item_id = stock_item.id AND stock_balance.on_date >= ${from}
    AND stock_balance.on_date <= ${to} AND stock_balance.side = ${side}), 0)`

/** The days a summary is of: this month, unless others are asked for. */
export function summaryRange(filter: { readonly from?: string; readonly to?: string }, today: string) {
  const to = filter.to ?? today
  return { from: filter.from ?? `${to.slice(0, 7)}-01`, to }
}

/** 收发存汇总: opening, in, out and closing of every item; in and out net of what was taken back. */
export const stockSummarySource: ListSource<'stockSummary'> = {
  from(desk, filter) {
    const { to } = summaryRange(filter, desk.clock.today())
    let query = desk.db.selectFrom('stock_item') as unknown as ListQuery
    // An item that has never moved by then has nothing to say.
    query = query.where(
      sql<boolean>`EXISTS (SELECT 1 FROM stock_balance WHERE stock_balance.item_id = stock_item.id
        AND stock_balance.on_date <= ${to})`,
    )
    if (filter.category !== undefined) query = query.where(sql.ref('stock_item.category'), '=', filter.category)
    const text = filter.text?.trim()
    if (text) query = query.where(itemMatches(text))
    return query
  },
  select: (query, desk, filter) => {
    const { from, to } = summaryRange(filter, desk.clock.today())
    const before = (column: 'balance_quantity' | 'balance_value') =>
      sql<number>`coalesce((SELECT ${sql.ref(column)} FROM stock_balance
        WHERE stock_balance.item_id = stock_item.id AND stock_balance.on_date < ${from}
        ORDER BY stock_balance.on_date DESC, stock_balance.line_id DESC LIMIT 1), 0)`
    return query.select([
      sql`stock_item.id`.as('id'),
      sql`stock_item.code`.as('code'),
      sql`stock_item.name`.as('name'),
      sql`stock_item.specification`.as('specification'),
      sql`stock_item.category`.as('category'),
      sql`stock_item.unit_name`.as('unitName'),
      before('balance_quantity').as('openingQuantity'),
      before('balance_value').as('openingValue'),
      moved('in', 'quantity', from, to).as('inQuantity'),
      moved('in', 'value', from, to).as('inValue'),
      sql<number>`-${moved('out', 'quantity', from, to)}`.as('outQuantity'),
      sql<number>`-${moved('out', 'value', from, to)}`.as('outValue'),
      standing('balance_quantity', to).as('closingQuantity'),
      standing('balance_value', to).as('closingValue'),
    ])
  },
  order: () => ({
    code: 'stock_item.code',
    name: 'stock_item.spelling',
    specification: 'stock_item.specification',
    category: 'stock_item.category',
  }),
  defaultSort: [{ by: 'code' }],
  tieBreak: 'stock_item.id',
  row: (raw) => raw as ListRow<'stockSummary'>,
}

/** 盘点, the newest first. */
export const stockCountsSource: ListSource<'stockCounts'> = {
  from(desk, filter) {
    let query = desk.db.selectFrom('stock_count') as unknown as ListQuery
    if (filter.from !== undefined) query = query.where(sql.ref('stock_count.on_date'), '>=', filter.from)
    if (filter.to !== undefined) query = query.where(sql.ref('stock_count.on_date'), '<=', filter.to)
    if (filter.state !== undefined) query = query.where(sql<boolean>`${shownState} = ${filter.state}`)
    return query
  },
  select: (query) => {
    const lines = (what: RawBuilder<unknown>, more = sql`1 = 1`) =>
      sql`(SELECT ${what} FROM stock_count_line WHERE stock_count_line.count_id = stock_count.id AND ${more})`
    return query.select([
      sql`stock_count.id`.as('id'),
      sql`stock_count.on_date`.as('onDate'),
      sql`stock_count.number`.as('number'),
      sql`stock_count.category`.as('category'),
      shownState.as('state'),
      lines(sql`count(*)`).as('lines'),
      lines(sql`count(counted)`).as('counted'),
      lines(sql`count(*)`, sql`book IS NOT NULL AND counted <> book`).as('different'),
      sql`(SELECT sum(stock_balance.value) FROM stock_document
        JOIN stock_line ON stock_line.document_id = stock_document.id
        JOIN stock_balance ON stock_balance.line_id = stock_line.id
        WHERE stock_document.count_id = stock_count.id)`.as('value'),
      sql`stock_count.counter`.as('counter'),
      sql`(SELECT approval.decided_name FROM stock_document JOIN approval ON approval.id = stock_document.approval_id
        WHERE stock_document.count_id = stock_count.id)`.as('approver'),
    ])
  },
  order: () => ({
    onDate: 'stock_count.on_date',
    number: 'stock_count.number',
    category: 'stock_count.category',
    counter: 'stock_count.counter',
  }),
  defaultSort: [{ by: 'onDate', descending: true }],
  tieBreak: 'stock_count.id',
  row: (raw) => raw as ListRow<'stockCounts'>,
}
