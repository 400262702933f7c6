import type { Problem } from '../../contract/errors.ts'
import type { Db } from '../context.ts'
import { normalizeKey, sortKeyOf } from '../estate/naming.ts'
import type { ImportOperation } from './plan.ts'
import type { ParsedTable } from './table.ts'

/** The estate tree by name: finds the building of a row, and plans missing estates, areas and buildings. */
export class Places {
  readonly #estates = new Map<string, number>()
  readonly #areas = new Map<string, { id: number | null }>()
  readonly #buildings = new Map<string, number | null>()
  /** Estates that a row without a 小区 may mean, the same for every row. */
  readonly #choices: readonly string[]
  /** Names of the places planned here, with those around them. */
  readonly #created: (readonly string[])[] = []
  readonly operations: ImportOperation[] = []

  private constructor(estates: ReadonlyMap<string, number>, choices: readonly string[]) {
    this.#estates = new Map(estates)
    this.#choices = choices
  }

  /** @param officeName names the estate that a first import naming no 小区 creates */
  static async load(db: Db, table: ParsedTable, officeName: string): Promise<Places> {
    const stored = await db.selectFrom('estate').select(['id', 'name']).execute()
    const named = table.rows.flatMap(({ values }) => (values.estate === undefined ? [] : [String(values.estate)]))
    const choices = [...new Set([...stored.map(({ name }) => name), ...named])]
    const places = new Places(
      new Map(stored.map(({ id, name }) => [name, id])),
      choices.length > 0 ? choices : [officeName],
    )
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

  /** The row's estate: the named one, else the only one on file or in the workbook. */
  estateOf(named: string | undefined): { name: string } | { problem: Problem } {
    if (named !== undefined) return { name: named }
    const [only, ...others] = this.#choices
    if (only !== undefined && others.length === 0) return { name: only }
    return { problem: { code: 'estate-needed', field: 'estate', params: { estates: this.#choices.join('、') } } }
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
      this.#created.push([estate, area, building])
    }
    return { reference }
  }

  /** What the import would create, so that a slip of the pen is seen, above all where it looks like another place. */
  warnings(): Problem[] {
    if (this.#created.length === 0) return []
    const shown = this.#created.slice(0, placesShown).map((names) => names.join('/'))
    const looks: Problem[] = []
    const likeness = (names: readonly string[]) => key(...names.slice(0, -1), normalizeKey(names.at(-1) ?? ''))
    const all = [...this.#areas.keys(), ...this.#buildings.keys()].map((place) => place.split(separator))
    const alike = Map.groupBy(all, (names) => likeness(names))
    for (const names of this.#created) {
      if (names.length === 1) continue
      // Of two new ones the first in the workbook is the one that the second looks like.
      const other = alike.get(likeness(names))?.[0]
      if (other && key(...other) !== key(...names)) {
        looks.push({ code: 'place-looks-like', params: { name: names.join('/'), other: other.join('/') } })
      }
    }
    return [
      ...looks.slice(0, placesShown),
      { code: 'places-created', params: { count: this.#created.length, names: shown.join('、') } },
    ]
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
      this.#created.push([estate, area])
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
      this.#created.push([name])
    }
    return { reference }
  }
}

const placesShown = 10
const separator = '\u0001'

/** Names joined so that no two places share a key: names may well have a `/`. */
export function key(...names: readonly string[]): string {
  return names.join(separator)
}
