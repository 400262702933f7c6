import type { DateText } from '../../contract/dates.ts'
import { DeskError, type Problem } from '../../contract/errors.ts'
import type { RegisterFields } from '../../contract/registers.ts'
import type { Tx } from '../context.ts'
import { closedThrough } from '../fees/closing.ts'
import type { StoredRecord } from './service.ts'

/**
 * An end that lies in the closed months is neither corrected nor set there. A step of today may still come after it: what
 * is overdue since a closed month is brought back or extended.
 */
export function closedEndProblem(before: DateText | null, after: DateText | null, closed: DateText): Problem | null {
  if (before === after) return null
  const shut = [before, after].find((end) => end !== null && end <= closed)
  return shut ? { code: 'period-closed', field: 'toOn', params: { date: shut, through: closed } } : null
}

/** @throws DeskError `record-invalid` with `period-closed` at the end */
export async function refuseClosedEnd(tx: Tx, before: StoredRecord, { toOn }: RegisterFields): Promise<void> {
  const closed = await closedThrough(tx)
  const problem = closed && closedEndProblem(before.to_on, toOn, closed)
  if (problem) throw new DeskError('record-invalid', {}, [problem])
}
