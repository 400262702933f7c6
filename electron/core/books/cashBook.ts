import type { z } from 'zod'
import type { CashBookView, payInFields } from '../../contract/books.ts'
import type { DateText } from '../../contract/dates.ts'
import type { Problem } from '../../contract/errors.ts'
import { write } from '../audit/writer.ts'
import type { Db, Desk, Tx } from '../context.ts'
import { amountProblems } from '../fees/amounts.ts'
import { cashOnHand, movementTotals } from './movements.ts'
import { dayProblems, refuseProblems } from './rules.ts'
import { ownOpenShift } from './shifts.ts'

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
 * Records cash brought to the bank.
 * @throws DeskError `books-invalid`, `pay-in-exists`, `shift-none-open`, `period-closed`
 */
export function payIn(desk: Desk, fields: z.infer<typeof payInFields>): Promise<number> {
  return write(desk, async (writer) => {
    const problems: Problem[] = [...amountProblems(fields.amount), ...dayProblems(fields.onDate, desk.clock.today())]
    const known = await writer.tx
      .selectFrom('cash_deposit')
      .select('on_date')
      .where('slip_no', '=', fields.slipNo)
      .where('bank', '=', fields.bank)
      .executeTakeFirst()
    if (known) problems.push({ code: 'pay-in-exists', field: 'slipNo', params: { date: known.on_date } })
    refuseProblems(problems)
    return writer.insert('cash_deposit', {
      on_date: fields.onDate,
      amount: fields.amount,
      bank: fields.bank,
      slip_no: fields.slipNo,
      note: fields.note,
      shift_id: fields.fromShift ? await ownOpenShift(writer.tx, desk) : null,
      actor_name: desk.actor.name,
    })
  })
}
