import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { fileStore } from '../../electron/backend/fileStore.ts'
import { checkOffice } from '../../electron/core/check/index.ts'
import { backupsFolder } from '../../electron/db/backup/names.ts'
import { listBackups } from '../../electron/db/backup/shelf.ts'
import { migrations } from '../../electron/db/migrations/index.ts'
import { openOffice } from '../../electron/db/open.ts'
import packageJson from '../../package.json' with { type: 'json' }
import { dumpOf } from '../releases/dump.ts'
import { figuresOf, releaseDesk } from '../releases/figures.ts'

const shelf = join(import.meta.dirname, '../fixtures/releases')
const kept = readdirSync(shelf)
  .filter((name) => name.endsWith('.sql'))
  .map((name) => name.slice(0, -'.sql'.length))
const newest = migrations.at(-1)?.id ?? 0

/** The office of a release as the file it was on the day, in a folder of its own. */
function fileOf(release: string): { file: string; version: number } {
  const folder = mkdtempSync(join(tmpdir(), 'desk-release-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'office.db')
  const sqlite = new BetterSqlite(file)
  sqlite.exec(readFileSync(join(shelf, `${release}.sql`), 'utf8'))
  const version = Number(sqlite.pragma('user_version', { simple: true }))
  sqlite.close()
  return { file, version }
}

it('has an office of this very version: whoever raises it runs `npm run release-office`', () => {
  expect(kept).toContain(packageJson.version)
  for (const release of kept) expect(existsSync(join(shelf, `${release}.json`)), release).toBe(true)
})

describe.each(kept)('an office of release %s', (release) => {
  it('opens, brought up to date after a verified backup, with clean books and the figures it had', async () => {
    const { file, version } = fileOf(release)
    const office = await openOffice(file, { check: true })
    onTestFinished(() => office.close())
    expect(office.sqlite.pragma('user_version', { simple: true })).toBe(newest)
    const backups = listBackups(backupsFolder(file))
    expect(backups.map(({ reason }) => reason)).toEqual(version < newest ? ['update'] : [])
    for (const { name } of backups) {
      const backup = new BetterSqlite(join(backupsFolder(file), name), { readonly: true })
      expect(backup.pragma('user_version', { simple: true })).toBe(version)
      backup.close()
    }

    expect(withoutNextId(office.sqlite)).toEqual([])
    const desk = releaseDesk(office.db)
    expect((await checkOffice(desk, office.sqlite, fileStore(file))).problems).toEqual([])
    const before = JSON.parse(readFileSync(join(shelf, `${release}.json`), 'utf8')) as { figures: object }[]
    const now = (await figuresOf(desk)) as { figures: object }[]
    expect(now).toHaveLength(before.length)
    for (const [index, { figures }] of before.entries()) {
      expect(Object.keys(figures).length).toBeGreaterThan(40)
      // A later release may have more figures; those it had are what they were.
      expect(now[index]?.figures).toMatchObject(figures)
    }
  })
})

/** Tables whose next row would take the id of one they have: a migration that fills a table says where ids go on. */
function withoutNextId(sqlite: BetterSqlite.Database): string[] {
  const next = new Map(sqlite.prepare('SELECT name, next FROM id_block').raw().all() as [string, number][])
  const tables = sqlite.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all() as string[]
  return tables.filter((table) => {
    const columns = sqlite.pragma(`table_info("${table}")`) as { name: string }[]
    if (!columns.some(({ name }) => name === 'id')) return false
    const last = sqlite.prepare(`SELECT max(id) FROM "${table}"`).pluck().get()
    return typeof last === 'number' && last >= (next.get(table) ?? 1)
  })
}

it('keeps something of the main registers', () => {
  const { file } = fileOf(packageJson.version)
  const sqlite = new BetterSqlite(file, { readonly: true })
  const rows = (table: string) => sqlite.prepare(`SELECT count(*) FROM "${table}"`).pluck().get()
  for (const table of ['unit', 'person', 'charge', 'payment', 'receipt', 'job', 'complaint', 'visit', 'decoration'])
    expect(rows(table), table).toBeGreaterThan(1)
  for (const table of [
    'survey_form',
    'record',
    'tally',
    'equipment',
    'stock_item',
    'signoff_figure',
    'month_close',
    'shift',
  ])
    expect(rows(table), table).toBeGreaterThan(0)
  sqlite.close()
})

it('keeps a file as text that makes the same file again', () => {
  const { file } = fileOf(packageJson.version)
  const sqlite = new BetterSqlite(file, { readonly: true })
  expect(dumpOf(sqlite)).toBe(readFileSync(join(shelf, `${packageJson.version}.sql`), 'utf8'))
  sqlite.close()
})
