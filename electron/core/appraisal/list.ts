import { sql } from 'kysely'
import type { ListRow } from '../../contract/lists.ts'
import { hundredthsText } from '../../contract/money.ts'
import { containsPattern } from '../../db/dialect.ts'
import type { ListQuery, ListSource } from '../lists/source.ts'
import { ownOnly } from '../staff/list.ts'
import { seesPay } from '../staff/people.ts'

/** Whether a person is the star of the month, by its last decision. */
const isStar = sql<number>`(SELECT appraisal_step.staff_id FROM appraisal_step
  WHERE appraisal_step.month = appraisal_result.month AND appraisal_step.kind = 'star'
  ORDER BY appraisal_step.id DESC LIMIT 1) = appraisal_result.staff_id`

/** Results of closed months, the newest first; those who may not see pay are shown their own, without it. */
export const appraisalsSource: ListSource<'appraisals'> = {
  from(desk, filter) {
    const all = desk.db.selectFrom('appraisal_result') as unknown as ListQuery
    let query = ownOnly(desk, all, 'appraisal_result.staff_id')
    const { month, year, staffId } = filter
    if (month !== undefined) query = query.where(sql.ref('appraisal_result.month'), '=', month)
    if (year !== undefined) {
      query = query
        .where(sql.ref('appraisal_result.month'), '>=', `${year}-01`)
        .where(sql.ref('appraisal_result.month'), '<=', `${year}-12`)
    }
    if (staffId !== undefined) query = query.where(sql.ref('appraisal_result.staff_id'), '=', staffId)
    const text = filter.text?.trim()
    if (text) {
      query = query.where(
        sql<boolean>`appraisal_result.staff_id IN
          (SELECT staff.id FROM staff WHERE staff.name LIKE ${containsPattern(text)} ESCAPE '\\')`,
      )
    }
    return query
  },
  select: (query) =>
    (
      query.innerJoin('staff', (join) => join.on(sql<boolean>`staff.id = appraisal_result.staff_id`)) as ListQuery
    ).select([
      sql`appraisal_result.id`.as('id'),
      sql`staff.id`.as('staffId'),
      sql`appraisal_result.month`.as('month'),
      sql`staff.name`.as('name'),
      sql`appraisal_result.post`.as('post'),
      sql`appraisal_result.score_centi`.as('score'),
      sql`appraisal_result.salary`.as('salary'),
      sql`appraisal_result.share_part`.as('part'),
      sql`appraisal_result.share_of`.as('of'),
      sql`appraisal_result.pay`.as('pay'),
      sql`appraisal_result.rewards`.as('rewards'),
      sql`appraisal_result.penalties`.as('penalties'),
      isStar.as('star'),
    ]),
  order: () => ({
    month: 'appraisal_result.month',
    name: 'staff.sort_key',
    post: 'appraisal_result.post',
    score: 'appraisal_result.score_centi',
  }),
  defaultSort: [
    { by: 'month', descending: true },
    { by: 'score', descending: true },
  ],
  tieBreak: 'appraisal_result.id',
  row: ({ part, of, score, star, salary, pay, ...raw }, desk) =>
    ({
      ...raw,
      score: score === null ? null : hundredthsText(Number(score)),
      ...(seesPay(desk)
        ? { salary, pay, share: part === null ? null : `${part}/${of}` }
        : { salary: null, pay: null, share: null }),
      star: star === 1 ? 'yes' : 'no',
    }) as ListRow<'appraisals'>,
}
