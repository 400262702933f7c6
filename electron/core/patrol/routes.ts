import { sql } from 'kysely'
import { addDays } from '../../contract/dates.ts'
import { DeskError, refusal } from '../../contract/errors.ts'
import type { PatrolPoint, PatrolRoute, PointFields, WindowFields } from '../../contract/patrol.ts'
import { write } from '../audit/writer.ts'
import type { Desk } from '../context.ts'
import { raising } from './raising.ts'

interface Versioned {
  readonly id: number | null
  readonly version: number
}

/** @throws StaleError; DeskError `patrol-name-taken`, `not-found` */
export function savePoint(
  desk: Desk,
  { id, version, fields }: Versioned & { readonly fields: PointFields },
): Promise<number> {
  return write(desk, async (writer) => {
    const taken = await writer.tx
      .selectFrom('patrol_point')
      .select('id')
      .where('name', '=', fields.name)
      .executeTakeFirst()
    if (taken && taken.id !== id)
      throw refusal({ code: 'patrol-name-taken', field: 'name', params: { name: fields.name } })
    if (id === null) return writer.insert('patrol_point', { ...fields, ended_on: null })
    await writer.update('patrol_point', id, version, { ...fields })
    return id
  })
}

/** Every point, with how many routes pass it. */
export async function patrolPoints({ db }: Desk): Promise<PatrolPoint[]> {
  const rows = await db
    .selectFrom('patrol_point')
    .selectAll()
    .select(
      sql<number>`(SELECT count(DISTINCT route_id) FROM patrol_stop WHERE patrol_stop.point_id = patrol_point.id
        AND patrol_stop.gone_on IS NULL)`.as('routes'),
    )
    .orderBy('id')
    .execute()
  return rows.map(({ ended_on, ...row }) => ({ ...row, version: Number(row.version), endedOn: ended_on }))
}

/**
 * Names a route, the post that walks it and the points it passes. Other points hold from today, or from tomorrow where
 * today's round has begun, another post for rounds that nobody has begun and whose time is not over; rounds before keep
 * theirs.
 * @throws StaleError; DeskError `patrol-name-taken`, `not-found`
 */
export function saveRoute(
  desk: Desk,
  route: Versioned & { readonly name: string; readonly postId: number | null; readonly pointIds: readonly number[] },
): Promise<number> {
  return write(desk, async (writer) => {
    const { tx } = writer
    const { name, postId, pointIds } = route
    const taken = await tx.selectFrom('patrol_route').select('id').where('name', '=', name).executeTakeFirst()
    if (taken && taken.id !== route.id) throw refusal({ code: 'patrol-name-taken', field: 'name', params: { name } })
    const id = route.id ?? (await writer.insert('patrol_route', { name, post_id: postId, ended_on: null }))
    if (route.id !== null) {
      // Rounds of days gone by that nobody has looked at yet are those of the post that was to walk them.
      await raising(writer, desk.clock)
      await writer.update('patrol_route', id, route.version, { name, post_id: postId })
      // Whose a round is follows from its route, so that it is no change of the round's.
      await tx
        .updateTable('patrol_round')
        .set({ post_id: postId })
        .where('route_id', '=', id)
        .where('started_at', 'is', null)
        .where('ends_at', '>=', desk.clock.now().toISOString())
        .execute()
    }
    const stops = await tx
      .selectFrom('patrol_stop')
      .selectAll()
      .where('route_id', '=', id)
      .where('gone_on', 'is', null)
      .orderBy('position')
      .execute()
    if (JSON.stringify(stops.map((stop) => stop.point_id)) === JSON.stringify(pointIds)) return id
    const today = desk.clock.today()
    const begun = await tx
      .selectFrom('patrol_round')
      .select('id')
      .where('route_id', '=', id)
      .where('on_date', '>=', today)
      .where('started_at', 'is not', null)
      .executeTakeFirst()
    const from = begun ? addDays(today, 1) : today
    for (const stop of stops) {
      await writer.apply('patrol_stop', { ...stop }, { gone_on: from > stop.from_on ? from : stop.from_on })
    }
    const fresh = pointIds.map((pointId, index) => ({
      route_id: id,
      point_id: pointId,
      position: index + 1,
      from_on: from,
      gone_on: null,
    }))
    await writer.insertMany('patrol_stop', fresh)
    // What is due is worked out from the route, so that it is no change of the round's.
    await tx
      .updateTable('patrol_round')
      .set({ points: pointIds.length })
      .where('route_id', '=', id)
      .where('on_date', '>=', from)
      .execute()
    return id
  })
}

