import { sql } from 'kysely'
import type { DateText } from '../../contract/dates.ts'
import { DeskError } from '../../contract/errors.ts'
import type { BuildingMap, EstateTree, UnitDetail } from '../../contract/estate.ts'
import { unitHistory } from '../audit/history.ts'
import type { Db, Desk, Tx } from '../context.ts'
import { owedByUnit } from '../fees/ledger.ts'
import { residentPhone } from '../residents/phones.ts'
import type { UnitFacts } from './facts.ts'
import { ownersOn } from './list.ts'
import { occupancyOf } from './occupancy.ts'

/** Estates with their areas and buildings, and how many units each holds. */
export async function estateTree(db: Db): Promise<EstateTree> {
  const estates = await db.selectFrom('estate').selectAll().orderBy('sort_key').execute()
  const areas = await db
    .selectFrom('area')
    .leftJoin('zone', 'zone.id', 'area.zone_id')
    .select(['area.id', 'area.estate_id', 'area.name', 'area.version', 'area.zone_id', 'zone.name as zone'])
    .orderBy('area.sort_key')
    .execute()
  const buildings = await db
    .selectFrom('building')
    .select(['id', 'area_id', 'name', 'version'])
    .select(sql<number>`(SELECT count(*) FROM unit WHERE unit.building_id = building.id)`.as('units'))
    .orderBy('sort_key')
    .execute()
  const buildingsOf = Map.groupBy(buildings, (building) => building.area_id)
  const areasOf = Map.groupBy(areas, (area) => area.estate_id)
  const total = (items: readonly { units: number }[]) => items.reduce((sum, item) => sum + item.units, 0)
  return estates.map((estate) => {
    const ownAreas = (areasOf.get(estate.id) ?? []).map((area) => {
      const own = (buildingsOf.get(area.id) ?? []).map(({ id, name, version, units }) => ({ id, name, version, units }))
      return {
        id: area.id,
        name: area.name,
        version: area.version,
        zoneId: area.zone_id,
        zone: area.zone,
        units: total(own),
        buildings: own,
      }
    })
    return { id: estate.id, name: estate.name, version: estate.version, units: total(ownAreas), areas: ownAreas }
  })
}

/** One unit with its facts, people and history. @throws DeskError `not-found` */
export async function unitDetail(desk: Desk, id: number): Promise<UnitDetail> {
  const { db } = desk
  const today = desk.clock.today()
  const unit = await db
    .selectFrom('unit')
    .innerJoin('building', 'building.id', 'unit.building_id')
    .innerJoin('area', 'area.id', 'building.area_id')
    .innerJoin('estate', 'estate.id', 'area.estate_id')
    .leftJoin('zone', 'zone.id', 'area.zone_id')
    .leftJoin('staff', 'staff.id', 'zone.steward_id')
    .selectAll('unit')
    .select([
      'building.name as building',
      'area.id as area_id',
      'area.name as area',
      'estate.name as estate',
      'staff.name as steward',
    ])
    .select(occupancyOf(today).as('occupancy'))
    .where('unit.id', '=', id)
    .executeTakeFirst()
  if (!unit) throw new DeskError('not-found', { entity: 'unit', id })
  const residents = await db
    .selectFrom('residency')
    .innerJoin('person', 'person.id', 'residency.person_id')
    .select([
      'residency.id',
      'residency.person_id',
      'person.name',
      'residency.role',
      'person.phone',
      'residency.from_on',
      'residency.to_on',
    ])
    .where('residency.unit_id', '=', id)
    .orderBy('residency.from_on', 'desc')
    .orderBy('residency.id')
    .execute()
  const handover = await db
    .selectFrom('handover')
    .select('id')
    .where('unit_id', '=', id)
    .where('state', '<>', 'cancelled')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return {
    id,
    version: unit.version,
    estate: unit.estate,
    area: { id: unit.area_id, name: unit.area },
    building: { id: unit.building_id, name: unit.building },
    display: unit.display,
    floor: unit.floor,
    steward: unit.steward,
    fields: {
      room: unit.room,
      kind: unit.kind,
      areaCenti: unit.area_centi,
      aliases: unit.aliases,
      note: unit.note,
      readyOn: unit.ready_on,
      dueOn: unit.due_on,
      handedOverOn: unit.handed_over_on,
      soldOn: unit.sold_on,
    },
    occupancy: unit.occupancy,
    ...(await spellsOf(db, id)),
    residents: residents.map((row) => ({
      id: row.id,
      personId: row.person_id,
      name: row.name,
      role: row.role,
      phone: residentPhone(desk, row.phone),
      fromOn: row.from_on,
      toOn: row.to_on,
      current: row.from_on <= today && (row.to_on === null || row.to_on >= today),
    })),
    handoverId: handover?.id ?? null,
    history: await unitHistory(desk, id),
  }
}

