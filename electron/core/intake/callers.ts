import type { Caller } from '../../contract/intake.ts'
import type { Desk } from '../context.ts'
import { residentPhone } from '../residents/phones.ts'

const roleOrder = ['owner', 'tenant', 'family', 'contact']

/** Who may be calling: of a unit everybody who belongs to it today, of a person the units of today. */
export async function callersOf(
  desk: Desk,
  which: { readonly unitId?: number | undefined; readonly personId?: number | undefined },
): Promise<Caller[]> {
  if (which.unitId === undefined && which.personId === undefined) return []
  const { db, clock } = desk
  const today = clock.today()
  let query = db
    .selectFrom('residency')
    .innerJoin('person', 'person.id', 'residency.person_id')
    .innerJoin('unit', 'unit.id', 'residency.unit_id')
    .innerJoin('building', 'building.id', 'unit.building_id')
    .innerJoin('area', 'area.id', 'building.area_id')
    .select(['person.id as personId', 'person.name', 'person.phone', 'residency.role', 'unit.id as unitId'])
    .select(['unit.display as unit', 'area.name as area'])
    .where('residency.from_on', '<=', today)
    .where((where) => where.or([where('residency.to_on', 'is', null), where('residency.to_on', '>=', today)]))
  if (which.unitId !== undefined) query = query.where('residency.unit_id', '=', which.unitId)
  if (which.personId !== undefined) query = query.where('residency.person_id', '=', which.personId)
  const rows = await query.orderBy('unit.sort_key').orderBy('person.sort_key').limit(50).execute()
  return rows
    .toSorted((a, b) => roleOrder.indexOf(a.role) - roleOrder.indexOf(b.role))
    .map((row) => {
      const phone = residentPhone(desk, row.phone)
      return { ...row, phone, isMasked: phone !== row.phone }
    })
}
