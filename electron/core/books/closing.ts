import { sql } from 'kysely'
import type { ClosingProblems, MonthState } from '../../contract/books.ts'
import { addDays, addMonths, type DateText, dateInZone, lastOfMonth } from '../../contract/dates.ts'
import { DeskError, type Problem } from '../../contract/errors.ts'
import type { ApprovalRule } from '../approvals/service.ts'
import { write } from '../audit/writer.ts'
import type { Db, Desk, Tx } from '../context.ts'
import { closedThrough } from '../fees/closing.ts'

/**
 * Month close: after it no dated fact of the month, or of any day before, can be written or taken away. Months are closed
 * one after the other; the first one closed may be any, and everything before it is closed with it.
 */

export interface BooksState {
  readonly closedThrough: DateText | null
  readonly firstMonth: string | null
  readonly next: string | null
}

export async function booksState(desk: Desk): Promise<BooksState> {
  const [through, first] = [await closedThrough(desk.db), await firstMonth(desk.db)]
  const next = through === null ? first : monthAfter(through)
  return {
    closedThrough: through,
    firstMonth: first,
    next: next !== null && isOver(next, desk.clock.today()) ? next : null,
  }
}

/** The month of the first fact of money; a charge counts from the first day of its period. */
async function firstMonth(db: Db): Promise<string | null> {
  const { rows } = await sql<{ first: DateText | null }>`
    SELECT min(first) AS first FROM (
      SELECT min(from_on) AS first FROM charge UNION ALL SELECT min(on_date) FROM payment
      UNION ALL SELECT min(on_date) FROM discount UNION ALL SELECT min(on_date) FROM deposit
      UNION ALL SELECT min(on_date) FROM service_entry UNION ALL SELECT min(on_date) FROM cash_deposit) AS facts`.execute(
    db,
  )
  return rows[0]?.first?.slice(0, 7) ?? null
}

const monthAfter = (date: DateText) => addDays(date, 1).slice(0, 7)
const isOver = (month: string, today: DateText) => lastOfMonth(month) < today

/** Every month from the first fact, or the first month ever closed, to today's; the newest first. */
export async function monthStates(desk: Desk): Promise<MonthState[]> {
  const { db, clock } = desk
  const rows = await db.selectFrom('month_close').selectAll().orderBy('id').execute()
  const months = new Map<string, MonthState>()
  const begin = [await firstMonth(db), ...rows.map((row) => row.month)].filter((month) => month !== null).sort()[0]
  if (begin === undefined) return []
  const current = clock.today().slice(0, 7)
  for (let month = begin; month <= current; month = addMonths(`${month}-01`, 1).slice(0, 7)) {
    const open = { closed: false, reopened: false, reopeningAsked: false, at: null, actor: null }
    months.set(month, { month, ...open, actions: [] })
  }
  let through = ''
  for (const { action, through_on: next, at, actor_name: actor, reason } of rows) {
    const [from, to] = action === 'close' ? [through, next] : [next, through]
    for (const state of months.values()) {
      const last = lastOfMonth(state.month)
      if (last <= from || last > to) continue
      const actions = [{ action, at, actor, reason }, ...state.actions]
      const closed = action === 'close'
      months.set(state.month, { ...state, closed, reopened: !closed, at, actor, actions })
    }
    through = next
  }
  const asked = await askedMonths(db)
  return [...months.values()]
    .map((state) => ({ ...state, reopeningAsked: state.closed && asked.some((month) => month <= state.month) }))
    .reverse()
}

/** Months that somebody has asked to reopen and nobody has decided about. */
async function askedMonths(db: Db | Tx): Promise<string[]> {
  const rows = await db
    .selectFrom('approval')
    .select('payload')
    .where('kind', '=', 'reopen-month')
    .where('state', '=', 'waiting')
    .execute()
  return rows.map((row) => String((JSON.parse(row.payload) as { month?: string }).month ?? ''))
}

