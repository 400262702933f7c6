import { type RawBuilder, sql } from 'kysely'
import { returnRows, returnSums } from '../returns/summary.ts'
import { inArea, type Scope } from './scope.ts'
import { type Column, equals, figure, type Sheet, type Workbook } from './workbook.ts'

/** The return visits that fell due within the year as they stood on the day, with the unit each is about. */
function visits(scope: Scope): RawBuilder<unknown> {
  const { from, to, asOf, seen } = scope
  return sql`(SELECT due.*, unit.display AS unit FROM (${returnRows({ from, to, asOf, seen })}) AS due
    LEFT JOIN unit ON unit.id = due.unit_id LEFT JOIN building ON building.id = unit.building_id
    LEFT JOIN area ON area.id = building.area_id WHERE ${inArea(scope)})`
}

const counted = [
  'due',
  'reached',
  'unreachable',
  'refused',
  'solved',
  'satisfied',
  'dissatisfied',
  'tookMoney',
] as const

/** Words of the page's summary stand under names of their own: `due` and the like are taken by the ledger. */
const names: Readonly<Record<(typeof counted)[number], string>> = {
  due: 'returnsDue',
  reached: 'returnsReached',
  unreachable: 'returnsUnreachable',
  refused: 'returnsRefused',
  solved: 'returnsSolved',
  satisfied: 'returnsSatisfied',
  dissatisfied: 'returnsDissatisfied',
  tookMoney: 'returnsTookMoney',
}

const sums: readonly Column[] = [
  ...counted.map((id): Column => ({ id, name: names[id], kind: 'count', total: true })),
  { id: 'visitRate', kind: 'ratio', ratioOf: { of: 'reached', over: 'due' } },
  { id: 'satisfiedRate', kind: 'ratio', ratioOf: { of: 'satisfied', over: 'reached' } },
  { id: 'scores', kind: 'count', total: true },
  { id: 'scoreSum', kind: 'count', total: true },
]

/** One row a month, kind of case, trade, worker or steward. */
function by(id: string, column: Column): Sheet {
  return {
    id,
    columns: [column, ...sums],
    rows: (
      scope,
    ) => sql`SELECT ${sql.ref(`visit.${column.id === 'monthText' ? 'month' : column.id}`)} AS ${sql.ref(column.id)}, ${returnSums}
      FROM ${visits(scope)} AS visit GROUP BY 1`,
    order: [column.id],
    finish: (row) => ({
      ...row,
      visitRate: { numerator: Number(row.reached), denominator: Number(row.due) },
      satisfiedRate: { numerator: Number(row.satisfied), denominator: Number(row.reached) },
    }),
  }
}

const detail: Sheet = {
  id: 'returnDetail',
  columns: [
    { id: 'dueOn', name: 'returnDueOn', kind: 'date' },
    { id: 'subject', name: 'returnSubject', kind: 'choice', choices: 'vocabulary:returnSubject' },
    { id: 'number', name: 'caseNumber', kind: 'text' },
    { id: 'unit', kind: 'text' },
    { id: 'trade', kind: 'choice', choices: 'vocabulary:trade' },
    { id: 'worker', kind: 'text' },
    { id: 'attempts', kind: 'count', total: true },
    { id: 'outcome', kind: 'choice', choices: 'vocabulary:returnOutcome' },
    { id: 'solvedAnswer', kind: 'choice', choices: 'vocabulary:yesNo' },
    { id: 'attitude', kind: 'choice', choices: 'vocabulary:returnAttitude' },
    { id: 'moneyAnswer', kind: 'choice', choices: 'vocabulary:yesNo' },
    { id: 'score', kind: 'count', total: true },
    { id: 'suggestion', kind: 'text' },
    { id: 'actor', kind: 'text' },
  ],
  rows: (scope) => sql`SELECT visit.due_on AS "dueOn", visit.subject AS "subject", visit.number AS "number",
      visit.unit AS "unit", nullif(visit.trade, '') AS "trade", visit.worker AS "worker", visit.attempts AS "attempts", visit.outcome AS "outcome",
      CASE visit.solved_answer WHEN 1 THEN 'yes' WHEN 0 THEN 'no' END AS "solvedAnswer", visit.attitude AS "attitude",
      CASE visit.money_answer WHEN 1 THEN 'yes' WHEN 0 THEN 'no' END AS "moneyAnswer", visit.score AS "score",
      visit.suggestion AS "suggestion", visit.actor_name AS "actor", visit.due_id AS "id"
    FROM ${visits(scope)} AS visit`,
  order: ['dueOn', 'id'],
}

/** Complaints have no trade. */
const byTrade: Sheet = {
  ...by('byTrade', { id: 'trade', kind: 'choice', choices: 'vocabulary:trade' }),
  rows: (scope) => sql`SELECT visit.trade AS trade, ${returnSums} FROM ${visits(scope)} AS visit
    WHERE visit.subject = 'job' GROUP BY 1`,
}

/** 回访汇总: by month, kind of case, trade, worker and steward, and every case of it. */
export const returnSummary: Workbook = {
  id: 'return-summary',
  sheets: [
    by('byMonth', { id: 'monthText', name: 'returnMonth', kind: 'text' }),
    by('bySubject', { id: 'subject', name: 'returnSubject', kind: 'choice', choices: 'vocabulary:returnSubject' }),
    byTrade,
    by('byWorker', { id: 'worker', kind: 'text' }),
    by('bySteward', { id: 'steward', kind: 'text' }),
    detail,
  ],
  measures: [
    { id: 'due', sheet: 'byMonth', column: 'due', unit: 'count' },
    { id: 'dueByWorker', sheet: 'byWorker', column: 'due', unit: 'count' },
    { id: 'dueBySubject', sheet: 'bySubject', column: 'due', unit: 'count' },
    { id: 'dueOfJobs', sheet: 'byTrade', column: 'due', unit: 'count' },
    { id: 'reachedOfJobs', sheet: 'byTrade', column: 'reached', unit: 'count' },
  ],
  checks: [
    ...equals('returnsDue', 'due', { measure: 'dueByWorker' }, { measure: 'dueBySubject' }),
    ...equals('returnsDueOfJobs', 'dueOfJobs', { figure: 'jobs/return-visit-rate', side: 'denominator' }),
    ...equals('returnsReachedOfJobs', 'reachedOfJobs', figure('jobs/return-visit-rate')),
  ],
}
