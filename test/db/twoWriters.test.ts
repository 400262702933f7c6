import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import BetterSqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import { createPlace } from '../../electron/core/estate/service.ts'
import { openOffice } from '../../electron/db/open.ts'
import { newOffice } from './office.ts'

/** Holds the write lock of a file in another thread for so long. */
async function holdLock(file: string, ms: number): Promise<{ released: Promise<void> }> {
  const code = `
    const { parentPort, workerData } = require('node:worker_threads')
    const sqlite = new (require(workerData.driver))(workerData.file)
    sqlite.exec('BEGIN IMMEDIATE')
    parentPort.postMessage('held')
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, workerData.ms)
    sqlite.exec('COMMIT')
    sqlite.close()`
  const driver = join(import.meta.dirname, '../../node_modules/better-sqlite3')
  const worker = new Worker(code, { eval: true, workerData: { file, ms, driver } })
  await new Promise((resolve) => worker.once('message', resolve))
  return { released: new Promise((resolve) => worker.once('exit', () => resolve())) }
}

it('waits for another program that is writing, and then writes', async () => {
  const { desk, office } = await newOffice()
  const { released } = await holdLock(office.file, 800)
  await createPlace(desk, 'estate', null, '锦澜花园')
  await released
  expect((await desk.db.selectFrom('estate').select('name').execute()).map((row) => row.name)).toEqual(['锦澜花园'])
})

it('says that another program is writing where that one does not end', async () => {
  const { desk, office } = await newOffice()
  office.sqlite.pragma('busy_timeout = 50')
  const { released } = await holdLock(office.file, 1500)
  await expect(createPlace(desk, 'estate', null, '锦澜花园')).rejects.toMatchObject({ code: 'file-busy' })
  await released
  await createPlace(desk, 'estate', null, '锦澜花园')
})

it('leaves the file of another program, and an empty one, exactly as they were', async () => {
  const { folder } = await newOffice()
  const file = join(folder, 'other.db')
  const other = new BetterSqlite(file)
  other.exec('CREATE TABLE notes (text TEXT)')
  other.close()
  const before = readFileSync(file)
  await expect(openOffice(file)).rejects.toMatchObject({ code: 'file-foreign' })
  expect(readFileSync(file).equals(before)).toBe(true)
  const empty = join(folder, 'empty.db')
  writeFileSync(empty, '')
  await expect(openOffice(empty)).rejects.toMatchObject({ code: 'file-empty' })
  expect(readFileSync(empty).length).toBe(0)
})
