import { type RawBuilder, sql } from 'kysely'
import { type JobState, openJobStates } from '../../contract/caseStates.ts'
import { addDays, momentInZone, momentOf } from '../../contract/dates.ts'
import type { JobDetail } from '../../contract/jobs.ts'
import { type ListRow, nobody } from '../../contract/lists.ts'
import type { Db, Desk } from '../context.ts'
import { unitMatches, unitStandsIn } from '../estate/list.ts'
import type { ListQuery, ListSource } from '../lists/source.ts'
import { finishPromises, respondPromises } from './promised.ts'
import { isLate } from './service.ts'

/** "Soon" looks this many minutes ahead. */
export const soonMinutes = 120

const isOpen = sql<boolean>`job.state IN (${sql.join(openJobStates.map((state) => sql.lit(state)))})`

/** Condition: an open job's promise ends before a moment. */
function dueBefore(moment: string): RawBuilder<boolean> {
  return sql<boolean>`(${isOpen} AND job.finish_due_at < ${moment})`
}

/** Name of the butler zone that `job` stands in; empty for what is common to all. */
const zoneOf = sql<string>`coalesce((SELECT zone.name FROM unit JOIN building ON building.id = unit.building_id
  JOIN area ON area.id = building.area_id JOIN zone ON zone.id = area.zone_id WHERE unit.id = job.unit_id), '')`

/** Name of the steward of the zone that `job` stands in; empty where there is none. */
export const stewardOf = sql<string>`coalesce((SELECT staff.name FROM unit JOIN building ON building.id = unit.building_id
  JOIN area ON area.id = building.area_id JOIN zone ON zone.id = area.zone_id
  JOIN staff ON staff.id = zone.steward_id WHERE unit.id = job.unit_id), '')`

const soon = (now: Date) => new Date(now.getTime() + soonMinutes * 60_000).toISOString()

