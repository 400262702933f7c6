import type { Problem } from '../../contract/errors.ts'
import type { Db } from '../context.ts'
import { sortKeyOf } from '../estate/naming.ts'
import type { ImportOperation } from './plan.ts'
import type { ParsedTable } from './table.ts'

/** The estate tree by name: finds the building of a row, and plans missing estates, areas and buildings. */
export class Places {
  readonly #estates = new Map<string, number>()
  readonly #areas = new Map<string, { id: number | null }>()
  readonly #buildings = new Map<string, number | null>()
  readonly #officeName: string
  readonly operations: ImportOperation[] = []

  private constructor(officeName: string) {
    this.#officeName = officeName
  }

  /** @param officeName names the estate that a first import without a 小区 column creates */
  static async load(db: Db, officeName: string): Promise<Places> {
    const places = new Places(officeName)
    for (const row of await db.selectFrom('estate').select(['id', 'name']).execute())
      places.#estates.set(row.name, row.id)
    const areas = await db
      .selectFrom('area')
      .innerJoin('estate', 'estate.id', 'area.estate_id')
      .select(['area.id', 'area.name', 'estate.name as estate'])
      .execute()
    for (const row of areas) places.#areas.set(key(row.estate, row.name), { id: row.id })
    const buildings = await db
      .selectFrom('building')
      .innerJoin('area', 'area.id', 'building.area_id')
      .innerJoin('estate', 'estate.id', 'area.estate_id')
      .select(['building.id', 'building.name', 'area.name as area', 'estate.name as estate'])
      .execute()
    for (const row of buildings) places.#buildings.set(key(row.estate, row.area, row.name), row.id)
    return places
  }

  /** The row's estate: the named one, else the only one, else the office's own name for the first. */
  estateOf(named: string | undefined): { name: string } | { problem: Problem } {
    if (named !== undefined) return { name: named }
    if (this.#estates.size > 1)
      return {
        problem: { code: 'estate-needed', field: 'estate', params: { estates: [...this.#estates.keys()].join('、') } },
      }
    return { name: this.#estates.keys().next().value ?? this.#officeName }
  }

  /** Id of a building that exists already. */
  buildingId(estate: string, area: string, building: string): number | null {
    return this.#buildings.get(key(estate, area, building)) ?? null
  }

  /** Ids of the existing buildings that a workbook's rows name. */
  buildingsOf(table: ParsedTable): number[] {
    const ids = new Set<number>()
    for (const { values } of table.rows) {
      const estate = this.estateOf(values.estate === undefined ? undefined : String(values.estate))
      if ('problem' in estate) continue
      const id = this.buildingId(estate.name, String(values.area ?? ''), String(values.building ?? ''))
      if (id) ids.add(id)
    }
    return [...ids]
  }

  /** What a new unit's `building_id` is: an id, or the reference of a building planned here. */
  building(estate: string, area: string, building: string): number | { reference: string } {
    const buildingKey = key(estate, area, building)
    const known = this.#buildings.get(buildingKey)
    if (known) return known
    const reference = `building:${buildingKey}`
    if (known === undefined) {
      this.operations.push({
        action: 'insert',
        table: 'building',
        reference,
        row: { area_id: this.#area(estate, area), name: building, sort_key: sortKeyOf(building) },
      })
      this.#buildings.set(buildingKey, null)
    }
    return { reference }
  }

  #area(estate: string, area: string): number | { reference: string } {
    const areaKey = key(estate, area)
    const known = this.#areas.get(areaKey)
    if (known?.id) return known.id
    const reference = `area:${areaKey}`
    if (!known) {
      this.operations.push({
        action: 'insert',
        table: 'area',
        reference,
        row: { estate_id: this.#estate(estate), name: area, sort_key: sortKeyOf(area), zone_id: null },
      })
      this.#areas.set(areaKey, { id: null })
    }
    return { reference }
  }

  #estate(name: string): number | { reference: string } {
    const known = this.#estates.get(name)
    if (known) return known
    const reference = `estate:${name}`
    if (known === undefined) {
      this.operations.push({ action: 'insert', table: 'estate', reference, row: { name, sort_key: sortKeyOf(name) } })
      this.#estates.set(name, 0)
    }
    return { reference }
  }
}

/** Names joined so that no two places share a key. */
export function key(...names: readonly string[]): string {
  return names.join('/')
}
