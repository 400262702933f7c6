import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely'
import type { DateText } from '../../contract/dates.ts'
import type { ListRow } from '../../contract/lists.ts'
import { containsPattern, joined } from '../../db/dialect.ts'
import type { Schema } from '../../db/schema.ts'
import { unitMatches, unitStandsIn, withPlace } from '../estate/list.ts'
import type { ListQuery, ListSource } from '../lists/source.ts'
import { heldOn } from './deposits.ts'
import { movements } from './movements.ts'
import { hasLine, methodOf, receiptsBy } from './statements.ts'

/** The lists of the accountant's books. */

interface Range {
  readonly from?: DateText | undefined
  readonly to?: DateText | undefined
}

function within(query: ListQuery, column: string, { from, to }: Range): ListQuery {
  let narrowed = query
  if (from !== undefined) narrowed = narrowed.where(sql.ref(column), '>=', from)
  if (to !== undefined) narrowed = narrowed.where(sql.ref(column), '<=', to)
  return narrowed
}

/** True where one of the columns has the text in it. */
function contains(text: string, ...columns: string[]): RawBuilder<boolean> {
  const pattern = containsPattern(text.trim())
  return sql<boolean>`(${sql.join(
    columns.map((column) => sql`${sql.ref(column)} LIKE ${pattern} ESCAPE '\\'`),
    sql` OR `,
  )})`
}

/** The order of columns whose names in the list are those of a table in camel case. */
function columnsOf(table: string, ...ids: string[]): Record<string, string> {
  const snake = (id: string) => id.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  return Object.fromEntries(ids.map((id) => [id, `${table}.${snake(id)}`]))
}

function selected(table: string, ...ids: string[]) {
  return Object.entries(columnsOf(table, ...ids)).map(([id, column]) => sql.ref(column).as(id))
}

export const monthClosesSource: ListSource<'monthCloses'> = {
  from: (desk) => desk.db.selectFrom('month_close') as unknown as ListQuery,
  select: (query) =>
    query.select([
      ...selected('month_close', 'id', 'month', 'action', 'throughOn', 'at', 'reason'),
      sql.ref('month_close.actor_name').as('actor'),
    ]),
  order: () => ({
    ...columnsOf('month_close', 'id', 'month', 'action', 'throughOn', 'at'),
    actor: 'month_close.actor_name',
  }),
  defaultSort: [{ by: 'id', descending: true }],
  tieBreak: 'month_close.id',
  row: (raw) => raw as ListRow<'monthCloses'>,
}

const difference = sql<number | null>`(shift.counted_cash - shift.expected_cash)`
const receiptsOfShift = sql<number>`(SELECT count(*) FROM receipt WHERE receipt.shift_id = shift.id)`

export const shiftsSource: ListSource<'shifts'> = {
  from(desk, filter) {
    let query = desk.db.selectFrom('shift').innerJoin('staff', 'staff.id', 'shift.cashier_id') as unknown as ListQuery
    if (filter.state === 'open') query = query.where(sql<boolean>`shift.closed_at IS NULL`)
    if (filter.state === 'closed') query = query.where(sql<boolean>`shift.closed_at IS NOT NULL`)
    if (filter.state === 'uncounted') {
      query = query.where(sql<boolean>`shift.closed_at IS NOT NULL AND shift.counted_cash IS NULL`)
    }
    if (filter.state === 'different') query = query.where(sql<boolean>`${difference} <> 0`)
    if (filter.text?.trim()) query = query.where(contains(filter.text, 'staff.name', 'shift.note'))
    return query
  },
  select: (query) =>
    query.select([
      ...selected('shift', 'id', 'openedAt', 'closedAt', 'openingCash', 'expectedCash', 'countedCash', 'note'),
      sql.ref('staff.name').as('cashier'),
      receiptsOfShift.as('receipts'),
      difference.as('difference'),
    ]),
  order: () => ({
    ...columnsOf('shift', 'openedAt', 'closedAt', 'openingCash', 'expectedCash', 'countedCash'),
    cashier: 'staff.sort_key',
    receipts: receiptsOfShift,
    difference,
  }),
  defaultSort: [{ by: 'openedAt', descending: true }],
  tieBreak: 'shift.id',
  row: (raw) => raw as ListRow<'shifts'>,
}

