import { sql } from 'kysely'
import type { DateText } from '../../contract/dates.ts'
import { codesOf, type Trade, trades } from '../../contract/vocabulary.ts'
import type { Desk } from '../context.ts'
import { periodOf } from '../summary/figure.ts'
import { isDoneBy } from '../summary/figures/jobs.ts'
import { isCalledOffOn } from './cancellation.ts'

/** Jobs registered, and what had become of them on a day: the three others add up to the first. */
export interface JobCounts {
  readonly registered: number
  readonly done: number
  readonly open: number
  readonly cancelled: number
}

export const jobMeasures = ['registered', 'done', 'open', 'cancelled'] as const satisfies readonly (keyof JobCounts)[]

export interface JobSummary {
  /** Of each trade, and of all under `null`, the twelve months. */
  readonly byTrade: readonly { readonly trade: Trade | null; readonly months: readonly JobCounts[] }[]
  /** Null for jobs that belong to no unit. */
  readonly byArea: readonly (JobCounts & { readonly area: string | null })[]
}

const none: JobCounts = { registered: 0, done: 0, open: 0, cancelled: 0 }

/** 报修汇总: jobs registered in a year and by a day, by trade and month and by area, counted as `jobs/*` are. */
export async function jobSummary({ db }: Desk, year: number, asOf: DateText): Promise<JobSummary> {
  const period = periodOf(year, asOf)
  const isDone = isDoneBy(period)
  const isCancelled = isCalledOffOn(sql`job.id`, asOf)
  const { rows } = await sql<{
    month: number
    trade: Trade
    area: string | null
    sort_key: string | null
    registered: number
    done: number
    cancelled: number
  }>`SELECT CAST(substr(job.registered_on, 6, 2) AS INTEGER) AS month, job.trade, area.name AS area, area.sort_key,
      count(*) AS registered, sum(CASE WHEN ${isDone} THEN 1 ELSE 0 END) AS done,
      sum(CASE WHEN ${isCancelled} AND NOT ${isDone} THEN 1 ELSE 0 END) AS cancelled
    FROM job LEFT JOIN unit ON unit.id = job.unit_id LEFT JOIN building ON building.id = unit.building_id
      LEFT JOIN area ON area.id = building.area_id
    WHERE job.registered_on >= ${period.from} AND job.registered_on <= ${period.to}
    GROUP BY month, job.trade, area.id ORDER BY area.sort_key IS NULL, area.sort_key`.execute(db)
  const counted = rows.map((row) => ({ ...row, open: row.registered - row.done - row.cancelled }))
  const sum = (some: readonly JobCounts[]): JobCounts =>
    some.reduce(
      (all, one) => ({
        registered: all.registered + one.registered,
        done: all.done + one.done,
        open: all.open + one.open,
        cancelled: all.cancelled + one.cancelled,
      }),
      none,
    )
  const monthsOf = (some: readonly (JobCounts & { readonly month: number })[]) =>
    Array.from({ length: 12 }, (_, index) => sum(some.filter((row) => row.month === index + 1)))
  return {
    byTrade: [
      ...codesOf(trades).map((trade) => ({ trade, months: monthsOf(counted.filter((row) => row.trade === trade)) })),
      { trade: null, months: monthsOf(counted) },
    ],
    byArea: [...Map.groupBy(counted, (row) => row.area)].map(([area, some]) => ({ area, ...sum(some) })),
  }
}
