import { type RawBuilder, sql } from 'kysely'
import { trades } from '../../contract/vocabulary.ts'
import type { RateCounts, RateDimension, ServiceRates } from '../../contract/watch.ts'
import type { Desk } from '../context.ts'
import { stewardOf } from '../jobs/list.ts'
import { finishPromises, type PromiseSpell, respondPromises } from '../jobs/promised.ts'
import { isCompletionOn, wasReworkedBy } from '../jobs/rework.ts'
import { returnRows } from '../returns/summary.ts'
import { seenNow } from '../summary/figure.ts'

/** By what a job is told apart; `on` is the day that counts in the row at hand, `worker` whose work it was. */
const keys: Readonly<
  Record<RateDimension, (on: RawBuilder<string>, worker?: RawBuilder<string>) => RawBuilder<string>>
> = {
  month: (on) => sql<string>`substr(${on}, 1, 7)`,
  trade: () => sql<string>`job.trade`,
  worker: (_, worker = sql<string>`job.worker`) => worker,
  steward: () => stewardOf,
}

const nothing: RateCounts = {
  registered: 0,
  done: 0,
  respondDue: 0,
  respondMet: 0,
  finishDue: 0,
  finishMet: 0,
  completed: 0,
  reworked: 0,
  returnsDue: 0,
  returnsMade: 0,
  satisfied: 0,
}

/**
 * How the promises of a spell were kept, as of today, in groups, how often work was done again, and what residents said.
 * The same sets as the figures `jobs/respond-in-time`, `jobs/finish-in-time`, `jobs/rework-rate` and
 * `jobs/return-visit-rate` count, so a year's total is the figure.
 */
export async function ratesOf(
  desk: Desk,
  { from, to, by }: { readonly from: string; readonly to: string; readonly by: RateDimension },
): Promise<ServiceRates> {
  const spell: PromiseSpell = { from, to, asOf: desk.clock.today(), seen: seenNow(desk.clock) }
  const groups = new Map<string, RateCounts>()
  const key = keys[by]
  const add = (of: string, more: Partial<RateCounts>) => groups.set(of, { ...nothing, ...groups.get(of), ...more })

  const registered = await rows<{ key: string; n: number; done: number }>(sql`
    SELECT ${key(sql`job.registered_on`)} AS key, count(*) AS n,
      sum(job.state IN ('done', 'visited', 'closed')) AS done
    FROM job WHERE job.registered_on >= ${from} AND job.registered_on <= ${to} GROUP BY 1`)
  for (const row of registered) add(row.key, { registered: row.n, done: row.done })
  for (const [promises, due, met] of [
    [respondPromises(spell), 'respondDue', 'respondMet'],
    [finishPromises(spell), 'finishDue', 'finishMet'],
  ] as const) {
    const found = await rows<{ key: string; due: number; met: number }>(sql`
      SELECT ${key(sql`promised.due_on`)} AS key, count(*) AS due, sum(promised.met) AS met
      FROM ${promises} AS promised JOIN job ON job.id = promised.job_id GROUP BY 1`)
    for (const row of found) add(row.key, { [due]: row.due, [met]: row.met })
  }
  const done = await rows<{ key: string; n: number; again: number }>(sql`
    SELECT ${key(sql`job_completion.on_date`, sql`job_completion.worker`)} AS key, count(*) AS n,
      sum(CASE WHEN ${wasReworkedBy(spell.asOf)} THEN 1 ELSE 0 END) AS again
    FROM job_completion JOIN job ON job.id = job_completion.job_id
    WHERE job_completion.on_date >= ${from} AND job_completion.on_date <= ${to} AND ${isCompletionOn(spell.asOf)}
    GROUP BY 1`)
  for (const row of done) add(row.key, { completed: row.n, reworked: row.again })
  const returns = await rows<{ key: string; due: number; made: number; satisfied: number }>(sql`
    SELECT ${sql.ref(`visit.${by}`)} AS key, count(*) AS due, sum(visit.reached) AS made,
      sum(visit.satisfied) AS satisfied
    FROM (${returnRows(spell)}) AS visit WHERE visit.subject = 'job' GROUP BY 1`)
  for (const row of returns) {
    add(row.key, { returnsDue: row.due, returnsMade: row.made, satisfied: row.satisfied })
  }
  const order = by === 'trade' ? Object.keys(trades) : [...groups.keys()].sort()
  const named = order
    .filter((one) => groups.has(one))
    .map((one) => ({ key: one, label: one, ...nothing, ...groups.get(one) }))
  return { groups: named, total: named.reduce(sumUp, nothing) }

  async function rows<T>(query: RawBuilder<unknown>): Promise<T[]> {
    return (await query.execute(desk.db)).rows as T[]
  }
}

function sumUp(total: RateCounts, group: RateCounts): RateCounts {
  return Object.fromEntries(
    (Object.keys(nothing) as (keyof RateCounts)[]).map((name) => [name, total[name] + group[name]]),
  ) as unknown as RateCounts
}
