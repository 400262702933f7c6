import { type Expression, type RawBuilder, type SqlBool, sql, type Transaction } from 'kysely'
import type { Schema } from './schema.ts'

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

/** The date before a date column or value. */
export function dayBefore(date: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`date(${date}, '-1 day')`
}

/** `%text%` with the wildcards of LIKE taken as plain characters; use with `ESCAPE '\'`. */
export function containsPattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, (char) => `\\${char}`)}%`
}

/** The smallest text greater than every text that begins with `prefix`. */
function afterPrefix(prefix: string): string {
  return `${prefix}\u{10ffff}`
}

const rowsAtOnce = 5000

/** Inserts many rows with few statements; far faster than binding each value. Values are numbers, texts and nulls. */
export async function bulkInsert<T extends object>(
  tx: Transaction<Schema>,
  table: keyof Schema,
  columns: readonly string[],
  rows: readonly T[],
): Promise<void> {
  const values = columns.map((_, index) => sql`value ->> ${sql.lit(index)}`)
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    const json = JSON.stringify(
      rows.slice(start, start + rowsAtOnce).map((row) => columns.map((column) => row[column as keyof T] ?? null)),
    )
    await sql`INSERT INTO ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))})
      SELECT ${sql.join(values)} FROM json_each(${json})`.execute(tx)
  }
}

/** Removes the rows that have one of the keys, with few statements. */
export async function bulkDelete<T extends object>(
  tx: Transaction<Schema>,
  table: keyof Schema,
  keys: readonly string[],
  rows: readonly T[],
): Promise<void> {
  const values = keys.map((_, index) => sql`value ->> ${sql.lit(index)}`)
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    const json = JSON.stringify(
      rows.slice(start, start + rowsAtOnce).map((row) => keys.map((key) => row[key as keyof T] ?? null)),
    )
    await sql`DELETE FROM ${sql.table(table)} WHERE (${sql.join(keys.map((key) => sql.ref(key)))}) IN (
      SELECT ${sql.join(values)} FROM json_each(${json}))`.execute(tx)
  }
}
