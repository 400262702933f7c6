import { type RawBuilder, sql } from 'kysely'
import type { DateText } from '../../contract/dates.ts'
import type { ListRow } from '../../contract/lists.ts'
import { daysBetween } from '../../db/dialect.ts'
import { unitMatches } from '../estate/list.ts'
import type { ListQuery, ListSource } from '../lists/source.ts'

/** Days after a completion within which work that is done again counts in 返修率. */
export const reworkDays = 30

/**
 * Condition: the row `job_completion` was followed within 30 days, and by a day, by rework: the job reopened because the
 * fault came back, or another one linked to it. A completion taken back as a mistake was followed by none.
 */
export function wasReworkedBy(asOf: DateText): RawBuilder<boolean> {
  const within = (date: RawBuilder<unknown>) =>
    sql`${daysBetween(sql`job_completion.on_date`, date)} BETWEEN 0 AND ${sql.lit(reworkDays)}`
  return sql<boolean>`((job_completion.rework = 1 AND job_completion.reopened_on <= ${asOf}
      AND ${within(sql`job_completion.reopened_on`)})
    OR EXISTS (SELECT 1 FROM job AS again WHERE again.rework_of_id = job_completion.job_id
      AND again.registered_on <= ${asOf} AND ${within(sql`again.registered_on`)}))`
}

/** Every rework with the completion it followed. */
const reworks = sql`(
  SELECT done.id * 2 AS key, done.job_id AS job_id, done.worker AS worker, done.on_date AS finished_on,
    'reopened' AS way, done.reopened_on AS rework_on, done.job_id AS again_id
  FROM job_completion AS done WHERE done.rework = 1
  UNION ALL
  SELECT again.id * 2 + 1, done.job_id, done.worker, done.on_date, 'linked', again.registered_on, again.id
  FROM job AS again JOIN job_completion AS done ON done.id = (SELECT max(before.id) FROM job_completion AS before
    WHERE before.job_id = again.rework_of_id AND before.on_date <= again.registered_on)
  WHERE again.rework_of_id IS NOT NULL)`

/** 返修: work done again, the newest first. */
export const jobReworksSource: ListSource<'jobReworks'> = {
  from({ db }, filter) {
    let query = db
      .selectFrom(reworks.as('rework') as never)
      .innerJoin('job' as never, (join) => join.on(sql<boolean>`job.id = rework.job_id`)) as unknown as ListQuery
    if (filter.trade !== undefined) query = query.where(sql.ref('job.trade'), '=', filter.trade)
    if (filter.from !== undefined) query = query.where(sql.ref('rework.rework_on'), '>=', filter.from)
    if (filter.to !== undefined) query = query.where(sql.ref('rework.rework_on'), '<=', filter.to)
    if (filter.within !== undefined) query = query.where(days, '<=', filter.within)
    const text = filter.text?.trim()
    if (text) {
      query = query.where(
        sql<boolean>`(job.number = ${text} OR rework.worker = ${text} OR job.unit_id IN (
          SELECT unit.id FROM unit WHERE ${unitMatches(text)}))`,
      )
    }
    return query
  },
  select: (query) =>
    query
      .leftJoin('unit', (join) => join.on(sql<boolean>`unit.id = job.unit_id`))
      .innerJoin('job as again', (join) => join.on(sql<boolean>`again.id = rework.again_id`))
      .select([
        sql`job.id`.as('id'),
        sql`job.number`.as('number'),
        sql`unit.display`.as('unit'),
        sql`job.place`.as('place'),
        sql`job.trade`.as('trade'),
        sql`job.content`.as('content'),
        sql`rework.worker`.as('worker'),
        sql`rework.finished_on`.as('finishedOn'),
        sql`rework.way`.as('way'),
        sql`rework.rework_on`.as('reworkOn'),
        days.as('days'),
        sql`again.number`.as('reworkNumber'),
        sql`again.state`.as('reworkState'),
      ]) as unknown as ListQuery,
  order: () => ({
    number: 'job.number',
    unit: 'unit.sort_key',
    trade: 'job.trade',
    worker: 'rework.worker',
    finishedOn: 'rework.finished_on',
    way: 'rework.way',
    reworkOn: 'rework.rework_on',
    days,
  }),
  defaultSort: [{ by: 'reworkOn', descending: true }],
  tieBreak: 'rework.key',
  row: (raw) => raw as unknown as ListRow<'jobReworks'>,
}

const days = daysBetween(sql`rework.finished_on`, sql`rework.rework_on`)
