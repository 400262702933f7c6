import { sql } from 'kysely'
import type { z } from 'zod'
import type { serviceFields, serviceTotals } from '../../contract/books.ts'
import type { DateText } from '../../contract/dates.ts'
import { DeskError, type Problem } from '../../contract/errors.ts'
import { yuanText } from '../../contract/money.ts'
import { type AuditedWriter, write } from '../audit/writer.ts'
import type { Db, Desk, Tx } from '../context.ts'
import { amountProblems } from '../fees/amounts.ts'
import { estateProblems } from '../fees/estateDay.ts'
import { cashOutProblem, refuseCashOut } from './drawer.ts'
import { dayProblems, refuseProblems } from './rules.ts'
import { currentShift } from './shifts.ts'

/** Paid services, advertising and other income: what came in and what it cost. */

export type ServiceFields = z.infer<typeof serviceFields>

/**
 * Enters income or expense. Asked again with the same key it answers with the same entry.
 * @throws DeskError `books-invalid`, `period-closed`, `not-found`; `recorded-already` for another one with that key
 */
export function addService(desk: Desk, entry: ServiceFields & { readonly requestKey: string }): Promise<number> {
  return write(desk, addingService(desk, entry))
}

/** As `addService`, for a transaction that writes more. */
export function addingService(
  desk: Desk,
  entry: ServiceFields & { readonly requestKey: string },
): (writer: AuditedWriter) => Promise<number> {
  return async (writer) => {
    const again = await writer.tx
      .selectFrom('service_entry')
      .select(['id', 'income', 'expense'])
      .where('request_key', '=', entry.requestKey)
      .executeTakeFirst()
    if (again) {
      if (again.income === entry.income && again.expense === entry.expense) return again.id
      throw new DeskError('recorded-already', { amount: yuanText(again.income || again.expense) })
    }
    const problems: Problem[] = [
      ...dayProblems(entry.onDate, desk.clock.today()),
      ...(await estateProblems(writer.tx, entry.onDate)),
    ]
    for (const field of ['income', 'expense'] as const) {
      if (entry[field] !== 0) problems.push(...amountProblems(entry[field], field))
    }
    if (entry.income === 0 && entry.expense === 0) problems.push({ code: 'service-without-amount', field: 'income' })
    refuseProblems(problems)
    if (entry.unitId !== null) {
      const unit = await writer.tx.selectFrom('unit').select('id').where('id', '=', entry.unitId).executeTakeFirst()
      if (!unit) throw new DeskError('not-found', { entity: 'unit', id: entry.unitId })
    }
    const shiftId = entry.method === null ? null : await currentShift(writer, desk)
    if (entry.method === 'cash') {
      const out = { shiftId, amount: entry.expense - entry.income, onDate: entry.onDate }
      const problem = await cashOutProblem(writer.tx, desk, out, 'expense')
      if (problem) refuseProblems([problem])
    }
    return writer.insert('service_entry', {
      on_date: entry.onDate,
      category: entry.category,
      unit_id: entry.unitId,
      income: entry.income,
      expense: entry.expense,
      receipt_no: entry.receiptNo,
      method: entry.method,
      note: entry.note,
      shift_id: shiftId,
      actor_name: desk.actor.name,
      reversed_on: null,
      reverse_reason: null,
      reversed_by: null,
      reverse_shift_id: null,
      request_key: entry.requestKey,
    })
  }
}

/**
 * Takes an entry back today: it counts until yesterday, and below zero on this day. Its cash goes back out of the till
 * it came into while that shift is open, and afterwards out of one's own.
 * @throws DeskError `service-reversed`, `not-found`, `period-closed`, as `refuseCashOut`
 */
export function reverseService(desk: Desk, id: number, reason: string): Promise<number> {
  return write(desk, async (writer) => {
    const entry = await writer.tx.selectFrom('service_entry').selectAll().where('id', '=', id).executeTakeFirst()
    if (!entry) throw new DeskError('not-found', { entity: 'service_entry', id })
    if (entry.reversed_on !== null) throw new DeskError('service-reversed', { date: entry.reversed_on })
    const today = desk.clock.today()
    const shiftId = await reversingShift(writer, desk, entry)
    if (entry.method === 'cash') {
      await refuseCashOut(writer.tx, desk, { shiftId, amount: entry.income - entry.expense, onDate: today })
    }
    await writer.apply(
      'service_entry',
      { ...entry },
      {
        reversed_on: today,
        reverse_reason: reason,
        reversed_by: desk.actor.name,
        reverse_shift_id: shiftId,
      },
      { reason },
    )
    return id
  })
}

/** In which shift an entry is taken back: its own while it is open, else the actor's; none where no money passed a till. */
async function reversingShift(
  writer: AuditedWriter,
  desk: Desk,
  { method, shift_id: own }: { readonly method: string | null; readonly shift_id: number | null },
): Promise<number | null> {
  if (method === null) return null
  const open = await writer.tx
    .selectFrom('shift')
    .select('id')
    .where('id', '=', own ?? 0)
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  return open?.id ?? currentShift(writer, desk)
}

export interface ServiceScope {
  readonly from?: DateText | undefined
  readonly to?: DateText | undefined
  readonly category?: ServiceFields['category'] | undefined
}

/** Income and expense of the days, less what was taken back in them; the same sums as the figures `services/*`. */
export async function totalServices(db: Db | Tx, scope: ServiceScope): Promise<z.infer<typeof serviceTotals>> {
  const [from, to] = [scope.from ?? '0001-01-01', scope.to ?? '9999-12-31']
  const only = scope.category === undefined ? sql`1 = 1` : sql`category = ${scope.category}`
  const { rows } = await sql<{ category: ServiceFields['category']; income: number; expense: number }>`
    SELECT category, sum(income) AS income, sum(expense) AS expense FROM (
      SELECT category, income, expense FROM service_entry WHERE on_date >= ${from} AND on_date <= ${to} AND ${only}
      UNION ALL SELECT category, -income, -expense FROM service_entry
        WHERE reversed_on >= ${from} AND reversed_on <= ${to} AND ${only}) AS entries
    GROUP BY category ORDER BY sum(income) DESC`.execute(db)
  const sum = (of: 'income' | 'expense') => rows.reduce((total, row) => total + row[of], 0)
  return { income: sum('income'), expense: sum('expense'), byCategory: rows }
}
