import { type RawBuilder, sql } from 'kysely'
import { type JobState, openJobStates } from '../../contract/caseStates.ts'
import { addDays, daysBetween, momentInZone, momentOf } from '../../contract/dates.ts'
import { type ListRow, nobody } from '../../contract/lists.ts'
import type { Desk } from '../context.ts'
import { unitMatches, unitStandsIn } from '../estate/list.ts'
import type { ListQuery, ListSource } from '../lists/source.ts'
import { shownPhone } from '../residents/phones.ts'
import { seenNow } from '../summary/figure.ts'
import { isAbsent } from './absence.ts'
import { finishPromises, respondPromises } from './promised.ts'
import { isLate, isUnanswered } from './service.ts'

/** "Soon" looks this many minutes ahead. */
export const soonMinutes = 120

export const isOpen = sql<boolean>`job.state IN (${sql.join(openJobStates.map((state) => sql.lit(state)))})`

/** Condition: an open job's promise ends before a moment: to finish it, or to begin where nobody has. */
export function dueBefore(moment: string): RawBuilder<boolean> {
  return sql<boolean>`(${isOpen} AND (job.finish_due_at < ${moment}
    OR (job.responded_at IS NULL AND job.respond_due_at < ${moment})))`
}

/** Name of the butler zone that `job` stands in; empty for what is common to all. */
const zoneOf = sql<string>`coalesce((SELECT zone.name FROM unit JOIN building ON building.id = unit.building_id
  JOIN area ON area.id = building.area_id JOIN zone ON zone.id = area.zone_id WHERE unit.id = job.unit_id), '')`

/** Name of the steward of the zone that a unit stands in; empty where there is none. */
export function stewardAt(unitId: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`coalesce((SELECT staff.name FROM unit JOIN building ON building.id = unit.building_id
    JOIN area ON area.id = building.area_id JOIN zone ON zone.id = area.zone_id
    JOIN staff ON staff.id = zone.steward_id WHERE unit.id = ${unitId}), '')`
}

/** Name of the steward of the zone that `job` stands in; empty where there is none. */
export const stewardOf = stewardAt(sql`job.unit_id`)

/** What tells whether a job is late. */
const promisedColumns = (['respond_due_at', 'responded_at', 'finish_due_at', 'finished_at'] as const).map((column) =>
  sql.ref<string | null>(`job.${column}`).as(column),
)

const soon = (now: Date) => new Date(now.getTime() + soonMinutes * 60_000).toISOString()

/** Condition: found by number, worker, caller, or the unit and who lives there. */
function jobMatches(text: string): RawBuilder<boolean> {
  return sql<boolean>`(job.number = ${text} OR job.worker = ${text} OR job.caller = ${text} OR job.unit_id IN (
    SELECT unit.id FROM unit WHERE ${unitMatches(text)}))`
}

