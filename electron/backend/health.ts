import { existsSync, readdirSync, statfsSync, statSync } from 'node:fs'
import { arch, release, totalmem, type } from 'node:os'
import { dirname, join } from 'node:path'
import type { Problem } from '../contract/errors.ts'
import { checkOffice, toldOfOneKind } from '../core/check/index.ts'
import type { Desk } from '../core/context.ts'
import { backupsFolder, filesFolder } from '../db/backup/names.ts'
import { secondFolderOf } from '../db/backup/second.ts'
import { listBackups } from '../db/backup/shelf.ts'
import type { OfficeFile } from '../db/open.ts'
import type { Health, SlowCall } from '../documents/health/health.ts'
import { lastErrors } from '../log/tail.ts'
import { fileStore } from './fileStore.ts'
import { lookAtSecond } from './secondFolder.ts'

/** What only the backend itself knows of its health; the rest is looked up where the report is made. */
export interface BackendHealth {
  readonly version: string
  readonly slow: readonly SlowCall[]
  /** Folder of the log files. */
  readonly logs: string | undefined
}

/** Errors of the log that are told. */
const errorsTold = 30

/**
 * Looks at the open office and at what surrounds it, through a connection that only reads.
 * @param onProgress how far it has come, 0 to 1
 */
export async function healthOf(
  desk: Desk,
  office: OfficeFile,
  backend: BackendHealth,
  onProgress: (fraction: number) => void,
): Promise<Health> {
  const { file, sqlite } = office
  const quickCheck = String(sqlite.pragma('quick_check(1)', { simple: true }))
  onProgress(0.2)
  const orphans = (sqlite.pragma('foreign_key_check') as unknown[]).length
  onProgress(0.3)
  const { checks, problems } = await checkOffice(desk, sqlite, fileStore(file))
  onProgress(0.9)
  return {
    at: desk.clock.now().toISOString(),
    versions: { ...programVersions(backend.version), ...databaseVersions(office) },
    quickCheck,
    orphans,
    problems: counted(problems),
    checks,
    sizes: sizesOf(file),
    tables: tablesOf(office),
    backups: await backupsOf(file),
    slow: backend.slow,
    errors: backend.logs === undefined ? [] : lastErrors(backend.logs, errorsTold),
  }
}

/** Versions of what runs, whether or not an office is open. @param version the application's */
export function programVersions(version: string) {
  return {
    application: version,
    electron: process.versions.electron ?? '–',
    node: process.versions.node,
    system: `${type()} ${release()} ${arch()}`,
    memory: `${(totalmem() / 2 ** 30).toFixed(1)} GB`,
  }
}

/** Version of the database's program, and the schema the office file has. */
export function databaseVersions({ sqlite }: Pick<OfficeFile, 'sqlite'>) {
  return {
    sqlite: String(sqlite.prepare('SELECT sqlite_version()').pluck().get()),
    schema: String(sqlite.pragma('user_version', { simple: true })),
  }
}

/** Codes and how often; the words of a problem name records. */
function counted(problems: readonly Problem[]): Health['problems'] {
  return [...Map.groupBy(problems, ({ code }) => code)].map(([code, same]) => ({
    code,
    count: same.length,
    atLeast: same.length >= toldOfOneKind,
  }))
}

function sizesOf(file: string): Health['sizes'] {
  return {
    file: sizeOf(file),
    wal: sizeOf(`${file}-wal`),
    pictures: folderSize(filesFolder(file)),
    backups: folderSize(backupsFolder(file)),
    free: freeSpace(dirname(file)),
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}

function folderSize(folder: string): number {
  if (!existsSync(folder)) return 0
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => statSync(join(folder, name), { throwIfNoEntry: false }))
    .reduce((sum, stat) => sum + (stat?.isFile() ? stat.size : 0), 0)
}

function freeSpace(folder: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  } catch {
    // Some shares do not say.
    return null
  }
}

function tablesOf({ sqlite }: OfficeFile): Health['tables'] {
  const names = sqlite
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .pluck()
    .all() as string[]
  return names.map((name) => ({ name, rows: Number(sqlite.prepare(`SELECT count(*) FROM "${name}"`).pluck().get()) }))
}

async function backupsOf(file: string): Promise<Health['backups']> {
  const here = listBackups(backupsFolder(file))
  const second = secondFolderOf(file)
  const [newest] = here
  const there = second === null ? null : await lookAtSecond(file, second)
  return {
    count: here.length,
    newest: newest ? { at: newest.at, reason: newest.reason } : null,
    second: second === null ? null : { isThere: there !== null, newestAt: there?.backups[0]?.at ?? null },
  }
}
