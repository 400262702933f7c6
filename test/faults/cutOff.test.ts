import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import { verifyBackup } from '../../electron/db/backup/copy.ts'
import { backupsFolder } from '../../electron/db/backup/names.ts'
import { restoreOffice } from '../../electron/db/backup/restore.ts'
import { backUp, listBackups } from '../../electron/db/backup/shelf.ts'
import { migrate } from '../../electron/db/migrate.ts'
import { migrations } from '../../electron/db/migrations/index.ts'
import { startCashier } from './cashiers.ts'
import { programFile } from './programs.ts'
import { folderOfItsOwn, officeWithTill, receiptsOf, standingOf } from './till.ts'

const rounds = 12

it('has the former office or the restored one under its name, whole, whenever the power is cut in a restore', async () => {
  const source = await officeWithTill()
  const { name } = await backUp(source, 'asked', new Date())
  const backup = join(backupsFolder(source), name)
  const cashier = await startCashier(source, 4)
  cashier.begin()
  await cashier.ended()
  const fresh = () => {
    const file = join(folderOfItsOwn(), 'office.db')
    copyFileSync(source, file)
    return file
  }
  const duration = (await actUntil(['restore', fresh(), backup])).ms
  const found = { former: 0, restored: 0 }
  for (let round = 0; round < rounds; round++) {
    const file = fresh()
    await actUntil(['restore', file, backup], (duration * (round + Math.random())) / rounds)
    const receipts = await receiptsOf(file)
    const aside = readdirSync(join(file, '..')).filter((one) => /before-restore.*\.db$/.test(one))
    if (receipts.length === 4) found.former++
    else {
      found.restored++
      expect(receipts).toEqual([])
      expect(await receiptsOf(join(file, '..', String(aside[0])))).toHaveLength(4)
    }
    // What it left is in nobody's way.
    await restoreOffice(backup, file, new Date())
    expect(await receiptsOf(file)).toEqual([])
    expect(readdirSync(join(file, '..')).filter((one) => one.includes('restoring'))).toEqual([])
  }
  expect(found.former).toBeGreaterThan(0)
  expect(found.former + found.restored).toBe(rounds)
})

it('lists no half backup, whenever the power is cut while one is made', async () => {
  const file = await officeWithTill()
  const shelf = backupsFolder(file)
  const duration = (await actUntil(['backup', file])).ms
  for (let round = 0; round < rounds; round++) {
    await actUntil(['backup', file], (duration * (round + Math.random())) / rounds)
    for (const { name } of listBackups(shelf)) verifyBackup(join(shelf, name))
  }
  expect(readdirSync(shelf).length).toBeGreaterThan(1)
  expect((await standingOf(file)).problems).toEqual([])
})

it('goes on with a migration that a power cut has ended, and has the backup of before', async () => {
  const older = migrations.slice(0, -30)
  const source = join(folderOfItsOwn(), 'old.db')
  const sqlite = new BetterSqlite(source)
  await migrate(sqlite, older, async () => undefined)
  sqlite.exec(`INSERT INTO setting (key, value) VALUES ('officeName', '"旧版"')`)
  sqlite.close()
  const old = () => {
    const file = join(folderOfItsOwn(), 'office.db')
    copyFileSync(source, file)
    return file
  }
  const duration = (await actUntil(['open', old()])).ms
  for (let round = 0; round < rounds; round++) {
    const file = old()
    await actUntil(['open', file], (duration * (round + Math.random())) / rounds)
    const [backup] = listBackups(backupsFolder(file))
    if (versionOf(file) !== older.at(-1)?.id)
      expect(versionOf(join(backupsFolder(file), String(backup?.name)))).toBe(older.at(-1)?.id)
    expect((await standingOf(file)).problems).toEqual([])
    expect(versionOf(file)).toBe(migrations.at(-1)?.id)
  }
})

/** Lets `act.ts` do something, and cuts it off so many ms after it began. @returns how long it took */
async function actUntil(args: readonly string[], cutAfter?: number): Promise<{ ms: number }> {
  const child = spawn(process.execPath, [await programFile('act'), '--wait', ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const gone = once(child, 'close')
  let said = ''
  await new Promise<void>((ready) => {
    child.stdout.on('data', (chunk) => {
      said += String(chunk)
      if (said.startsWith('ready\n')) ready()
    })
  })
  const began = performance.now()
  child.stdin.write('.')
  if (cutAfter !== undefined) setTimeout(() => child.kill('SIGKILL'), cutAfter)
  await gone
  if (cutAfter === undefined) expect(said).toBe('ready\ndone\n')
  return { ms: performance.now() - began }
}

function versionOf(file: string): unknown {
  expect(existsSync(file)).toBe(true)
  const sqlite = new BetterSqlite(file, { readonly: true })
  try {
    return sqlite.pragma('user_version', { simple: true })
  } finally {
    sqlite.close()
  }
}
