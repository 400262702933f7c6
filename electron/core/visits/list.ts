import { type RawBuilder, sql } from 'kysely'
import type { ListRow } from '../../contract/lists.ts'
import { joined } from '../../db/dialect.ts'
import { unitMatches, unitStandsIn, withPlace } from '../estate/list.ts'
import type { ListQuery, ListSource } from '../lists/source.ts'

const findingsOf = (what: RawBuilder<unknown>, more = sql`1 = 1`) =>
  sql`(SELECT ${what} FROM visit_finding WHERE visit_finding.visit_id = visit.id AND ${more})`

const hasFinding = (more: RawBuilder<unknown>) =>
  sql<boolean>`EXISTS ${findingsOf(sql`1`, more as RawBuilder<boolean>)}`

/** Visits, the newest first. */
export const visitsSource: ListSource<'visits'> = {
  from(desk, filter) {
    let query = desk.db.selectFrom('visit') as unknown as ListQuery
    if (filter.result !== undefined) query = query.where(sql.ref('visit.result'), '=', filter.result)
    if (filter.unitId !== undefined) query = query.where(sql.ref('visit.unit_id'), '=', filter.unitId)
    if (filter.from !== undefined) query = query.where(sql.ref('visit.on_date'), '>=', filter.from)
    if (filter.to !== undefined) query = query.where(sql.ref('visit.on_date'), '<=', filter.to)
    if (filter.finding !== undefined) query = query.where(hasFinding(sql`visit_finding.kind = ${filter.finding}`))
    if (filter.show === 'findings') query = query.where(hasFinding(sql`1 = 1`))
    if (filter.show === 'open') query = query.where(hasFinding(sql`visit_finding.case_id IS NULL`))
    const { estate, area, building } = filter
    if (estate !== undefined || area !== undefined || building !== undefined) {
      query = query.where(sql<boolean>`visit.unit_id IN (SELECT unit.id FROM unit WHERE ${unitStandsIn(filter)})`)
    }
    const text = filter.text?.trim()
    if (text) {
      query = query.where(
        sql<boolean>`(visit.visitor = ${text} OR visit.unit_id IN (SELECT unit.id FROM unit WHERE ${unitMatches(text)}))`,
      )
    }
    return query
  },
  select: (query) =>
    withPlace(query.innerJoin('unit', (join) => join.on(sql<boolean>`unit.id = visit.unit_id`)) as ListQuery).select([
      sql`visit.id`.as('id'),
      sql`visit.unit_id`.as('unitId'),
      sql`visit.on_date`.as('onDate'),
      sql`area.name`.as('area'),
      sql`unit.display`.as('unit'),
      sql`visit.result`.as('result'),
      sql`visit.person`.as('person'),
      sql`visit.visitor`.as('visitor'),
      findingsOf(sql`count(*)`).as('findings'),
      findingsOf(joined(sql`visit_finding.content`)).as('content'),
      findingsOf(sql`count(*)`, sql`visit_finding.case_id IS NULL`).as('open'),
      sql`visit.note`.as('note'),
    ]),
  order: () => ({
    onDate: 'visit.on_date',
    area: 'area.sort_key',
    unit: 'unit.sort_key',
    result: 'visit.result',
    visitor: 'visit.visitor',
    findings: findingsOf(sql`count(*)`),
  }),
  defaultSort: [{ by: 'onDate', descending: true }],
  tieBreak: 'visit.id',
  row: (raw) => raw as ListRow<'visits'>,
}
