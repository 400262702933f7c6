import { existsSync } from 'node:fs'
import BetterSqlite, { type Database } from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import { DeskError } from '../contract/errors.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import type { Schema } from './schema.ts'

/** An open office file: `sqlite` is the connection, `db` the typed query builder over the same connection. */
export interface OfficeFile {
  readonly file: string
  readonly sqlite: Database
  readonly db: Kysely<Schema>
  close(): Promise<void>
}

/**
 * Opens an office file for reading and writing, migrating it first where it is older.
 * @param file path of the file; created where `create` is true and it is missing
 * @throws DeskError `file-missing`, `file-damaged`, `file-foreign`, `file-newer`
 */
export async function openOffice(file: string, options: { create?: boolean } = {}): Promise<OfficeFile> {
  if (!options.create && !existsSync(file)) throw new DeskError('file-missing', { file })
  const sqlite = connect(file, false)
  try {
    await migrate(sqlite, migrations, async (fromVersion) => {
      await sqlite.backup(`${file}.before-${fromVersion}.db`)
    })
  } catch (error) {
    sqlite.close()
    throw error
  }
  return officeFile(file, sqlite)
}

/** Opens an office file for reading only: what workers and the summary use. Never migrates. */
export function openOfficeReader(file: string): OfficeFile {
  if (!existsSync(file)) throw new DeskError('file-missing', { file })
  return officeFile(file, connect(file, true))
}

function officeFile(file: string, sqlite: Database): OfficeFile {
  const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: sqlite }) })
  return {
    file,
    sqlite,
    db,
    close: async () => {
      await db.destroy()
      // Kysely closes only what it has used.
      if (sqlite.open) sqlite.close()
    },
  }
}

function connect(file: string, readonly: boolean): Database {
  let sqlite: Database
  try {
    sqlite = new BetterSqlite(file, { readonly })
  } catch (error) {
    throw new DeskError('file-unreadable', { file, reason: error instanceof Error ? error.message : String(error) })
  }
  try {
    if (!readonly) sqlite.pragma('journal_mode = WAL')
    sqlite.pragma('synchronous = FULL')
    sqlite.pragma('foreign_keys = ON')
    sqlite.pragma('busy_timeout = 5000')
    sqlite.pragma('cache_size = -65536')
    sqlite.pragma('temp_store = MEMORY')
    return sqlite
  } catch (error) {
    sqlite.close()
    if (error instanceof BetterSqlite.SqliteError && /NOTADB|CORRUPT/.test(error.code)) {
      throw new DeskError('file-damaged', { file })
    }
    throw error
  }
}
