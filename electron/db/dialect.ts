import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'

/** What is spelled differently from one database to another, and nothing else. */

/** All values of a group in one text, separated by `、`. */
export function joined(value: Expression<unknown> | RawBuilder<unknown>): RawBuilder<string | null> {
  return sql<string | null>`group_concat(${value}, '、')`
}

/** True where `column` begins with `prefix`, answered from an index on `column` by code point order. */
export function beginsWith(column: RawBuilder<unknown>, prefix: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`(${column} >= ${prefix} AND ${column} < ${afterPrefix(prefix)})`
}

/** Whole days from one date column or value to another. */
export function daysBetween(from: RawBuilder<unknown>, to: RawBuilder<unknown>): RawBuilder<number> {
  return sql<number>`CAST(julianday(${to}) - julianday(${from}) AS INTEGER)`
}

/** `%text%` with the wildcards of LIKE taken as plain characters; use with `ESCAPE '\'`. */
export function containsPattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, (char) => `\\${char}`)}%`
}

/** The smallest text greater than every text that begins with `prefix`. */
function afterPrefix(prefix: string): string {
  return `${prefix}\u{10ffff}`
}