const always = { from: '0001-01-01', to: '9999-12-31' }

/** A row for each day and cashier; amounts are what came in less what went out. */
export const cashBookSource: ListSource<'cashBook'> = {
  from(desk, filter) {
    const scope = { from: filter.from ?? always.from, to: filter.to ?? always.to }
    const by = (method: string) => sql`sum(CASE WHEN method = ${sql.lit(method)} THEN taken - given ELSE 0 END)`
    const days = sql`(
      SELECT row_number() OVER (ORDER BY on_date, cashier) AS id, on_date, cashier,
        sum(CASE WHEN paid_in = 0 THEN 1 ELSE 0 END) AS entries, ${by('cash')} AS cash, ${by('transfer')} AS transfer,
        ${by('wechat')} AS wechat, ${by('alipay')} AS alipay, ${by('pos')} AS pos, sum(taken - given) AS total,
        sum(taken) AS taken, sum(given) AS given, sum(paid_in) AS paid_in
      FROM (
        SELECT on_date, method, cashier, taken, given, 0 AS paid_in FROM ${movements(scope)} AS movement
        UNION ALL
        SELECT on_date, 'cash', actor_name, 0, 0, amount FROM cash_deposit
        WHERE on_date >= ${scope.from} AND on_date <= ${scope.to}) AS line
      ${filter.cashier === undefined ? sql`` : sql`WHERE cashier = ${filter.cashier}`}
      GROUP BY on_date, cashier)`
    return desk.db.selectFrom(days.as('day')) as unknown as ListQuery
  },
  select: (query) => query.select(selected('day', ...cashBookColumns)),
  order: () => columnsOf('day', ...cashBookColumns),
  defaultSort: [{ by: 'onDate', descending: true }],
  tieBreak: 'day.id',
  row: (raw) => raw as ListRow<'cashBook'>,
}

const cashBookColumns = [
  'id',
  'onDate',
  'cashier',
  'entries',
  'cash',
  'transfer',
  'wechat',
  'alipay',
  'pos',
  'total',
  'taken',
  'given',
  'paidIn',
]

export const cashDepositsSource: ListSource<'cashDeposits'> = {
  from(desk, filter) {
    const query = within(desk.db.selectFrom('cash_deposit') as unknown as ListQuery, 'cash_deposit.on_date', filter)
    if (!filter.text?.trim()) return query
    return query.where(contains(filter.text, 'bank', 'slip_no', 'note', 'actor_name'))
  },
  select: (query) =>
    query.select([
      ...selected('cash_deposit', 'id', 'onDate', 'amount', 'bank', 'slipNo', 'note'),
      sql.ref('cash_deposit.actor_name').as('actor'),
    ]),
  order: () => ({
    ...columnsOf('cash_deposit', 'onDate', 'amount', 'bank', 'slipNo'),
    actor: 'cash_deposit.actor_name',
  }),
  defaultSort: [{ by: 'onDate', descending: true }],
  tieBreak: 'cash_deposit.id',
  row: (raw) => raw as ListRow<'cashDeposits'>,
}

