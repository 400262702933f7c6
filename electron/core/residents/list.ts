import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely'
import { addMonths } from '../../contract/dates.ts'
import type { ListRow } from '../../contract/lists.ts'
import { joined } from '../../db/dialect.ts'
import type { Schema } from '../../db/schema.ts'
import { unitStandsIn, withPlace } from '../estate/list.ts'
import type { ListQuery, ListSource } from '../lists/source.ts'
import { matches } from '../search/index.ts'
import { residentPhone } from './phones.ts'
import { maskIdNumber, maySeeIdNumbers } from './rules.ts'

/** Register 2: people by unit and role; one row per spell. */
export const residentsSource: ListSource<'residents'> = {
  from(desk, filter) {
    const asOf = filter.asOf ?? desk.clock.today()
    let query = desk.db.selectFrom('residency') as unknown as ListQuery
    if (!filter.all) {
      query = query.where(
        sql<boolean>`residency.from_on <= ${asOf} AND (residency.to_on IS NULL OR residency.to_on >= ${asOf})`,
      )
    }
    if (filter.building !== undefined || filter.area !== undefined || filter.estate !== undefined) {
      query = query.where(sql<boolean>`residency.unit_id IN (SELECT unit.id FROM unit WHERE ${unitStandsIn(filter)})`)
    }
    if (filter.role !== undefined) query = query.where(sql.ref('residency.role'), '=', filter.role)
    if (filter.clientClass !== undefined) query = query.where(personIs(sql`client_class = ${filter.clientClass}`))
    if (filter.ageFrom !== undefined) {
      query = query.where(personIs(sql`birth_on <= ${addMonths(asOf, -12 * filter.ageFrom)}`))
    }
    if (filter.text?.trim()) {
      query = query.where(
        sql<boolean>`(${matches('person', 'residency.person_id', filter.text)} OR ${matches('unit', 'residency.unit_id', filter.text)})`,
      )
    }
    return query
  },
  select: (query) =>
    withPlace(withPerson(query)).select([
      sql`residency.id`.as('id'),
      sql`person.id`.as('personId'),
      sql`unit.id`.as('unitId'),
      sql`person.name`.as('name'),
      sql`residency.role`.as('role'),
      sql`area.name`.as('area'),
      sql`building.name`.as('building'),
      sql`unit.room`.as('room'),
      sql`unit.display`.as('display'),
      sql`person.phone`.as('phone'),
      sql`person.id_number`.as('idNumber'),
      sql`person.birth_on`.as('birthOn'),
      sql`person.client_class`.as('clientClass'),
      sql`coalesce((SELECT ${joined(sql`plate`)} FROM vehicle WHERE vehicle.person_id = person.id), '')`.as('plates'),
      sql`residency.from_on`.as('fromOn'),
      sql`residency.to_on`.as('toOn'),
    ]),
  order: () => ({
    name: 'person.sort_key',
    role: 'residency.role',
    area: 'area.sort_key',
    building: 'building.sort_key',
    room: 'unit.sort_key',
    place: 'unit.sort_key',
    phone: 'person.phone',
    birthOn: 'person.birth_on',
    clientClass: 'person.client_class',
    fromOn: 'residency.from_on',
    toOn: 'residency.to_on',
  }),
  defaultSort: [{ by: 'place' }],
  tieBreak: 'residency.id',
  row: (raw, desk) =>
    ({
      ...raw,
      phone: residentPhone(desk, String(raw.phone)),
      idNumber: maySeeIdNumbers(desk.actor) ? raw.idNumber : maskIdNumber(raw.idNumber as string | null),
    }) as unknown as ListRow<'residents'>,
}

function personIs(condition: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`residency.person_id IN (SELECT id FROM person WHERE ${condition})`
}

function withPerson(query: ListQuery): ListQuery {
  return (query as unknown as SelectQueryBuilder<Schema, 'residency', object>)
    .innerJoin('person', 'person.id', 'residency.person_id')
    .innerJoin('unit', 'unit.id', 'residency.unit_id') as unknown as ListQuery
}
