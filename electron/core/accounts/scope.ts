import { type RawBuilder, sql } from 'kysely'
import { addDays, type DateText } from '../../contract/dates.ts'
import { DeskError } from '../../contract/errors.ts'
import { unitStandsIn } from '../estate/list.ts'
import { type Period, periodOf, type Seen, yearEnd } from '../summary/figure.ts'

/** What an accountant's workbook covers: a year as of a day, all areas or one. */
export interface Scope extends Period {
  /** The day before the year begins: what is owed then is the opening balance. */
  readonly opening: DateText
  /** 31 December, or the last day of the quarter or month; `to` is earlier while it still runs. */
  readonly yearEnd: DateText
  readonly area: number | undefined
}

/** @throws DeskError `as-of-before-year` */
export function scopeOf(year: number, asOf: DateText, area?: number | undefined, seen?: Seen): Scope {
  const period = periodOf(year, asOf, seen)
  if (asOf < period.from) throw new DeskError('as-of-before-year', { year, asOf })
  return { ...period, opening: addDays(period.from, -1), yearEnd: yearEnd(year), area }
}

/** The books of a report's period, a quarter or month as well: "the year" is then that span. */
export function scopeOfPeriod(period: Period): Scope {
  return { ...period, opening: addDays(period.from, -1), yearEnd: period.end, area: undefined }
}

/** Condition: the row `unit` stands in the area, or in the estate, that is asked for. */
export function inArea({ area, estate }: Scope): RawBuilder<boolean> {
  return unitStandsIn({ area, estate })
}

/** Condition: a column names one of certain units. */
export type Units = (column: string) => RawBuilder<unknown>

/** Those that stand in the area or estate. */
export function unitsIn(scope: Scope): Units {
  if (scope.area === undefined && scope.estate === undefined) return () => sql`1 = 1`
  return (column) => sql`${sql.ref(column)} IN (SELECT unit.id FROM unit WHERE ${inArea(scope)})`
}

/** A SELECT of the fee items of a kind. */
export function itemsOfKind(kind: string): RawBuilder<unknown> {
  return sql`SELECT id FROM fee_item WHERE kind = ${kind}`
}

/** Condition: the period of the row `charge` lies in the year; no charge spans a year's end. */
export function ofYear(scope: Scope): RawBuilder<boolean> {
  return sql<boolean>`(charge.from_on >= ${scope.from} AND charge.from_on <= ${scope.yearEnd})`
}

/** Condition: a date column lies within the year and by the day. */
export function within(column: string, scope: Scope): RawBuilder<boolean> {
  return sql<boolean>`(${sql.ref(column)} >= ${scope.from} AND ${sql.ref(column)} <= ${scope.to})`
}

/** Condition: a date column lies after the year but by the day, where the year is seen from later on. */
export function afterYear(column: string, scope: Scope): RawBuilder<boolean> {
  return sql<boolean>`(${sql.ref(column)} > ${scope.to} AND ${sql.ref(column)} <= ${scope.asOf})`
}

/** Joins the place of a row that names its unit. */
export function joinPlace(unitColumn: string): RawBuilder<unknown> {
  return sql`JOIN unit ON unit.id = ${sql.ref(unitColumn)}
    JOIN building ON building.id = unit.building_id JOIN area ON area.id = building.area_id`
}

/** The columns of `placeColumns`, and `place` to put rows in the order of places. */
export const selectPlace = sql`area.name AS "area", building.name AS "building", unit.room AS "room",
  unit.sort_key AS "place"`
