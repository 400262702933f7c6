import { sql } from 'kysely'
import { type DateText, yearOf } from '../../contract/dates.ts'
import type { ChosenUnits, NoticeLine, NoticeSheet } from '../../contract/dunning.ts'
import { DeskError } from '../../contract/errors.ts'
import { write } from '../audit/writer.ts'
import type { Db, Desk, Tx } from '../context.ts'
import { holdsOn } from '../fees/ledger.ts'
import { owingUnits } from './list.ts'
import { noticeNo } from './rules.ts'

const unitsAtATime = 500

/** A notice as it would be issued: all that one debtor owes of one unit. */
interface Draft {
  readonly unitId: number
  readonly addressee: string
  readonly debtorKind: 'owner' | 'tenant' | 'developer'
  readonly amount: number
  readonly lines: readonly NoticeLine[]
}

/** What is kept with a notice beside its amount. */
interface Snapshot {
  readonly payBy: DateText
  readonly debtorKind: 'owner' | 'tenant' | 'developer'
  readonly lines: readonly NoticeLine[]
}

/**
 * What issuing notices today would do. A notice always names all that its debtor owes of the unit: the filter chooses
 * units, never parts of a debt. Units that had a notice today are left out, so that nothing is issued twice.
 */
export async function previewNotices(desk: Desk, chosen: ChosenUnits) {
  const asOf = desk.clock.today()
  const { drafts, already } = await draftNotices(desk.db, chosen, asOf)
  return {
    asOf,
    units: new Set(drafts.map((draft) => draft.unitId)).size,
    notices: drafts.length,
    amount: sumOf(drafts),
    already,
    firstNo: noticeNo(yearOf(asOf), (await lastNumber(desk.db, yearOf(asOf))) + 1),
  }
}

/**
 * Issues a batch of payment notices dated today, numbered without gaps within the year in the order of the houses;
 * each leaves a line among the contacts of its unit.
 * @throws DeskError `nothing-to-notify`, `pay-by-passed`, `period-closed`
 */
export function issueNotices(
  desk: Desk,
  chosen: ChosenUnits,
  fields: { readonly title: string; readonly payBy: DateText },
): Promise<{ batchId: number; notices: number; amount: number }> {
  return write(desk, async (writer) => {
    const asOf = desk.clock.today()
    if (fields.payBy < asOf) {
      throw new DeskError('pay-by-passed', { today: asOf }, [
        { code: 'pay-by-passed', field: 'payBy', params: { today: asOf } },
      ])
    }
    const { drafts } = await draftNotices(writer.tx, chosen, asOf)
    if (drafts.length === 0) throw new DeskError('nothing-to-notify')
    const [year, amount] = [yearOf(asOf), sumOf(drafts)]
    const before = await lastNumber(writer.tx, year)
    const batchId = await writer.insert('notice_batch', {
      issued_on: asOf,
      as_of: asOf,
      title: fields.title,
      notices: drafts.length,
      amount,
      actor_name: desk.actor.name,
    })
    const ids = await writer.insertMany(
      'payment_notice',
      drafts.map((draft, index) => {
        const snapshot: Snapshot = { payBy: fields.payBy, debtorKind: draft.debtorKind, lines: draft.lines }
        return {
          batch_id: batchId,
          year,
          number: before + index + 1,
          notice_no: noticeNo(year, before + index + 1),
          unit_id: draft.unitId,
          addressee: draft.addressee,
          issued_on: asOf,
          as_of: asOf,
          amount: draft.amount,
          lines: JSON.stringify(snapshot),
          prints: 0,
          cancelled_on: null,
          cancel_reason: null,
        }
      }),
    )
    await writer.insertMany(
      'contact',
      drafts.map((draft, index) => ({
        unit_id: draft.unitId,
        on_date: asOf,
        way: 'notice',
        outcome: 'delivered',
        person: draft.addressee,
        note: '',
        promise_on: null,
        promise_amount: null,
        promise_state: null,
        documented: 1,
        notice_id: ids[index] ?? 0,
        actor_name: desk.actor.name,
      })),
    )
    return { batchId, notices: drafts.length, amount }
  })
}

