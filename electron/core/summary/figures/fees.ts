import { type RawBuilder, sql } from 'kysely'
import { livedIn, occupancyOf } from '../../estate/occupancy.ts'
import { holdsOn, standsOn } from '../../fees/ledger.ts'
import type { ListQuery } from '../../lists/source.ts'
import type { Figure, Parts, Period, RecordSet } from '../figure.ts'

/** Management-fee items: homes and shops. */
const isManagement = (item: string) =>
  sql<boolean>`${sql.ref(item)} IN (SELECT id FROM fee_item WHERE kind = 'management')`

/**
 * The row `charge` lies in the year, is published and not reversed by the day. None spans a year's end; of a quarter or
 * month it is where its period begins, so that months add up to the year.
 */
function chargedIn(period: Period): RawBuilder<boolean> {
  return sql<boolean>`charge.from_on >= ${period.from} AND charge.from_on <= ${period.end}
    AND ${standsOn(period.asOf)}
    AND ${isManagement('charge.item_id')}`
}

const feeAndPeriod = sql<string>`fee_item.name || ' ' || charge.from_on || ' – ' || charge.to_on`

function withItem(query: ListQuery, item: string): ListQuery {
  return query.innerJoin('fee_item', (join) => join.on(sql<boolean>`fee_item.id = ${sql.ref(item)}`))
}

const charged: RecordSet = {
  id: 'charges-of-year',
  record: 'charge.id',
  unit: 'charge.unit_id',
  from: (db, period) => (db.selectFrom('charge') as unknown as ListQuery).where(chargedIn(period)),
  lend: (query) => withItem(query, 'charge.item_id'),
  date: () => sql<string>`charge.published_on`,
  what: feeAndPeriod,
  part: (period) => occupancyOf(period.asOf),
  measures: { amount: sql<number>`charge.amount` },
}

/** Money in and out of management-fee accounts: payments, and their reversals and refunds as amounts below zero. */
const received: RecordSet = {
  id: 'money-received',
  record: 'money.id',
  unit: 'money.unit_id',
  from: (db, period) => {
    const within = (column: string) =>
      sql<boolean>`${sql.ref(column)} >= ${period.from} AND ${sql.ref(column)} <= ${period.to}`
    const moves = sql`(
      SELECT payment.id * 4 AS id, payment.unit_id, payment.item_id, payment.receipt_id, payment.source,
        payment.on_date, payment.amount
      FROM payment WHERE ${within('payment.on_date')} AND ${isManagement('payment.item_id')}
      UNION ALL
      SELECT reversal.id * 4 + 1, payment.unit_id, payment.item_id, payment.receipt_id, payment.source,
        reversal.on_date, -reversal.amount
      FROM reversal JOIN payment ON payment.id = reversal.payment_id
      WHERE ${within('reversal.on_date')} AND ${isManagement('payment.item_id')}
      UNION ALL
      SELECT refund.id * 4 + 2, payment.unit_id, payment.item_id, payment.receipt_id, payment.source,
        refund.on_date, -refund.amount
      FROM refund JOIN payment ON payment.id = refund.payment_id
      WHERE ${within('refund.on_date')} AND ${isManagement('payment.item_id')})`
    return db.selectFrom(moves.as('money')) as unknown as ListQuery
  },
  lend: (query) =>
    withItem(query, 'money.item_id').innerJoin('receipt', (join) =>
      join.on(sql<boolean>`receipt.id = money.receipt_id`),
    ),
  date: () => sql<string>`money.on_date`,
  what: sql<string>`receipt.receipt_no || ' ' || fee_item.name`,
  partBy: { alias: 'source', column: sql`money.source` },
  part: () => sql<string>`CASE WHEN unit.kind = 'shop' THEN 'shop' ELSE source END`,
  measures: { amount: sql<number>`money.amount` },
}

