import type { DateText } from '../../contract/dates.ts'
import type { Problem } from '../../contract/errors.ts'
import type { ImportKind, ImportRow } from '../../contract/imports.ts'
import type { UnitKind } from '../../contract/vocabulary.ts'
import type { Db } from '../context.ts'
import { headerOf } from './columns.ts'
import { key, Places } from './places.ts'
import { type ImportOperation, type ReportBuilder, withHeaders } from './plan.ts'
import type { ParsedRow, ParsedTable } from './table.ts'

export interface LocatedUnit {
  readonly id: number
  readonly kind: UnitKind
  readonly readyOn: DateText | null
  readonly handedOverOn: DateText | null
}

/** Finds the unit of a row in workbooks whose rows belong to units that must exist. */
export class UnitRows {
  readonly #places: Places
  readonly #units: ReadonlyMap<string, LocatedUnit>

  private constructor(places: Places, units: ReadonlyMap<string, LocatedUnit>) {
    this.#places = places
    this.#units = units
  }

  static async load(db: Db, table: ParsedTable, officeName: string): Promise<UnitRows> {
    const places = await Places.load(db, table, officeName)
    const units = new Map<string, LocatedUnit>()
    for (const ids of chunks(places.buildingsOf(table), 200)) {
      const rows = await db
        .selectFrom('unit')
        .select(['id', 'building_id', 'room', 'kind', 'ready_on', 'handed_over_on'])
        .where('building_id', 'in', ids)
        .execute()
      for (const { id, building_id, room, kind, ready_on, handed_over_on } of rows) {
        units.set(key(String(building_id), room), { id, kind, readyOn: ready_on, handedOverOn: handed_over_on })
      }
    }
    return new UnitRows(places, units)
  }

  /** Ids of all units that the workbook's buildings have. */
  get ids(): number[] {
    return [...this.#units.values()].map((unit) => unit.id)
  }

  find(row: ParsedRow): LocatedUnit | { readonly problem: Problem } {
    const text = (field: string) => String(row.values[field] ?? '')
    const estate = this.#places.estateOf(row.values.estate === undefined ? undefined : text('estate'))
    if ('problem' in estate) return estate
    const building = this.#places.buildingId(estate.name, text('area'), text('building'))
    const unit = building === null ? undefined : this.#units.get(key(String(building), text('room')))
    return unit ?? { problem: { code: 'unit-unknown', field: 'room', params: { unit: placeOf(row) } } }
  }
}

/** The place of a row as its report names it. */
export function placeOf(row: ParsedRow): string {
  return [row.values.area, row.values.building, row.values.room].filter((part) => part !== undefined).join('/')
}

/** What a planner has found out about one row. */
export interface Judgement {
  readonly errors: readonly Problem[]
  readonly warnings?: readonly Problem[]
  /** The row stands in the books already, with the same values. */
  readonly unchanged?: boolean
  /** What carrying it out writes; nothing where it is refused or unchanged. */
  readonly operations?: readonly ImportOperation[]
}

/** Judges the rows of a money workbook one by one: added, unchanged or refused, never updated. */
export function judgeRows(
  kind: ImportKind,
  table: ParsedTable,
  report: ReportBuilder,
  keyOf: (row: ParsedRow) => string,
  judge: (row: ParsedRow) => Judgement,
): ImportOperation[] {
  const header = (field: string | undefined) => headerOf(kind, field)
  const operations: ImportOperation[] = []
  for (const row of table.rows) {
    // A row with unreadable cells has nothing to be judged by.
    const judgement: Judgement = row.errors.length > 0 ? { errors: [] } : judge(row)
    const errors = [...row.errors, ...withHeaders(judgement.errors, header)] as ImportRow['errors']
    const warnings = [...row.warnings, ...withHeaders(judgement.warnings ?? [], header)] as ImportRow['warnings']
    const outcome = errors.length > 0 ? 'rejected' : judgement.unchanged ? 'unchanged' : 'added'
    report.add({ row: row.row, outcome, key: keyOf(row), changes: [], errors, warnings })
    if (outcome === 'added') operations.push(...(judgement.operations ?? []))
  }
  return operations
}

/** The values of a money row that differ from what is booked, each with both shown. */
export function moneyDiffers(
  pairs: readonly (readonly [field: string, booked: string | number | null, given: string | number | null])[],
): Problem[] {
  return pairs
    .filter(([, booked, given]) => booked !== given)
    .map(([field, booked, given]) => ({
      code: 'money-differs',
      field,
      params: { booked: booked ?? '', given: given ?? '' },
    }))
}

export function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
}
