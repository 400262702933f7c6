import type { Database } from 'better-sqlite3'
import { DeskError } from '../contract/errors.ts'

/** One step of the schema: `id` grows; `sql`, then `fill`, run in one transaction together with its mark. */
export interface Migration {
  readonly id: number
  readonly name: string
  readonly sql: string
  /** What SQL alone cannot work out of the rows that are there. */
  readonly fill?: (sqlite: Database) => void
}

/** Marks a SQLite file as an office file ("SDSK"). */
export const applicationId = 0x5344534b

/**
 * Brings a file to the newest schema, each migration in a transaction of its own.
 * @param copyTo called with nothing done yet when an existing file is about to change; returns when the copy is safe
 * @throws DeskError `file-newer` when the file was written by a later version, `file-foreign` when it is another program's
 */
export async function migrate(
  sqlite: Database,
  migrations: readonly Migration[],
  copyBefore: (fromVersion: number) => Promise<void>,
): Promise<void> {
  const version = Number(sqlite.pragma('user_version', { simple: true }))
  const owner = Number(sqlite.pragma('application_id', { simple: true }))
  const tables = sqlite.prepare('SELECT count(*) AS n FROM sqlite_master').get() as { n: number }
  if (tables.n > 0 && owner !== applicationId) throw new DeskError('file-foreign')
  const newest = migrations.at(-1)?.id ?? 0
  if (version > newest) throw new DeskError('file-newer', { file: version, program: newest })
  const pending = migrations.filter((migration) => migration.id > version)
  if (pending.length === 0) return
  if (tables.n > 0) await copyBefore(version)
  for (const migration of pending) {
    sqlite.transaction(() => {
      sqlite.exec(migration.sql)
      migration.fill?.(sqlite)
      sqlite.pragma(`application_id = ${applicationId}`)
      sqlite.pragma(`user_version = ${migration.id}`)
    })()
  }
}
