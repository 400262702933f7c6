import type { Desk } from '../core/context.ts'
import { cleaningOf } from '../core/sample/cleaning.ts'
import type { SampleOffice } from '../core/sample/office.ts'
import { recordTally } from '../core/tallies/service.ts'
import { deskOf } from './sampleDay.ts'

/** Cleaning and greening as they were entered, each count on its own day. */
export async function writeSampleCleaning(desk: Desk, { units }: SampleOffice): Promise<void> {
  const lead = await deskOf(desk, '吴志强')
  const idOf = await unitIds(desk)
  const counts = cleaningOf(units, desk.clock.today())
  for (const [index, { register, unit, fields }] of counts.entries()) {
    const unitId = unit && (idOf.get(`${unit.area}/${unit.building}/${unit.room}`) ?? null)
    await recordTally(lead(fields.onDate, '16:40'), register, { ...fields, unitId }, `sample-count-${index}`)
  }
}

async function unitIds({ db }: Desk): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('unit')
    .innerJoin('building', 'building.id', 'unit.building_id')
    .innerJoin('area', 'area.id', 'building.area_id')
    .select(['unit.id', 'unit.room', 'building.name as building', 'area.name as area'])
    .execute()
  return new Map(rows.map(({ id, room, building, area }) => [`${area}/${building}/${room}`, id]))
}
