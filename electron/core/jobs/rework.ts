import { type RawBuilder, sql } from 'kysely'
import type { DateText } from '../../contract/dates.ts'
import { type ListFilter, type ListRow, nobody } from '../../contract/lists.ts'
import { reworkDays } from '../../contract/watch.ts'
import { daysBetween } from '../../db/dialect.ts'
import { unitMatches } from '../estate/list.ts'
import type { ListQuery, ListSource } from '../lists/source.ts'
import { isGivenUpOn } from './cancellation.ts'
import { stewardOf } from './list.ts'

/**
 * Condition: the row `job_completion` was followed within 30 days, and by a day, by rework: the job reopened because the
 * fault came back, or another one linked to it; neither counts while it is called off. A completion taken back as a
 * mistake was followed by none.
 */
export function wasReworkedBy(asOf: DateText): RawBuilder<boolean> {
  const within = (date: RawBuilder<unknown>) =>
    sql`${daysBetween(sql`job_completion.on_date`, date)} BETWEEN 0 AND ${sql.lit(reworkDays)}`
  return sql<boolean>`((job_completion.rework = 1 AND job_completion.reopened_on <= ${asOf}
      AND ${within(sql`job_completion.reopened_on`)} AND NOT ${isReworkGivenUpOn(asOf)})
    OR EXISTS (SELECT 1 FROM job AS again WHERE again.rework_of_id = job_completion.job_id
      AND again.registered_on <= ${asOf} AND ${within(sql`again.registered_on`)}
      AND NOT ${isGivenUpOn(sql`again.id`, asOf)}))`
}

/** Condition: the job of the row `job_completion` was opened again, and called off before the work was done anew. */
function isReworkGivenUpOn(asOf: DateText): RawBuilder<boolean> {
  return sql<boolean>`(${isGivenUpOn(sql`job_completion.job_id`, asOf)}
    AND NOT EXISTS (SELECT 1 FROM job_completion AS later WHERE later.job_id = job_completion.job_id
      AND later.id > job_completion.id AND ${isCompletionOn(asOf, 'later')}))`
}

/**
 * Condition: the row `job_completion` counts in 返修率 on a day: it held then, or was undone by rework. One taken back as
 * a mistake does not count.
 */
export function isCompletionOn(asOf: DateText, name = 'job_completion'): RawBuilder<boolean> {
  const of = (column: string) => sql.ref(`${name}.${column}`)
  return sql<boolean>`(${of('on_date')} <= ${asOf}
    AND (${of('reopened_on')} IS NULL OR ${of('reopened_on')} > ${asOf} OR ${of('rework')} = 1))`
}

/**
 * Completions that count on a day, each with the first rework that followed it. What narrows them down stands inside:
 * SQLite makes the whole table before it looks at conditions outside.
 */
function completions(asOf: DateText, filter: ListFilter<'jobReworks'>): RawBuilder<unknown> {
  const conditions = [isCompletionOn(asOf)]
  if (filter.show !== 'all') conditions.push(mayBeReworked)
  if (filter.finishedFrom !== undefined) conditions.push(sql`job_completion.on_date >= ${filter.finishedFrom}`)
  if (filter.finishedTo !== undefined) conditions.push(sql`job_completion.on_date <= ${filter.finishedTo}`)
  return sql`(SELECT job_completion.id AS key, job_completion.job_id, job_completion.worker,
      job_completion.on_date AS finished_on,
      CASE WHEN job_completion.rework = 1 AND NOT ${isReworkGivenUpOn(asOf)} THEN job_completion.reopened_on END
        AS reopened_on,
      (SELECT min(again.registered_on) FROM job AS again WHERE again.rework_of_id = job_completion.job_id
        AND again.registered_on >= job_completion.on_date AND NOT ${isGivenUpOn(sql`again.id`, asOf)}) AS linked_on
    FROM job_completion WHERE ${sql.join(conditions, sql` AND `)})`
}

/**
 * Few can be: found by the two indexes on rework, whatever the number of completions. Of a job that was done twice both
 * are; `isReworked` tells which was followed by it.
 */
