import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { addDays, type DateText } from '../../electron/contract/dates.ts'
import { analysisOf } from '../../electron/core/complaints/analysis.ts'
import type { Desk } from '../../electron/core/context.ts'
import { jobSummary } from '../../electron/core/jobs/summary.ts'
import { figures, figuresOf } from '../../electron/core/summary/engine.ts'
import { seenNow } from '../../electron/core/summary/figure.ts'
import { ratesOf } from '../../electron/core/watch/rates.ts'
import { randomDesk } from './randomDesk.ts'

const ids = figures.map(({ id }) => id).filter((id) => /^(reports|jobs|complaints)\//.test(id))
/** More stories on request: `STORIES=200`. */
const stories = Number(process.env.STORIES ?? 6)
/** Happenings of a story, and days gone by that are looked at again. */
const [happenings, lookedBack] = [70, 12]

/** What is said of a day: the figures, the service rates, the job summary and the analysis of complaints. */
async function saidOf(desk: Desk, day: DateText): Promise<Record<string, unknown>> {
  const found = await figuresOf(desk.db, ids, 2026, day, true, seenNow(desk.clock))
  const thatDay = { ...desk, clock: { ...desk.clock, today: () => day } }
  const { total } = await ratesOf(thatDay, { from: '2026-01-01', to: day, by: 'trade' })
  const { done: _, ...rates } = total
  // However often a job is done and taken back, it is done once on a day, and called off or not.
  const twice = await sql`SELECT job_id FROM (
      SELECT job_id, 'done' AS how, on_date, reopened_on AS until_on FROM job_completion
      UNION ALL SELECT job_id, 'called off', on_date, reopened_on FROM job_cancellation) AS spell
    WHERE on_date <= ${day} AND (until_on IS NULL OR until_on > ${day}) GROUP BY job_id, how HAVING count(*) > 1`.execute(
    desk.db,
  )
  expect({ day, twice: twice.rows }).toEqual({ day, twice: [] })
  const { byTrade } = await jobSummary(desk, 2026, day)
  const { total: received, closed, invalid } = await analysisOf(desk.db, 2026, 'kind', day)
  return {
    ...Object.fromEntries(found.map(({ id, value, denominator, parts }) => [id, { value, denominator, parts }])),
    rates,
    summary: byTrade.at(-1)?.months[10],
    analysis: { received, closed, invalid },
  }
}

it.each(Array.from({ length: stories }, (_, index) => `past days ${index + 1}`))(
  'what is said of a day gone by changes only by what says something about that day or an earlier one: %s',
  async (seed) => {
    const { desk, next, wait } = await randomDesk(seed)
    const said = new Map<DateText, Record<string, unknown>>()
    let today = desk.clock.today()
    let before: string[] = []
    const check = async (days: readonly DateText[]) => {
      for (const day of days) {
        expect({ day, before, ...(await saidOf(desk, day)) }).toEqual({ day, before, ...said.get(day) })
      }
    }
    for (let count = 0; count < happenings; count++) {
      wait()
      const gone = [...said.keys()].slice(-lookedBack)
      if (desk.clock.today() > today) {
        await check(gone)
        before = []
        for (; today < desk.clock.today(); today = addDays(today, 1)) said.set(today, await saidOf(desk, today))
      }
      const happening = await next()
      const days = [...said.keys()]
      const isBackDated = happening.since < today
      if (isBackDated) await check(days.slice(-lookedBack))
      const isDone = await happening.run()
      before.push(`${happening.what}${isDone ? '' : ' (refused)'}`)
      if (!isBackDated) continue
      await check(days.slice(-lookedBack).filter((day) => day < happening.since))
      for (const day of days.filter((one) => one >= happening.since)) said.set(day, await saidOf(desk, day))
    }
    expect(said.size).toBeGreaterThan(5)
  },
)
