import { type RawBuilder, sql } from 'kysely'
import type { ReturnDimension, ReturnSummary, ReturnSums } from '../../contract/returns.ts'
import { trades } from '../../contract/vocabulary.ts'
import type { Desk } from '../context.ts'
import { stewardAt } from '../jobs/list.ts'
import type { PromiseSpell } from '../jobs/promised.ts'
import { seenNow } from '../summary/figure.ts'
import { requiredReturns } from './required.ts'

const unitId = sql`coalesce(job.unit_id, complaint.unit_id)`

/** By what return visits are told apart; complaints have no trade, and whoever answers for one is its worker. */
const keys: Readonly<Record<ReturnDimension, RawBuilder<string>>> = {
  month: sql<string>`substr(required.due_on, 1, 7)`,
  subject: sql<string>`required.subject_kind`,
  trade: sql<string>`coalesce(job.trade, '')`,
  worker: sql<string>`coalesce(job.worker, complaint.owner, '')`,
  steward: stewardAt(unitId),
}

const nothing: ReturnSums = {
  due: 0,
  reached: 0,
  unreachable: 0,
  refused: 0,
  solved: 0,
  satisfied: 0,
  dissatisfied: 0,
  tookMoney: 0,
  scores: 0,
  scoreSum: 0,
}

/**
 * One row for every return visit that fell due in a spell, as it stood on a day: its key by each dimension, what came of
 * it and what was answered. The summary, its workbook and the figure add up the same rows.
 */
export function returnRows(spell: PromiseSpell): RawBuilder<unknown> {
  const is = (condition: RawBuilder<unknown>) => sql`CASE WHEN ${condition} THEN 1 ELSE 0 END`
  return sql`SELECT required.due_id, ${unitId} AS unit_id, required.due_on,
      coalesce(job.number, complaint.number) AS number, ${keys.worker} AS worker, ${keys.month} AS month,
      ${keys.subject} AS subject, ${keys.trade} AS trade, ${keys.steward} AS steward, required.met AS reached,
      ${is(sql`required.met = 0 AND last.outcome = 'refused'`)} AS refused,
      ${is(sql`last.attempt = 3 AND last.outcome IN ('unreachable', 'callback')`)} AS unreachable,
      ${is(sql`last.solved = 1`)} AS solved, ${is(sql`last.attitude = 'satisfied'`)} AS satisfied,
      ${is(sql`last.attitude = 'dissatisfied'`)} AS dissatisfied, ${is(sql`last.took_money = 1`)} AS took_money,
      last.at, last.actor_name, last.outcome, last.solved AS solved_answer, last.attitude,
      last.took_money AS money_answer, last.score, last.suggestion, coalesce(last.attempt, 0) AS attempts
    FROM ${requiredReturns(spell)} AS required
    LEFT JOIN job ON required.subject_kind = 'job' AND job.id = required.subject_id
    LEFT JOIN complaint ON required.subject_kind = 'complaint' AND complaint.id = required.subject_id
    LEFT JOIN return_visit AS last ON last.due_id = required.due_id AND last.on_date <= ${spell.asOf}
      AND NOT EXISTS (SELECT 1 FROM return_visit AS later WHERE later.due_id = last.due_id
        AND later.attempt > last.attempt AND later.on_date <= ${spell.asOf})`
}

/** The columns of `ReturnSums` over `returnRows` as `visit`. */
export const returnSums = sql`count(*) AS due, coalesce(sum(visit.reached), 0) AS reached,
  coalesce(sum(visit.unreachable), 0) AS unreachable, coalesce(sum(visit.refused), 0) AS refused,
  coalesce(sum(visit.solved), 0) AS solved, coalesce(sum(visit.satisfied), 0) AS satisfied,
  coalesce(sum(visit.dissatisfied), 0) AS dissatisfied, coalesce(sum(visit.took_money), 0) AS "tookMoney",
  count(visit.score) AS scores, coalesce(sum(visit.score), 0) AS "scoreSum"`

/** How the return visits of a spell went, in groups, as of today. */
export async function returnSummaryOf(
  { db, clock }: Desk,
  { from, to, by }: { readonly from: string; readonly to: string; readonly by: ReturnDimension },
): Promise<ReturnSummary> {
  const rows = returnRows({ from, to, asOf: clock.today(), seen: seenNow(clock) })
  const key = sql.ref(`visit.${by}`)
  const { rows: groups } = await sql<ReturnSums & { key: string }>`SELECT ${key} AS key, ${returnSums}
    FROM (${rows}) AS visit GROUP BY ${key} ORDER BY ${key}`.execute(db)
  const order = Object.keys(trades)
  // Complaints, which have none, come last.
  const rank = (key: string) => (key === '' ? order.length : order.indexOf(key))
  if (by === 'trade') groups.sort((a, b) => rank(a.key) - rank(b.key))
  return { groups, total: groups.reduce(sumUp, nothing) }
}

function sumUp(total: ReturnSums, group: ReturnSums): ReturnSums {
  return Object.fromEntries(
    (Object.keys(nothing) as (keyof ReturnSums)[]).map((name) => [name, total[name] + group[name]]),
  ) as unknown as ReturnSums
}
