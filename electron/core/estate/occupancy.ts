import { type RawBuilder, sql } from 'kysely'
import type { DateText } from '../../contract/dates.ts'
import type { OccupancyCategory } from '../../contract/vocabulary.ts'

/**
 * The same rule as `occupancyOn` of facts.ts, for the database: the category of the row `unit` on a date.
 * A property test holds the two against each other.
 */
export function occupancyOf(date: DateText): RawBuilder<OccupancyCategory> {
  const sold = sql`(unit.sold_on IS NOT NULL AND unit.sold_on <= ${date})`
  const leased = (kind: 'unsold-let' | 'leaseback') => sql`EXISTS (
    SELECT 1 FROM lease WHERE lease.unit_id = unit.id AND lease.kind = ${sql.lit(kind)}
      AND lease.from_on <= ${date} AND (lease.to_on IS NULL OR lease.to_on >= ${date}))`
  return sql<OccupancyCategory>`CASE
    WHEN unit.handed_over_on IS NULL OR unit.handed_over_on > ${date} THEN
      CASE
        WHEN NOT ${sold} AND ${leased('unsold-let')} THEN 'unsold-let'
        WHEN ${sold} AND ${leased('leaseback')} THEN 'undelivered-leaseback'
        ELSE 'undelivered'
      END
    WHEN ${livedIn(date)} THEN
      CASE WHEN ${decorated(date)} THEN 'decorated-resident' ELSE 'undecorated-resident' END
    WHEN ${decorating(date)} THEN 'decorating'
    WHEN ${decorated(date)} THEN 'decorated-vacant'
    ELSE 'vacant'
  END`
}

/**
 * Condition: the row `unit` is in that category on a date. Says the same as `occupancyOf(date) = category`.
 * @param way `rows`: asks row by row, for a page that stops after a few; `sets`: from whole sets, for counting all
 */
export function isOccupied(category: OccupancyCategory, date: DateText, way: 'rows' | 'sets'): RawBuilder<boolean> {
  const handedOver = sql`unit.handed_over_on <= ${date}`
  const lived = way === 'rows' ? livedIn(date) : sql`unit.id IN (SELECT unit_id FROM stay WHERE ${holds(date)})`
  const finished =
    way === 'rows'
      ? decorated(date)
      : sql`unit.id IN (SELECT unit_id FROM decoration WHERE decoration.finished_on <= ${date})`
  const hasBegun = sql`(decoration.started_on <= ${date} OR decoration.finished_on <= ${date})`
  const begun =
    way === 'rows'
      ? sql`EXISTS (SELECT 1 FROM decoration WHERE decoration.unit_id = unit.id AND ${hasBegun})`
      : sql`unit.id IN (SELECT unit_id FROM decoration WHERE ${hasBegun})`
  // Few are being decorated at a time: always a set.
  const open = sql`unit.id IN (SELECT unit_id FROM decoration WHERE ${isOpen(date)})`
  switch (category) {
    case 'decorated-resident':
      return sql<boolean>`(${handedOver} AND ${lived} AND ${finished})`
    case 'undecorated-resident':
      return sql<boolean>`(${handedOver} AND NOT ${finished} AND ${lived})`
    case 'decorating':
      return sql<boolean>`(${handedOver} AND ${open} AND NOT ${lived})`
    case 'decorated-vacant':
      return sql<boolean>`(${handedOver} AND NOT ${lived} AND ${finished} AND NOT ${open})`
    case 'vacant':
      // Neither finished nor open: no decoration has begun.
      return sql<boolean>`(${handedOver} AND NOT ${begun} AND NOT ${livedIn(date)})`
    default:
      return sql<boolean>`((unit.handed_over_on IS NULL OR unit.handed_over_on > ${date}) AND ${occupancyOf(date)} = ${category})`
  }
}

/** A household lives in the row `unit` on the date: moved in and not out; on the move-out date it is already out. */
export function livedIn(date: DateText): RawBuilder<boolean> {
  return sql<boolean>`EXISTS (
    SELECT 1 FROM stay WHERE stay.unit_id = unit.id AND ${holds(date)})`
}

/** The row `stay` holds on the date. */
function holds(date: DateText): RawBuilder<boolean> {
  return sql<boolean>`(stay.moved_in_on <= ${date} AND (stay.moved_out_on IS NULL OR stay.moved_out_on > ${date}))`
}

/** A decoration of the row `unit` finished by the date. */
export function decorated(date: DateText): RawBuilder<boolean> {
  return sql<boolean>`EXISTS (
    SELECT 1 FROM decoration WHERE decoration.unit_id = unit.id AND decoration.finished_on <= ${date})`
}

function decorating(date: DateText): RawBuilder<boolean> {
  return sql<boolean>`EXISTS (SELECT 1 FROM decoration WHERE decoration.unit_id = unit.id AND ${isOpen(date)})`
}

/** The row `decoration` is under way on the date. */
function isOpen(date: DateText): RawBuilder<boolean> {
  return sql<boolean>`(decoration.started_on <= ${date}
    AND (decoration.finished_on IS NULL OR decoration.finished_on > ${date}))`
}
