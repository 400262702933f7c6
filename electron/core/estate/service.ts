import { DeskError } from '../../contract/errors.ts'
import type { SpellInput, UnitFields } from '../../contract/estate.ts'
import { type AuditedWriter, type Row, write } from '../audit/writer.ts'
import type { Desk } from '../context.ts'
import { indexUnits } from '../search/index.ts'
import { checkFacts, type UnitFacts } from './facts.ts'
import { displayOf, floorOf, sortKeyOf } from './naming.ts'
import { factsOf, type StoredFacts } from './repository.ts'

interface Place {
  readonly area: string
  readonly building: string
}

/** Adds a unit to a building. @throws DeskError `unit-exists`, `facts-impossible` */
export function createUnit(desk: Desk, buildingId: number, fields: UnitFields): Promise<number> {
  return write(desk, async (writer) => {
    const place = await placeOf(writer, buildingId)
    await refuseTaken(writer, buildingId, fields.room, null)
    refuseImpossible(desk, { ...fields, stays: [], decorations: [], leases: [] })
    const id = await writer.insert('unit', { building_id: buildingId, ...unitRow(place, fields) })
    await indexUnits(writer.tx, [id])
    return id
  })
}

/** Changes a unit's own fields. @throws StaleError, DeskError `unit-exists`, `facts-impossible` */
export function updateUnit(desk: Desk, id: number, version: number, fields: UnitFields): Promise<number> {
  return write(desk, async (writer) => {
    const { building_id } = await writer.tx
      .selectFrom('unit')
      .select('building_id')
      .where('id', '=', id)
      .executeTakeFirstOrThrow(notFound('unit', id))
    const place = await placeOf(writer, building_id)
    await refuseTaken(writer, building_id, fields.room, id)
    const { readyOn, dueOn, handedOverOn, soldOn } = fields
    refuseImpossible(desk, { ...(await factsOf(writer.tx, id)), readyOn, dueOn, handedOverOn, soldOn })
    await writer.update('unit', id, version, unitRow(place, fields))
    await indexUnits(writer.tx, [id])
    return id
  })
}

/** Adds a dated spell to a unit. @throws DeskError `facts-impossible` */
export function addSpell(desk: Desk, unitId: number, spell: SpellInput): Promise<number> {
  return write(desk, (writer) => insertSpell(writer, desk, unitId, spell))
}

/** As `addSpell`, inside a use case that writes more. */
export async function insertSpell(
  writer: AuditedWriter,
  desk: Desk,
  unitId: number,
  spell: SpellInput,
): Promise<number> {
  refuseImpossible(desk, withSpell(await factsOf(writer.tx, unitId), spell, null))
  return writer.insert(spell.spell, { unit_id: unitId, ...spellRow(spell) })
}

/** Corrects a dated spell. @throws StaleError, DeskError `facts-impossible` */
export function updateSpell(desk: Desk, id: number, version: number, spell: SpellInput): Promise<number> {
  return write(desk, (writer) => changeSpell(writer, desk, id, version, spell))
}

/** As `updateSpell`, inside a use case that writes more. */
export async function changeSpell(
  writer: AuditedWriter,
  desk: Desk,
  id: number,
  version: number,
  spell: SpellInput,
): Promise<number> {
  const { unit_id } = await writer.tx
    .selectFrom(spell.spell)
    .select('unit_id')
    .where('id', '=', id)
    .executeTakeFirstOrThrow(notFound(spell.spell, id))
  refuseImpossible(desk, withSpell(await factsOf(writer.tx, unit_id), spell, id))
  await writer.update(spell.spell, id, version, spellRow(spell))
  return id
}

/**
 * Takes out a spell that was entered by mistake; the audit keeps it with the reason.
 * @param version the one the caller saw, where there was a page to see it on
 * @throws StaleError
 */
