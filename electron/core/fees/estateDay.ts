import type { DateText } from '../../contract/dates.ts'
import type { Problem } from '../../contract/errors.ts'
import type { Db, Tx } from '../context.ts'

/** What refuses a day of money, or of talk about it, on which no unit of the office was ready yet. */
export async function estateProblems(db: Db | Tx, date: DateText, field = 'onDate'): Promise<Problem[]> {
  const { first } = await db
    .selectFrom('unit')
    .select((of) => of.fn.min('ready_on').as('first'))
    .executeTakeFirstOrThrow()
  if (first === null || date >= first) return []
  return [{ code: 'date-before-estate', field, params: { date, first } }]
}
