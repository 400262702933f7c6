import type { OccupancyCategory } from '../../contract/vocabulary.ts'
import { type Building, type Course, type Phase, phases } from './estate.ts'
import { randomOf } from './random.ts'

/** A unit of the estate with the place in life that was dealt to it. */
export interface Slot {
  /** Name of its stream of chance: area/building/room. */
  readonly key: string
  readonly building: Building
  readonly room: string
  readonly areaCentiM2: number
  /** Occupancy category on 31 December 2025. */
  readonly category: OccupancyCategory
  readonly course: Course
}

/** Every unit of the estate, building by building and room by room. */
export function dealSlots(): Slot[] {
  return phases.flatMap(dealPhase)
}

function dealPhase(phase: Phase): Slot[] {
  const random = randomOf(`deal ${phase.name}`)
  const rooms = phase.buildings.flatMap((building) => roomsOf(building).map((place) => ({ building, ...place })))
  const fates = random.shuffle(phase.lots.flatMap((lot) => Array.from({ length: lot.count }, () => lot)))
  if (rooms.length !== fates.length) throw new Error(`${phase.name}: ${rooms.length} rooms, ${fates.length} lots`)
  return rooms.map(({ building, room, columnArea }, index) => {
    const fate = fates[index]
    if (fate === undefined) throw new Error('lots run out')
    const key = `${building.area}/${building.name}/${room}`
    const difference = randomOf(`area ${key}`).between(-building.spread, building.spread)
    const areaCentiM2 = columnArea + (building.spread === 0 ? 0 : difference)
    return { key, building, room, areaCentiM2, category: fate.category, course: fate.course }
  })
}

/** Rooms are numbered floor and column, as in 1203: floor 12, column 03. */
function roomsOf(building: Building): { room: string; columnArea: number }[] {
  const floors = Array.from(
    { length: building.lastFloor - building.firstFloor + 1 },
    (_, index) => building.firstFloor + index,
  )
  return floors.flatMap((floor) =>
    building.columns.map((columnArea, column) => ({
      room: `${floor}${String(column + 1).padStart(2, '0')}`,
      columnArea,
    })),
  )
}
