import { type RawBuilder, sql } from 'kysely'
import type { RoundState } from '../../contract/groundWords.ts'
import type { ListRow } from '../../contract/lists.ts'
import { containsPattern } from '../../db/dialect.ts'
import type { ListQuery, ListSource } from '../lists/source.ts'
import { dutyNames } from './duty.ts'
import { roundStateOf } from './rules.ts'

const found = sql`(SELECT count(*) FROM ground_problem WHERE ground_problem.origin = 'patrol'
  AND ground_problem.origin_id = patrol_round.id)`

/** What `roundStateOf` says, as a condition. */
const isIn: Readonly<Record<RoundState, (now: string) => RawBuilder<boolean>>> = {
  late: () => sql<boolean>`patrol_round.late > 0`,
  'on-time': () =>
    sql<boolean>`patrol_round.late = 0 AND patrol_round.seen > 0 AND patrol_round.seen >= patrol_round.points`,
  due: (now) => sql<boolean>`patrol_round.late = 0 AND patrol_round.ends_at >= ${now}
    AND (patrol_round.seen = 0 OR patrol_round.seen < patrol_round.points)
    AND (patrol_round.seen > 0 OR patrol_round.begins_at <= ${now})`,
  upcoming: (now) => sql<boolean>`patrol_round.started_at IS NULL AND patrol_round.begins_at > ${now}`,
  incomplete: (now) => sql<boolean>`patrol_round.late = 0 AND patrol_round.ends_at < ${now}
    AND patrol_round.seen > 0 AND patrol_round.seen < patrol_round.points`,
  missed: (now) => sql<boolean>`patrol_round.started_at IS NULL AND patrol_round.ends_at < ${now}`,
}

/** Patrol rounds, the newest first. */
export const patrolRoundsSource: ListSource<'patrolRounds'> = {
  from(desk, filter) {
    let query = desk.db.selectFrom('patrol_round') as unknown as ListQuery
    if (filter.from !== undefined) query = query.where(sql.ref('patrol_round.on_date'), '>=', filter.from)
    if (filter.to !== undefined) query = query.where(sql.ref('patrol_round.on_date'), '<=', filter.to)
    if (filter.routeId !== undefined) query = query.where(sql.ref('patrol_round.route_id'), '=', filter.routeId)
    if (filter.state !== undefined) query = query.where(isIn[filter.state](desk.clock.now().toISOString()))
    if (filter.counted !== undefined) {
      query = query.where(sql.ref('patrol_round.ends_at'), '<', desk.clock.now().toISOString())
    }
    if (filter.counted === 'done') query = query.where(sql<boolean>`patrol_round.seen > 0`)
    if (filter.problems) {
      query = query.where(
        sql<boolean>`patrol_round.id IN (SELECT origin_id FROM ground_problem WHERE origin = 'patrol')`,
      )
    }
    const text = filter.text?.trim()
    if (text) {
      const like = containsPattern(text)
      query = query.where(
        sql<boolean>`(patrol_round.walker = ${text} OR patrol_round.note LIKE ${like} ESCAPE '\\' OR patrol_round.route_id IN
          (SELECT patrol_route.id FROM patrol_route WHERE patrol_route.name LIKE ${like} ESCAPE '\\'))`,
      )
    }
    return query
  },
  select: (query) =>
    query
      .innerJoin('patrol_window', (join) => join.on(sql<boolean>`patrol_window.id = patrol_round.window_id`))
      .innerJoin('patrol_route', (join) => join.on(sql<boolean>`patrol_route.id = patrol_round.route_id`))
      .select([
        sql`patrol_round.id`.as('id'),
        sql`patrol_round.route_id`.as('routeId'),
        sql`patrol_round.on_date`.as('onDate'),
        sql`patrol_window.from_time || '–' || patrol_window.to_time`.as('time'),
        sql`patrol_route.name`.as('route'),
        sql`patrol_window.name`.as('window'),
        sql`patrol_round.begins_at`.as('beginsAt'),
        sql`patrol_round.ends_at`.as('endsAt'),
        dutyNames.as('duty'),
        sql`patrol_round.walker`.as('walker'),
        sql`patrol_round.points`.as('points'),
        sql`patrol_round.seen`.as('seen'),
        sql`patrol_round.late`.as('late'),
        found.as('problems'),
        sql`patrol_round.note`.as('note'),
        sql`patrol_round.late_reason`.as('lateReason'),
      ]) as unknown as ListQuery,
  order: () => ({
    onDate: 'patrol_round.on_date',
    begins: 'patrol_round.begins_at',
    route: 'patrol_route.name',
    walker: 'patrol_round.walker',
    points: 'patrol_round.points',
    seen: 'patrol_round.seen',
    late: 'patrol_round.late',
  }),
  defaultSort: [
    { by: 'onDate', descending: true },
    { by: 'begins', descending: true },
  ],
  tieBreak: 'patrol_round.id',
  picksBy: ['onDate', 'begins', 'walker', 'points', 'seen', 'late'],
  row: ({ beginsAt, endsAt, duty, ...raw }, desk) => {
    const facts = { beginsAt: String(beginsAt), endsAt: String(endsAt), ...numbersOf(raw) }
    const state = roundStateOf(facts, desk.clock.now().toISOString())
    return { ...raw, duty: duty ?? '', state } as unknown as ListRow<'patrolRounds'>
  },
}

function numbersOf(raw: Record<string, unknown>) {
  return { points: Number(raw.points), seen: Number(raw.seen), late: Number(raw.late) }
}