const sumOf = (drafts: readonly Draft[]) => drafts.reduce((sum, draft) => sum + draft.amount, 0)

async function lastNumber(db: Db | Tx, year: number): Promise<number> {
  const last = await db
    .selectFrom('payment_notice')
    .select((of) => of.fn.max('number').as('number'))
    .where('year', '=', year)
    .executeTakeFirst()
  return last?.number ?? 0
}

async function draftNotices(
  db: Db | Tx,
  { filter, unitIds }: ChosenUnits,
  asOf: DateText,
): Promise<{ drafts: Draft[]; already: number }> {
  const rows = (await owingUnits(db, filter, asOf, 'sets')
    .select([sql`unit.id`.as('id'), sql`unit.sort_key`.as('sort_key')])
    .orderBy(sql.ref('unit.sort_key'))
    .execute()) as unknown as { id: number }[]
  const ticked = unitIds && new Set(unitIds)
  const found = rows.map((row) => row.id).filter((id) => !ticked || ticked.has(id))
  const noticed = await noticedOn(db, asOf)
  const units = found.filter((id) => !noticed.has(id))
  return { drafts: await draftsOf(db, units, asOf), already: found.length - units.length }
}

/** Units that had a notice on the day which still counts. */
async function noticedOn(db: Db | Tx, day: DateText): Promise<Set<number>> {
  const rows = await db
    .selectFrom('payment_notice')
    .select('unit_id')
    .where('issued_on', '=', day)
    .where('cancelled_on', 'is', null)
    .execute()
  return new Set(rows.map((row) => row.unit_id))
}

/** A notice for each debtor of each unit, in the order the units are given. */
async function draftsOf(db: Db | Tx, unitIds: readonly number[], asOf: DateText): Promise<Draft[]> {
  const drafts: Draft[] = []
  for (let start = 0; start < unitIds.length; start += unitsAtATime) {
    const chunk = unitIds.slice(start, start + unitsAtATime)
    const rows = await db
      .selectFrom('outstanding')
      .innerJoin('charge', 'charge.id', 'outstanding.charge_id')
      .innerJoin('fee_item', 'fee_item.id', 'charge.item_id')
      .leftJoin('person', 'person.id', 'charge.debtor_id')
      .select(['charge.unit_id', 'charge.debtor_kind', 'charge.debtor_id', 'person.name as debtor'])
      .select(['fee_item.name as item', 'charge.from_on', 'charge.to_on', 'charge.due_on', 'charge.amount'])
      .select('outstanding.amount as owed')
      .where('outstanding.unit_id', 'in', chunk)
      .where(holdsOn(asOf, 'outstanding'))
      .orderBy('charge.due_on')
      .orderBy('charge.from_on')
      .orderBy('fee_item.position')
      .execute()
    const byUnit = Map.groupBy(rows, (row) => row.unit_id)
    for (const unitId of chunk) {
      const byDebtor = Map.groupBy(byUnit.get(unitId) ?? [], (row) => `${row.debtor_kind} ${row.debtor_id}`)
      for (const own of byDebtor.values()) {
        drafts.push({
          unitId,
          addressee: own[0]?.debtor ?? '',
          debtorKind: own[0]?.debtor_kind ?? 'owner',
          amount: own.reduce((sum, row) => sum + row.owed, 0),
          lines: own.map(({ item, from_on, to_on, due_on, amount, owed }) => ({
            item,
            fromOn: from_on,
            toOn: to_on,
            dueOn: due_on,
            amount,
            owed,
          })),
        })
      }
    }
  }
  return drafts
}

