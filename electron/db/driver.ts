import BetterSqlite from 'better-sqlite3'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
} from 'kysely'
import { DeskError } from '../contract/errors.ts'

interface OfficeConfig extends SqliteDialectConfig {
  readonly isInTransaction: () => boolean
}

/**
 * Kysely's SQLite dialect with three differences: a transaction takes the write lock when it begins, because SQLite does
 * not wait for a lock that is asked for in the middle of one; one that SQLite has rolled back by itself, as it does on a
 * full disk, is not rolled back again, which would hide why; and what SQLite refuses becomes a sentence for people.
 */
export class OfficeDialect extends SqliteDialect {
  readonly #config: OfficeConfig

  constructor(config: OfficeConfig) {
    super(config)
    this.#config = config
  }

  override createDriver(): Driver {
    const driver = new SqliteDriver(this.#config)
    return {
      init: () => driver.init(),
      acquireConnection: async () => explained(await driver.acquireConnection()),
      beginTransaction: async (connection) => {
        await connection.executeQuery(CompiledQuery.raw('begin immediate'))
      },
      commitTransaction: (connection) => driver.commitTransaction(connection),
      rollbackTransaction: async (connection) => {
        if (this.#config.isInTransaction()) await driver.rollbackTransaction(connection)
      },
      releaseConnection: () => driver.releaseConnection(),
      destroy: () => driver.destroy(),
    }
  }
}

function explained(connection: DatabaseConnection): DatabaseConnection {
  return {
    executeQuery: async <R>(query: CompiledQuery): Promise<QueryResult<R>> => {
      try {
        return await connection.executeQuery<R>(query)
      } catch (error) {
        throw databaseProblem(error) ?? error
      }
    },
    streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
  }
}

const problems: readonly (readonly [RegExp, string])[] = [
  [/^SQLITE_(BUSY|LOCKED)/, 'file-busy'],
  [/^SQLITE_(READONLY|CANTOPEN|PERM|AUTH)/, 'file-readonly'],
  // No room for the memory that connections share is no room.
  [/^SQLITE_(FULL|IOERR_SHMSIZE)/, 'disk-full'],
  [/^SQLITE_(NOTADB|CORRUPT)/, 'file-damaged'],
  [/^SQLITE_IOERR/, 'disk-trouble'],
]

/** What SQLite refuses for a reason outside the program; null for anything else, which is a fault. */
export function databaseProblem(error: unknown, file = ''): DeskError | null {
  if (!(error instanceof BetterSqlite.SqliteError)) return null
  const known = problems.find(([code]) => code.test(error.code))
  return known ? new DeskError(known[1], { file, reason: error.code }) : null
}
