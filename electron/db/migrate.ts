import type { Database } from 'better-sqlite3'
import { DeskError } from '../contract/errors.ts'
import { databaseProblem } from './driver.ts'
import { applicationId } from './header.ts'

/** One step of the schema: `id` grows; `sql`, then `fill`, run in one transaction together with its mark. */
export interface Migration {
  readonly id: number
  readonly name: string
  readonly sql: string
  /** What SQL alone cannot work out of the rows that are there. */
  readonly fill?: (sqlite: Database) => void
}

/**
 * Brings a file to the newest schema, each migration in a transaction of its own.
 * @param copyBefore called with nothing done yet when an existing file is about to change; returns when the copy is safe
 * @param program version of this program, noted in the file: an older one can say which is needed to open it
 * @throws DeskError `file-newer` when the file was written by a later version, `file-foreign` when it is another program's,
 * `migration-failed` with the step that does not fit the file, which stands as of the step before
 */
export async function migrate(
  sqlite: Database,
  migrations: readonly Migration[],
  copyBefore: (fromVersion: number) => Promise<void>,
  program = '',
): Promise<void> {
  const version = Number(sqlite.pragma('user_version', { simple: true }))
  const owner = Number(sqlite.pragma('application_id', { simple: true }))
  const tables = sqlite.prepare('SELECT count(*) AS n FROM sqlite_master').get() as { n: number }
  if (tables.n > 0 && owner !== applicationId) throw new DeskError('file-foreign')
  const newest = migrations.at(-1)?.id ?? 0
  if (version > newest) throw new DeskError('file-newer', { needs: programOf(sqlite) })
  const pending = migrations.filter((migration) => migration.id > version)
  if (pending.length === 0) return
  if (tables.n > 0) await copyBefore(version)
  for (const migration of pending) {
    const step = sqlite.transaction(() => {
      sqlite.exec(migration.sql)
      migration.fill?.(sqlite)
      sqlite.pragma(`application_id = ${applicationId}`)
      sqlite.pragma(`user_version = ${migration.id}`)
      if (migration === pending.at(-1) && program !== '') noteProgram(sqlite, program)
    })
    try {
      step()
    } catch (error) {
      if (databaseProblem(error)) throw error
      throw new DeskError('migration-failed', { step: migration.id, reason: String(error) })
    }
  }
}

/** Version of the program that last changed the file's schema; a question mark where the file does not say. */
export function programOf(sqlite: Database): string {
  try {
    const value = sqlite.prepare("SELECT value FROM setting WHERE key = 'program'").pluck().get()
    return typeof value === 'string' ? String(JSON.parse(value)) : '?'
  } catch {
    // Who knows how a later version keeps its settings.
    return '?'
  }
}

function noteProgram(sqlite: Database, program: string): void {
  sqlite
    .prepare(
      "INSERT INTO setting (key, value) VALUES ('program', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    )
    .run(JSON.stringify(program))
}
