import { type RawBuilder, sql } from 'kysely'
import { trades } from '../../../contract/vocabulary.ts'
import { isCalledOffOn } from '../../jobs/cancellation.ts'
import { finishPromises, lateJobs, type PromiseSpell, respondPromises } from '../../jobs/promised.ts'
import { isCompletionOn, wasReworkedBy } from '../../jobs/rework.ts'
import type { ListQuery } from '../../lists/source.ts'
import { requiredJobReturns } from '../../returns/required.ts'
import type { Figure, Parts, Period, RecordSet } from '../figure.ts'

/** Condition: the row `job` was finished by the day and not reopened by then. */
export function isDoneBy({ asOf }: Period) {
  return sql<boolean>`EXISTS (SELECT 1 FROM job_completion WHERE job_completion.job_id = job.id
    AND job_completion.on_date <= ${asOf}
    AND (job_completion.reopened_on IS NULL OR job_completion.reopened_on > ${asOf}))`
}

function jobsOf(id: string, only: 'resident' | null, isDone: boolean): RecordSet {
  return {
    id,
    record: 'job.id',
    opens: { page: 'job' },
    unit: 'job.unit_id',
    from: (db, period) => {
      let query = (db.selectFrom('job') as unknown as ListQuery).where(
        sql<boolean>`job.registered_on >= ${period.from} AND job.registered_on <= ${period.to}`,
      )
      if (only !== null) query = query.where(sql.ref('job.source'), '=', only)
      return isDone ? query.where(isDoneBy(period)) : query
    },
    date: () => sql<string>`job.registered_on`,
    what: sql<string>`job.number`,
    partBy: { alias: 'trade', column: sql`job.trade` },
    part: () => sql<string>`trade`,
  }
}

/** Promises that fell due in the year; `met` is 1 where it was kept. */
function promisesOf(
  id: string,
  table: (spell: PromiseSpell) => RawBuilder<unknown>,
  record = 'promised.job_id',
): RecordSet {
  return {
    id,
    record,
    opens: { page: 'job', id: 'job.id' },
    unit: 'job.unit_id',
    from: (db, period) => db.selectFrom(table(period).as<'promised'>(sql.ref('promised'))) as unknown as ListQuery,
    lend: (query) => query.innerJoin('job', (join) => join.on(sql<boolean>`job.id = promised.job_id`)),
    date: () => sql<string>`promised.due_on`,
    what: sql<string>`job.number`,
    measures: { met: sql<number>`promised.met` },
  }
}

/** Completions of the year that held on the day; `reworked` is 1 where the work was done again within 30 days. */
const completions: RecordSet = {
  id: 'completions',
  record: 'job_completion.id',
  opens: { page: 'job', id: 'job.id' },
  unit: 'job.unit_id',
  from: (db, period) =>
    (
      db.selectFrom('job_completion') as unknown as ListQuery
    ).where(sql<boolean>`job_completion.on_date >= ${period.from}
      AND job_completion.on_date <= ${period.to} AND ${isCompletionOn(period.asOf)}`),
  lend: (query) => query.innerJoin('job', (join) => join.on(sql<boolean>`job.id = job_completion.job_id`)),
  date: () => sql<string>`job_completion.on_date`,
  what: sql<string>`job.number`,
  measures: {
    reworked: ({ asOf }) => sql<number>`CASE WHEN ${wasReworkedBy(asOf)} THEN 1 ELSE 0 END`,
  },
}

/** All jobs registered in the period. */
export const jobsRegistered = jobsOf('jobs', null, false)
/** From how many jobs of one trade in one unit on they are the same trouble again. */
const timesRepeated = 3

const lateOpen: RecordSet = {
  id: 'jobs-late-open',
  record: 'late.job_id',
  opens: { page: 'job' },
  unit: 'late.unit_id',
  from: (db, period) => db.selectFrom(lateJobs(period).as<'late'>(sql.ref('late'))) as unknown as ListQuery,
  lend: (query) => query.innerJoin('job', (join) => join.on(sql<boolean>`job.id = late.job_id`)),
  date: () => sql<string>`late.due_on`,
  what: sql<string>`job.number`,
  partBy: { alias: 'late_trade', column: sql`late.late_trade` },
  part: () => sql<string>`late_trade`,
}