/** Discount lines by their own date; one that is withdrawn counts below zero on that day. A write-off is no discount. */
const discounted: RecordSet = {
  id: 'discount-lines',
  record: 'line.id',
  unit: 'line.unit_id',
  from: (db, period) => {
    const lines = (date: string, sign: string, offset: string) => sql`
      SELECT discount.id * 2 + ${sql.raw(offset)} AS id, charge.unit_id, charge.id AS charge_id, discount.kind,
        ${sql.ref(date)} AS on_date, ${sql.raw(sign)} discount.amount AS amount
      FROM discount JOIN charge ON charge.id = discount.charge_id
      WHERE ${sql.ref(date)} >= ${period.from} AND ${sql.ref(date)} <= ${period.to}
        AND discount.kind <> 'write-off' AND ${isManagement('charge.item_id')}`
    const all = sql`(${lines('discount.on_date', '+', '0')} UNION ALL ${lines('discount.reversed_on', '-', '1')})`
    return db.selectFrom(all.as('line')) as unknown as ListQuery
  },
  lend: (query) =>
    withItem(
      query.innerJoin('charge', (join) => join.on(sql<boolean>`charge.id = line.charge_id`)),
      'charge.item_id',
    ),
  date: () => sql<string>`line.on_date`,
  what: feeAndPeriod,
  measures: { amount: sql<number>`line.amount` },
}

/** What is still owed on the day of each charge due by then, of any year. */
export const owed: RecordSet = {
  id: 'charges-owed',
  record: 'outstanding.charge_id',
  unit: 'outstanding.unit_id',
  from: (db, period) =>
    (db.selectFrom('outstanding') as unknown as ListQuery).where(
      sql<boolean>`${holdsOn(period.asOf, 'outstanding')} AND ${isManagement('outstanding.item_id')}`,
    ),
  lend: (query) =>
    withItem(
      query.innerJoin('charge', (join) => join.on(sql<boolean>`charge.id = outstanding.charge_id`)),
      'charge.item_id',
    ),
  date: () => sql<string>`charge.due_on`,
  what: feeAndPeriod,
  part: (period) => sql<string>`CASE WHEN ${livedIn(period.asOf)} THEN 'moved-in' ELSE 'not-moved-in' END`,
  measures: { amount: sql<number>`outstanding.amount` },
}

/** Which row of the collection rates a unit belongs to on the day. */
function household(period: Period): RawBuilder<string> {
  return sql<string>`CASE WHEN unit.kind = 'shop' THEN 'shop' ELSE
    CASE ${occupancyOf(period.asOf)} WHEN 'decorated-resident' THEN 'moved-in' WHEN 'undecorated-resident' THEN 'moved-in'
      WHEN 'decorating' THEN 'decorating' ELSE 'not-moved-in' END END`
}

/** Units with a charge of the year that is due by the day; `settled` where all such charges are settled by then. */
const billed: RecordSet = {
  id: 'units-charged',
  record: 'unit.id',
  from: (db, period) =>
    (db.selectFrom('unit') as unknown as ListQuery).where(
      sql<boolean>`unit.id IN (SELECT charge.unit_id FROM charge
        WHERE ${chargedIn(period)} AND charge.due_on <= ${period.asOf})`,
    ),
  date: () => sql<string>`unit.handed_over_on`,
  part: household,
  measures: {
    settled: (period) => sql<number>`unit.id NOT IN (SELECT outstanding.unit_id FROM outstanding
      JOIN charge ON charge.id = outstanding.charge_id
      WHERE ${holdsOn(period.asOf, 'outstanding')} AND charge.due_on <= ${period.asOf} AND ${chargedIn(period)})`,
  },
}

/** Payment notices issued within the year; a reprint is the same notice, a cancelled one is none. */
const notices: RecordSet = {
  id: 'payment-notices',
  record: 'payment_notice.id',
  unit: 'payment_notice.unit_id',
  from: (db, period) =>
    (db.selectFrom('payment_notice') as unknown as ListQuery).where(
      sql<boolean>`payment_notice.issued_on >= ${period.from} AND payment_notice.issued_on <= ${period.to}
        AND (payment_notice.cancelled_on IS NULL OR payment_notice.cancelled_on > ${period.asOf})`,
    ),
  date: () => sql<string>`payment_notice.issued_on`,
  what: sql<string>`payment_notice.notice_no`,
}

export const occupancyParts: Parts = {
  always: false,
  labels: {
    'decorated-resident': { zh: '已装修入住', en: 'Decorated, moved in' },
    decorating: { zh: '正在装修', en: 'Being decorated' },
    'undecorated-resident': { zh: '未装修入住', en: 'Undecorated, moved in' },
    'unsold-let': { zh: '未售出租', en: 'Let while unsold' },
    'decorated-vacant': { zh: '装修未入住', en: 'Decorated, not moved in' },
    vacant: { zh: '未入住', en: 'Not moved in' },
    'undelivered-leaseback': { zh: '未交房反租', en: 'Leased back before handover' },
    undelivered: { zh: '未交房', en: 'Not handed over' },
  },
}

