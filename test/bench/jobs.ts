import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Desk } from '../../electron/core/context.ts'
import { listPage } from '../../electron/core/lists/page.ts'
import { figuresOf } from '../../electron/core/summary/engine.ts'
import { glanceOf, watchCounts } from '../../electron/core/watch/now.ts'
import { ratesOf } from '../../electron/core/watch/rates.ts'
import { type OfficeFile, openOffice } from '../../electron/db/open.ts'
import { importRows } from '../db/office.ts'
import { random, units } from './bigOffice.ts'
import { deskOf } from './feesOffice.ts'
import { fillJobs } from './jobsOffice.ts'

type Report = (name: string, value: number, limit: number, unit: string) => void

const [today, jobCount, openCount] = ['2026-11-21', 500_000, 2_000]

/** The bars of the service desk: 500,000 jobs over ten years, 2,000 of them open. */
export async function jobsBars(cache: string, fresh: boolean, report: Report): Promise<void> {
  const file = join(cache, 'jobs.db')
  if (fresh || !existsSync(file)) await jobsOffice(file)
  const office = await openOffice(file)
  const desk = deskOf(office)
  const page = (filter: object) => () => listPage(desk, 'jobs', { filter, offset: 0, limit: 50, count: false })
  report('500,000 jobs: late list', await median(page({ show: 'late' })), 20, 'ms')
  const filters = [
    {},
    { show: 'open' },
    { show: 'waiting' },
    { trade: 'civil' },
    { priority: 'urgent', from: '2026-01-01' },
    { worker: '师傅3' },
    { promise: 'finish-missed', dueFrom: '2026-01-01', dueTo: today },
    { promise: 'finish', dueFrom: '2026-01-01', dueTo: today },
    { text: 'GD-400000' },
    { text: '1栋101' },
  ]
  const times: number[] = []
  for (const filter of filters) times.push(await median(page(filter)))
  report('500,000 jobs: slowest of ten list pages', Math.max(...times), 50, 'ms')
  const returns = (filter: object) => () => listPage(desk, 'returnVisits', { filter, offset: 0, limit: 50 })
  const returnTimes: number[] = []
  for (const filter of [{}, { show: 'overdue' }, { show: 'done', dueFrom: '2026-01-01' }, { worker: '师傅3' }]) {
    returnTimes.push(await median(returns(filter)))
  }
  report('500,000 jobs: slowest of four pages of return visits', Math.max(...returnTimes), 50, 'ms')
  const reworks = (filter: object) => () => listPage(desk, 'jobReworks', { filter, offset: 0, limit: 50 })
  report('500,000 jobs: list of reworks', await median(reworks({})), 50, 'ms')
  const ofYear = { show: 'all', finishedFrom: '2025-01-01', finishedTo: '2025-12-31' }
  report('500,000 jobs: list of all completions of a year', await median(reworks(ofYear)), 50, 'ms')
  report('500,000 jobs: the badge on every screen', await median(() => watchCounts(desk)), 20, 'ms')
  report('500,000 jobs: service board', await median(() => glanceOf(desk)), 50, 'ms')
  report('500,000 jobs: rates of a year ÷ hand-written SQL', await ratesRatio(office, desk), 1.5, 'ratio')
  const rates = () => ratesOf(desk, { from: '2026-01-01', to: today, by: 'worker' })
  report('500,000 jobs: rates of a year by worker', await median(rates), 300, 'ms')
  await office.close()
}

async function ratesRatio(office: OfficeFile, desk: Desk): Promise<number> {
  const byHand = [
    `SELECT count(*), sum(responded_at <= respond_due_at) FROM job WHERE respond_due_on BETWEEN :from AND :to`,
    `SELECT count(*), sum(at <= due_at) FROM job_completion WHERE due_on BETWEEN :from AND :to
       AND on_date <= :to AND (reopened_on IS NULL OR reopened_on > :to)`,
    `SELECT count(DISTINCT job_id) FROM (
       SELECT id AS job_id FROM job WHERE finish_due_on BETWEEN :from AND :to AND finished_at IS NULL
       UNION ALL SELECT job_id FROM job_completion WHERE due_on BETWEEN :from AND :to AND on_date > :to) AS missed
     WHERE NOT EXISTS (SELECT 1 FROM job_completion AS done WHERE done.job_id = missed.job_id
       AND done.on_date <= :to AND (done.reopened_on IS NULL OR done.reopened_on > :to))`,
    `SELECT count(*), sum(rework = 1 AND reopened_on <= date(on_date, '+30 days') OR EXISTS (
         SELECT 1 FROM job AS again WHERE again.rework_of_id = job_completion.job_id
         AND again.registered_on BETWEEN on_date AND date(on_date, '+30 days')))
       FROM job_completion WHERE on_date BETWEEN :from AND :to
         AND (reopened_on IS NULL OR reopened_on > :to OR rework = 1)`,
    `SELECT count(*), sum(reached_on <= :to) FROM return_due WHERE due_on BETWEEN :from AND :to
       AND subject_kind = 'job' AND (dropped_on IS NULL OR dropped_on > :to)`,
  ].map((sql) => office.sqlite.prepare(sql))
  const bounds = { from: '2025-01-01', to: '2025-12-31' }
  const hand = await median(async () => {
    for (const statement of byHand) statement.all(bounds)
  })
  const ids = ['jobs/respond-in-time', 'jobs/finish-in-time', 'jobs/rework-rate', 'jobs/return-visit-rate']
  return (await median(() => figuresOf(desk.db, ids, 2025, bounds.to))) / hand
}

async function jobsOffice(file: string): Promise<void> {
  for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true })
  const office = await openOffice(file, { create: true })
  await importRows(deskOf(office), 'units', [...units(random(5), 3_000)])
  fillJobs(office, { units: 3_000, jobs: jobCount, open: openCount })
  office.sqlite.exec('ANALYZE')
  await office.close()
}

async function median(run: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < 7; round++) {
    const started = performance.now()
    await run()
    times.push(performance.now() - started)
  }
  return times.toSorted((a, b) => a - b)[3] ?? Number.NaN
}