export function removeSpell(
  desk: Desk,
  id: number,
  spell: SpellInput['spell'],
  reason: string,
  version?: number,
): Promise<number> {
  return write(desk, async (writer) => {
    // Changes nothing, but refuses what somebody else has corrected meanwhile.
    if (version !== undefined) await writer.update(spell, id, version, {})
    await writer.remove(spell, id, { reason })
    return id
  })
}

type Level = 'estate' | 'area' | 'building'
const parentColumn = { estate: null, area: 'estate_id', building: 'area_id' } as const

/** Creates an estate, an area of an estate or a building of an area. @throws DeskError `name-taken` */
export function createPlace(desk: Desk, level: Level, parentId: number | null, name: string): Promise<number> {
  return write(desk, async (writer) => {
    const column = parentColumn[level]
    if (column !== null && parentId === null)
      throw new DeskError('required', {}, [{ code: 'required', field: 'parentId' }])
    await refuseTakenName(writer, level, column, parentId, name, null)
    return writer.insert(level, {
      name,
      sort_key: sortKeyOf(name),
      ...(column !== null && { [column]: parentId }),
      ...(level === 'area' && { zone_id: null }),
    })
  })
}

/** Renames a place; the display numbers and search terms of its units follow. @throws StaleError, DeskError `name-taken` */
export function renamePlace(desk: Desk, level: Level, id: number, version: number, name: string): Promise<number> {
  return write(desk, async (writer) => {
    const column = parentColumn[level]
    const row = (await writer.tx
      .selectFrom(level)
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow(notFound(level, id))) as Row
    await refuseTakenName(writer, level, column, column === null ? null : Number(row[column]), name, id)
    await writer.update(level, id, version, { name, sort_key: sortKeyOf(name) })
    if (level !== 'estate') await renameUnits(writer, level, id)
    return id
  })
}

async function renameUnits(writer: AuditedWriter, level: 'area' | 'building', id: number): Promise<void> {
  const units = await writer.tx
    .selectFrom('unit')
    .innerJoin('building', 'building.id', 'unit.building_id')
    .innerJoin('area', 'area.id', 'building.area_id')
    .selectAll('unit')
    .select(['building.name as building_name', 'area.name as area_name'])
    .where(level === 'area' ? 'area.id' : 'building.id', '=', id)
    .execute()
  for (const { building_name, area_name, ...unit } of units) {
    await writer.apply('unit', unit, {
      display: displayOf(building_name, unit.room),
      sort_key: sortKeyOf(area_name, building_name, unit.room),
    })
  }
  await indexUnits(
    writer.tx,
    units.map((unit) => unit.id),
  )
}

export async function listZones(desk: Desk) {
  const zones = await desk.db
    .selectFrom('zone')
    .leftJoin('staff', 'staff.id', 'zone.steward_id')
    .select(['zone.id', 'zone.version', 'zone.name', 'zone.steward_id', 'staff.name as steward'])
    .orderBy('zone.name')
    .execute()
  const areas = await desk.db.selectFrom('area').select(['id', 'zone_id']).where('zone_id', 'is not', null).execute()
  return zones.map((zone) => ({
    id: zone.id,
    version: zone.version,
    name: zone.name,
    stewardId: zone.steward_id,
    steward: zone.steward,
    areaIds: areas.filter((area) => area.zone_id === zone.id).map((area) => area.id),
  }))
}

export interface ZoneInput {
  readonly id: number | null
  readonly version: number
  readonly name: string
  readonly stewardId: number | null
  readonly areaIds: readonly number[]
}

/** Creates or changes a butler zone. @throws StaleError, DeskError `name-taken` */
export function saveZone(desk: Desk, zone: ZoneInput): Promise<number> {
  return write(desk, async (writer) => {
    const taken = await writer.tx.selectFrom('zone').select('id').where('name', '=', zone.name).executeTakeFirst()
    if (taken && taken.id !== zone.id) throw nameTaken(zone.name)
    const row = { name: zone.name, steward_id: zone.stewardId }
    const id = zone.id ?? (await writer.insert('zone', row))
    if (zone.id !== null) await writer.update('zone', zone.id, zone.version, row)
    for (const area of await writer.tx.selectFrom('area').selectAll().execute()) {
      const inside = zone.areaIds.includes(area.id)
      if (inside) await writer.apply('area', { ...area }, { zone_id: id })
      else if (area.zone_id === id) await writer.apply('area', { ...area }, { zone_id: null })
    }
    return id
  })
}

