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
  await expect(migrate(sqlite, [first, broken], noCopy)).rejects.toMatchObject({
    code: 'migration-failed',
    params: { step: 30, reason: expect.stringContaining('nowhere') },
  })
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

it('makes spells of the callings-off and judgements that were told before, and keeps what was left of a first response', async () => {
  const sqlite = new BetterSqlite(join(folder(), 'office.db'))
  await migrate(
    sqlite,
    migrations.filter(({ id }) => id < 205),
    noCopy,
  )
  const job = sqlite.prepare(`INSERT INTO job (id, number, registered_at, registered_on, source, trade, priority,
      charge_class, state, rule_id) VALUES (?, ?, '2026-11-02T01:00:00.000Z', '2026-11-02', 'resident', 'civil', 'normal',
      'free', ?, 2)`)
  for (const [id, state] of ['waiting', 'cancelled', 'cancelled', 'cancelled', 'working'].entries())
    job.run(id + 1, `J-${id + 1}`, state)
  const step = sqlite.prepare(`INSERT INTO job_event (job_id, at, actor_name, event, from_state, to_state, note)
    VALUES (?, ?, '林晓婷', ?, ?, ?, ?)`)
  step.run(1, '2026-11-02T17:00:00.000Z', 'cancel', 'waiting', 'cancelled', '')
  step.run(1, '2026-11-04T01:00:00.000Z', 'reopen', 'cancelled', 'waiting', '')
  step.run(2, '2026-11-05T01:00:00.000Z', 'cancel', 'waiting', 'cancelled', '')
  step.run(3, '2026-11-06T01:00:00.000Z', 'merge', 'waiting', 'cancelled', 'J-1')
  // Called off at the desk, and brought back by a workbook nobody knows when.
  step.run(5, '2026-11-06T01:00:00.000Z', 'cancel', 'waiting', 'cancelled', '')
  const audit = sqlite.prepare(`INSERT INTO audit (id, at, actor_name, action, entity, entity_id, before, after)
    VALUES (?, '2026-11-02T02:00:00.000Z', '林晓婷', 'update', ?, ?, ?, ?)`)
  const told = [{ respond_due_at: '2026-11-02T13:00:00.000Z' }, { respond_due_at: null }].map((row) =>
    JSON.stringify(row),
  )
  audit.run(1, 'job', 2, ...told)
  audit.run(2, 'complaint', 2, ...told)
  const complaint =
    sqlite.prepare(`INSERT INTO complaint (id, number, received_at, received_on, kind, state, invalid_on,
      rule_id) VALUES (?, ?, '2026-11-02T01:00:00.000Z', '2026-11-02', 'other', ?, ?, 3)`)
  complaint.run(1, 'C-1', 'received', '2026-11-09')
  complaint.run(2, 'C-2', 'withdrawn', null)
  const judged = sqlite.prepare(`INSERT INTO complaint_event (complaint_id, at, actor_name, event, to_state, level)
    VALUES (1, ?, '林晓婷', ?, 'received', 1)`)
  judged.run('2026-11-03T01:00:00.000Z', 'invalid')
  judged.run('2026-11-04T01:00:00.000Z', 'invalid')
  judged.run('2026-11-05T01:00:00.000Z', 'valid')
  judged.run('2026-11-09T01:00:00.000Z', 'invalid')
  await migrate(sqlite, migrations, noCopy)
  const rows = (query: string) => sqlite.prepare(query).raw().all()
  expect(rows('SELECT job_id, on_date, into_id, reopened_on FROM job_cancellation ORDER BY job_id')).toEqual([
    [1, '2026-11-03', null, '2026-11-04'],
    [2, '2026-11-05', null, null],
    [3, '2026-11-06', 1, null],
    [4, '2026-11-02', null, null],
    [5, '2026-11-06', null, '2026-11-06'],
  ])
  expect(rows('SELECT complaint_id, on_date, valid_on FROM complaint_invalid ORDER BY on_date')).toEqual([
    [1, '2026-11-03', '2026-11-05'],
    [1, '2026-11-09', null],
  ])
  expect(rows('SELECT id FROM job WHERE respond_left_minutes = 660')).toEqual([[2]])
  expect(rows('SELECT id FROM complaint WHERE respond_left_minutes = 660')).toEqual([[2]])
  expect(
    rows("SELECT next FROM id_block WHERE name IN ('job_cancellation', 'complaint_invalid') ORDER BY name"),
  ).toEqual([[3], [6]])
  sqlite.close()
})

