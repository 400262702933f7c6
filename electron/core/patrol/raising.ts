import { addDays, type DateText } from '../../contract/dates.ts'
import { AuditedWriter, type Row } from '../audit/writer.ts'
import type { Actor, Clock, Desk, Tx } from '../context.ts'
import { plannedDays } from '../plans/rules.ts'
import { momentsOf } from './rules.ts'

/** Who acts where the rota does. */
const byItself: Actor = { id: null, name: '巡查排班', roles: ['administrator'] }

/** Rounds appear by themselves until tomorrow. Asked again it changes nothing, so whoever looks at rounds calls it first. */
export async function raiseRounds(desk: Desk): Promise<void> {
  const through = addDays(desk.clock.today(), 1)
  const waiting = await desk.db
    .selectFrom('patrol_window')
    .select('id')
    .where('raised_through', '<', through)
    .where('ended_on', 'is', null)
    .limit(1)
    .executeTakeFirst()
  if (!waiting) return
  await desk.db.transaction().execute((tx) => raising(new AuditedWriter(tx, { ...desk, actor: byItself }), desk.clock))
}

/** As `raiseRounds`, for a transaction that writes more. */
export async function raising(writer: AuditedWriter, clock: Clock): Promise<void> {
  const { tx } = writer
  const through = addDays(clock.today(), 1)
  const windows = await tx
    .selectFrom('patrol_window')
    .selectAll()
    .where('raised_through', '<', through)
    .where('ended_on', 'is', null)
    .orderBy('id')
    .execute()
  if (windows.length === 0) return
  const pointsOn = await routePoints(tx)
  const postOf = new Map(
    (await tx.selectFrom('patrol_route').select(['id', 'post_id']).execute()).map((route) => [route.id, route.post_id]),
  )
  const rows = windows.flatMap((window) => {
    const hours = { fromTime: window.from_time, toTime: window.to_time }
    const from = window.raised_through === '' ? window.anchor_on : addDays(window.raised_through, 1)
    const cadence = { n: window.every_n, every: window.every_unit, anchorOn: window.anchor_on }
    return plannedDays({ ...cadence, basis: 'plan-date', moving: 'stay' }, from, through).map((day): Row => {
      const { beginsAt, endsAt } = momentsOf(day, hours, clock.zone)
      return {
        window_id: window.id,
        route_id: window.route_id,
        on_date: day,
        begins_at: beginsAt,
        ends_at: endsAt,
        points: pointsOn(window.route_id, day),
        post_id: postOf.get(window.route_id) ?? null,
      }
    })
  })
  if (rows.length > 0) await writer.append('patrol_round', rows)
  // How far rounds are worked out is no fact of the office's: it is not audited and makes no window stale.
  const ids = windows.map((window) => window.id)
  await tx.updateTable('patrol_window').set({ raised_through: through }).where('id', 'in', ids).execute()
}

/** How many points a route has on a day. */
async function routePoints(tx: Tx): Promise<(routeId: number, day: DateText) => number> {
  const stops = await tx.selectFrom('patrol_stop').select(['route_id', 'from_on', 'gone_on']).execute()
  return (routeId, day) =>
    stops.filter((stop) => stop.route_id === routeId && stop.from_on <= day && (stop.gone_on ?? '9999') > day).length
}