/** Jobs: those nobody has been sent to before the others, then the newest. */
export const jobsSource: ListSource<'jobs'> = {
  from(desk, filter) {
    const now = desk.clock.now()
    let query = desk.db.selectFrom('job') as unknown as ListQuery
    if (filter.show === 'open') query = query.where(isOpen)
    if (filter.show === 'waiting') query = query.where(sql<boolean>`job.state = 'waiting'`)
    if (filter.show === 'late') query = query.where(dueBefore(now.toISOString()))
    if (filter.show === 'soon') {
      query = query.where(dueBefore(soon(now))).where(sql<boolean>`NOT ${dueBefore(now.toISOString())}`)
    }
    if (filter.show === 'today') {
      const tomorrow = new Date(momentOf(addDays(desk.clock.today(), 1), 0, desk.clock.zone)).toISOString()
      query = query.where(dueBefore(tomorrow)).where(sql<boolean>`NOT ${dueBefore(now.toISOString())}`)
    }
    if (filter.show === 'done') query = query.where(sql<boolean>`(job.state <> 'cancelled' AND NOT ${isOpen})`)
    for (const [name, column] of [
      [filter.worker, sql`job.worker`],
      [filter.zone, zoneOf],
      [filter.steward, stewardOf],
    ] as const) {
      if (name !== undefined) query = query.where(sql<boolean>`${column} = ${name === nobody ? '' : name}`)
    }
    if (filter.promise !== undefined) {
      const spell = {
        from: filter.dueFrom ?? '',
        to: filter.dueTo ?? '9999',
        asOf: desk.clock.today(),
        seen: seenNow(desk.clock),
      }
      const promises = filter.promise.startsWith('respond') ? respondPromises(spell) : finishPromises(spell)
      const wanted = filter.promise.endsWith('missed') ? sql`WHERE promised.met = 0` : sql``
      query = query.where(sql<boolean>`job.id IN (SELECT job_id FROM ${promises} AS promised ${wanted})`)
    }
    if (filter.state !== undefined) query = query.where(sql.ref('job.state'), '=', filter.state)
    if (filter.trade !== undefined) query = query.where(sql.ref('job.trade'), '=', filter.trade)
    if (filter.priority !== undefined) query = query.where(sql.ref('job.priority'), '=', filter.priority)
    if (filter.source !== undefined) query = query.where(sql.ref('job.source'), '=', filter.source)
    if (filter.kind !== undefined) query = query.where(sql.ref('job.kind'), '=', filter.kind)
    if (filter.unitId !== undefined) query = query.where(sql.ref('job.unit_id'), '=', filter.unitId)
    if (filter.from !== undefined) query = query.where(sql.ref('job.registered_on'), '>=', filter.from)
    if (filter.to !== undefined) query = query.where(sql.ref('job.registered_on'), '<=', filter.to)
    const { estate, area, building } = filter
    if (estate !== undefined || area !== undefined || building !== undefined) {
      query = query.where(sql<boolean>`job.unit_id IN (SELECT unit.id FROM unit WHERE ${unitStandsIn(filter)})`)
    }
    const text = filter.text?.trim()
    return text ? query.where(jobMatches(text)) : query
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
        sql`job.phone`.as('phone'),
        sql`job.kind`.as('kind'),
        sql`job.worker_id`.as('worker_id'),
        ...promisedColumns,
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
  picksBy: ['number', 'registeredAt', 'trade', 'priority', 'state', 'worker', 'finishDueAt', 'finishedAt'],
  keyed: ({ db }) => db.selectFrom('job') as unknown as ListQuery,
  row: (raw, desk) => {
    const { respond_due_at, responded_at, finish_due_at, finished_at, registeredAt, worker_id, phone, ...row } =
      raw as Record<string, string | null>
    const shown = (moment: string | null | undefined) => moment && momentInZone(new Date(moment), desk.clock.zone)
    const times = {
      state: row.state as JobState,
      respond_due_at: respond_due_at ?? null,
      responded_at: responded_at ?? null,
      finish_due_at: finish_due_at ?? null,
      finished_at: finished_at ?? null,
    }
    return {
      ...row,
      phone: shownPhone(desk, phone ?? '', worker_id as unknown as number | null),
      registeredAt: shown(registeredAt),
      finishDueAt: shown(finish_due_at) ?? null,
      finishedAt: shown(finished_at) ?? null,
      late: isLate(times, desk.clock.now()),
      unanswered: isUnanswered(times, desk.clock.now()),
    } as unknown as ListRow<'jobs'>
  },
}

/** Staff who do such work, with their open load; the least loaded first. */
export async function jobWorkers({
  db,
  clock,
}: Desk): Promise<{ id: number; name: string; open: number; absent: boolean }[]> {
  const { rows } = await sql<{ id: number; name: string; open: number; absent: number }>`
    SELECT staff.id, staff.name, ${isAbsent(clock.today())} AS absent,
      (SELECT count(*) FROM job WHERE job.worker_id = staff.id AND ${isOpen}) AS open
    FROM staff WHERE staff.active = 1 AND EXISTS (SELECT 1 FROM staff_role WHERE staff_role.staff_id = staff.id
      AND staff_role.role = 'engineering') ORDER BY absent, open, staff.sort_key`.execute(db)
  return rows.map((row) => ({ ...row, absent: row.absent === 1 }))
}

/** 未完成: what is still to be done, the oldest first. */
export const openJobsSource: ListSource<'openJobs'> = {
  from(desk, filter) {
    let query = (desk.db.selectFrom('job') as unknown as ListQuery).where(isOpen)
    if (filter.trade !== undefined) query = query.where(sql.ref('job.trade'), '=', filter.trade)
    if (filter.state !== undefined) query = query.where(sql.ref('job.state'), '=', filter.state)
    const { estate, area, building } = filter
    if (estate !== undefined || area !== undefined || building !== undefined) {
      query = query.where(sql<boolean>`job.unit_id IN (SELECT unit.id FROM unit WHERE ${unitStandsIn(filter)})`)
    }
    const text = filter.text?.trim()
    return text ? query.where(jobMatches(text)) : query
  },
  select: (query) =>
    query
      .leftJoin('unit', (join) => join.on(sql<boolean>`unit.id = job.unit_id`))
      .leftJoin('building', (join) => join.on(sql<boolean>`building.id = unit.building_id`))
      .leftJoin('area', (join) => join.on(sql<boolean>`area.id = building.area_id`))
      .select([
        sql`job.id`.as('id'),
        sql`job.number`.as('number'),
        sql`job.registered_at`.as('registeredAt'),
        sql`job.registered_on`.as('registered_on'),
        sql`area.name`.as('area'),
        sql`unit.display`.as('unit'),
        sql`job.place`.as('place'),
        sql`job.trade`.as('trade'),
        sql`job.content`.as('content'),
        sql`job.priority`.as('priority'),
        sql`job.state`.as('state'),
        sql`job.wait_for`.as('waitFor'),
        sql`job.worker`.as('worker'),
        sql`job.worker_id`.as('worker_id'),
        sql`job.caller`.as('caller'),
        sql`job.phone`.as('phone'),
        ...promisedColumns,
      ]) as unknown as ListQuery,
  order: jobsSource.order as unknown as ListSource<'openJobs'>['order'],
  defaultSort: [{ by: 'registeredAt' }],
  tieBreak: 'job.id',
  row: (raw, desk) => {
    const { respond_due_at, responded_at, finish_due_at, finished_at, registered_on, registeredAt, ...rest } =
      raw as Raw
    const { worker_id, phone, ...row } = rest
    const shown = (moment: unknown) =>
      typeof moment === 'string' ? momentInZone(new Date(moment), desk.clock.zone) : null
    const times = {
      state: row.state as JobState,
      respond_due_at: respond_due_at as string | null,
      responded_at: responded_at as string | null,
      finish_due_at: finish_due_at as string | null,
      finished_at: finished_at as string | null,
    }
    return {
      ...row,
      phone: shownPhone(desk, String(phone), worker_id as number | null),
      registeredAt: shown(registeredAt),
      finishDueAt: shown(finish_due_at),
      daysOpen: daysBetween(String(registered_on), desk.clock.today()),
      late: isLate(times, desk.clock.now()),
    } as unknown as ListRow<'openJobs'>
  },
}

type Raw = Record<string, string | number | null>
