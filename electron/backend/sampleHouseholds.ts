import { sql } from 'kysely'
import type { DateText } from '../contract/dates.ts'
import type { Desk } from '../core/context.ts'
import { randomOf } from '../core/sample/random.ts'

interface Place {
  readonly area: string
  readonly building: string
  readonly room: string
}

export interface Caller {
  readonly personId: number
  readonly name: string
  readonly phone: string
}

export interface Households {
  unitId(place: Place): number
  /** Who of a household calls on a day: tenants before owners, now and then one of the family. Null where it is empty. */
  callerOf(place: Place, day: DateText, key: string): Caller | null
}

interface Member extends Caller {
  readonly role: string
  readonly fromOn: DateText
  readonly toOn: DateText | null
}

/** The households of the sample office, looked up once. */
export async function householdsOf({ db }: Desk): Promise<Households> {
  const rows = await db
    .selectFrom('unit')
    .innerJoin('building', 'building.id', 'unit.building_id')
    .innerJoin('area', 'area.id', 'building.area_id')
    .leftJoin('residency', 'residency.unit_id', 'unit.id')
    .leftJoin('person', 'person.id', 'residency.person_id')
    .select(['unit.id', 'unit.room', 'area.name as area', 'building.name as building'])
    .select(['person.id as personId', 'person.name', 'person.phone', 'residency.role'])
    .select(['residency.from_on as fromOn', 'residency.to_on as toOn'])
    .orderBy(sql`CASE residency.role WHEN 'tenant' THEN 0 WHEN 'owner' THEN 1 ELSE 2 END`)
    .orderBy('residency.id')
    .execute()
  const units = new Map(rows.map((row) => [keyOf(row), row.id]))
  const members = Map.groupBy(
    rows.filter((row) => row.personId !== null),
    (row) => row.id,
  ) as unknown as Map<number, Member[]>
  const unitId = (place: Place) => {
    const id = units.get(keyOf(place))
    if (id === undefined) throw new Error(`no unit ${keyOf(place)}`)
    return id
  }
  return {
    unitId,
    callerOf: (place, day, key) => {
      const here = (members.get(unitId(place)) ?? []).filter(
        ({ role, fromOn, toOn }) => role !== 'contact' && fromOn <= day && (toOn === null || toOn >= day),
      )
      const random = randomOf(`caller ${key}`)
      const reachable = here.filter(({ phone }) => phone !== '')
      const among = reachable.length > 0 ? reachable : here
      const one = among.length > 1 && random.chance(0.25) ? random.pick(among) : among[0]
      return one ? { personId: one.personId, name: one.name, phone: one.phone } : null
    },
  }
}

function keyOf({ area, building, room }: Place): string {
  return `${area}/${building}/${room}`
}
