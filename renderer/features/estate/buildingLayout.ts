import type { BuildingMap } from '../../../electron/contract/estate.ts'

export type MapUnit = BuildingMap['floors'][number]['units'][number]

export interface MapRow {
  readonly key: string
  /** Null where the row is no floor. */
  readonly floor: number | null
  readonly cells: readonly { readonly column: number; readonly unit: MapUnit }[]
}

export interface MapLayout {
  readonly columns: number
  readonly rows: readonly MapRow[]
  /** Rows are floors and say so. */
  readonly byFloor: boolean
}

/** More units than this on one floor do not fit side by side. */
const widestFloor = 24

/**
 * Where each unit stands on the map. In a tower 1203 stands above 1103, also where 1102 is missing;
 * villas, parking spaces and whatever has no floors stand in rows one after the other.
 */
export function buildingLayout(floors: BuildingMap['floors']): MapLayout {
  const storeys = floors.filter((one) => isStorey(one.floor))
  const rest = floors.filter((one) => !isStorey(one.floor)).flatMap((one) => one.units)
  const places = [...new Set(storeys.flatMap((one) => one.units.map((unit) => placeOnFloor(unit.room, one.floor))))]
  if (storeys.length < 2 || places.length > widestFloor) {
    const all = [...floors].reverse().flatMap((one) => one.units)
    const columns = wrappedColumns(all.length)
    return { columns, rows: wrapped(all, columns), byFloor: false }
  }
  places.sort(byNumber)
  const columns = Math.max(places.length, Math.min(rest.length, 4))
  const rows = storeys.map(
    ({ floor, units }): MapRow => ({
      key: `floor-${floor}`,
      floor,
      cells: units.map((unit) => ({ column: places.indexOf(placeOnFloor(unit.room, floor)), unit })),
    }),
  )
  return { columns, rows: [...rows, ...wrapped(rest, columns)], byFloor: true }
}

/** `0` is what is left of a parking space's 012, no floor. */
function isStorey(floor: number | null): boolean {
  return floor !== null && floor !== 0
}

/** The part of a room's number behind its floor: 1203 → 03. */
function placeOnFloor(room: string, floor: number | null): string {
  const digits = String(floor)
  return room.startsWith(digits) ? room.slice(digits.length) : room
}

function byNumber(a: string, b: string): number {
  return Number.parseInt(a, 10) - Number.parseInt(b, 10) || (a < b ? -1 : 1)
}

function wrappedColumns(units: number): number {
  if (units <= 12) return Math.max(units, 1)
  return units <= 96 ? 12 : 20
}

function wrapped(units: readonly MapUnit[], columns: number): MapRow[] {
  return Array.from({ length: Math.ceil(units.length / columns) }, (_, index) => ({
    key: `row-${index}`,
    floor: null,
    cells: units.slice(index * columns, (index + 1) * columns).map((unit, column) => ({ column, unit })),
  }))
}

/** The unit that an arrow key leads to from another; the nearest one where the next row has a gap. */
export function neighbour(layout: MapLayout, from: number, key: string): number | undefined {
  const row = layout.rows.findIndex((one) => one.cells.some((cell) => cell.unit.id === from))
  const cells = layout.rows[row]?.cells ?? []
  const index = cells.findIndex((cell) => cell.unit.id === from)
  const column = cells[index]?.column ?? 0
  switch (key) {
    case 'ArrowLeft':
      return cells[index - 1]?.unit.id
    case 'ArrowRight':
      return cells[index + 1]?.unit.id
    case 'ArrowUp':
      return nearest(layout.rows[row - 1], column)
    case 'ArrowDown':
      return nearest(layout.rows[row + 1], column)
    case 'Home':
      return cells[0]?.unit.id
    case 'End':
      return cells.at(-1)?.unit.id
    case 'Ctrl+Home':
      return layout.rows[0]?.cells[0]?.unit.id
    case 'Ctrl+End':
      return layout.rows.at(-1)?.cells.at(-1)?.unit.id
    default:
      return undefined
  }
}

function nearest(row: MapRow | undefined, column: number): number | undefined {
  const distance = (cell: MapRow['cells'][number]) => Math.abs(cell.column - column)
  return row?.cells.toSorted((a, b) => distance(a) - distance(b) || a.column - b.column)[0]?.unit.id
}
