import { type RawBuilder, sql } from 'kysely'
import { addDays, type DateText } from '../../contract/dates.ts'
import { promiseGraceDays } from '../../contract/dunning.ts'
import { type ListFilter, type ListRow, lists } from '../../contract/lists.ts'
import { joined } from '../../db/dialect.ts'
import type { Db } from '../context.ts'
import { unitMatches, unitStandsIn, withPlace } from '../estate/list.ts'
import { isOccupied, occupancyOf } from '../estate/occupancy.ts'
import { type DebtFilter, debtsOn, owedPart, prepaidByUnit } from '../fees/ledger.ts'
import type { ListQuery, ListSource } from '../lists/source.ts'
import { endOf, limitationEnd, limitationIs } from './limitation.ts'
import { contactStands, nextPromise, promiseState } from './promises.ts'

type ArrearsFilter = ListFilter<'arrears'>

/** Units that owe on a day (today without one) as `debt` joined with `unit`: the list, its totals and its notices. */
export function owingUnits(db: Db, filter: ArrearsFilter, asOf: DateText, way: 'rows' | 'sets'): ListQuery {
  const { item, itemKind, band } = filter
  let query = (db.selectFrom(debtsOn(asOf, { item, itemKind, band }).as('debt')) as unknown as ListQuery)
    .innerJoin('unit', (join) => join.on(sql<boolean>`unit.id = debt.unit_id`))
    .where(unitStandsIn(filter)) as unknown as ListQuery
  if (filter.minAmount) query = query.where(sql<boolean>`debt.owed >= ${filter.minAmount}`)
  if (filter.occupancy !== undefined) query = query.where(isOccupied(filter.occupancy, asOf, way))
  if (filter.text?.trim()) query = query.where(unitMatches(filter.text))
  if (filter.limitation !== undefined) query = query.where(limitationIs(filter.limitation, asOf))
  return query
}

const dayOf = (filter: ArrearsFilter, today: DateText) => filter.asOf ?? today

/** Those who owe what is looked at of the row `unit`: a column of theirs, each once. */
function ofDebtors(column: 'name' | 'phone', asOf: DateText, part: DebtFilter): RawBuilder<string | null> {
  const value = sql.ref(`person.${column}`)
  return sql<string | null>`(SELECT ${joined(value)} FROM person WHERE ${value} <> '' AND person.id IN (
    SELECT charge.debtor_id FROM outstanding JOIN charge ON charge.id = outstanding.charge_id
    WHERE outstanding.unit_id = unit.id AND ${owedPart(asOf, part)}))`
}

const lastContact = (asOf: DateText) =>
  sql<DateText | null>`(SELECT max(contact.on_date) FROM contact
    WHERE contact.unit_id = unit.id AND contact.on_date <= ${asOf} AND ${contactStands(asOf)})`

/** Arrears on a day, one row a unit, the largest first. */
export const arrearsSource: ListSource<'arrears'> = {
  from(desk, filter, counting) {
    return owingUnits(desk.db, filter, dayOf(filter, desk.clock.today()), counting ? 'sets' : 'rows')
  },
  select(query, desk, filter) {
    const asOf = dayOf(filter, desk.clock.today())
    return withPlace(query).select([
      sql`unit.id`.as('id'),
      sql`area.name`.as('area'),
      sql`building.name`.as('building'),
      sql`unit.room`.as('room'),
      sql`unit.display`.as('display'),
      ofDebtors('name', asOf, filter).as('debtor'),
      ofDebtors('phone', asOf, filter).as('phone'),
      sql`debt.debtor_kind`.as('debtorKind'),
      occupancyOf(asOf).as('occupancy'),
      sql`debt.owed`.as('owed'),
      sql`debt.oldest_due_on`.as('oldestDueOn'),
      ...bandColumns.map((band) => sql.ref(`debt.${band}`).as(band)),
      prepaidByUnit(asOf).as('prepaid'),
      lastContact(asOf).as('lastContactOn'),
      nextPromise(asOf).as('promiseOn'),
      limitationEnd(asOf).as('limitationOn'),
    ])
  },
  order(desk, filter) {
    const asOf = dayOf(filter, desk.clock.today())
    return {
      place: 'unit.sort_key',
      area: 'area.sort_key',
      building: 'building.sort_key',
      room: 'unit.sort_key',
      owed: sql`debt.owed`,
      oldestDueOn: sql`debt.oldest_due_on`,
      ...Object.fromEntries(bandColumns.map((band) => [band, sql.ref(`debt.${band}`)])),
      prepaid: prepaidByUnit(asOf),
      lastContactOn: lastContact(asOf),
      promiseOn: nextPromise(asOf),
      limitationOn: limitationEnd(asOf),
    }
  },
  defaultSort: [{ by: 'owed', descending: true }, { by: 'place' }],
  tieBreak: 'unit.id',
  row: (raw) => ({ ...raw, limitationOn: endOf(raw.limitationOn as string | null) }) as ListRow<'arrears'>,
}