const mayBeReworked = sql<boolean>`(job_completion.id IN (SELECT id FROM job_completion WHERE rework = 1
    AND reopened_on IS NOT NULL)
  OR job_completion.job_id IN (SELECT rework_of_id FROM job WHERE rework_of_id IS NOT NULL))`

const isReworked = sql<boolean>`(done.reopened_on IS NOT NULL OR done.linked_on IS NOT NULL)`

const isLinked = sql`(done.reopened_on IS NULL OR done.linked_on < done.reopened_on)`
const reworkOn = sql`CASE WHEN ${isLinked} THEN done.linked_on ELSE done.reopened_on END`
const days = daysBetween(sql`done.finished_on`, reworkOn)

/** 返修: completions that were done again, those done again last first; on request all completions. */
export const jobReworksSource: ListSource<'jobReworks'> = {
  from({ db, clock }, filter) {
    let query = db.selectFrom(completions(clock.today(), filter).as('done') as never) as unknown as ListQuery
    if (filter.show !== 'all') query = query.where(isReworked)
    if (asksJob(filter)) query = withJob(query)
    for (const [name, column] of [
      [filter.worker, sql`done.worker`],
      [filter.steward, stewardOf],
    ] as const) {
      if (name !== undefined) query = query.where(sql<boolean>`${column} = ${name === nobody ? '' : name}`)
    }
    if (filter.trade !== undefined) query = query.where(sql.ref('job.trade'), '=', filter.trade)
    if (filter.from !== undefined) query = query.where(sql<boolean>`${reworkOn} >= ${filter.from}`)
    if (filter.to !== undefined) query = query.where(sql<boolean>`${reworkOn} <= ${filter.to}`)
    if (filter.within !== undefined) query = query.where(days, '<=', filter.within)
    const text = filter.text?.trim()
    if (text) {
      query = query.where(
        sql<boolean>`(job.number = ${text} OR done.worker = ${text} OR job.unit_id IN (
          SELECT unit.id FROM unit WHERE ${unitMatches(text)}))`,
      )
    }
    return query
  },
  select: (query, { clock }, filter) =>
    (asksJob(filter) ? query : withJob(query))
      .leftJoin('unit', (join) => join.on(sql<boolean>`unit.id = job.unit_id`))
      .leftJoin('job as again', (join) =>
        join.on(sql<boolean>`again.id = CASE WHEN ${isLinked} THEN (SELECT min(one.id) FROM job AS one
          WHERE one.rework_of_id = done.job_id AND one.registered_on = done.linked_on AND NOT ${isGivenUpOn(sql`one.id`, clock.today())})
          ELSE done.job_id END`),
      )
      .select([
        sql`done.key`.as('id'),
        sql`job.id`.as('jobId'),
        sql`job.number`.as('number'),
        sql`unit.display`.as('unit'),
        sql`job.place`.as('place'),
        sql`job.trade`.as('trade'),
        sql`job.content`.as('content'),
        sql`done.worker`.as('worker'),
        sql`done.finished_on`.as('finishedOn'),
        sql`CASE WHEN again.id IS NULL THEN NULL WHEN ${isLinked} THEN 'linked' ELSE 'reopened' END`.as('way'),
        reworkOn.as('reworkOn'),
        days.as('days'),
        sql`again.number`.as('reworkNumber'),
        sql`again.state`.as('reworkState'),
      ]) as unknown as ListQuery,
  order: () => ({
    number: 'job.number',
    unit: 'unit.sort_key',
    trade: 'job.trade',
    worker: 'done.worker',
    finishedOn: 'done.finished_on',
    way: isLinked,
    reworkOn,
    days,
  }),
  defaultSort: [{ by: 'reworkOn', descending: true }],
  tieBreak: 'done.key',
  picksBy: ['reworkOn', 'finishedOn', 'worker', 'days', 'way'],
  row: (raw) => raw as unknown as ListRow<'jobReworks'>,
}

/** True where the job itself has to be looked at to know what is in the list. */
function asksJob({ trade, steward, text }: ListFilter<'jobReworks'>): boolean {
  return trade !== undefined || steward !== undefined || Boolean(text?.trim())
}

function withJob(query: ListQuery): ListQuery {
  return query.innerJoin('job', (join) => join.on(sql<boolean>`job.id = done.job_id`)) as unknown as ListQuery
}