const section = 'fees'

const rates = [
  ['moved-in', '已入住', 'Moved in'],
  ['decorating', '正在装修', 'Being decorated'],
  ['not-moved-in', '未入住', 'Not moved in'],
  ['shop', '店面', 'Shops'],
] as const

/** Register 4 of the product page: `fees/*`, all of management-fee items (物业费, 店面物业费). */
export const feesFigures: readonly Figure[] = [
  {
    id: 'fees/notices-sent',
    section,
    unit: 'count',
    of: notices,
    label: { zh: '发放缴费通知单', en: 'Payment notices sent' },
    definition: {
      zh: '本年内且不晚于统计日发出的编号缴费通知单份数；补打不重复计，已作废的不计。',
      en: 'Numbered payment notices issued within the year and by the as-of date; reprints and cancelled ones not counted.',
    },
  },
  {
    id: 'fees/receivable',
    section,
    unit: 'yuan',
    of: charged,
    measure: 'amount',
    parts: occupancyParts,
    label: { zh: '全年应收管理费', en: 'Management fee receivable' },
    definition: {
      zh: '账期在本年、统计日前已出账且未冲红的物业费与店面物业费，优惠前金额；按统计日当天房屋的入住状态分列。',
      en: 'Management-fee charges whose period lies in the year, published and not reversed by the as-of date, before discounts; by the unit’s occupancy category on that date.',
    },
  },
  {
    id: 'fees/received',
    section,
    unit: 'yuan',
    of: received,
    measure: 'amount',
    parts: {
      always: false,
      labels: {
        renewal: { zh: '续交', en: 'Renewals' },
        handover: { zh: '交房一次性', en: 'At handover' },
        shop: { zh: '店面', en: 'Shops' },
        other: { zh: '其他', en: 'Other' },
      },
    },
    label: { zh: '实收金额', en: 'Received' },
    definition: {
      zh: '本年内且不晚于统计日收到的物业费与店面物业费，减去同期冲红和退款，含以前年度和以后账期；店面单列，其余按收款来源分列。',
      en: 'Management-fee payments less reversals and refunds dated within the year and by the as-of date, for past and future periods alike; shops by kind of unit, the others by source.',
    },
  },
  {
    id: 'fees/discounts',
    section,
    unit: 'yuan',
    of: discounted,
    measure: 'amount',
    label: { zh: '全年累计优惠', en: 'Discounts' },
    definition: {
      zh: '优惠日期在本年内且不晚于统计日的优惠（空置、预缴赠送、人工减免），减去同期撤销的；核销不计。',
      en: 'Discount lines dated within the year and by the as-of date, less those withdrawn in that time; write-offs not counted.',
    },
  },
  {
    id: 'fees/arrears',
    section,
    unit: 'yuan',
    inTime: 'standing',
    takenOver: true,
    of: owed,
    measure: 'amount',
    parts: {
      always: true,
      labels: {
        'moved-in': { zh: '已入住', en: 'Moved in' },
        'not-moved-in': { zh: '未入住', en: 'Not moved in' },
      },
    },
    label: { zh: '累计欠物业费', en: 'Arrears' },
    definition: {
      zh: '统计日前到期的各年物业费与店面物业费：应收减优惠、核销和已冲抵的收款；按统计日当天是否入住分列。',
      en: 'Over all charges due by the as-of date, of any year: amount less discounts, write-offs and settled money by that date; by whether the unit is lived in then.',
    },
  },
  ...rates.map(
    ([group, zh, en]): Figure => ({
      id: `fees/household-rate/${group}`,
      section,
      unit: 'ratio',
      of: billed,
      onlyPart: group,
      isCounted: 'settled',
      label: { zh: `${zh}收费率(户)`, en: `${en}: households paid up` },
      definition: {
        zh: `${zh}：本年账期的物业费在统计日前全部结清的户数 ÷ 有本年账期且已到期物业费的户数。店面按房屋类型单列，其余按统计日的入住状态。`,
        en: 'Units whose charges of the year due by the as-of date are all settled by then ÷ units with such a charge. Shops by kind of unit, the others by occupancy on that date.',
      },
    }),
  ),
]