/** The dated spells of one unit, oldest first, with their versions. */
export async function spellsOf(db: Db | Tx, unitId: number) {
  const stays = await db.selectFrom('stay').selectAll().where('unit_id', '=', unitId).orderBy('moved_in_on').execute()
  const decorations = await db
    .selectFrom('decoration')
    .selectAll()
    .where('unit_id', '=', unitId)
    .orderBy('id')
    .execute()
  const leases = await db.selectFrom('lease').selectAll().where('unit_id', '=', unitId).orderBy('from_on').execute()
  return {
    stays: stays.map((row) => ({
      id: row.id,
      version: row.version,
      movedInOn: row.moved_in_on,
      movedOutOn: row.moved_out_on,
    })),
    decorations: decorations.map((row) => ({
      id: row.id,
      version: row.version,
      startedOn: row.started_on,
      finishedOn: row.finished_on,
    })),
    leases: leases.map((row) => ({
      id: row.id,
      version: row.version,
      kind: row.kind,
      fromOn: row.from_on,
      toOn: row.to_on,
    })),
  }
}

/** A unit's facts whose spells carry their ids. */
export type StoredFacts = Omit<UnitFacts, 'stays' | 'decorations' | 'leases'> & Awaited<ReturnType<typeof spellsOf>>

/** A unit's dated facts as the rules take them. @throws DeskError `not-found` */
export async function factsOf(db: Db | Tx, unitId: number): Promise<StoredFacts> {
  const unit = await db
    .selectFrom('unit')
    .select(['ready_on', 'due_on', 'handed_over_on', 'sold_on'])
    .where('id', '=', unitId)
    .executeTakeFirst()
  if (!unit) throw new DeskError('not-found', { entity: 'unit', id: unitId })
  return {
    readyOn: unit.ready_on,
    dueOn: unit.due_on,
    handedOverOn: unit.handed_over_on,
    soldOn: unit.sold_on,
    ...(await spellsOf(db, unitId)),
  }
}

/** Floors × units of a building with occupancy, and arrears where asked, on a day. @throws DeskError `not-found` */
export async function buildingMap(
  db: Db,
  buildingId: number,
  asOf: DateText,
  withArrears = false,
): Promise<BuildingMap> {
  const building = await db
    .selectFrom('building')
    .innerJoin('area', 'area.id', 'building.area_id')
    .select(['building.id', 'building.name', 'area.name as area'])
    .where('building.id', '=', buildingId)
    .executeTakeFirst()
  if (!building) throw new DeskError('not-found', { entity: 'building', id: buildingId })
  const units = await db
    .selectFrom('unit')
    .select(['unit.id', 'unit.room', 'unit.floor', 'unit.kind', 'unit.area_centi'])
    .select([occupancyOf(asOf).as('occupancy'), ownersOn(asOf).as('owner')])
    .$if(withArrears, (query) => query.select(owedByUnit(asOf).as('owed')))
    .where('unit.building_id', '=', buildingId)
    .orderBy('unit.sort_key')
    .execute()
  const floors = Map.groupBy(units, (unit) => unit.floor)
  const counts: Record<string, number> = {}
  for (const unit of units) counts[unit.occupancy] = (counts[unit.occupancy] ?? 0) + 1
  return {
    building,
    asOf,
    floors: [...floors.entries()]
      .sort(([a], [b]) => (b ?? -1000) - (a ?? -1000))
      .map(([floor, own]) => ({
        floor,
        units: own.map((unit) => ({
          id: unit.id,
          room: unit.room,
          kind: unit.kind,
          areaCenti: unit.area_centi,
          occupancy: unit.occupancy,
          owner: unit.owner,
          ...(unit.owed !== undefined && { owed: unit.owed }),
        })),
      })),
    counts,
  }
}
