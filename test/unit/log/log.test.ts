import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { DeskError } from '../../../electron/contract/errors.ts'
import { logFile, rotated } from '../../../electron/log/file.ts'
import { lineOf } from '../../../electron/log/line.ts'
import { lastErrors } from '../../../electron/log/tail.ts'

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'desk-log-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const at = new Date('2026-11-29T05:00:00.000Z')
const line = (message: string, details?: unknown) => lineOf({ at, level: 'error', where: 'backend', message, details })

test('an entry is one line: moment, level, where, what happened, and where in the program', () => {
  const told = line('lists.units failed (E0001)', new Error('first\nsecond', { cause: new Error('deeper') }))
  expect(told.split('\n')).toHaveLength(1)
  expect(told).toMatch(/^2026-11-29T05:00:00.000Z error backend lists.units failed \(E0001\) ⏎ Error: first ⏎ second/)
  expect(told).toMatch(/at .*…\/log\.test\.ts:\d+:\d+/)
  expect(told).toContain('because Error: deeper')
  expect(line('long', 'x'.repeat(100_000)).length).toBeLessThan(5_000)
})

test('of a row that the database refuses nothing is told but the column', () => {
  const sqlite = new BetterSqlite(':memory:')
  sqlite.exec("CREATE TABLE person (name TEXT UNIQUE, born TEXT CHECK (born > '1900')) STRICT")
  const insert = sqlite.prepare('INSERT INTO person VALUES (?, ?)')
  insert.run('Zhang San', '1970-01-01')
  const refused = (...row: unknown[]) => {
    try {
      insert.run(...row)
    } catch (error) {
      return line('save', error)
    }
    throw new Error('was taken')
  }
  const twice = refused('Zhang San', '1999-09-09')
  expect(twice).toContain('SqliteError SQLITE_CONSTRAINT_UNIQUE: UNIQUE constraint failed: person.name')
  expect(twice + refused('Li Si', '1066-10-14')).not.toMatch(/Zhang|Li Si|1999|1066/)
  sqlite.close()
})

test('of a refusal its code is told and what the system said, not what the office wrote', () => {
  const told = line('open', new DeskError('name-taken', { name: 'Zhang San', phone: '13800138000' }))
  expect(told).toContain('DeskError: name-taken')
  expect(told).not.toMatch(/Zhang|138/)
  expect(line('open', new DeskError('file-unreadable', { file: '/x/y.db', reason: 'EIO: i/o error' }))).toContain('EIO')
})

test('full files are put aside, and the oldest goes', () => {
  const folder = newFolder()
  const file = join(folder, 'deep', 'desk.log')
  const write = logFile(file, { bytes: 100, files: 3 })
  for (let number = 1; number <= 12; number++) write(`entry ${String(number).padStart(2, '0')} ${'.'.repeat(30)}`)
  expect(readdirSync(join(folder, 'deep')).sort()).toEqual(['desk.1.log', 'desk.2.log', 'desk.log'])
  for (const number of [0, 1, 2]) expect(statSync(rotated(file, number)).size).toBeLessThanOrEqual(100)
  const kept = [2, 1, 0].map((number) => readFileSync(rotated(file, number), 'utf8')).join('')
  expect(kept.match(/entry \d\d/g)).toEqual(['07', '08', '09', '10', '11', '12'].map((number) => `entry ${number}`))
})

test('a log that cannot be written fails nothing', () => {
  const folder = newFolder()
  writeFileSync(join(folder, 'taken'), '')
  logFile(join(folder, 'taken', 'desk.log'))('lost')
  // A full disk, as the system tells it.
  if (existsSync('/dev/full')) logFile('/dev/full')('lost')
  // What stands in the way of putting aside does not stop the writing for ever.
  const file = join(folder, 'desk.log')
  mkdirSync(join(rotated(file, 1), 'in the way'), { recursive: true })
  const write = logFile(file, { bytes: 20, files: 2 })
  write('a line that is long enough')
  write('another')
  expect(existsSync(file)).toBe(true)
})

test('the last errors come newest first, of all processes, without what is no error', () => {
  const folder = newFolder()
  const entry = (minute: number, level: string, text: string) =>
    `2026-11-29T05:0${minute}:00.000Z ${level} main ${text}`
  writeFileSync(join(folder, 'main.log'), `${entry(1, 'error', 'one')}\n${entry(4, 'error', 'four')}\n`)
  writeFileSync(join(folder, 'backend.1.log'), `${entry(2, 'error', 'two 13800138000')}\n${entry(3, 'info', 'no')}\n`)
  expect(lastErrors(folder, 2).map((one) => one.slice(-10))).toEqual(['main four\n'.trim().padStart(10), 'o [number]'])
  expect(lastErrors(folder, 9)).toHaveLength(3)
  expect(lastErrors(join(folder, 'nowhere'), 9)).toEqual([])
  // Only the end of a long file is read, from its first whole line on.
  writeFileSync(join(folder, 'serve.log'), `${entry(5, 'error', 'x'.repeat(90))}\n`.repeat(4_000))
  expect(lastErrors(folder, 9_999).length).toBeLessThan(2_500)
})