const bandColumns = lists.arrears.columns.map((column) => column.id).filter((id) => id.startsWith('band'))

const cancelled = (today: DateText) =>
  sql<boolean>`(payment_notice.cancelled_on IS NOT NULL AND payment_notice.cancelled_on <= ${today})`

/** Payment notices issued, the newest first. */
export const paymentNoticesSource: ListSource<'paymentNotices'> = {
  from(desk, filter) {
    const today = desk.clock.today()
    let query = desk.db
      .selectFrom('payment_notice')
      .innerJoin('unit', 'unit.id', 'payment_notice.unit_id')
      .where(unitStandsIn(filter)) as unknown as ListQuery
    if (filter.from !== undefined) query = query.where(sql.ref('payment_notice.issued_on'), '>=', filter.from)
    if (filter.to !== undefined) query = query.where(sql.ref('payment_notice.issued_on'), '<=', filter.to)
    if (filter.batchId !== undefined) query = query.where(sql.ref('payment_notice.batch_id'), '=', filter.batchId)
    if (filter.unitId !== undefined) query = query.where(sql.ref('payment_notice.unit_id'), '=', filter.unitId)
    if (filter.state === 'cancelled') query = query.where(cancelled(today))
    if (filter.state === 'valid') query = query.where(sql<boolean>`NOT ${cancelled(today)}`)
    const text = filter.text?.trim()
    if (text)
      query = query.where(sql<boolean>`(payment_notice.notice_no = ${text.toUpperCase()} OR ${unitMatches(text)})`)
    return query
  },
  select: (query, desk) =>
    withPlace(query)
      .innerJoin('notice_batch', (join) => join.on(sql<boolean>`notice_batch.id = payment_notice.batch_id`))
      .select([
        sql`payment_notice.id`.as('id'),
        sql`payment_notice.version`.as('version'),
        sql`payment_notice.batch_id`.as('batchId'),
        sql`payment_notice.notice_no`.as('noticeNo'),
        sql`payment_notice.issued_on`.as('issuedOn'),
        sql`unit.id`.as('unitId'),
        sql`area.name`.as('area'),
        sql`unit.display`.as('unit'),
        sql`payment_notice.addressee`.as('addressee'),
        sql`payment_notice.amount`.as('amount'),
        sql`notice_batch.title`.as('title'),
        sql`payment_notice.prints`.as('prints'),
        sql`CASE WHEN ${cancelled(desk.clock.today())} THEN 'cancelled' ELSE 'valid' END`.as('state'),
        sql`payment_notice.cancel_reason`.as('cancelReason'),
      ]),
  order: () => ({
    noticeNo: 'payment_notice.notice_no',
    issuedOn: 'payment_notice.issued_on',
    area: 'area.sort_key',
    unit: 'unit.sort_key',
    addressee: 'payment_notice.addressee',
    amount: 'payment_notice.amount',
    prints: 'payment_notice.prints',
  }),
  defaultSort: [{ by: 'issuedOn', descending: true }, { by: 'noticeNo' }],
  tieBreak: 'payment_notice.id',
  row: (raw) => raw as ListRow<'paymentNotices'>,
}

/** Condition: the row `contact` holds a promise whose day has come and that is not kept yet. */
export function isDue(today: DateText): RawBuilder<boolean> {
  return sql<boolean>`(contact.promise_state = 'open' AND contact.promise_on <= ${today}
    AND contact.promise_on >= ${addDays(today, -promiseGraceDays)} AND ${promiseState(today)} = 'open')`
}

