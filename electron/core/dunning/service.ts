import { sql } from 'kysely'
import { ageBands } from '../../contract/ageBands.ts'
import type { DateText } from '../../contract/dates.ts'
import type { ArrearsTotals, UnitArrears, WriteOffWish } from '../../contract/dunning.ts'
import { DeskError } from '../../contract/errors.ts'
import type { ListFilter } from '../../contract/lists.ts'
import { joined } from '../../db/dialect.ts'
import { approvalRules } from '../approvals/kinds.ts'
import { askFor } from '../approvals/service.ts'
import type { Desk } from '../context.ts'
import { ownersOn } from '../estate/list.ts'
import { accountView } from '../fees/ledger.ts'
import { casesOf } from './cases.ts'
import { mayStrike, recordedBy } from './contacts.ts'
import { limitationsOf } from './limitation.ts'
import { owingUnits } from './list.ts'
import { noticeSheets } from './notices.ts'
import { promiseState } from './promises.ts'
import { waitingWishes } from './writeOff.ts'

/** What the units of a filter owe in all on its day, and by age. The total is that of the list under the same filter. */
export async function arrearsTotals(desk: Desk, filter: ListFilter<'arrears'>): Promise<ArrearsTotals> {
  const asOf = filter.asOf ?? desk.clock.today()
  const { band: chosen, ...anyAge } = filter
  const all = await sumUp(desk, anyAge, asOf)
  const shown = chosen === undefined ? all : await sumUp(desk, filter, asOf)
  return { asOf, units: shown.units, owed: shown.owed, ageing: all.ageing }
}

async function sumUp(desk: Desk, filter: ListFilter<'arrears'>, asOf: DateText) {
  const row = (await owingUnits(desk.db, filter, asOf, 'sets')
    .select([sql<number>`count(*)`.as('units'), sql<number>`coalesce(sum(debt.owed), 0)`.as('owed')])
    .select(
      ageBands.flatMap((_, index) => {
        const band = sql.ref(`debt.band${index}`)
        return [
          sql<number>`count(${band})`.as(`units${index}`),
          sql<number>`coalesce(sum(${band}), 0)`.as(`amount${index}`),
        ]
      }),
    )
    .executeTakeFirstOrThrow()) as Record<string, number>
  return {
    units: row.units ?? 0,
    owed: row.owed ?? 0,
    ageing: ageBands.map((band, index) => ({
      band: band.id,
      units: row[`units${index}`] ?? 0,
      amount: row[`amount${index}`] ?? 0,
    })),
  }
}

