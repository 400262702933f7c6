import type { z } from 'zod'
import type { CashBookView, payInFields } from '../../contract/books.ts'
import type { DateText } from '../../contract/dates.ts'
import type { Problem } from '../../contract/errors.ts'
import { yuanText } from '../../contract/money.ts'
import { write } from '../audit/writer.ts'
import type { Db, Desk, Tx } from '../context.ts'
import { amountProblems } from '../fees/amounts.ts'
import { cashOnHand, leastCash, movementTotals } from './movements.ts'
import { dayProblems, refuseProblems } from './rules.ts'
import { ownTill, type Till } from './shifts.ts'

/** What came in and went out in the days, by what for and by method, and the cash that should then be in the office. */
export async function cashBook(
  db: Db | Tx,
  { from, to, cashier }: { from: DateText; to: DateText; cashier?: string | undefined },
): Promise<CashBookView> {
  let paid = db
    .selectFrom('cash_deposit')
    .select(({ fn }) => fn.sum<number | null>('amount').as('paidIn'))
    .where('on_date', '>=', from)
    .where('on_date', '<=', to)
  if (cashier !== undefined) paid = paid.where('actor_name', '=', cashier)
  const { paidIn } = await paid.executeTakeFirstOrThrow()
  return {
    movements: await movementTotals(db, { from, to }, cashier),
    paidIn: paidIn ?? 0,
    cashOnHand: await cashOnHand(db, to),
  }
}

/**
 * Records cash brought to the bank: no more than the books have on that day and on every day since, and from one's own
 * till no more than lies in it.
 * @throws DeskError `books-invalid` with `pay-in-exists`, `pay-in-exceeds-cash`, `pay-in-exceeds-till`; `shift-none-open`,
 * `period-closed`
 */
export function payIn(desk: Desk, fields: z.infer<typeof payInFields>): Promise<number> {
  return write(desk, async (writer) => {
    const today = desk.clock.today()
    const till = fields.fromShift ? await ownTill(writer.tx, desk) : null
    const problems: Problem[] = [...amountProblems(fields.amount), ...dayProblems(fields.onDate, today)]
    const known = await writer.tx
      .selectFrom('cash_deposit')
      .select('on_date')
      .where('slip_no', '=', fields.slipNo)
      .where('bank', '=', fields.bank)
      .executeTakeFirst()
    if (known) problems.push({ code: 'pay-in-exists', field: 'slipNo', params: { date: known.on_date } })
    if (fields.onDate <= today) problems.push(...(await cashProblems(writer.tx, fields, today, till)))
    refuseProblems(problems)
    return writer.insert('cash_deposit', {
      on_date: fields.onDate,
      amount: fields.amount,
      bank: fields.bank,
      slip_no: fields.slipNo,
      note: fields.note,
      shift_id: till?.shiftId ?? null,
      left_by_shift_id: till?.leftByShiftId ?? null,
      actor_name: desk.actor.name,
    })
  })
}

/** Cash that is not there cannot be brought to the bank. */
async function cashProblems(
  tx: Tx,
  { onDate, amount }: z.infer<typeof payInFields>,
  today: DateText,
  till: Till | null,
): Promise<Problem[]> {
  const given = yuanText(amount)
  const { cash, date } = await leastCash(tx, onDate, today)
  if (amount > cash) {
    return [{ code: 'pay-in-exceeds-cash', field: 'amount', params: { amount: given, date, held: yuanText(cash) } }]
  }
  if (till === null || amount <= till.cash) return []
  return [{ code: 'pay-in-exceeds-till', field: 'amount', params: { amount: given, held: yuanText(till.cash) } }]
}
