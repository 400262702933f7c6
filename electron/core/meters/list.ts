import { type RawBuilder, sql } from 'kysely'
import type { ListRow } from '../../contract/lists.ts'
import { unitMatches, unitStandsIn, withPlace } from '../estate/list.ts'
import type { ListQuery, ListSource } from '../lists/source.ts'

/** The meters with what each showed last. */
export const metersSource: ListSource<'meters'> = {
  from(desk, filter) {
    let query = desk.db
      .selectFrom('meter')
      .innerJoin('unit', 'unit.id', 'meter.unit_id')
      .where(unitStandsIn(filter)) as unknown as ListQuery
    if (filter.kind !== undefined) query = query.where(sql.ref('meter.kind'), '=', filter.kind)
    if (filter.unitId !== undefined) query = query.where(sql.ref('meter.unit_id'), '=', filter.unitId)
    if (filter.all !== true) query = query.where(sql.ref('meter.active'), '=', 1)
    if (filter.text?.trim()) {
      query = query.where(sql<boolean>`(meter.number = ${filter.text.trim()} OR ${unitMatches(filter.text)})`)
    }
    return query
  },
  select: (query) =>
    withPlace(query).select([
      sql`meter.id`.as('id'),
      sql`meter.version`.as('version'),
      sql`unit.id`.as('unitId'),
      sql`area.name`.as('area'),
      sql`building.name`.as('building'),
      sql`unit.room`.as('room'),
      sql`unit.display`.as('display'),
      sql`meter.kind`.as('kind'),
      sql`meter.number`.as('number'),
      last('on_date').as('lastOn'),
      last('value_centi').as('lastCenti'),
      readings.as('readings'),
      sql`meter.active`.as('active'),
    ]),
  order: () => ({
    place: 'unit.sort_key',
    area: 'area.sort_key',
    building: 'building.sort_key',
    room: 'unit.sort_key',
    kind: 'meter.kind',
    number: 'meter.number',
    lastOn: last('on_date'),
    lastValue: last('value_centi'),
    readings,
    active: 'meter.active',
  }),
  defaultSort: [{ by: 'place' }, { by: 'kind' }],
  tieBreak: 'meter.id',
  row: (raw) => {
    const { lastCenti, active, ...row } = raw as unknown as Omit<ListRow<'meters'>, 'active' | 'lastValue'> & {
      lastCenti: number | null
      active: number
    }
    return {
      ...row,
      lastValue: lastCenti === null ? null : (lastCenti / 100).toFixed(2),
      active: active === 1 ? 'yes' : 'no',
    }
  },
}

const last = (column: 'on_date' | 'value_centi'): RawBuilder<unknown> =>
  sql`(SELECT ${sql.ref(`reading.${column}`)} FROM reading WHERE reading.meter_id = meter.id
    ORDER BY reading.on_date DESC LIMIT 1)`

const readings = sql<number>`(SELECT count(*) FROM reading WHERE reading.meter_id = meter.id)`