/** What stood on the day: deposits taken by then, and what was left of each. */
export const depositsSource: ListSource<'deposits'> = {
  from(desk, filter) {
    const asOf = filter.asOf ?? desk.clock.today()
    let query = desk.db
      .selectFrom('deposit')
      .innerJoin('unit', 'unit.id', 'deposit.unit_id')
      .where('deposit.on_date', '<=', asOf)
      .where(unitStandsIn(filter)) as unknown as ListQuery
    if (filter.kind !== undefined) query = query.where(sql.ref('deposit.kind'), '=', filter.kind)
    if (filter.unitId !== undefined) query = query.where(sql.ref('deposit.unit_id'), '=', filter.unitId)
    if (filter.state !== undefined) {
      query = query.where(
        filter.state === 'held' ? sql<boolean>`${heldOn(asOf)} > 0` : sql<boolean>`${heldOn(asOf)} = 0`,
      )
    }
    const text = filter.text?.trim()
    if (text) {
      const own = contains(text, 'deposit.payer', 'deposit.slip_no', 'deposit.beneficiary')
      query = query.where(sql<boolean>`(${own} OR ${unitMatches(text)})`)
    }
    return query
  },
  select(query, desk, filter) {
    const held = heldOn(filter.asOf ?? desk.clock.today())
    return withPlace(query).select([
      ...selected(
        'deposit',
        'id',
        'unitId',
        'onDate',
        'kind',
        'payer',
        'beneficiary',
        'slipNo',
        'method',
        'amount',
        'note',
      ),
      sql.ref('unit.display').as('display'),
      sql.ref('area.name').as('area'),
      sql.ref('building.name').as('building'),
      sql.ref('unit.room').as('room'),
      sql`deposit.amount - ${held}`.as('gone'),
      held.as('held'),
    ])
  },
  order(desk, filter) {
    const held = heldOn(filter.asOf ?? desk.clock.today())
    return {
      ...columnsOf('deposit', 'onDate', 'kind', 'payer', 'beneficiary', 'slipNo', 'method', 'amount'),
      area: 'area.sort_key',
      building: 'building.sort_key',
      room: 'unit.sort_key',
      gone: sql`deposit.amount - ${held}`,
      held,
    }
  },
  defaultSort: [{ by: 'onDate', descending: true }],
  tieBreak: 'deposit.id',
  row: (raw) => raw as ListRow<'deposits'>,
}

const invoiceState = sql<string>`CASE WHEN invoice.red_of_id IS NOT NULL THEN 'red'
  WHEN EXISTS (SELECT 1 FROM invoice AS red WHERE red.red_of_id = invoice.id) THEN 'reversed' ELSE 'valid' END`
const redOf = sql<string | null>`(SELECT other.number FROM invoice AS other
  WHERE other.id = invoice.red_of_id OR other.red_of_id = invoice.id)`

export const invoicesSource: ListSource<'invoices'> = {
  from(desk, filter) {
    let query = within(
      desk.db.selectFrom('invoice').innerJoin('receipt', 'receipt.id', 'invoice.receipt_id') as unknown as ListQuery,
      'invoice.on_date',
      filter,
    )
    if (filter.state !== undefined) query = query.where(sql<boolean>`${invoiceState} = ${filter.state}`)
    if (filter.text?.trim()) {
      query = query.where(
        contains(filter.text, 'invoice.number', 'invoice.title', 'invoice.tax_number', 'receipt.receipt_no'),
      )
    }
    return query
  },
  select: (query) =>
    query.select([
      ...selected('invoice', 'id', 'onDate', 'number', 'title', 'taxNumber', 'amount', 'note'),
      sql.ref('invoice.actor_name').as('actor'),
      sql.ref('receipt.receipt_no').as('receiptNo'),
      invoiceState.as('state'),
      redOf.as('redOf'),
    ]),
  order: () => ({
    ...columnsOf('invoice', 'onDate', 'number', 'title', 'taxNumber', 'amount'),
    actor: 'invoice.actor_name',
    receiptNo: 'receipt.receipt_no',
    state: invoiceState,
    redOf,
  }),
  defaultSort: [{ by: 'onDate', descending: true }],
  tieBreak: 'invoice.id',
  row: (raw) => raw as ListRow<'invoices'>,
}

const matchedNumber = sql<string | null>`(SELECT ${joined(sql`coalesce(receipt.receipt_no, cash_deposit.slip_no)`)}
  FROM statement_match LEFT JOIN receipt ON receipt.id = statement_match.receipt_id
    LEFT JOIN cash_deposit ON cash_deposit.id = statement_match.cash_deposit_id
  WHERE statement_match.line_id = statement_line.id)`

export const statementLinesSource: ListSource<'statementLines'> = {
  from(desk, filter) {
    let query = within(desk.db.selectFrom('statement_line') as unknown as ListQuery, 'statement_line.on_date', filter)
    if (filter.channel !== undefined) query = query.where(sql.ref('statement_line.channel'), '=', filter.channel)
    if (filter.state !== undefined) query = query.where(sql.ref('statement_line.state'), '=', filter.state)
    if (filter.text?.trim())
      query = query.where(contains(filter.text, 'reference', 'counterparty', 'note', 'explanation'))
    return query
  },
  select: (query) =>
    query.select([
      ...selected('statement_line', ...statementColumns, 'id', 'note', 'explanation'),
      matchedNumber.as('matched'),
    ]),
  order: () => ({ ...columnsOf('statement_line', ...statementColumns), matched: matchedNumber }),
  defaultSort: [{ by: 'onDate', descending: true }],
  tieBreak: 'statement_line.id',
  row: (raw) => raw as ListRow<'statementLines'>,
}

