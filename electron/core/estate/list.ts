import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely'
import type { DateText } from '../../contract/dates.ts'
import type { ListRow } from '../../contract/lists.ts'
import { joined } from '../../db/dialect.ts'
import type { Schema } from '../../db/schema.ts'
import type { ListQuery, ListSource } from '../lists/source.ts'
import { matches } from '../search/index.ts'
import { isOccupied, occupancyOf } from './occupancy.ts'

/** Names of a unit's owners on a date, in one text. */
export function ownersOn(date: DateText) {
  return sql<
    string | null
  >`(SELECT ${joined(sql`person.name`)} FROM residency JOIN person ON person.id = residency.person_id
    WHERE residency.unit_id = unit.id AND residency.role = 'owner' AND residency.from_on <= ${date}
      AND (residency.to_on IS NULL OR residency.to_on >= ${date}))`
}

/** Ids of a place; the narrowest one given counts. */
export interface PlaceFilter {
  readonly estate?: number | undefined
  readonly area?: number | undefined
  readonly building?: number | undefined
}

/** Condition: the row `unit` stands in the place. */
export function unitStandsIn({ estate, area, building }: PlaceFilter): RawBuilder<boolean> {
  if (building !== undefined) return sql<boolean>`unit.building_id = ${building}`
  if (area !== undefined) return sql<boolean>`unit.building_id IN (SELECT id FROM building WHERE area_id = ${area})`
  if (estate === undefined) return sql<boolean>`1 = 1`
  return sql<boolean>`unit.building_id IN (
    SELECT building.id FROM building JOIN area ON area.id = building.area_id WHERE area.estate_id = ${estate})`
}

/** Lends a query over `unit` the names of building and area. */
export function withPlace(query: ListQuery): ListQuery {
  return (query as unknown as SelectQueryBuilder<Schema, 'unit', object>)
    .innerJoin('building', 'building.id', 'unit.building_id')
    .innerJoin('area', 'area.id', 'building.area_id') as unknown as ListQuery
}

/** A unit found by its own number or by the name, phone or plate of somebody who lives or lived there. */
export function unitMatches(text: string) {
  return sql<boolean>`(${matches('unit', 'unit.id', text)} OR unit.id IN (
    SELECT residency.unit_id FROM residency WHERE ${matches('person', 'residency.person_id', text)}))`
}

/** The stay that holds on a date or, where none does, the latest begun by then. */
function movedInOn(date: DateText) {
  return sql<string | null>`(SELECT max(stay.moved_in_on) FROM stay WHERE stay.unit_id = unit.id
    AND stay.moved_in_on <= ${date} AND (stay.moved_out_on IS NULL OR stay.moved_out_on > ${date}))`
}

/** Register 1: units with their place, facts and occupancy on a day (today without one). */
export const unitsSource: ListSource<'units'> = {
  from(desk, filter, counting) {
    const asOf = filter.asOf ?? desk.clock.today()
    let query = (desk.db.selectFrom('unit') as unknown as ListQuery).where(unitStandsIn(filter))
    if (filter.kind !== undefined) query = query.where(sql.ref('unit.kind'), '=', filter.kind)
    if (filter.occupancy !== undefined)
      query = query.where(isOccupied(filter.occupancy, asOf, counting ? 'sets' : 'rows'))
    if (filter.text?.trim()) query = query.where(unitMatches(filter.text))
    return query
  },
  select(query, desk, filter) {
    const asOf = filter.asOf ?? desk.clock.today()
    return withPlace(query).select([
      sql`unit.id`.as('id'),
      sql`area.name`.as('area'),
      sql`building.name`.as('building'),
      sql`unit.room`.as('room'),
      sql`unit.display`.as('display'),
      sql`unit.kind`.as('kind'),
      sql`unit.area_centi`.as('areaCenti'),
      sql`unit.ready_on`.as('readyOn'),
      sql`unit.due_on`.as('dueOn'),
      sql`unit.handed_over_on`.as('handedOverOn'),
      sql`unit.sold_on`.as('soldOn'),
      occupancyOf(asOf).as('occupancy'),
      ownersOn(asOf).as('owner'),
      movedInOn(asOf).as('movedInOn'),
    ])
  },
  order(desk, filter) {
    const asOf = filter.asOf ?? desk.clock.today()
    return {
      place: 'unit.sort_key',
      area: 'area.sort_key',
      building: 'building.sort_key',
      room: 'unit.sort_key',
      kind: 'unit.kind',
      areaCenti: 'unit.area_centi',
      occupancy: occupancyOf(asOf),
      owner: ownersOn(asOf),
      readyOn: 'unit.ready_on',
      dueOn: 'unit.due_on',
      handedOverOn: 'unit.handed_over_on',
      movedInOn: movedInOn(asOf),
      soldOn: 'unit.sold_on',
    }
  },
  defaultSort: [{ by: 'place' }],
  tieBreak: 'unit.id',
  row: (raw) => raw as ListRow<'units'>,
}