function unitRow(place: Place, fields: UnitFields): Row {
  return {
    room: fields.room,
    kind: fields.kind,
    area_centi: fields.areaCenti,
    floor: floorOf(fields.room),
    display: displayOf(place.building, fields.room),
    aliases: fields.aliases,
    sort_key: sortKeyOf(place.area, place.building, fields.room),
    note: fields.note,
    ready_on: fields.readyOn,
    due_on: fields.dueOn,
    handed_over_on: fields.handedOverOn,
    sold_on: fields.soldOn,
  }
}

function spellRow(spell: SpellInput): Row {
  switch (spell.spell) {
    case 'stay':
      return { moved_in_on: spell.fields.movedInOn, moved_out_on: spell.fields.movedOutOn }
    case 'decoration':
      return { started_on: spell.fields.startedOn, finished_on: spell.fields.finishedOn }
    case 'lease':
      return { kind: spell.fields.kind, from_on: spell.fields.fromOn, to_on: spell.fields.toOn }
  }
}

/** Checked before writing, so that the page hears of every field at once. */
function refuseImpossible(desk: Desk, facts: UnitFacts): void {
  const { refusals } = checkFacts(facts, desk.clock.today())
  if (refusals.length > 0) throw new DeskError('facts-impossible', {}, refusals)
}

/** The facts as they would be with a spell added, or put in place of the one with id `replaced`. */
function withSpell(facts: StoredFacts, spell: SpellInput, replaced: number | null): UnitFacts {
  const others = <T extends { id: number }>(spells: readonly T[]) => spells.filter((other) => other.id !== replaced)
  switch (spell.spell) {
    case 'stay':
      return { ...facts, stays: [...others(facts.stays), spell.fields] }
    case 'decoration':
      return { ...facts, decorations: [...others(facts.decorations), spell.fields] }
    case 'lease':
      return { ...facts, leases: [...others(facts.leases), spell.fields] }
  }
}

async function placeOf(writer: AuditedWriter, buildingId: number): Promise<Place> {
  return writer.tx
    .selectFrom('building')
    .innerJoin('area', 'area.id', 'building.area_id')
    .select(['area.name as area', 'building.name as building'])
    .where('building.id', '=', buildingId)
    .executeTakeFirstOrThrow(notFound('building', buildingId))
}

async function refuseTaken(
  writer: AuditedWriter,
  buildingId: number,
  room: string,
  self: number | null,
): Promise<void> {
  const taken = await writer.tx
    .selectFrom('unit')
    .select('id')
    .where('building_id', '=', buildingId)
    .where('room', '=', room)
    .executeTakeFirst()
  if (taken && taken.id !== self)
    throw new DeskError('unit-exists', { room }, [{ code: 'unit-exists', field: 'room', params: { room } }])
}

async function refuseTakenName(
  writer: AuditedWriter,
  level: Level,
  column: 'estate_id' | 'area_id' | null,
  parentId: number | null,
  name: string,
  self: number | null,
): Promise<void> {
  const rows = (await writer.tx.selectFrom(level).selectAll().where('name', '=', name).execute()) as Row[]
  const taken = rows.some((row) => row.id !== self && (column === null || row[column] === parentId))
  if (taken) throw nameTaken(name)
}

function nameTaken(name: string): DeskError {
  return new DeskError('name-taken', { name }, [{ code: 'name-taken', field: 'name', params: { name } }])
}

function notFound(entity: string, id: number): () => DeskError {
  return () => new DeskError('not-found', { entity, id })
}
