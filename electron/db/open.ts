import { existsSync } from 'node:fs'
import BetterSqlite, { type Database } from 'better-sqlite3'
import { Kysely } from 'kysely'
import packageJson from '../../package.json' with { type: 'json' }
import { DeskError } from '../contract/errors.ts'
import { backUp } from './backup/shelf.ts'
import { databaseProblem, OfficeDialect } from './driver.ts'
import { applicationId, readHeader } from './header.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import { refuseNetwork } from './network.ts'
import { realFile } from './realFile.ts'
import type { Schema } from './schema.ts'
import { rememberStatements } from './statements.ts'

/** An open office file: `sqlite` is the connection, `db` the typed query builder over the same connection. */
export interface OfficeFile {
  readonly file: string
  readonly sqlite: Database
  readonly db: Kysely<Schema>
  close(): Promise<void>
}

interface OpenOptions {
  /** Makes the file where it is missing. */
  readonly create?: boolean
  /** Looks at every page first, as each start of the application does: about a second for 300 MB. */
  readonly check?: boolean
  /** The computer's own time, for the name of the backup before a migration. */
  readonly now?: () => Date
}

/**
 * Opens an office file for reading and writing: not on a network share, its mark, pragmas, the check, a refusal of what a
 * later version wrote, a verified backup where it is older than the program, migrations.
 * @throws DeskError `file-on-network`, `file-missing`, `file-empty`, `file-damaged`, `file-foreign`, `file-newer`,
 * `file-readonly`, `file-busy`, `migration-failed`; as `backUp` where the backup before a migration cannot be made
 */
export async function openOffice(named: string, options: OpenOptions = {}): Promise<OfficeFile> {
  const file = realFile(named)
  refuseNetwork(file)
  if (existsSync(file)) refuseForeign(file)
  else if (!options.create) throw new DeskError('file-missing', { file })
  const sqlite = connect(file, false)
  try {
    if (options.check) refuseDamaged(sqlite, file)
    const now = options.now ?? (() => new Date())
    await migrate(sqlite, migrations, async () => void (await backUp(file, 'update', now())), packageJson.version)
  } catch (error) {
    sqlite.close()
    throw databaseProblem(error, file) ?? error
  }
  return officeFile(file, sqlite)
}

/** Opens an office file for reading only: what workers and the summary use. Never migrates. */
export function openOfficeReader(file: string): OfficeFile {
  if (!existsSync(file)) throw new DeskError('file-missing', { file })
  return officeFile(file, connect(file, true))
}

function officeFile(file: string, sqlite: Database): OfficeFile {
  const db = new Kysely<Schema>({
    dialect: new OfficeDialect({ database: rememberStatements(sqlite), isInTransaction: () => sqlite.inTransaction }),
  })
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
  const { owner } = readHeader(file)
  // A first start that was cut off may have its mark in the write-ahead log still.
  if (owner !== applicationId && !(owner === 0 && existsSync(`${file}-wal`))) throw new DeskError('file-foreign')
}

function refuseDamaged(sqlite: Database, file: string): void {
  if (sqlite.pragma('quick_check(1)', { simple: true }) !== 'ok') throw new DeskError('file-damaged', { file })
}