/** One unit's arrears on a day with all that was done about them. @throws DeskError `not-found` */
export async function unitArrears(desk: Desk, unitId: number, day?: DateText): Promise<UnitArrears> {
  const { db } = desk
  const asOf = day ?? desk.clock.today()
  const unit = await db
    .selectFrom('unit')
    .innerJoin('building', 'building.id', 'unit.building_id')
    .innerJoin('area', 'area.id', 'building.area_id')
    .select(['unit.id', 'unit.display', 'unit.area_centi', 'area.name as area'])
    .select(ownersOn(asOf).as('owners'))
    .select(
      sql<string | null>`(SELECT ${joined(sql`person.phone`)} FROM residency
        JOIN person ON person.id = residency.person_id
        WHERE residency.unit_id = unit.id AND residency.role = 'owner' AND person.phone <> ''
          AND residency.from_on <= ${asOf} AND (residency.to_on IS NULL OR residency.to_on >= ${asOf}))`.as('phone'),
    )
    .where('unit.id', '=', unitId)
    .executeTakeFirst()
  if (!unit) throw new DeskError('not-found', { entity: 'unit', id: unitId })
  const contacts = await db
    .selectFrom('contact')
    .leftJoin('payment_notice', 'payment_notice.id', 'contact.notice_id')
    .selectAll('contact')
    .select('payment_notice.notice_no')
    .select([promiseState(asOf).as('state'), recordedBy.as('recorded_by')])
    .where('contact.unit_id', '=', unitId)
    .where('contact.on_date', '<=', asOf)
    .orderBy('contact.on_date', 'desc')
    .orderBy('contact.id', 'desc')
    .execute()
  const payments = await db
    .selectFrom('payment')
    .innerJoin('receipt', 'receipt.id', 'payment.receipt_id')
    .innerJoin('fee_item', 'fee_item.id', 'payment.item_id')
    .select(['payment.id', 'receipt.receipt_no', 'payment.on_date', 'fee_item.name as item', 'receipt.payer'])
    .select(['payment.method', 'payment.amount', 'payment.reversed_on'])
    .where('payment.unit_id', '=', unitId)
    .where('payment.on_date', '<=', asOf)
    .orderBy('payment.on_date')
    .orderBy('payment.id')
    .execute()
  const notices = await noticeSheets(db, { unitId })
  return {
    unitId,
    unit: unit.display,
    area: unit.area,
    areaCenti: unit.area_centi,
    owners: unit.owners,
    phone: unit.phone,
    account: await accountView(db, unitId, asOf),
    limitations: await limitationsOf(db, unitId, asOf),
    contacts: contacts.map((row) => ({
      id: row.id,
      onDate: row.on_date,
      way: row.way,
      outcome: row.outcome,
      person: row.person,
      note: row.note,
      promiseOn: row.promise_on,
      promiseAmount: row.promise_amount,
      promiseState: row.state,
      documented: row.documented === 1,
      noticeNo: row.notice_no,
      actor: row.actor_name,
      version: row.version,
      mayStrike: row.notice_id === null && mayStrike(desk, row.recorded_by),
      ...strikeOf(row, asOf),
    })),
    notices: notices.filter((notice) => notice.issuedOn <= asOf).reverse(),
    writeOffsAsked: (await waitingWishes(db, unitId)).map((wish) => wish.chargeId),
    cases: await casesOf(db, unitId),
    payments: payments.map((row) => ({
      id: row.id,
      receiptNo: row.receipt_no,
      onDate: row.on_date,
      item: row.item,
      payer: row.payer,
      method: row.method,
      amount: row.amount,
      reversedOn: row.reversed_on !== null && row.reversed_on <= asOf ? row.reversed_on : null,
    })),
  }
}

interface Strike {
  readonly struck_on: DateText | null
  readonly struck_reason: string | null
  readonly struck_by: string | null
}

/** How a contact was struck out by the day. */
function strikeOf({ struck_on: on, struck_reason: reason, struck_by: by }: Strike, asOf: DateText) {
  return on !== null && on <= asOf
    ? { struckOn: on, struckReason: reason, struckBy: by }
    : { struckOn: null, struckReason: null, struckBy: null }
}

/**
 * Asks for what is owed of charges of one unit to be written off: one request, whatever their number.
 * @throws DeskError as `writeOffRule`, `reason-needed`, `already-asked`, `write-off-several-units`, `not-found`
 */
export async function askWriteOff(desk: Desk, wishes: readonly WriteOffWish[], reason: string): Promise<number> {
  const charges = await desk.db
    .selectFrom('charge')
    .select(['id', 'unit_id'])
    .where(
      'id',
      'in',
      wishes.map((wish) => wish.chargeId),
    )
    .execute()
  const missing = wishes.find((wish) => !charges.some((charge) => charge.id === wish.chargeId))
  if (missing) throw new DeskError('not-found', { entity: 'charge', id: missing.chargeId })
  const [unitId, ...others] = new Set(charges.map((charge) => charge.unit_id))
  if (unitId === undefined || others.length > 0) throw new DeskError('write-off-several-units')
  return askFor(desk, approvalRules, {
    kind: 'write-off',
    unitId,
    amount: wishes.reduce((sum, wish) => sum + wish.amount, 0),
    payload: { charges: wishes },
    reason,
  })
}
