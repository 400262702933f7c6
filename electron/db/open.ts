import { closeSync, existsSync, openSync, readSync } from 'node:fs'
import BetterSqlite, { type Database } from 'better-sqlite3'
import { Kysely } from 'kysely'
import { DeskError } from '../contract/errors.ts'
import { databaseProblem, OfficeDialect } from './driver.ts'
import { applicationId, migrate } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import type { Schema } from './schema.ts'
import { rememberStatements } from './statements.ts'

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
 * @throws DeskError `file-missing`, `file-damaged`, `file-foreign`, `file-newer`, `file-readonly`, `file-busy`
 */
export async function openOffice(file: string, options: { create?: boolean } = {}): Promise<OfficeFile> {
  if (existsSync(file)) refuseForeign(file)
  else if (!options.create) throw new DeskError('file-missing', { file })
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
  const db = new Kysely<Schema>({ dialect: new OfficeDialect({ database: rememberStatements(sqlite) }) })
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
    // A reader goes through its tables once and has the system's own cache behind it.
    sqlite.pragma(`cache_size = ${readonly ? -16_384 : -65_536}`)
    sqlite.pragma('temp_store = MEMORY')
    return sqlite
  } catch (error) {
    sqlite.close()
    throw databaseProblem(error, file) ?? error
  }
}

/** Looks at the header before anything is written: another program's file is left exactly as it is. */
function refuseForeign(file: string): void {
  const header = Buffer.alloc(100)
  const handle = openSync(file, 'r')
  const bytes = readSync(handle, header, 0, 100, 0)
  closeSync(handle)
  if (bytes === 0) throw new DeskError('file-foreign')
  if (header.toString('latin1', 0, 15) !== 'SQLite format 3') throw new DeskError('file-damaged', { file })
  // A first start that was cut off may have its mark in the write-ahead log still.
  const mark = header.readUInt32BE(68)
  if (mark !== applicationId && !(mark === 0 && existsSync(`${file}-wal`))) throw new DeskError('file-foreign')
}