/** Batches issued, the newest first. */
export async function noticeBatches(db: Db) {
  const rows = await db.selectFrom('notice_batch').selectAll().orderBy('id', 'desc').limit(100).execute()
  return rows.map(({ id, issued_on, title, notices, amount, actor_name }) => ({
    id,
    issuedOn: issued_on,
    title,
    notices,
    amount,
    actor: actor_name,
  }))
}

/** Notices as they were issued, in the order of their numbers. @throws DeskError `not-found` */
export async function noticeSheets(
  db: Db | Tx,
  which: { batchId: number } | { noticeId: number } | { unitId: number },
): Promise<NoticeSheet[]> {
  const column = 'batchId' in which ? 'batch_id' : 'noticeId' in which ? 'id' : 'unit_id'
  const id = 'batchId' in which ? which.batchId : 'noticeId' in which ? which.noticeId : which.unitId
  const rows = await db
    .selectFrom('payment_notice')
    .innerJoin('notice_batch', 'notice_batch.id', 'payment_notice.batch_id')
    .innerJoin('unit', 'unit.id', 'payment_notice.unit_id')
    .innerJoin('building', 'building.id', 'unit.building_id')
    .innerJoin('area', 'area.id', 'building.area_id')
    .selectAll('payment_notice')
    .select(['notice_batch.title', 'unit.display', 'area.name as area'])
    .where(`payment_notice.${column}`, '=', id)
    .orderBy('payment_notice.year')
    .orderBy('payment_notice.number')
    .execute()
  if (rows.length === 0 && column !== 'unit_id') {
    throw new DeskError('not-found', { entity: column === 'id' ? 'payment_notice' : 'notice_batch', id })
  }
  return rows.map((row) => {
    const { payBy, debtorKind, lines } = JSON.parse(row.lines) as Snapshot
    return {
      id: row.id,
      version: row.version,
      noticeNo: row.notice_no,
      unitId: row.unit_id,
      area: row.area,
      unit: row.display,
      addressee: row.addressee,
      debtorKind,
      issuedOn: row.issued_on,
      asOf: row.as_of,
      title: row.title,
      payBy,
      amount: row.amount,
      lines: [...lines],
      prints: row.prints,
      cancelledOn: row.cancelled_on,
      cancelReason: row.cancel_reason,
    }
  })
}

/** Counts a print of each notice; the number stays what it is. @throws DeskError `not-found`, `notice-cancelled` */
export function countPrints(desk: Desk, noticeIds: readonly number[]): Promise<number> {
  return write(desk, async (writer) => {
    for (let start = 0; start < noticeIds.length; start += unitsAtATime) {
      const chunk = noticeIds.slice(start, start + unitsAtATime)
      const rows = await writer.tx.selectFrom('payment_notice').selectAll().where('id', 'in', chunk).execute()
      for (const id of chunk) {
        const row = rows.find((one) => one.id === id)
        if (!row) throw new DeskError('not-found', { entity: 'payment_notice', id })
        if (row.cancelled_on !== null) throw new DeskError('notice-cancelled', { number: row.notice_no })
        await writer.apply('payment_notice', { ...row }, { prints: row.prints + 1 })
      }
    }
    return noticeIds.length
  })
}

/** Takes a notice back; its number stays used. @throws DeskError `notice-cancelled`, `period-closed`; StaleError */
export function cancelNotice(desk: Desk, id: number, version: number, reason: string): Promise<number> {
  return write(desk, async (writer) => {
    const notice = await writer.tx
      .selectFrom('payment_notice')
      .select(['notice_no', 'cancelled_on'])
      .where('id', '=', id)
      .executeTakeFirst()
    if (!notice) throw new DeskError('not-found', { entity: 'payment_notice', id })
    if (notice.cancelled_on !== null) throw new DeskError('notice-cancelled', { number: notice.notice_no })
    const patch = { cancelled_on: desk.clock.today(), cancel_reason: reason }
    await writer.update('payment_notice', id, version, patch, { reason })
    return id
  })
}
