import { type RawBuilder, sql } from 'kysely'
import { addDays, momentInZone, momentOf } from '../../contract/dates.ts'
import { type ListFilter, type ListRow, nobody } from '../../contract/lists.ts'
import type { ReturnsShown } from '../../contract/returnWords.ts'
import type { Desk } from '../context.ts'
import { unitMatches, unitStandsIn } from '../estate/list.ts'
import { stewardAt } from '../jobs/list.ts'
import type { ListQuery, ListSource } from '../lists/source.ts'

/** Condition: nothing has come of it yet; a case that was closed meanwhile is asked about all the same. */
const isOpen = sql<boolean>`(return_due.state = 'open' AND return_due.dropped_on IS NULL
  AND coalesce(job.state IN ('done', 'closed'), complaint.state IN ('answered', 'closed')))`

/** A column of the case, whichever of the two it is. */
const ofCase = (inJob: string, inComplaint = inJob) =>
  sql`coalesce(${sql.ref(`job.${inJob}`)}, ${sql.ref(`complaint.${inComplaint}`)})`

/** Condition: the resident asked to be called again, and not before tomorrow. */
function waitsForCallback({ clock }: Desk): RawBuilder<boolean> {
  const tomorrow = new Date(momentOf(addDays(clock.today(), 1), 0, clock.zone)).toISOString()
  return sql<boolean>`(return_due.callback_at IS NOT NULL AND return_due.callback_at >= ${tomorrow})`
}

/** Condition of each part of the list, as of today. */
export function isShown(show: ReturnsShown, desk: Desk): RawBuilder<boolean> {
  const today = desk.clock.today()
  const later = waitsForCallback(desk)
  const begun = sql`return_due.from_on <= ${today}`
  switch (show) {
    case 'todo':
      return sql<boolean>`(${isOpen} AND ${begun} AND NOT ${later})`
    case 'due':
      return sql<boolean>`(${isOpen} AND ${begun} AND return_due.due_on >= ${today} AND NOT ${later})`
    case 'overdue':
      return sql<boolean>`(${isOpen} AND return_due.due_on < ${today} AND NOT ${later})`
    case 'callback':
      return sql<boolean>`(${isOpen} AND return_due.callback_at IS NOT NULL)`
    case 'coming':
      return sql<boolean>`(${isOpen} AND (return_due.from_on > ${today} OR ${later}))`
    case 'done':
      return sql<boolean>`(return_due.state <> 'open')`
    case 'all':
      return sql<boolean>`(1 = 1)`
  }
}

/** A column of the last call about it. */
const lastCall = (column: string) =>
  sql`(SELECT ${sql.ref(`call.${column}`)} FROM return_visit AS call
    WHERE call.due_id = return_due.id ORDER BY call.attempt DESC LIMIT 1)`