it('keys the codes of the records on file, and knows which permits began the decoration they name', async () => {
  const sqlite = new BetterSqlite(join(folder(), 'office.db'))
  await migrate(
    sqlite,
    migrations.filter(({ id }) => id < 262),
    noCopy,
  )
  sqlite.exec(`
    INSERT INTO estate (id, name, sort_key) VALUES (1, 'A', 'A');
    INSERT INTO area (id, estate_id, name, sort_key) VALUES (1, 1, 'A', 'A');
    INSERT INTO building (id, area_id, name, sort_key) VALUES (1, 1, '1', '1');
    INSERT INTO unit (id, building_id, room, kind, area_centi, display, sort_key)
      VALUES (1, 1, '1', 'residence', 9000, '1-1', '1');
    INSERT INTO decoration (id, unit_id, started_on) VALUES (1, 1, '2026-06-01'), (2, 1, '2026-07-01');
  `)
  const record = sqlite.prepare(`INSERT INTO record (id, register, number, on_date, state, is_open, code, decoration_id,
      actor_name) VALUES (?, ?, ?, '2026-06-01', 'working', 1, ?, ?, '林晓婷')`)
  record.run(1, 'access-card', 'MJ-2026-0001', ' Ａb７', null)
  record.run(2, 'renovation', 'ZX-2026-0001', '', 1)
  record.run(3, 'renovation', 'ZX-2026-0002', '', 2)
  const step =
    sqlite.prepare(`INSERT INTO record_step (id, record_id, event, on_date, at, from_state, to_state, actor_name)
      VALUES (?, ?, 'begin', '2026-06-01', ?, 'granted', 'working', '林晓婷')`)
  const audit = sqlite.prepare(`INSERT INTO audit (at, actor_name, action, entity, entity_id)
      VALUES (?, '林晓婷', 'insert', ?, ?)`)
  for (const [id, at, begunAt] of [
    [1, '2026-06-01T01:00:00.000Z', '2026-06-01T01:00:00.000Z'],
    [2, '2026-07-01T01:00:00.000Z', '2026-07-02T03:00:00.000Z'],
  ] as const) {
    step.run(id, id + 1, begunAt)
    audit.run(at, 'decoration', id)
    audit.run(begunAt, 'record_step', id)
  }
  await migrate(sqlite, migrations, noCopy)
  const rows = sqlite.prepare('SELECT code_key, began_decoration FROM record ORDER BY id').raw().all()
  expect(rows).toEqual([
    ['ab7', 0],
    ['', 1],
    ['', 0],
  ])
  sqlite.close()
})

it('keeps with each round the post that was to walk it, knows when somebody left, and writes codes one way', async () => {
  const sqlite = new BetterSqlite(join(folder(), 'office.db'))
  await migrate(
    sqlite,
    migrations.filter(({ id }) => id < 282),
    noCopy,
  )
  sqlite.exec(`
    INSERT INTO post (id, name, position) VALUES (7, '秩序员', 1);
    INSERT INTO patrol_route (id, name, post_id) VALUES (1, '夜巡', 7);
    INSERT INTO patrol_window (id, route_id, name, from_time, to_time, every_n, every_unit, anchor_on)
      VALUES (1, 1, '夜一', '23:00', '01:00', 1, 'day', '2026-11-01');
    INSERT INTO patrol_round (id, window_id, route_id, on_date, begins_at, ends_at, points)
      VALUES (1, 1, 1, '2026-11-01', '2026-11-01T15:00:00.000Z', '2026-11-01T17:00:00.000Z', 3);
    INSERT INTO staff (id, name, sort_key, secret, active, left_on) VALUES (1, '甲', '甲', '', 0, NULL),
      (2, '乙', '乙', '', 1, NULL), (3, '丙', '丙', '', 0, '2026-01-31');
    INSERT INTO audit (at, actor_name, action, entity, entity_id, after) VALUES
      ('2026-05-02T01:00:00.000Z', '丁', 'update', 'staff', 1, '{"active":0,"version":2}'),
      ('2026-06-03T01:00:00.000Z', '丁', 'update', 'staff', 1, '{"phone":"1","version":3}');
    INSERT INTO equipment (id, code, name, category) VALUES (1, 'ｄｔ－０１', 'A', 'lift'), (2, 'DT-02', 'B', 'lift'),
      (3, 'dt-02', 'C', 'lift');
    INSERT INTO stock_item (id, code, name) VALUES (1, 'l1', 'D');
  `)
  await migrate(sqlite, migrations, noCopy)
  const column = (query: string) => sqlite.prepare(query).pluck().all()
  expect(column('SELECT post_id FROM patrol_round')).toEqual([7])
  expect(column('SELECT left_on FROM staff ORDER BY id')).toEqual(['2026-05-02', null, '2026-01-31'])
  expect(column('SELECT code FROM equipment ORDER BY id')).toEqual(['DT-01', 'DT-02', 'dt-02'])
  expect(column('SELECT code FROM stock_item')).toEqual(['L1'])
  sqlite.close()
})

it('keeps what the lines of statements belong to, each in a row of its own', async () => {
  const sqlite = new BetterSqlite(join(folder(), 'office.db'))
  await migrate(
    sqlite,
    migrations.filter(({ id }) => id < 288),
    noCopy,
  )
  sqlite.exec(`
    INSERT INTO receipt (id, receipt_no, on_date, payer, at) VALUES (5, 'A26-00001', '2026-11-02', '甲', '');
    INSERT INTO cash_deposit (id, on_date, amount, actor_name) VALUES (6, '2026-11-03', 900, '乙');
    INSERT INTO statement_line (id, channel, on_date, reference, amount, state, receipt_id, cash_deposit_id) VALUES
      (1, 'bank', '2026-11-02', 'A', 100, 'matched', 5, NULL), (2, 'bank', '2026-11-03', 'B', 900, 'matched', NULL, 6),
      (3, 'bank', '2026-11-04', 'C', 7, 'open', NULL, NULL);
  `)
  await migrate(sqlite, migrations, noCopy)
  expect(sqlite.prepare('SELECT line_id, receipt_id, cash_deposit_id FROM statement_match').raw().all()).toEqual([
    [1, 5, null],
    [2, null, 6],
  ])
  // The next match is written behind them.
  expect(sqlite.prepare("SELECT next FROM id_block WHERE name = 'statement_match'").pluck().get()).toBe(3)
  expect(sqlite.prepare('SELECT id, state FROM statement_line').raw().all()).toEqual([
    [1, 'matched'],
    [2, 'matched'],
    [3, 'open'],
  ])
  expect(sqlite.pragma('foreign_key_check')).toEqual([])
  sqlite.close()
})