/** Jobs of a unit to which somebody was called for the same trade again and again; a public place is too wide for that. */
const repeated: RecordSet = {
  ...jobsOf('jobs-repeated', null, false),
  from: (db, { from, to, asOf }) => {
    const standing = sql`job.registered_on >= ${from} AND job.registered_on <= ${to} AND job.unit_id IS NOT NULL
      AND NOT ${isCalledOffOn(sql`job.id`, asOf)}`
    const again = sql`(SELECT job.unit_id AS of_unit, job.trade AS of_trade FROM job WHERE ${standing}
      GROUP BY job.unit_id, job.trade HAVING count(*) >= ${sql.lit(timesRepeated)})`
    return (
      db
        .selectFrom('job')
        .innerJoin(again.as<'again'>(sql.ref('again')), (join) =>
          join.on(sql<boolean>`again.of_unit = job.unit_id AND again.of_trade = job.trade`),
        ) as unknown as ListQuery
    ).where(sql<boolean>`${standing}`)
  },
}

const reports = jobsOf('reports', 'resident', false)
const reportsDone = jobsOf('reports-done', 'resident', true)

export const byTrade: Parts = {
  always: false,
  labels: {
    'plumbing-electric': { zh: trades['plumbing-electric'], en: 'Plumbing and electric' },
    civil: { zh: trades.civil, en: 'Civil works' },
    'intelligent-systems': { zh: trades['intelligent-systems'], en: 'Intelligent systems' },
    lift: { zh: trades.lift, en: 'Lifts' },
    other: { zh: trades.other, en: 'Other' },
  },
}

/** Register 5 of the product page: `reports/*`. A cancelled job was registered all the same. */
export const reportsFigures: readonly Figure[] = [
  {
    id: 'reports/received',
    section: 'reports',
    unit: 'count',
    of: reports,
    label: { zh: '客户报修及发现问题', en: 'Reported by residents' },
    definition: {
      zh: '本年内且不晚于统计日登记、来源为报修的工单（巡查发现和内部工单不计，取消的照计）。',
      en: 'Jobs with source resident registered within the year and by the as-of date; patrol and internal ones not, cancelled ones too.',
    },
  },
  {
    id: 'reports/done',
    section: 'reports',
    unit: 'count',
    of: reportsDone,
    label: { zh: '已完成', en: 'Done' },
    definition: {
      zh: '其中到统计日已完成、之后又重开的到重开日为止算完成。',
      en: 'Of these, finished by the as-of date; one that was reopened counts as finished until that day.',
    },
  },
  {
    id: 'reports/rate',
    section: 'reports',
    unit: 'ratio',
    numerator: reportsDone,
    denominator: reports,
    label: { zh: '处理率', en: 'Completion rate' },
    definition: { zh: '已完成 ÷ 登记的报修。', en: 'Finished ÷ registered by residents.' },
  },
]