/** Jobs: those nobody has been sent to before the others, then the newest. */
export const jobsSource: ListSource<'jobs'> = {
  from(desk, filter) {
    const now = desk.clock.now()
    let query = desk.db.selectFrom('job') as unknown as ListQuery
    if (filter.show === 'open') query = query.where(isOpen)
    if (filter.show === 'waiting') query = query.where(sql<boolean>`job.state = 'waiting'`)
    if (filter.show === 'late') query = query.where(dueBefore(now.toISOString()))
    if (filter.show === 'soon') {
      query = query.where(dueBefore(soon(now))).where(sql<boolean>`job.finish_due_at >= ${now.toISOString()}`)
    }
    if (filter.show === 'today') {
      const tomorrow = new Date(momentOf(addDays(desk.clock.today(), 1), 0, desk.clock.zone)).toISOString()
      query = query.where(dueBefore(tomorrow)).where(sql<boolean>`job.finish_due_at >= ${now.toISOString()}`)
    }
    if (filter.show === 'done') query = query.where(sql<boolean>`job.state IN ('done', 'visited', 'closed')`)
    for (const [name, column] of [
      [filter.worker, sql`job.worker`],
      [filter.zone, zoneOf],
      [filter.steward, stewardOf],
    ] as const) {
      if (name !== undefined) query = query.where(sql<boolean>`${column} = ${name === nobody ? '' : name}`)
    }
    if (filter.promise !== undefined) {
      const spell = { from: filter.dueFrom ?? '', to: filter.dueTo ?? '9999', asOf: desk.clock.today() }
      const promises = filter.promise.startsWith('respond') ? respondPromises(spell) : finishPromises(spell)
      const wanted = filter.promise.endsWith('missed') ? sql`WHERE promised.met = 0` : sql``
      query = query.where(sql<boolean>`job.id IN (SELECT job_id FROM ${promises} AS promised ${wanted})`)
    }
    if (filter.state !== undefined) query = query.where(sql.ref('job.state'), '=', filter.state)
    if (filter.trade !== undefined) query = query.where(sql.ref('job.trade'), '=', filter.trade)
    if (filter.priority !== undefined) query = query.where(sql.ref('job.priority'), '=', filter.priority)
    if (filter.source !== undefined) query = query.where(sql.ref('job.source'), '=', filter.source)
    if (filter.unitId !== undefined) query = query.where(sql.ref('job.unit_id'), '=', filter.unitId)
    if (filter.from !== undefined) query = query.where(sql.ref('job.registered_on'), '>=', filter.from)
    if (filter.to !== undefined) query = query.where(sql.ref('job.registered_on'), '<=', filter.to)
    const { estate, area, building } = filter
    if (estate !== undefined || area !== undefined || building !== undefined) {
      query = query.where(sql<boolean>`job.unit_id IN (SELECT unit.id FROM unit WHERE ${unitStandsIn(filter)})`)
    }
    const text = filter.text?.trim()
    if (text) {
      query = query.where(
        sql<boolean>`(job.number = ${text} OR job.worker = ${text} OR job.caller = ${text} OR job.unit_id IN (
          SELECT unit.id FROM unit WHERE ${unitMatches(text)}))`,
      )
    }
    return query
  },
  select: (query) =>
    query
      .leftJoin('unit', (join) => join.on(sql<boolean>`unit.id = job.unit_id`))
      .select([
        sql`job.id`.as('id'),
        sql`job.number`.as('number'),
        sql`job.registered_at`.as('registeredAt'),
        sql`unit.display`.as('unit'),
        sql`job.place`.as('place'),
        sql`job.trade`.as('trade'),
        sql`job.content`.as('content'),
        sql`job.priority`.as('priority'),
        sql`job.state`.as('state'),
        sql`job.worker`.as('worker'),
        sql`job.source`.as('source'),
        sql`job.charge_class`.as('chargeClass'),
        sql`job.caller`.as('caller'),
        sql`job.finish_due_at`.as('finish_due_at'),
        sql`job.finished_at`.as('finished_at'),
      ]) as unknown as ListQuery,
  order: () => ({
    number: 'job.number',
    registeredAt: 'job.registered_at',
    unit: 'unit.sort_key',
    trade: 'job.trade',
    priority: sql`CASE job.priority WHEN 'urgent' THEN 0 WHEN 'high' THEN 1 WHEN 'normal' THEN 2 ELSE 3 END`,
    state: 'job.state',
    worker: 'job.worker',
    finishDueAt: 'job.finish_due_at',
    finishedAt: 'job.finished_at',
  }),
  defaultSort: [{ by: 'registeredAt', descending: true }],
  tieBreak: 'job.id',
  row: (raw, desk) => {
    const { finish_due_at, finished_at, registeredAt, ...row } = raw as Record<string, string | null>
    const shown = (moment: string | null | undefined) => moment && momentInZone(new Date(moment), desk.clock.zone)
    const times = {
      state: row.state as JobState,
      finish_due_at: finish_due_at ?? null,
      finished_at: finished_at ?? null,
    }
    return {
      ...row,
      registeredAt: shown(registeredAt),
      finishDueAt: shown(finish_due_at) ?? null,
      finishedAt: shown(finished_at) ?? null,
      late: isLate(times, desk.clock.now()),
    } as unknown as ListRow<'jobs'>
  },
}

/** Staff who do such work, with their open load; the least loaded first. */
export async function jobWorkers(db: Db): Promise<{ id: number; name: string; open: number }[]> {
  const { rows } = await sql<{ id: number; name: string; open: number }>`
    SELECT staff.id, staff.name, (SELECT count(*) FROM job WHERE job.worker_id = staff.id AND ${isOpen}) AS open
    FROM staff WHERE staff.active = 1 AND EXISTS (SELECT 1 FROM staff_role WHERE staff_role.staff_id = staff.id
      AND staff_role.role = 'engineering') ORDER BY open, staff.sort_key`.execute(db)
  return rows
}

/** Jobs of a unit that are open, and those of the last 30 days: what the caller may mean. */
export async function jobsAround(desk: Desk, unitId: number) {
  const since = new Date(desk.clock.now().getTime() - 30 * 86_400_000).toISOString()
  const rows = await desk.db
    .selectFrom('job')
    .select(['id', 'number', 'registered_at', 'trade', 'content', 'state', 'finish_due_at', 'finished_at'])
    .where('unit_id', '=', unitId)
    .where((where) => where.or([where('state', 'in', [...openJobStates]), where('registered_at', '>=', since)]))
    .orderBy('registered_at', 'desc')
    .limit(20)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    registeredAt: momentInZone(new Date(row.registered_at), desk.clock.zone),
    trade: row.trade,
    content: row.content,
    state: row.state satisfies JobDetail['state'],
    isLate: isLate(row, desk.clock.now()),
  }))
}