/** What stands in the way of closing a month, and what only deserves a look before it. */
export async function closingProblems(db: Db | Tx, zone: string, month: string): Promise<ClosingProblems> {
  const [from, through] = [`${month}-01`, lastOfMonth(month)]
  const refusals: Problem[] = []
  const warnings: Problem[] = []
  const waiting = await db.selectFrom('approval').select('asked_at').where('state', '=', 'waiting').execute()
  const asked = waiting.filter((row) => dateInZone(new Date(row.asked_at), zone) <= through)
  if (asked.length > 0) refusals.push({ code: 'close-approvals-waiting', params: { count: asked.length } })

  const shifts = await db
    .selectFrom('shift')
    .innerJoin('staff', 'staff.id', 'shift.cashier_id')
    .select(['staff.name', 'shift.opened_at', 'shift.closed_at', 'shift.expected_cash', 'shift.counted_cash'])
    .where((where) => where.or([where('closed_at', 'is', null), where('counted_cash', 'is', null)]))
    .orderBy('shift.id')
    .execute()
  const ofMonth = shifts.filter((shift) => dateInZone(new Date(shift.opened_at), zone) <= through)
  const open = ofMonth.filter((shift) => shift.closed_at === null)
  const uncounted = ofMonth.filter((shift) => shift.closed_at !== null && shift.expected_cash !== 0)
  if (open.length > 0) {
    refusals.push({ code: 'close-shifts-open', params: { count: open.length, names: namesOf(open) } })
  }
  if (uncounted.length > 0) {
    refusals.push({ code: 'close-shifts-uncounted', params: { count: uncounted.length, names: namesOf(uncounted) } })
  }

  const lines = await db
    .selectFrom('statement_line')
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('on_date').as('first')])
    .where('state', '=', 'open')
    .where('on_date', '<=', through)
    .executeTakeFirstOrThrow()
  if (lines.count > 0) {
    const { channel } = await db
      .selectFrom('statement_line')
      .select('channel')
      .where('state', '=', 'open')
      .where('on_date', '<=', through)
      .orderBy('on_date')
      .executeTakeFirstOrThrow()
    refusals.push({ code: 'close-statement-open', params: { count: lines.count, first: lines.first, channel } })
  }

  // A meter that stood still since the reading before has nothing to be charged for.
  const readings = await sql<{ count: number }>`
    SELECT count(*) AS count FROM reading WHERE on_date >= ${from} AND on_date <= ${through} AND kind = 'read'
      AND charge_id IS NULL AND value_centi > (SELECT before.value_centi FROM reading AS before
        WHERE before.meter_id = reading.meter_id AND before.on_date < reading.on_date
        ORDER BY before.on_date DESC LIMIT 1)`.execute(db)
  const uncharged = readings.rows[0]?.count ?? 0
  if (uncharged > 0) warnings.push({ code: 'close-readings-uncharged', params: { count: uncharged } })

  const unbilled = await sql<{ name: string }>`
    SELECT DISTINCT fee_item.name FROM tariff JOIN fee_item ON fee_item.id = tariff.item_id
    WHERE tariff.active = 1 AND tariff.cycle_months = 1 AND tariff.basis <> 'meter'
      AND EXISTS (SELECT 1 FROM unit_tariff WHERE unit_tariff.tariff_id = tariff.id
        AND unit_tariff.from_on <= ${through} AND (unit_tariff.to_on IS NULL OR unit_tariff.to_on >= ${from}))
      AND NOT EXISTS (SELECT 1 FROM charge
        WHERE charge.from_on >= ${from} AND charge.from_on <= ${through} AND charge.item_id = tariff.item_id)`.execute(
    db,
  )
  if (unbilled.rows.length > 0) {
    warnings.push({ code: 'close-nothing-billed', params: { items: unbilled.rows.map((row) => row.name).join(', ') } })
  }
  return { refusals, warnings } as ClosingProblems
}

function namesOf(shifts: readonly { readonly name: string }[]): string {
  return [...new Set(shifts.map((shift) => shift.name))].join(', ')
}

/**
 * Closes a month.
 * @returns id of the closing
 * @throws DeskError `month-not-over`, `month-closed`, `month-not-next`, `month-has-problems` with each of them
 */
export function closeMonth(desk: Desk, month: string): Promise<number> {
  return write(desk, async (writer) => {
    const through = await closedThrough(writer.tx)
    if (through !== null && lastOfMonth(month) <= through) throw new DeskError('month-closed', { month, through })
    if (through !== null && month !== monthAfter(through)) {
      throw new DeskError('month-not-next', { month, next: monthAfter(through) })
    }
    if (!isOver(month, desk.clock.today())) throw new DeskError('month-not-over', { month, last: lastOfMonth(month) })
    const { refusals } = await closingProblems(writer.tx, desk.clock.zone, month)
    if (refusals.length > 0) throw new DeskError('month-has-problems', { month }, refusals)
    return writer.insert('month_close', {
      month,
      action: 'close',
      through_on: lastOfMonth(month),
      at: desk.clock.now().toISOString(),
      actor_name: desk.actor.name,
      reason: '',
      approval_id: null,
    })
  })
}

/** Refuses to ask twice for the same. @throws DeskError `reopening-asked` */
export async function refuseAskedAlready(db: Db | Tx, month: string): Promise<void> {
  if ((await askedMonths(db)).includes(month)) throw new DeskError('reopening-asked', { month })
}

/**
 * Reopening takes a closed month and every later one out of the closed period; what lies before stays closed.
 * Payload `{ month }`.
 */
export const reopenRule: ApprovalRule = {
  deciders: ['manager', 'administrator'],
  async check(writer, _desk, { month }) {
    const through = await closedThrough(writer.tx)
    if (through === null || lastOfMonth(String(month)) > through) {
      throw new DeskError('month-not-closed', { month: String(month) })
    }
  },
  async carryOut(writer, desk, { month }, approval) {
    await writer.insert(
      'month_close',
      {
        month: String(month),
        action: 'reopen',
        through_on: addDays(`${String(month)}-01`, -1),
        at: desk.clock.now().toISOString(),
        actor_name: desk.actor.name,
        reason: approval.reason,
        approval_id: approval.id,
      },
      { reason: approval.reason },
    )
  },
}