/** Return visits that are to be made and that were made: those whose day is the oldest first. */
export const returnVisitsSource: ListSource<'returnVisits'> = {
  from(desk, filter) {
    const dues = desk.db.selectFrom('return_due') as unknown as ListQuery
    let query = (asksCase(filter) ? withCase(dues) : dues).where(isShown(filter.show ?? 'todo', desk))
    for (const [name, column] of [
      [filter.worker, ofCase('worker', 'owner')],
      [filter.steward, stewardAt(ofCase('unit_id'))],
    ] as const) {
      if (name !== undefined) query = query.where(sql<boolean>`${column} = ${name === nobody ? '' : name}`)
    }
    if (filter.subject !== undefined) query = query.where(sql.ref('return_due.subject_kind'), '=', filter.subject)
    if (filter.trade !== undefined) query = query.where(sql.ref('job.trade'), '=', filter.trade)
    if (filter.state !== undefined) query = query.where(sql.ref('return_due.state'), '=', filter.state)
    if (filter.attitude !== undefined) query = query.where(sql<boolean>`${lastCall('attitude')} = ${filter.attitude}`)
    for (const [answer, column] of [
      [filter.solved, 'solved'],
      [filter.tookMoney, 'took_money'],
    ] as const) {
      if (answer !== undefined) query = query.where(sql<boolean>`${lastCall(column)} = ${answer === 'yes' ? 1 : 0}`)
    }
    if (filter.dueFrom !== undefined) query = query.where(sql.ref('return_due.due_on'), '>=', filter.dueFrom)
    if (filter.dueTo !== undefined) {
      // A spell looks at what had to be made in it: what was given up is not in it.
      query = query
        .where(sql.ref('return_due.due_on'), '<=', filter.dueTo)
        .where(sql<boolean>`return_due.dropped_on IS NULL`)
    }
    const { estate, area, building } = filter
    if (estate !== undefined || area !== undefined || building !== undefined) {
      query = query.where(
        sql<boolean>`${ofCase('unit_id')} IN (SELECT unit.id FROM unit WHERE ${unitStandsIn(filter)})`,
      )
    }
    const text = filter.text?.trim()
    if (text) {
      query = query.where(
        sql<boolean>`(${text} IN (${ofCase('number')}, ${ofCase('worker', 'owner')}, ${ofCase('caller')})
          OR ${ofCase('unit_id')} IN (SELECT unit.id FROM unit WHERE ${unitMatches(text)}))`,
      )
    }
    return query
  },
  select: (query, _, filter) =>
    (asksCase(filter) ? query : withCase(query))
      .leftJoin('unit', (join) => join.on(sql<boolean>`unit.id = ${ofCase('unit_id')}`))
      .select([
        sql`return_due.id`.as('id'),
        sql`return_due.due_on`.as('dueOn'),
        sql`return_due.state`.as('state'),
        sql`return_due.attempts`.as('attempts'),
        sql`return_due.callback_at`.as('callback_at'),
        sql`return_due.finished_on`.as('finishedOn'),
        sql`return_due.dropped_on`.as('droppedOn'),
        ofCase('number').as('number'),
        sql`unit.display`.as('unit'),
        ofCase('place').as('place'),
        sql`return_due.subject_kind`.as('subject'),
        sql`job.trade`.as('trade'),
        ofCase('content').as('content'),
        ofCase('worker', 'owner').as('worker'),
        ofCase('caller').as('caller'),
        lastCall('at').as('called_at'),
        lastCall('actor_name').as('calledBy'),
        lastCall('solved').as('solved_flag'),
        lastCall('attitude').as('attitude'),
        lastCall('score').as('score'),
        lastCall('suggestion').as('suggestion'),
      ]) as unknown as ListQuery,
  order: () => ({
    number: ofCase('number'),
    unit: 'unit.sort_key',
    subject: 'return_due.subject_kind',
    trade: 'job.trade',
    worker: ofCase('worker', 'owner'),
    finishedOn: 'return_due.finished_on',
    dueOn: 'return_due.due_on',
    state: 'return_due.state',
    attempts: 'return_due.attempts',
    callbackAt: 'return_due.callback_at',
  }),
  defaultSort: [{ by: 'dueOn' }],
  tieBreak: 'return_due.id',
  row: (raw, desk) => {
    const { callback_at, called_at, solved_flag, ...row } = raw as Record<string, string | number | null>
    const shown = (moment: unknown) =>
      typeof moment === 'string' ? momentInZone(new Date(moment), desk.clock.zone) : null
    return {
      ...row,
      callbackAt: shown(callback_at),
      calledAt: shown(called_at),
      solved: solved_flag === null || solved_flag === undefined ? null : solved_flag === 1 ? 'yes' : 'no',
      isOverdue: row.state === 'open' && row.droppedOn === null && String(row.dueOn) < desk.clock.today(),
    } as unknown as ListRow<'returnVisits'>
  },
}

/** True where the case itself has to be looked at to know what is in the list. */
function asksCase({ show, trade, worker, steward, estate, area, building, text }: ListFilter<'returnVisits'>): boolean {
  if (show !== 'done' && show !== 'all') return true
  return [trade, worker, steward, estate, area, building, text?.trim() || undefined].some((one) => one !== undefined)
}

function withCase(query: ListQuery): ListQuery {
  return query
    .leftJoin('job', (join) =>
      join.on(sql<boolean>`job.id = return_due.subject_id AND return_due.subject_kind = 'job'`),
    )
    .leftJoin('complaint', (join) =>
      join.on(sql<boolean>`complaint.id = return_due.subject_id AND return_due.subject_kind = 'complaint'`),
    ) as unknown as ListQuery
}
