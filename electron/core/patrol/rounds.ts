import { sql } from 'kysely'
import { addDays, momentInZone } from '../../contract/dates.ts'
import { DeskError, refusal } from '../../contract/errors.ts'
import type { CoverageCell, RoundDetail, RoundFields } from '../../contract/patrol.ts'
import { type AuditedWriter, write } from '../audit/writer.ts'
import type { Db, Desk, Tx } from '../context.ts'
import { problemsAt, writeProblems } from '../grounds/problems.ts'
import { dutyOn } from './duty.ts'
import { raiseRounds } from './raising.ts'
import { pointStateOf, roundStateOf, seenAt, writtenUntil } from './rules.ts'

/**
 * Records what was seen on a round, at once or point by point; what is recorded already stays. Problems become jobs in
 * the same transaction.
 * @throws StaleError; DeskError `not-found`, `round-empty`, `round-in-future`, `round-before-window`, `round-over` from
 * noon of the day after it on, `period-closed`
 */
export function recordRound(desk: Desk, id: number, version: number, fields: RoundFields): Promise<number> {
  return write(desk, recordingRound(desk, id, version, fields))
}

/**
 * As `recordRound`, once that noon is past: what nobody wrote down in time is made good with a reason.
 * @throws as `recordRound`; DeskError `reason-needed`
 */
export function recordRoundLate(
  desk: Desk,
  id: number,
  version: number,
  fields: RoundFields,
  reason: string,
): Promise<number> {
  return write(desk, async (writer) => {
    if (reason === '') throw refusal({ code: 'reason-needed', field: 'reason' })
    return recordingRound(desk, id, version, fields, reason)(writer)
  })
}

/** As `recordRound`, or with a reason as `recordRoundLate`, for a transaction that writes more. */
export function recordingRound(desk: Desk, id: number, version: number, fields: RoundFields, reason = '') {
  return async (writer: AuditedWriter): Promise<number> => {
    const { tx } = writer
    const round = await roundOf(tx, id)
    if (!round) throw new DeskError('not-found', { entity: 'patrol_round', id })
    const isOver = isWrittenLate(round, desk)
    if (isOver && reason === '') throw new DeskError('round-over', { date: addDays(round.on_date, 1) })
    const known = new Set(
      (await tx.selectFrom('patrol_seen').select('point_id').where('round_id', '=', id).execute()).map(
        (seen) => seen.point_id,
      ),
    )
    const due = new Set((await pointsOf(tx, round)).map((point) => point.id))
    const fresh = fields.seen.filter(({ pointId }) => due.has(pointId) && !known.has(pointId))
    if (known.size === 0 && fresh.length === 0) throw refusal({ code: 'round-empty', field: 'seen' })
    const hours = { fromTime: round.from_time, toTime: round.to_time }
    const now = desk.clock.now().toISOString()
    const moments = fresh.map(({ time }) => {
      const at = seenAt(round.on_date, hours, time, desk.clock.zone)
      if (at === null)
        throw refusal({ code: 'round-before-window', field: 'seen', params: { time, from: round.from_time } })
      if (at > now) throw refusal({ code: 'round-in-future', field: 'seen', params: { time } })
      return at
    })
    const walker = await walkerOf(tx, desk, fields.walkerId)
    await writer.update('patrol_round', id, version, {
      seen: round.seen + fresh.length,
      late: round.late + moments.filter((at) => at > round.ends_at).length,
      started_at: [...moments, ...(round.started_at === null ? [] : [round.started_at])].sort()[0] ?? null,
      walker_id: fields.walkerId ?? desk.actor.id,
      walker,
      note: fields.note,
      walked_on: round.on_date,
      ...(isOver && { late_reason: [round.late_reason, reason].filter(Boolean).join('；') }),
    })
    await writer.insertMany(
      'patrol_seen',
      fresh.map(({ pointId, ok, note }, index) => ({
        round_id: id,
        point_id: pointId,
        seen_at: moments[index] ?? '',
        ok: ok ? 1 : 0,
        note,
      })),
    )
    const at = { origin: 'patrol', originId: id, onDate: round.on_date, place: round.route, by: walker } as const
    await writeProblems(writer, desk, at, await placed(tx, fields.problems))
    return id
  }
}

function isWrittenLate({ on_date: onDate }: { readonly on_date: string }, { clock }: Desk): boolean {
  return clock.now().toISOString() > writtenUntil(onDate, clock.zone)
}

/** A problem at a point is where the point is. */
async function placed(tx: Tx, problems: RoundFields['problems']): Promise<RoundFields['problems']> {
  const points = new Map(
    (await tx.selectFrom('patrol_point').select(['id', 'name', 'place']).execute()).map((one) => [one.id, one]),
  )
  return problems.map((problem) => {
    const point = problem.pointId === null ? undefined : points.get(problem.pointId)
    return { ...problem, place: problem.place || (point ? [point.place, point.name].filter(Boolean).join(' ') : '') }
  })
}

