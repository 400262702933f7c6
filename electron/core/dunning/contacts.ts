import { sql } from 'kysely'
import { addDays, type DateText } from '../../contract/dates.ts'
import type { ContactFields, DuePromises, WayResult } from '../../contract/dunning.ts'
import { DeskError, type Problem } from '../../contract/errors.ts'
import type { Role } from '../../contract/roles.ts'
import { contactWays } from '../../contract/vocabulary.ts'
import { type AuditedWriter, write } from '../audit/writer.ts'
import type { Db, Desk, Tx } from '../context.ts'
import { estateProblems } from '../fees/estateDay.ts'
import { isDue } from './list.ts'
import { contactStands } from './promises.ts'

/** Money that comes within so many days counts as brought by the contact. */
export const followedDays = 30

/** Records that a debtor was spoken or written to. @throws DeskError `contact-invalid` with what is wrong at which field */
export function addContact(desk: Desk, unitId: number, fields: ContactFields): Promise<number> {
  return write(desk, (writer) => recordContact(writer, desk, unitId, fields))
}

/** As `addContact`, inside a transaction that writes more. */
export async function recordContact(
  writer: AuditedWriter,
  desk: Desk,
  unitId: number,
  fields: ContactFields,
): Promise<number> {
  const unit = await writer.tx.selectFrom('unit').select('id').where('id', '=', unitId).executeTakeFirst()
  if (!unit) throw new DeskError('not-found', { entity: 'unit', id: unitId })
  const problems = [...contactProblems(fields, desk.clock.today()), ...(await estateProblems(writer.tx, fields.onDate))]
  if (problems.length > 0) throw new DeskError('contact-invalid', {}, problems)
  const promises = fields.outcome === 'promised'
  return writer.insert('contact', {
    unit_id: unitId,
    on_date: fields.onDate,
    way: fields.way,
    outcome: fields.outcome,
    person: fields.person,
    note: fields.note,
    promise_on: promises ? fields.promiseOn : null,
    promise_amount: promises ? fields.promiseAmount : null,
    promise_state: promises ? 'open' : null,
    documented: fields.documented ? 1 : 0,
    notice_id: null,
    actor_name: desk.actor.name,
  })
}

/** What is wrong with a contact before it is recorded. */
export function contactProblems(fields: ContactFields, today: DateText): Problem[] {
  const problems: Problem[] = []
  if (fields.onDate > today) problems.push({ code: 'contact-in-future', field: 'onDate', params: { today } })
  if (fields.outcome === 'promised') {
    if (fields.promiseOn === null) problems.push({ code: 'promise-without-date', field: 'promiseOn' })
    else if (fields.promiseOn < fields.onDate) {
      problems.push({ code: 'promise-before-contact', field: 'promiseOn', params: { date: fields.onDate } })
    }
    if (fields.promiseAmount === null) problems.push({ code: 'promise-without-amount', field: 'promiseAmount' })
  }
  if (fields.documented && fields.outcome === 'not-reached') {
    problems.push({ code: 'demand-not-reached', field: 'documented' })
  }
  return problems
}

/**
 * Strikes a contact out that was entered wrongly: it stays with its reason, and from today on counts for nothing.
 * Whoever recorded it may, and whoever keeps the books.
 * @throws DeskError `reason-needed`, `contact-struck`, `contact-of-notice`, `contact-not-own`, `not-found`; StaleError
 */
export function strikeContact(desk: Desk, id: number, version: number, reason: string): Promise<number> {
  return write(desk, async (writer) => {
    const why = reason.trim()
    if (why === '') throw new DeskError('reason-needed', {}, [{ code: 'reason-needed', field: 'reason' }])
    const contact = await writer.tx.selectFrom('contact').selectAll().where('id', '=', id).executeTakeFirst()
    if (!contact) throw new DeskError('not-found', { entity: 'contact', id })
    if (contact.notice_id !== null) throw new DeskError('contact-of-notice')
    if (!mayStrike(desk, await recorderOf(writer.tx, id))) {
      throw new DeskError('contact-not-own', { name: contact.actor_name })
    }
    if (contact.version === version && contact.struck_on !== null) {
      throw new DeskError('contact-struck', { by: contact.struck_by ?? '', date: contact.struck_on })
    }
    await writer.update(
      'contact',
      id,
      version,
      { struck_on: desk.clock.today(), struck_reason: why, struck_by: desk.actor.name },
      { reason: why },
    )
    return id
  })
}