/** Register 5 of the product page: `jobs/*`, and how their promises were kept. */
export const jobsFigures: readonly Figure[] = [
  {
    id: 'jobs/total',
    section: 'jobs',
    unit: 'count',
    of: jobsRegistered,
    parts: byTrade,
    label: { zh: '零维修', en: 'Jobs' },
    definition: {
      zh: '本年内且不晚于统计日登记的全部工单，按工种分列。',
      en: 'All jobs registered within the year and by the as-of date, by trade.',
    },
  },
  {
    id: 'jobs/done',
    section: 'jobs',
    unit: 'count',
    of: jobsOf('jobs-done', null, true),
    parts: byTrade,
    label: { zh: '零维修已处理', en: 'Jobs done' },
    definition: {
      zh: '其中到统计日已完成的，按工种分列。',
      en: 'Of these, finished by the as-of date, by trade.',
    },
  },
  {
    id: 'jobs/respond-in-time',
    section: 'jobs',
    unit: 'ratio',
    of: promisesOf('responses-due', respondPromises),
    isCounted: 'met',
    label: { zh: '响应及时率', en: 'First response in time' },
    definition: {
      zh: '按承诺时限响应的工单 ÷ 响应时限在本年内、不晚于统计日且已到的工单。导入时已派工的工单没有响应时间，不计；到时限还是待派工的算超时，以后导入也不改变。',
      en: 'Jobs first responded to within the promise ÷ jobs whose response fell due within the year, by the as-of date and by now. Imported jobs that had been sent out already do not say when, and are left out; one still waiting when its time was over has missed it, whatever is imported later.',
    },
  },
  {
    id: 'jobs/finish-in-time',
    section: 'jobs',
    unit: 'ratio',
    of: promisesOf('finishes-due', finishPromises),
    isCounted: 'met',
    label: { zh: '完成及时率', en: 'Finished in time' },
    definition: {
      zh: '按承诺时限完成的工单 ÷ 完成时限在本年内、不晚于统计日且已到的工单。等待期间停表；超时以后挂起、取消或重开仍算超时。',
      en: 'Jobs finished within the promise ÷ jobs whose promise to be finished fell due within the year, by the as-of date and by now. Waiting stops the clock; once missed, suspending, cancelling or reopening does not undo it.',
    },
  },
  {
    id: 'jobs/return-visit-rate',
    section: 'jobs',
    unit: 'ratio',
    // A job that was done twice may be asked about twice.
    of: promisesOf('return-visits-due', requiredJobReturns, 'promised.due_id'),
    isCounted: 'met',
    label: { zh: '回访率', en: 'Return visits made' },
    definition: {
      zh: '到统计日已回访到本人的 ÷ 回访期限（完成后第三天，按完成当时的回访规则）在本年内、不晚于统计日且已过的已完成报修。有房屋或电话的才需要回访；未访到就已重开的不计；三次未接通或拒访的算未回访。导入的已回访工单按完成后规则规定的第一天算已回访（不晚于导入当天，该天已关账的按导入当天）；导入的已关闭工单不知是否回访过、也无从再访，不计。',
      en: 'Cases where somebody was reached by the as-of date ÷ completed jobs whose return visit fell due (the third day after completion, by the rule of that day) within the year and by the as-of date, what is due today not yet. Asked only where there is a unit or a phone; reopened before anybody was reached not counted; unreachable after three calls, or refused, counts as not visited. A job imported as visited counts as visited on the first day the rule allows after its completion (not later than the import; on its day where that first day is closed); one imported as closed says nothing of a visit and cannot be asked about any more, and is left out.',
    },
  },
  {
    id: 'jobs/rework-rate',
    section: 'jobs',
    unit: 'ratio',
    of: completions,
    isCounted: 'reworked',
    label: { zh: '返修率', en: 'Rework rate' },
    definition: {
      zh: '完成后 30 天内且不晚于统计日因同一问题重开或另开返修单的完工 ÷ 本年内且不晚于统计日的完工（误点完成又撤回的不计；返修取消的，取消期间不算返修，合并到别的工单的照算）。',
      en: 'Completions followed within 30 days, and by the as-of date, by rework of the same fault ÷ completions within the year and by the as-of date; those taken back as a mistake are left out. Rework that is called off does not count while it is; merged into another job it does.',
    },
  },
  {
    id: 'jobs/late-open',
    section: 'jobs',
    unit: 'count',
    inTime: 'standing',
    of: lateOpen,
    parts: byTrade,
    label: { zh: '超时未完成', en: 'Late and not finished' },
    definition: {
      zh: '完成时限不晚于统计日且已到、到统计日还没有完成也没有取消的工单，往年的也算，按工种分列。等待期间停表。',
      en: 'Jobs whose promise to be finished fell due by the as-of date and by now, of any year, neither finished nor called off by then, by trade. Waiting stops the clock.',
    },
  },
  {
    id: 'jobs/repeated',
    section: 'jobs',
    unit: 'count',
    inTime: 'distinct',
    of: repeated,
    parts: byTrade,
    label: { zh: '同户反复报修', en: 'Called again and again' },
    definition: {
      zh: '本年内且不晚于统计日登记、同一房屋同一工种达到三单的全部工单，按工种分列；到统计日已取消的不计，公共部位范围太大，不计。',
      en: 'Jobs registered within the year and by the as-of date of which one unit had three or more of the same trade, by trade; those called off by then do not count, nor do public places, which are too wide.',
    },
  },
]
