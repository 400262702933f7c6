import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import { type Migration, migrate } from '../../electron/db/migrate.ts'
import { migrations } from '../../electron/db/migrations/index.ts'
import { openOffice } from '../../electron/db/open.ts'

const folder = () => mkdtempSync(join(tmpdir(), 'desk-migrate-'))
const noCopy = async () => undefined

const first: Migration = { id: 10, name: 'first', sql: 'CREATE TABLE a (x INTEGER) STRICT; INSERT INTO a VALUES (1);' }
const second: Migration = { id: 20, name: 'second', sql: 'CREATE TABLE b (x INTEGER) STRICT;' }
const broken: Migration = {
  id: 30,
  name: 'broken',
  sql: 'CREATE TABLE c (x INTEGER) STRICT; INSERT INTO nowhere VALUES (1);',
}

it('has the schema that was committed: a change of the schema is a new migration and a new snapshot', async () => {
  const office = await openOffice(join(folder(), 'office.db'), { create: true })
  const rows = office.sqlite
    .prepare(
      "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type DESC, name",
    )
    .all() as { sql: string }[]
  await office.close()
  const schema = `${rows.map((row) => `${row.sql.replace(/^ {4}/gm, '')};`).join('\n\n')}\n`
  const file = new URL('../fixtures/schema.sql', import.meta.url)
  if (process.env.UPDATE_SCHEMA) writeFileSync(file, schema)
  expect(schema).toBe(readFileSync(file, 'utf8'))
})

it('numbers migrations in growing order, one file each', () => {
  const ids = migrations.map((migration) => migration.id)
  expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b))
  const files = readdirSync(new URL('../../electron/db/migrations/', import.meta.url)).filter((name) =>
    /^\d{4}-/.test(name),
  )
  expect(files.map((name) => Number(name.slice(0, 4)))).toEqual(ids)
})

it('opens every connection with a write-ahead log, full synchronisation and foreign keys', async () => {
  const office = await openOffice(join(folder(), 'office.db'), { create: true })
  const pragma = (name: string) => office.sqlite.pragma(name, { simple: true })
  expect(pragma('journal_mode')).toBe('wal')
  expect(pragma('synchronous')).toBe(2)
  expect(pragma('foreign_keys')).toBe(1)
  expect(pragma('busy_timeout')).toBe(5000)
  await office.close()
})

it('refuses a file written by a later version and leaves it as it was', async () => {
  const file = join(folder(), 'office.db')
  const office = await openOffice(file, { create: true })
  office.sqlite.pragma('user_version = 99990')
  await office.close()
  const before = readFileSync(file)
  await expect(openOffice(file)).rejects.toMatchObject({ code: 'file-newer' })
  expect(readFileSync(file).equals(before)).toBe(true)
})

it('refuses a database of another program', async () => {
  const file = join(folder(), 'other.db')
  const other = new BetterSqlite(file)
  other.exec('CREATE TABLE notes (text TEXT)')
  other.close()
  await expect(openOffice(file)).rejects.toMatchObject({ code: 'file-foreign' })
})

it('says that a file is no database, and that one is missing', async () => {
  const file = join(folder(), 'letter.db')
  writeFileSync(file, 'Dear Sir, this is not a database. '.repeat(100))
  await expect(openOffice(file)).rejects.toMatchObject({ code: 'file-damaged' })
  await expect(openOffice(join(folder(), 'nowhere.db'))).rejects.toMatchObject({ code: 'file-missing' })
})

it('copies an existing file before it changes it, with what is still in the write-ahead log', async () => {
  const file = join(folder(), 'office.db')
  const sqlite = new BetterSqlite(file)
  sqlite.pragma('journal_mode = WAL')
  await migrate(sqlite, [first], noCopy)
  sqlite.exec('INSERT INTO a VALUES (2)')
  const copy = `${file}.copy`
  await migrate(sqlite, [first, second], async () => {
    await sqlite.backup(copy)
  })
  const kept = new BetterSqlite(copy, { readonly: true })
  expect(kept.prepare('SELECT x FROM a ORDER BY x').pluck().all()).toEqual([1, 2])
  expect(kept.pragma('user_version', { simple: true })).toBe(10)
  kept.close()
  expect(sqlite.pragma('user_version', { simple: true })).toBe(20)
  sqlite.close()
})

it('does not copy a file that is new or already up to date', async () => {
  const file = join(folder(), 'office.db')
  await (await openOffice(file, { create: true })).close()
  await (await openOffice(file)).close()
  expect(existsSync(`${file}.before-0.db`)).toBe(false)
  expect(readdirSync(join(file, '..'))).toEqual(['office.db'])
})

it('takes a migration that fails back whole and keeps the ones before it', async () => {
  const sqlite = new BetterSqlite(join(folder(), 'office.db'))
  await expect(migrate(sqlite, [first, broken], noCopy)).rejects.toThrow()
  expect(sqlite.pragma('user_version', { simple: true })).toBe(10)
  expect(sqlite.prepare("SELECT count(*) FROM sqlite_master WHERE name = 'c'").pluck().get()).toBe(0)
  sqlite.close()
})

it('leaves of several standing return visits of one case the newest, and lets no second one stand', async () => {
  const sqlite = new BetterSqlite(join(folder(), 'office.db'))
  await migrate(
    sqlite,
    migrations.filter(({ id }) => id < 190),
    noCopy,
  )
  const insert = sqlite.prepare(
    `INSERT INTO return_due (id, subject_kind, subject_id, finished_on, from_on, due_on) VALUES (?, ?, ?, ?, ?, ?)`,
  )
  const due = (id: number, kind: string, day: string) => insert.run(id, kind, 7, day, day, day)
  due(1, 'complaint', '2026-11-01')
  due(2, 'complaint', '2026-11-05')
  due(3, 'complaint', '2026-11-09')
  due(4, 'job', '2026-11-02')
  await migrate(sqlite, migrations, noCopy)
  const dropped = sqlite.prepare('SELECT dropped_on FROM return_due ORDER BY id').pluck().all()
  expect(dropped).toEqual(['2026-11-05', '2026-11-09', null, null])
  expect(() => due(5, 'job', '2026-11-10')).toThrow('UNIQUE')
  sqlite.close()
})
