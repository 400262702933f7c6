import { sql } from 'kysely'
import type { Problem } from '../../contract/errors.ts'
import { yuanText } from '../../contract/money.ts'
import type { Db } from '../context.ts'
import { heldOn } from './deposits.ts'
import { movementTotals, ofShift } from './movements.ts'
import { expectedCash } from './shifts.ts'

/** What cannot be so in the books: a deposit given back beyond what came, a settled shift whose money has changed since. */
export async function booksProblems(db: Db): Promise<Problem[]> {
  const problems: Problem[] = []
  const overdrawn = await sql<{ id: number; slip_no: string; held: number }>`
    SELECT id, slip_no, held FROM (SELECT deposit.id, deposit.slip_no, ${heldOn('9999-12-31')} AS held FROM deposit)
      AS standing WHERE held < 0`.execute(db)
  for (const { id, slip_no: slip, held } of overdrawn.rows) {
    problems.push({ code: 'check-deposit-overdrawn', params: { id, slip, held: yuanText(held) } })
  }
  const shifts = await db
    .selectFrom('shift')
    .select(['id', 'opening_cash', 'expected_cash'])
    .where('closed_at', 'is not', null)
    .execute()
  const brought = await db
    .selectFrom('cash_deposit')
    .select(['shift_id', 'amount'])
    .where('shift_id', 'is not', null)
    .execute()
  for (const { id, opening_cash: opening, expected_cash: kept } of shifts) {
    const paidIn = brought.filter((row) => row.shift_id === id).reduce((sum, row) => sum + row.amount, 0)
    const now = expectedCash({ movements: await movementTotals(db, ofShift(id)), paidIn }, opening)
    if (now !== kept)
      problems.push({ code: 'check-shift', params: { id, kept: yuanText(kept ?? 0), now: yuanText(now) } })
  }
  return problems
}
