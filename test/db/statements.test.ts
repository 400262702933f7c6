import BetterSqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import { rememberStatements } from '../../electron/db/statements.ts'

it('prepares a sentence once, and again only while it is being read row by row', () => {
  const sqlite = new BetterSqlite(':memory:')
  const { prepare } = rememberStatements(sqlite)
  sqlite.exec('CREATE TABLE house (n INTEGER); INSERT INTO house VALUES (1), (2)')
  const first = prepare('SELECT * FROM house')
  expect(prepare('SELECT * FROM house')).toBe(first)
  const reading = first.iterate()
  expect(reading.next().value).toEqual({ n: 1 })
  expect(prepare('SELECT * FROM house').all()).toEqual([{ n: 1 }, { n: 2 }])
  expect([...reading]).toEqual([{ n: 2 }])
  sqlite.close()
})

it('reads the columns a table has by now', () => {
  const sqlite = new BetterSqlite(':memory:')
  const { prepare } = rememberStatements(sqlite)
  sqlite.exec('CREATE TABLE house (n INTEGER); INSERT INTO house VALUES (1)')
  expect(prepare('SELECT * FROM house').all()).toEqual([{ n: 1 }])
  sqlite.exec("ALTER TABLE house ADD COLUMN name TEXT NOT NULL DEFAULT ''")
  expect(prepare('SELECT * FROM house').all()).toEqual([{ n: 1, name: '' }])
  sqlite.close()
})