/** Every attempt to make somebody pay, the newest first. */
export const contactsSource: ListSource<'contacts'> = {
  from(desk, filter) {
    const today = desk.clock.today()
    let query = desk.db
      .selectFrom('contact')
      .innerJoin('unit', 'unit.id', 'contact.unit_id')
      .where(unitStandsIn(filter)) as unknown as ListQuery
    if (filter.way !== undefined) query = query.where(sql.ref('contact.way'), '=', filter.way)
    if (filter.outcome !== undefined) query = query.where(sql.ref('contact.outcome'), '=', filter.outcome)
    if (filter.from !== undefined) query = query.where(sql.ref('contact.on_date'), '>=', filter.from)
    if (filter.to !== undefined) query = query.where(sql.ref('contact.on_date'), '<=', filter.to)
    if (filter.unitId !== undefined) query = query.where(sql.ref('contact.unit_id'), '=', filter.unitId)
    if (filter.promise === 'due') query = query.where(isDue(today))
    else if (filter.promise !== undefined) {
      query = query.where(sql<boolean>`contact.promise_state = 'open' AND ${promiseState(today)} = ${filter.promise}`)
    }
    if (filter.text?.trim()) query = query.where(unitMatches(filter.text))
    return query
  },
  select: (query, desk) =>
    withPlace(query).select([
      sql`contact.id`.as('id'),
      sql`unit.id`.as('unitId'),
      sql`contact.on_date`.as('onDate'),
      sql`area.name`.as('area'),
      sql`unit.display`.as('unit'),
      sql`contact.way`.as('way'),
      sql`contact.outcome`.as('outcome'),
      sql`contact.person`.as('person'),
      sql`contact.note`.as('note'),
      sql`contact.promise_on`.as('promiseOn'),
      sql`contact.promise_amount`.as('promiseAmount'),
      promiseState(desk.clock.today()).as('promiseState'),
      sql`(SELECT notice_no FROM payment_notice WHERE payment_notice.id = contact.notice_id)`.as('noticeNo'),
      sql`contact.actor_name`.as('actor'),
      sql`contact.struck_on`.as('struckOn'),
      sql`contact.struck_reason`.as('struckReason'),
    ]),
  order: () => ({
    onDate: 'contact.on_date',
    area: 'area.sort_key',
    unit: 'unit.sort_key',
    way: 'contact.way',
    outcome: 'contact.outcome',
    person: 'contact.person',
    promiseOn: 'contact.promise_on',
    promiseAmount: 'contact.promise_amount',
    actor: 'contact.actor_name',
    struckOn: 'contact.struck_on',
    entered: 'contact.id',
  }),
  defaultSort: [
    { by: 'onDate', descending: true },
    { by: 'entered', descending: true },
  ],
  tieBreak: 'contact.id',
  row: (raw) => raw as ListRow<'contacts'>,
}

const lastStep = sql<DateText | null>`(SELECT max(legal_step.on_date) FROM legal_step
  WHERE legal_step.case_id = legal_case.id)`

/** Cases at law, the newest first. */
export const legalCasesSource: ListSource<'legalCases'> = {
  from(desk, filter) {
    let query = desk.db
      .selectFrom('legal_case')
      .innerJoin('unit', 'unit.id', 'legal_case.unit_id')
      .where(unitStandsIn(filter)) as unknown as ListQuery
    if (filter.state !== undefined) query = query.where(sql.ref('legal_case.state'), '=', filter.state)
    if (filter.text?.trim()) query = query.where(unitMatches(filter.text))
    return query
  },
  select: (query) =>
    withPlace(query).select([
      sql`legal_case.id`.as('id'),
      sql`unit.id`.as('unitId'),
      sql`legal_case.opened_on`.as('openedOn'),
      sql`area.name`.as('area'),
      sql`unit.display`.as('unit'),
      sql`legal_case.debtor`.as('debtor'),
      sql`legal_case.amount`.as('amount'),
      sql`legal_case.state`.as('state'),
      sql`legal_case.court`.as('court'),
      lastStep.as('lastStepOn'),
      sql`legal_case.note`.as('note'),
    ]),
  order: () => ({
    openedOn: 'legal_case.opened_on',
    area: 'area.sort_key',
    unit: 'unit.sort_key',
    debtor: 'legal_case.debtor',
    amount: 'legal_case.amount',
    state: 'legal_case.state',
    court: 'legal_case.court',
    lastStepOn: lastStep,
  }),
  defaultSort: [{ by: 'openedOn', descending: true }],
  tieBreak: 'legal_case.id',
  row: (raw) => raw as ListRow<'legalCases'>,
}
