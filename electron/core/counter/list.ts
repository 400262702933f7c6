import { sql } from 'kysely'
import { dateInZone } from '../../contract/dates.ts'
import type { ListRow } from '../../contract/lists.ts'
import { joined } from '../../db/dialect.ts'
import { unitMatches, unitStandsIn } from '../estate/list.ts'
import type { ListQuery, ListSource } from '../lists/source.ts'

/** Receipts, the newest first; found by number, payer, or the unit they are for. */
export const receiptsSource: ListSource<'receipts'> = {
  from(desk, filter) {
    let query = desk.db.selectFrom('receipt') as unknown as ListQuery
    if (filter.from !== undefined) query = query.where(sql.ref('receipt.on_date'), '>=', filter.from)
    if (filter.to !== undefined) query = query.where(sql.ref('receipt.on_date'), '<=', filter.to)
    if (filter.cashier !== undefined) query = query.where(sql.ref('receipt.cashier'), '=', filter.cashier)
    if (filter.method !== undefined) {
      query = query.where(
        sql<boolean>`receipt.id IN (SELECT receipt_id FROM payment WHERE payment.method = ${filter.method})`,
      )
    }
    if (filter.state !== undefined) {
      const reversed = sql`receipt.id IN (SELECT receipt_id FROM payment WHERE payment.reversed_on IS NOT NULL)`
      query = query.where(filter.state === 'reversed' ? sql<boolean>`${reversed}` : sql<boolean>`NOT ${reversed}`)
    }
    if (filter.unitId !== undefined) {
      query = query.where(sql<boolean>`receipt.id IN (SELECT receipt_id FROM payment WHERE unit_id = ${filter.unitId})`)
    }
    const text = filter.text?.trim()
    if (text) {
      query = query.where(
        sql<boolean>`(receipt.receipt_no = ${text} OR receipt.payer = ${text} OR receipt.id IN (
          SELECT payment.receipt_id FROM payment JOIN unit ON unit.id = payment.unit_id WHERE ${unitMatches(text)}))`,
      )
    }
    return query
  },
  select: (query) =>
    query.select([
      sql`receipt.id`.as('id'),
      sql`receipt.receipt_no`.as('receiptNo'),
      sql`receipt.on_date`.as('onDate'),
      sql`receipt.payer`.as('payer'),
      sql`receipt.cashier`.as('cashier'),
      sql`receipt.prints`.as('prints'),
      amountOf.as('amount'),
      sql`(SELECT ${joined(sql`paid.display`)} FROM (SELECT DISTINCT unit.display FROM payment
        JOIN unit ON unit.id = payment.unit_id WHERE payment.receipt_id = receipt.id) AS paid)`.as('units'),
      methodOf.as('method'),
      reversedOn.as('reversedOn'),
    ]),
  order: () => ({
    receiptNo: 'receipt.receipt_no',
    onDate: 'receipt.on_date',
    payer: 'receipt.payer',
    cashier: 'receipt.cashier',
    amount: amountOf,
    method: methodOf,
    prints: 'receipt.prints',
    reversedOn,
  }),
  defaultSort: [
    { by: 'onDate', descending: true },
    { by: 'receiptNo', descending: true },
  ],
  tieBreak: 'receipt.id',
  row: (raw) => raw as ListRow<'receipts'>,
}

/** How it was paid; `mixed` where in several ways. */
const methodOf = sql<string>`(SELECT CASE WHEN min(payment.method) = max(payment.method) THEN min(payment.method)
  ELSE 'mixed' END FROM payment WHERE payment.receipt_id = receipt.id)`
const amountOf = sql<number>`(SELECT sum(payment.amount) FROM payment WHERE payment.receipt_id = receipt.id)`
const reversedOn = sql<
  string | null
>`(SELECT max(payment.reversed_on) FROM payment WHERE payment.receipt_id = receipt.id)`

/** Requests that need or needed a second person, the waiting ones first. */
export const approvalsSource: ListSource<'approvals'> = {
  from(desk, filter) {
    let query = desk.db.selectFrom('approval') as unknown as ListQuery
    if (filter.state !== undefined) query = query.where(sql.ref('approval.state'), '=', filter.state)
    if (filter.kind !== undefined) query = query.where(sql.ref('approval.kind'), '=', filter.kind)
    const text = filter.text?.trim()
    if (text) {
      query = query.where(
        sql<boolean>`(approval.asked_name = ${text} OR approval.unit_id IN (
          SELECT unit.id FROM unit WHERE ${unitMatches(text)} AND ${unitStandsIn({})}))`,
      )
    }
    return query
  },
  select: (query) =>
    query
      .leftJoin('unit', (join) => join.on(sql<boolean>`unit.id = approval.unit_id`))
      .select([
        sql`approval.id`.as('id'),
        sql`approval.version`.as('version'),
        sql`approval.kind`.as('kind'),
        sql`unit.display`.as('unit'),
        sql`approval.unit_id`.as('unitId'),
        sql`approval.amount`.as('amount'),
        sql`approval.reason`.as('reason'),
        sql`approval.state`.as('state'),
        sql`approval.asked_by`.as('askedBy'),
        sql`approval.asked_name`.as('askedName'),
        sql`approval.asked_at`.as('askedOn'),
        sql`approval.decided_name`.as('decidedName'),
        sql`approval.decided_at`.as('decidedOn'),
        sql`approval.decision`.as('decision'),
        sql`approval.payload`.as('payload'),
      ]),
  order: () => ({
    kind: 'approval.kind',
    amount: 'approval.amount',
    state: sql`CASE approval.state WHEN 'waiting' THEN 0 ELSE 1 END`,
    askedOn: 'approval.asked_at',
    askedName: 'approval.asked_name',
    decidedOn: 'approval.decided_at',
    unit: 'unit.sort_key',
  }),
  defaultSort: [{ by: 'state' }, { by: 'askedOn', descending: true }],
  tieBreak: 'approval.id',
  row: (raw, desk) => {
    const dayOf = (moment: unknown) => (moment === null ? null : dateInZone(new Date(String(moment)), desk.clock.zone))
    return { ...raw, askedOn: dayOf(raw.askedOn), decidedOn: dayOf(raw.decidedOn) } as ListRow<'approvals'>
  },
}