/** Who may strike out what somebody else has recorded. */
const seniors: readonly Role[] = ['accountant', 'manager', 'administrator']

/** @param recordedBy of the staff; null where it came from the command line or an import */
export function mayStrike({ actor }: Desk, recordedBy: number | null): boolean {
  return (actor.id !== null && actor.id === recordedBy) || actor.roles.some((role) => seniors.includes(role))
}

/** Who recorded the row `contact`, of the staff: its own audit line says so, whatever name the person bears since. */
export const recordedBy = sql<number | null>`(SELECT audit.actor_id FROM audit
  WHERE audit.entity = 'contact' AND audit.entity_id = contact.id AND audit.action = 'insert')`

async function recorderOf(tx: Tx, id: number): Promise<number | null> {
  const row = await tx.selectFrom('contact').select(recordedBy.as('by')).where('id', '=', id).executeTakeFirst()
  return row?.by ?? null
}

/** Promises whose day has come, up to a few named, the oldest first. */
export async function duePromises(desk: Desk, shown = 8): Promise<DuePromises> {
  const today = desk.clock.today()
  const rows = await desk.db
    .selectFrom('contact')
    .innerJoin('unit', 'unit.id', 'contact.unit_id')
    .select(['contact.id', 'contact.unit_id', 'unit.display', 'contact.person'])
    .select(['contact.promise_on', 'contact.promise_amount'])
    .where(isDue(today))
    .orderBy('contact.promise_on')
    .orderBy('contact.id')
    .execute()
  return {
    count: rows.length,
    amount: rows.reduce((sum, row) => sum + (row.promise_amount ?? 0), 0),
    rows: rows.slice(0, shown).map((row) => ({
      contactId: row.id,
      unitId: row.unit_id,
      unit: row.display,
      person: row.person,
      promiseOn: row.promise_on ?? '',
      promiseAmount: row.promise_amount ?? 0,
    })),
  }
}

/**
 * What each way of contact brought in a period: how many were tried, reached, promised, and what was paid within 30
 * days. A payment is credited to the last contact of its unit before it, so that no money counts twice. Cancelled
 * notices, contacts struck out and reversed payments do not count.
 */
export async function wayResults(db: Db, from: DateText, to: DateText, today: DateText): Promise<WayResult[]> {
  const contacts = await db
    .selectFrom('contact')
    .select(['id', 'unit_id', 'on_date', 'way', 'outcome'])
    .where('on_date', '>=', from)
    .where('on_date', '<=', addDays(to, followedDays))
    .where(contactStands(today))
    .where(
      sql<boolean>`(notice_id IS NULL OR notice_id NOT IN (
        SELECT id FROM payment_notice WHERE cancelled_on IS NOT NULL AND cancelled_on <= ${today}))`,
    )
    .orderBy('on_date')
    .orderBy('id')
    .execute()
  const payments = await db
    .selectFrom('payment')
    .select(['unit_id', 'on_date', 'amount'])
    .where('on_date', '>=', from)
    .where('on_date', '<=', addDays(to, followedDays))
    .where('on_date', '<=', today)
    .where(sql<boolean>`(reversed_on IS NULL OR reversed_on > ${today})`)
    .execute()
  const byUnit = Map.groupBy(contacts, (contact) => contact.unit_id)
  const brought = new Map<number, number>()
  for (const payment of payments) {
    const last = byUnit.get(payment.unit_id)?.findLast((contact) => contact.on_date <= payment.on_date)
    if (last && addDays(last.on_date, followedDays) >= payment.on_date) {
      brought.set(last.id, (brought.get(last.id) ?? 0) + payment.amount)
    }
  }
  const inPeriod = contacts.filter((contact) => contact.on_date <= to)
  return contactWays.map((way) => {
    const own = inPeriod.filter((contact) => contact.way === way)
    return {
      way,
      contacts: own.length,
      reached: own.filter((contact) => contact.outcome !== 'not-reached').length,
      promised: own.filter((contact) => contact.outcome === 'promised').length,
      followed: own.filter((contact) => brought.has(contact.id)).length,
      amount: own.reduce((sum, contact) => sum + (brought.get(contact.id) ?? 0), 0),
    }
  })
}
