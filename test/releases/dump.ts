import type { Database } from 'better-sqlite3'

/** A whole office file as SQL that `sqlite.exec` makes the same file of: schema, rows, and what the header says. */
export function dumpOf(sqlite: Database): string {
  const objects = sqlite
    .prepare(
      "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid",
    )
    .all() as { type: string; name: string; sql: string }[]
  const tables = objects.filter(({ type }) => type === 'table')
  // Indexes and triggers come after the rows: what a trigger does has been done.
  const others = objects.filter(({ type }) => type !== 'table')
  const pragma = (name: string) => `PRAGMA ${name} = ${sqlite.pragma(name, { simple: true })};`
  return [
    'PRAGMA foreign_keys = OFF;',
    'BEGIN;',
    ...tables.map(({ sql }) => `${sql};`),
    ...tables.flatMap(({ name }) => rowsOf(sqlite, name)),
    ...others.map(({ sql }) => `${sql};`),
    pragma('application_id'),
    pragma('user_version'),
    'COMMIT;',
    '',
  ].join('\n')
}

function rowsOf(sqlite: Database, table: string): string[] {
  const columns = (sqlite.pragma(`table_info("${table}")`) as { name: string }[]).map(({ name }) => `"${name}"`)
  const values = columns.map((column) => `quote(${column})`).join(` || ', ' || `)
  const rows = sqlite.prepare(`SELECT ${values} FROM "${table}"`).pluck().all() as string[]
  return rows.map((row) => `INSERT INTO "${table}" (${columns.join(', ')}) VALUES (${row});`)
}
