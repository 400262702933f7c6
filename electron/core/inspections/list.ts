import { type RawBuilder, sql } from 'kysely'
import type { ListRow } from '../../contract/lists.ts'
import { containsPattern } from '../../db/dialect.ts'
import type { ListQuery, ListSource } from '../lists/source.ts'

const problems = (what: RawBuilder<unknown>, more = sql`1 = 1`) =>
  sql`(SELECT ${what} FROM ground_problem WHERE ground_problem.origin = 'inspection'
    AND ground_problem.origin_id = inspection.id AND ${more})`
const withoutJob = sql`ground_problem.job_id IS NULL`

/** Three-level checks, the newest first. */
export const inspectionsSource: ListSource<'inspections'> = {
  from(desk, filter) {
    let query = desk.db.selectFrom('inspection') as unknown as ListQuery
    if (filter.from !== undefined) query = query.where(sql.ref('inspection.on_date'), '>=', filter.from)
    if (filter.to !== undefined) query = query.where(sql.ref('inspection.on_date'), '<=', filter.to)
    if (filter.level !== undefined) query = query.where(sql.ref('inspection.level'), '=', filter.level)
    if (filter.area !== undefined) query = query.where(sql.ref('inspection.area_id'), '=', filter.area)
    if (filter.state === 'valid') query = query.where(sql<boolean>`inspection.cancelled_on IS NULL`)
    if (filter.state === 'cancelled') query = query.where(sql<boolean>`inspection.cancelled_on IS NOT NULL`)
    if (filter.show === 'problems') query = query.where(sql<boolean>`EXISTS ${problems(sql`1`)}`)
    if (filter.show === 'open') query = query.where(sql<boolean>`EXISTS ${problems(sql`1`, withoutJob)}`)
    const text = filter.text?.trim()
    if (text) {
      const like = containsPattern(text)
      query = query.where(
        sql<boolean>`(inspection.place LIKE ${like} ESCAPE '\\' OR inspection.inspector = ${text} OR inspection.note LIKE ${like} ESCAPE '\\'
          OR EXISTS ${problems(sql`1`, sql`ground_problem.content LIKE ${like} ESCAPE '\\'`)})`,
      )
    }
    return query
  },
  select: (query) =>
    query
      .leftJoin('area', (join) => join.on(sql<boolean>`area.id = inspection.area_id`))
      .select([
        sql`inspection.id`.as('id'),
        sql`inspection.on_date`.as('onDate'),
        sql`inspection.level`.as('level'),
        sql`area.name`.as('area'),
        sql`inspection.place`.as('place'),
        sql`inspection.inspector`.as('inspector'),
        sql`inspection.total`.as('total'),
        problems(sql`count(*)`).as('problems'),
        problems(sql`count(*)`, withoutJob).as('open'),
        sql`inspection.note`.as('note'),
        sql`inspection.cancelled_on`.as('cancelledOn'),
      ]) as unknown as ListQuery,
  order: () => ({
    onDate: 'inspection.on_date',
    level: 'inspection.level',
    area: 'area.sort_key',
    place: 'inspection.place',
    inspector: 'inspection.inspector',
    total: 'inspection.total',
    problems: problems(sql`count(*)`),
    open: problems(sql`count(*)`, withoutJob),
    cancelledOn: 'inspection.cancelled_on',
  }),
  defaultSort: [{ by: 'onDate', descending: true }],
  tieBreak: 'inspection.id',
  picksBy: ['onDate', 'level', 'place', 'inspector', 'total', 'problems', 'open', 'cancelledOn'],
  row: (raw) => raw as ListRow<'inspections'>,
}
