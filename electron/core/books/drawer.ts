import type { DateText } from '../../contract/dates.ts'
import { DeskError, type Problem } from '../../contract/errors.ts'
import { yuanText } from '../../contract/money.ts'
import type { Desk, Tx } from '../context.ts'
import { leastCash } from './movements.ts'
import { shiftView } from './shifts.ts'

/** Cash that is to be given out. */
export interface CashOut {
  /** Out of whose till; null where nobody of the staff gives it (command line, records of an earlier time). */
  readonly shiftId: number | null
  /** Fen; zero or less where nothing goes out. */
  readonly amount: number
  readonly onDate: DateText
}

/**
 * What refuses cash that is not there: a till gives no more than should lie in it. Where it is nobody's till, the books
 * give no more than they have on that day and on every day since.
 */
export async function cashOutProblem(
  tx: Tx,
  desk: Desk,
  { shiftId, amount, onDate }: CashOut,
  field = 'amount',
): Promise<Problem | null> {
  if (amount <= 0) return null
  const given = yuanText(amount)
  if (shiftId === null) {
    const { cash, date } = await leastCash(tx, onDate, desk.clock.today())
    if (amount <= cash) return null
    return { code: 'cash-out-exceeds-books', field, params: { amount: given, date, held: yuanText(cash) } }
  }
  const { expectedCash, openingCash, cashier } = await shiftView(tx, shiftId)
  if (amount <= expectedCash) return null
  const params = { amount: given, held: yuanText(Math.max(0, expectedCash)), cashier }
  return { code: openingCash === null ? 'cash-out-opening-uncounted' : 'cash-out-exceeds-till', field, params }
}

/** @throws DeskError `cash-out-exceeds-till`, `cash-out-opening-uncounted`, `cash-out-exceeds-books` */
export async function refuseCashOut(tx: Tx, desk: Desk, out: CashOut): Promise<void> {
  const problem = await cashOutProblem(tx, desk, out)
  if (problem) throw new DeskError(problem.code, problem.params, [problem])
}