/** @throws DeskError `not-found`, `plan-in-past`, `window-without-time` */
export function addWindow(desk: Desk, routeId: number, fields: WindowFields): Promise<number> {
  return write(desk, async (writer) => {
    const { tx } = writer
    const route = await tx.selectFrom('patrol_route').select('id').where('id', '=', routeId).executeTakeFirst()
    if (!route) throw new DeskError('not-found', { entity: 'patrol_route', id: routeId })
    const today = desk.clock.today()
    if (fields.anchorOn < today) throw refusal({ code: 'plan-in-past', field: 'anchorOn', params: { today } })
    if (fields.fromTime === fields.toTime) throw refusal({ code: 'window-without-time', field: 'toTime' })
    const id = await writer.insert('patrol_window', {
      route_id: routeId,
      name: fields.name,
      from_time: fields.fromTime,
      to_time: fields.toTime,
      every_n: fields.everyN,
      every_unit: fields.every,
      anchor_on: fields.anchorOn,
      ended_on: null,
      raised_through: '',
    })
    await raising(writer, desk.clock)
    return id
  })
}

/** Today is the last day on which a window is walked. @throws StaleError; DeskError `not-found`, `window-ended` */
export function endWindow(desk: Desk, id: number, version: number): Promise<number> {
  return write(desk, async (writer) => {
    const window = await writer.tx.selectFrom('patrol_window').selectAll().where('id', '=', id).executeTakeFirst()
    if (!window) throw new DeskError('not-found', { entity: 'patrol_window', id })
    if (window.ended_on !== null) throw new DeskError('window-ended', { date: window.ended_on })
    const today = desk.clock.today()
    await writer.update('patrol_window', id, version, { ended_on: today })
    const later = await writer.tx
      .selectFrom('patrol_round')
      .select('id')
      .where('window_id', '=', id)
      .where('on_date', '>', today)
      .where('started_at', 'is', null)
      .execute()
    await writer.removeMany(
      'patrol_round',
      later.map((round) => round.id),
    )
    return id
  })
}

/** Every route with its points and windows, those that hold. */
export async function patrolRoutes({ db }: Desk): Promise<PatrolRoute[]> {
  const routes = await db
    .selectFrom('patrol_route')
    .leftJoin('post', 'post.id', 'patrol_route.post_id')
    .selectAll('patrol_route')
    .select('post.name as post')
    .orderBy('patrol_route.id')
    .execute()
  const stops = await db
    .selectFrom('patrol_stop')
    .innerJoin('patrol_point', 'patrol_point.id', 'patrol_stop.point_id')
    .select(['route_id', 'patrol_point.id', 'patrol_point.name', 'patrol_point.place', 'patrol_point.look'])
    .where('gone_on', 'is', null)
    .orderBy('position')
    .execute()
  const windows = await db.selectFrom('patrol_window').selectAll().orderBy('from_time').execute()
  return routes.map((route) => ({
    id: route.id,
    version: Number(route.version),
    name: route.name,
    postId: route.post_id,
    post: route.post ?? '',
    endedOn: route.ended_on,
    points: stops
      .filter((stop) => stop.route_id === route.id)
      .map(({ id, name, place, look }) => ({ id, name, place, look })),
    windows: windows
      .filter((window) => window.route_id === route.id)
      .map((window) => ({
        id: window.id,
        version: Number(window.version),
        name: window.name,
        fromTime: window.from_time,
        toTime: window.to_time,
        everyN: window.every_n,
        every: window.every_unit,
        anchorOn: window.anchor_on,
        endedOn: window.ended_on,
      })),
  }))
}