async function walkerOf(tx: Tx, desk: Desk, walkerId: number | null): Promise<string> {
  if (walkerId === null) return desk.actor.name
  const staff = await tx.selectFrom('staff').select('name').where('id', '=', walkerId).executeTakeFirst()
  if (!staff) throw new DeskError('not-found', { entity: 'staff', id: walkerId })
  return staff.name
}

function roundOf(db: Db | Tx, id: number) {
  return db
    .selectFrom('patrol_round')
    .innerJoin('patrol_window', 'patrol_window.id', 'patrol_round.window_id')
    .innerJoin('patrol_route', 'patrol_route.id', 'patrol_round.route_id')
    .selectAll('patrol_round')
    .select(['patrol_window.name as window', 'patrol_window.from_time', 'patrol_window.to_time'])
    .select('patrol_route.name as route')
    .where('patrol_round.id', '=', id)
    .executeTakeFirst()
}

/** The points that a round's route had on its day, in order. */
function pointsOf(db: Db | Tx, round: { readonly route_id: number; readonly on_date: string }) {
  return db
    .selectFrom('patrol_stop')
    .innerJoin('patrol_point', 'patrol_point.id', 'patrol_stop.point_id')
    .select(['patrol_point.id', 'patrol_point.name', 'patrol_point.place', 'patrol_point.look'])
    .where('route_id', '=', round.route_id)
    .where('from_on', '<=', round.on_date)
    .where((of) => of.or([of('gone_on', 'is', null), of('gone_on', '>', round.on_date)]))
    .orderBy('position')
    .execute()
}

/** One round, point by point. @throws DeskError `not-found` */
export async function roundDetail(desk: Desk, id: number): Promise<RoundDetail> {
  const { db, clock } = desk
  await raiseRounds(desk)
  const round = await roundOf(db, id)
  if (!round) throw new DeskError('not-found', { entity: 'patrol_round', id })
  const now = clock.now().toISOString()
  const facts = {
    beginsAt: round.begins_at,
    endsAt: round.ends_at,
    points: round.points,
    seen: round.seen,
    late: round.late,
  }
  const seen = new Map(
    (await db.selectFrom('patrol_seen').selectAll().where('round_id', '=', id).execute()).map((one) => [
      one.point_id,
      one,
    ]),
  )
  return {
    id,
    version: Number(round.version),
    routeId: round.route_id,
    route: round.route,
    window: round.window,
    onDate: round.on_date,
    fromTime: round.from_time,
    toTime: round.to_time,
    state: roundStateOf(facts, now),
    walkerId: round.walker_id,
    walker: round.walker,
    duty: [...((await dutyOn(db, [id])).get(id) ?? [])],
    note: round.note,
    isOver: isWrittenLate(round, desk),
    lateReason: round.late_reason,
    points: (await pointsOf(db, round)).map((point) => {
      const own = seen.get(point.id)
      return {
        pointId: point.id,
        name: point.name,
        place: point.place,
        look: point.look,
        time: own ? momentInZone(new Date(own.seen_at), clock.zone).slice(11) : null,
        state: pointStateOf(own?.seen_at ?? null, facts, now),
        ok: own ? own.ok === 1 : true,
        note: own?.note ?? '',
      }
    }),
    problems: await problemsAt(db, 'patrol', id),
  }
}

/** Rounds whose windows are over, by route and month. */
export async function coverageOf(desk: Desk, from: string, to: string): Promise<CoverageCell[]> {
  await raiseRounds(desk)
  const now = desk.clock.now().toISOString()
  const month = sql<string>`substr(patrol_round.on_date, 1, 7)`
  const count = (condition: ReturnType<typeof sql>) => sql<number>`sum(CASE WHEN ${condition} THEN 1 ELSE 0 END)`
  return desk.db
    .selectFrom('patrol_round')
    .innerJoin('patrol_route', 'patrol_route.id', 'patrol_round.route_id')
    .select(['patrol_round.route_id as routeId', 'patrol_route.name as route', month.as('month')])
    .select([
      sql<number>`count(*)`.as('due'),
      count(sql`patrol_round.seen > 0`).as('done'),
      count(sql`patrol_round.late > 0`).as('late'),
      count(sql`patrol_round.seen = 0`).as('missed'),
      sql<number>`sum(patrol_round.points)`.as('points'),
      sql<number>`sum(patrol_round.seen)`.as('seen'),
      count(
        sql`EXISTS (SELECT 1 FROM ground_problem WHERE ground_problem.origin = 'patrol'
          AND ground_problem.origin_id = patrol_round.id)`,
      ).as('problems'),
    ])
    .where('patrol_round.on_date', '>=', from)
    .where('patrol_round.on_date', '<=', to)
    .where('patrol_round.ends_at', '<', now)
    .groupBy(['patrol_round.route_id', 'patrol_route.name', month])
    .orderBy('patrol_round.route_id')
    .orderBy(month)
    .execute()
}