const statementColumns = ['onDate', 'channel', 'reference', 'counterparty', 'amount', 'state']

/** Receipts by transfer, WeChat or Alipay that no line of the channel's statements belongs to. */
export const receiptsWithoutLineSource: ListSource<'receiptsWithoutLine'> = {
  from(desk, filter) {
    const channels = (Object.keys(methodOf) as (keyof typeof methodOf)[]).filter(
      (channel) => filter.channel === undefined || filter.channel === channel,
    )
    const scope = { from: filter.from ?? always.from, to: filter.to ?? always.to }
    const parts = channels.map(
      (
        channel,
      ) => sql`SELECT id * 3 + ${sql.lit(Object.keys(methodOf).indexOf(channel))} AS id, ${sql.lit(channel)} AS channel,
        number AS receipt_no, on_date, party AS payer, units, amount
        FROM ${receiptsBy(methodOf[channel])} AND payment.on_date >= ${scope.from} AND payment.on_date <= ${scope.to}
          AND NOT ${hasLine(sql`receipt.id`, channel)}
          GROUP BY receipt.id, receipt.receipt_no, receipt.payer) AS taken`,
    )
    return desk.db.selectFrom(sql`(${sql.join(parts, sql` UNION ALL `)})`.as('money')) as unknown as ListQuery
  },
  select: (query) =>
    query.select(selected('money', 'id', 'onDate', 'channel', 'receiptNo', 'payer', 'units', 'amount')),
  order: () => columnsOf('money', 'onDate', 'channel', 'receiptNo', 'payer', 'amount'),
  defaultSort: [{ by: 'onDate', descending: true }],
  tieBreak: 'money.id',
  row: (raw) => raw as ListRow<'receiptsWithoutLine'>,
}

const entryColumns = ['onDate', 'category', 'income', 'expense', 'method', 'receiptNo', 'reversedOn']

/** Entries of the days and what of older ones was taken back in them: the same as their totals count. */
export const serviceEntriesSource: ListSource<'serviceEntries'> = {
  from(desk, filter) {
    let query = desk.db
      .selectFrom('service_entry')
      .leftJoin('unit', 'unit.id', 'service_entry.unit_id') as unknown as ListQuery
    if (filter.from !== undefined || filter.to !== undefined) {
      const { from, to } = { from: filter.from ?? always.from, to: filter.to ?? always.to }
      query = query.where(
        sql<boolean>`((service_entry.on_date >= ${from} AND service_entry.on_date <= ${to})
          OR (service_entry.reversed_on >= ${from} AND service_entry.reversed_on <= ${to}))`,
      )
    }
    if (filter.category !== undefined) query = query.where(sql.ref('service_entry.category'), '=', filter.category)
    if (filter.state !== undefined) {
      query = query.where(
        filter.state === 'standing'
          ? sql<boolean>`service_entry.reversed_on IS NULL`
          : sql<boolean>`service_entry.reversed_on IS NOT NULL`,
      )
    }
    const text = filter.text?.trim()
    if (text) {
      const own = contains(text, 'service_entry.receipt_no', 'service_entry.note')
      query = query.where(sql<boolean>`(${own} OR ${unitMatches(text)})`)
    }
    return query
  },
  select: (query) =>
    (query as unknown as SelectQueryBuilder<Schema, 'service_entry' | 'unit', object>).select([
      ...selected('service_entry', 'id', 'unitId', 'note', 'reverseReason', ...entryColumns),
      sql.ref('service_entry.actor_name').as('actor'),
      sql.ref('unit.display').as('unit'),
    ]) as unknown as ListQuery,
  order: () => ({
    ...columnsOf('service_entry', ...entryColumns),
    actor: 'service_entry.actor_name',
    unit: 'unit.sort_key',
  }),
  defaultSort: [{ by: 'onDate', descending: true }],
  tieBreak: 'service_entry.id',
  row: (raw) => raw as ListRow<'serviceEntries'>,
}
