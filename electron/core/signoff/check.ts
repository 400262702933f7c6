import type { Problem } from '../../contract/errors.ts'
import type { FigureResult } from '../../contract/summary.ts'
import type { Db } from '../context.ts'
import { digestOf, isAddedUp, unpack } from './kept.ts'
import { keptPlaces } from './repository.ts'

/** Signed reports are what was signed: every kept figure equals its kept records, and the fingerprint is the same. */
export async function signoffProblems(db: Db): Promise<Problem[]> {
  const signoffs = await db
    .selectFrom('summary_signoff')
    .select(['id', 'year', 'edition', 'targets', 'draft', 'digest'])
    .orderBy('id')
    .execute()
  const problems: Problem[] = []
  for (const { id, year, edition, targets, draft, digest } of signoffs) {
    const places = await keptPlaces(db, id)
    const figures = await db
      .selectFrom('signoff_figure')
      .select(['figure', 'result', 'records'])
      .where('signoff_id', '=', id)
      .orderBy('position')
      .execute()
    if (digestOf({ targets, draft, figures, places: [...places] }) !== digest)
      problems.push({ code: 'check-signoff-altered', params: { year, edition } })
    for (const { figure, result, records } of figures) {
      if (!isAddedUp(JSON.parse(result) as FigureResult, unpack(records, places)))
        problems.push({ code: 'check-signoff-figure', params: { year, edition, id: figure } })
    }
  }
  return problems
}
