import { DeskError } from '../../contract/errors.ts'
import type { ResidentCard, TimelineEntry } from '../../contract/residents.ts'
import { recordHistory } from '../audit/history.ts'
import type { Desk } from '../context.ts'
import { occupancyOf } from '../estate/occupancy.ts'
import { spellsOf } from '../estate/repository.ts'
import { residentPhone } from './phones.ts'
import { ageOn, maskIdNumber } from './rules.ts'

/** Everything about one person on one page. @throws DeskError `not-found` */
export async function residentCard(desk: Desk, id: number): Promise<ResidentCard> {
  const { db } = desk
  const today = desk.clock.today()
  const person = await db.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirst()
  if (!person) throw new DeskError('not-found', { entity: 'person', id })
  const vehicles = await db.selectFrom('vehicle').select('plate').where('person_id', '=', id).orderBy('id').execute()
  const units = await unitsOf(desk, id)
  const currentUnits = units.filter((unit) => unit.current).map((unit) => unit.unitId)
  return {
    id,
    version: person.version,
    fields: {
      kind: person.kind,
      name: person.name,
      phone: residentPhone(desk, person.phone),
      // Masked for everyone: whoever may see it asks for it, and that is recorded.
      idNumber: maskIdNumber(person.id_number),
      birthOn: person.birth_on,
      clientClass: person.client_class,
      tags: person.tags.split(',').filter((tag) => tag !== ''),
      plates: vehicles.map((vehicle) => vehicle.plate),
      note: person.note,
    },
    idNumberMasked: person.id_number !== null,
    age: ageOn(person.birth_on, today),
    units,
    household: await householdOf(desk, id, currentUnits),
    timeline: await timelineOf(desk, units),
    history: await historyOf(desk, id, units),
  }
}

async function unitsOf(desk: Desk, personId: number): Promise<ResidentCard['units']> {
  const today = desk.clock.today()
  const rows = await desk.db
    .selectFrom('residency')
    .innerJoin('unit', 'unit.id', 'residency.unit_id')
    .innerJoin('building', 'building.id', 'unit.building_id')
    .innerJoin('area', 'area.id', 'building.area_id')
    .select([
      'residency.id',
      'residency.version',
      'residency.unit_id',
      'residency.role',
      'residency.from_on',
      'residency.to_on',
    ])
    .select(['unit.display', 'unit.kind', 'unit.area_centi', 'area.name as area'])
    .select(occupancyOf(today).as('occupancy'))
    .where('residency.person_id', '=', personId)
    .orderBy('residency.from_on', 'desc')
    .execute()
  return rows
    .map((row) => ({
      residencyId: row.id,
      version: row.version,
      unitId: row.unit_id,
      display: row.display,
      area: row.area,
      kind: row.kind,
      areaCenti: row.area_centi,
      occupancy: row.occupancy,
      role: row.role,
      fromOn: row.from_on,
      toOn: row.to_on,
      current: row.from_on <= today && (row.to_on === null || row.to_on >= today),
    }))
    .sort((a, b) => Number(b.current) - Number(a.current))
}

/** The others with a role on the person's present units. */
async function householdOf(
  desk: Desk,
  personId: number,
  unitIds: readonly number[],
): Promise<ResidentCard['household']> {
  if (unitIds.length === 0) return []
  const today = desk.clock.today()
  const rows = await desk.db
    .selectFrom('residency')
    .innerJoin('person', 'person.id', 'residency.person_id')
    .innerJoin('unit', 'unit.id', 'residency.unit_id')
    .select([
      'person.id',
      'person.name',
      'person.phone',
      'person.birth_on',
      'residency.role',
      'unit.display',
      'unit.id as unit_id',
    ])
    .where('residency.unit_id', 'in', unitIds)
    .where('residency.person_id', '<>', personId)
    .where('residency.from_on', '<=', today)
    .where((where) => where.or([where('residency.to_on', 'is', null), where('residency.to_on', '>=', today)]))
    .orderBy('unit.sort_key')
    .orderBy('residency.role')
    .execute()
  return rows.map((row) => ({
    personId: row.id,
    name: row.name,
    role: row.role,
    phone: residentPhone(desk, row.phone),
    age: ageOn(row.birth_on, today),
    unit: row.display,
    unitId: row.unit_id,
  }))
}

/** What happened to the person's units while they had a role there, and when the roles began and ended; newest first. */
async function timelineOf(desk: Desk, units: ResidentCard['units']): Promise<TimelineEntry[]> {
  const entries: TimelineEntry[] = []
  for (const unit of units) {
    const add = (date: string | null, what: string, params: Record<string, string> = {}) => {
      if (date !== null) entries.push({ date, what, unitId: unit.unitId, unit: unit.display, params })
    }
    add(unit.fromOn, 'residency-began', { role: unit.role })
    add(unit.toOn, 'residency-ended', { role: unit.role })
    const during = (date: string | null) =>
      date !== null && date >= unit.fromOn && (unit.toOn === null || date <= unit.toOn) ? date : null
    const facts = await desk.db
      .selectFrom('unit')
      .select(['handed_over_on', 'sold_on'])
      .where('id', '=', unit.unitId)
      .executeTakeFirstOrThrow()
    add(during(facts.handed_over_on), 'handed-over')
    add(during(facts.sold_on), 'sold')
    const spells = await spellsOf(desk.db, unit.unitId)
    for (const stay of spells.stays) {
      add(during(stay.movedInOn), 'moved-in')
      add(during(stay.movedOutOn), 'moved-out')
    }
    for (const decoration of spells.decorations) {
      add(during(decoration.startedOn), 'decoration-started')
      add(during(decoration.finishedOn), 'decoration-finished')
    }
    for (const lease of spells.leases) {
      add(during(lease.fromOn), `${lease.kind}-began`)
      add(during(lease.toOn), `${lease.kind}-ended`)
    }
    const handovers = await desk.db
      .selectFrom('handover')
      .select(['appointed_on', 'state'])
      .where('unit_id', '=', unit.unitId)
      .execute()
    for (const handover of handovers)
      add(during(handover.appointed_on), 'handover-appointed', { state: handover.state })
  }
  // Somebody with two roles on a unit lived through its facts once.
  const once = new Map(entries.map((entry) => [JSON.stringify(entry), entry]))
  return [...once.values()].sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0))
}

/** What was recorded about the person, their roles on units and their vehicles; the newest first. */
async function historyOf(desk: Desk, personId: number, units: ResidentCard['units']): Promise<ResidentCard['history']> {
  const lines = await recordHistory(desk, 'person', personId)
  for (const { residencyId, display } of units) {
    const own = await recordHistory(desk, 'residency', residencyId)
    // The role alone does not say where.
    lines.push(
      ...own.map((line) => ({ ...line, changes: [{ field: 'unit', from: null, to: display }, ...line.changes] })),
    )
  }
  const vehicles = await desk.db.selectFrom('vehicle').select('id').where('person_id', '=', personId).execute()
  for (const { id } of vehicles) lines.push(...(await recordHistory(desk, 'vehicle', id)))
  return lines.sort((a, b) => b.id - a.id)
}
