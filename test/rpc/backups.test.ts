import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import BetterSqlite from 'better-sqlite3'
import ExcelJS from 'exceljs'
import { expect, it } from 'vitest'
import { router } from '../../electron/backend/router.ts'
import { backupsFolder } from '../../electron/db/backup/names.ts'
import { setSecondFolder } from '../../electron/db/backup/second.ts'
import { migrate } from '../../electron/db/migrate.ts'
import { migrations } from '../../electron/db/migrations/index.ts'
import { openOffice } from '../../electron/db/open.ts'
import { newHost } from './host.ts'

/** A backend that keeps backups, with an office of its own, and somebody who can be signed in on it. */
async function office(readClock = () => new Date()) {
  const { host, folder, faults } = await newHost({ keepBackups: true, readClock })
  const file = join(folder, 'office.db')
  await (await openOffice(file, { create: true })).close()
  const connection = host.connect()
  const client = createRouterClient(router, { context: host.context(connection) })
  const signIn = () => {
    connection.actor = { id: 1, name: 'tester', roles: ['administrator'] }
  }
  return { host, client, file, folder, faults, signIn }
}

type Office = Awaited<ReturnType<typeof office>>

async function finished({ client }: Office, { taskId }: { taskId: string }): Promise<string> {
  await expect.poll(async () => (await client.tasks.get({ id: taskId })).state, { timeout: 20_000 }).not.toBe('running')
  const { state, problem } = await client.tasks.get({ id: taskId })
  return problem?.code ?? state
}

const name = async ({ client }: Office) => (await client.settings.get()).officeName
const rename = async ({ client }: Office, officeName: string) =>
  client.settings.update({ ...(await client.settings.get()), officeName })

it('backs up by itself when an office is opened, and not again while nothing was written', async () => {
  const desk = await office()
  await desk.host.open(desk.file)
  desk.signIn()
  await expect.poll(async () => (await desk.client.backups.status()).last?.reason, { timeout: 20_000 }).toBe('start')
  await desk.host.open(desk.file)
  desk.signIn()
  expect((await desk.client.backups.status()).running).toBe(false)
  expect(await desk.client.backups.list()).toHaveLength(1)

  await rename(desk, '新名字')
  await desk.host.open(desk.file)
  desk.signIn()
  await expect.poll(async () => (await desk.client.backups.list()).length, { timeout: 20_000 }).toBe(2)
  expect(desk.faults).toEqual([])
})

it('restores a backup: what was there is backed up and kept aside, and everybody signs in again', async () => {
  const desk = await office()
  await desk.host.open(desk.file)
  desk.signIn()
  await rename(desk, '旧')
  expect(await finished(desk, await desk.client.backups.make())).toBe('done')
  const backup = (await desk.client.backups.list()).find((one) => one.reason === 'asked')
  await rename(desk, '新')

  expect(await finished(desk, await desk.client.backups.restore({ name: backup?.name ?? '' }))).toBe('done')
  await expect(desk.client.settings.get()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' })
  desk.signIn()
  expect(await name(desk)).toBe('旧')
  expect((await desk.client.backups.list()).map((one) => one.reason)).toContain('restore')
  expect(readdirSync(desk.folder).filter((one) => one.startsWith('office.before-restore-'))).toHaveLength(1)
  // The one that was kept aside is not offered among the offices.
  expect((await desk.client.office.state()).files.map((one) => one.name)).toEqual(['office.db'])
})

it('keeps the second folder in step, says when it is not there, and goes on', async () => {
  const desk = await office()
  await desk.host.open(desk.file)
  desk.signIn()
  const second = join(desk.folder, 'stick')
  mkdirSync(second)
  const { offer } = await desk.host.offer(second)
  await desk.client.backups.chooseSecondFolder({ offer })
  expect(await finished(desk, await desk.client.backups.make())).toBe('done')
  const made = (await desk.client.backups.list()).find((one) => one.reason === 'asked')
  expect(made).toMatchObject({ onShelf: true, onSecond: true })
  rmSync(second, { recursive: true })
  await rename(desk, '又')
  expect(await finished(desk, await desk.client.backups.make())).toBe('done')
  const { problem, second: told } = await desk.client.backups.status()
  expect(problem).toBeNull()
  expect(told?.problem).toMatchObject({ code: 'second-folder-missing' })
  // A page cannot name a folder itself.
  await expect(desk.client.backups.chooseSecondFolder({ offer: '/etc' })).rejects.toMatchObject({ code: 'REFUSED' })
  await desk.client.backups.chooseSecondFolder({ offer: null })
  expect((await desk.client.backups.status()).second).toBeNull()
})

it('carries a sealed copy out and takes it in again', async () => {
  const desk = await office()
  await desk.host.open(desk.file)
  desk.signIn()
  await rename(desk, '封存')
  const task = await desk.client.backups.seal({ password: '桂花开了2026' })
  expect(await finished(desk, task)).toBe('done')
  const file = await desk.client.exports.download(task)
  expect(file.name).toMatch(/^office-\d{4}-\d\d-\d\d\.sealed$/)
  const carried = join(desk.folder, 'carried.sealed')
  writeFileSync(carried, Buffer.from(await file.arrayBuffer()))
  await rename(desk, '后来')

  const { offer, sealed } = await desk.host.offer(carried)
  expect(sealed).toBe(true)
  expect(await finished(desk, await desk.client.backups.restoreOffered({ offer, password: 'wrong password' }))).toBe(
    'sealed-password',
  )
  expect(await name(desk)).toBe('后来')
  expect(await finished(desk, await desk.client.backups.restoreOffered({ offer, password: '桂花开了2026' }))).toBe(
    'done',
  )
  desk.signIn()
  expect(await name(desk)).toBe('封存')
  // Nobody who looks into the computer's temporary files finds it opened.
  expect(readdirSync(desk.host.options.temporary).filter((one) => one.includes('unsealed'))).toEqual([])
})

it('makes a backup before an import and a closing, and without one does neither and says so', async () => {
  const desk = await office()
  await desk.host.open(desk.file)
  desk.signIn()
  await expect.poll(async () => (await desk.client.backups.status()).last?.reason, { timeout: 20_000 }).toBe('start')
  const units = join(desk.folder, 'units.xlsx')
  const workbook = new ExcelJS.Workbook()
  workbook.addWorksheet('units').addRows([
    ['区域', '楼栋', '房号', '类型', '面积'],
    ['A区', '1栋', '101', '住宅', 90],
  ])
  await workbook.xlsx.writeFile(units)
  const check = await desk.client.imports.check({ kind: 'units', file: new File([readFileSync(units)], 'units.xlsx') })
  expect(await finished(desk, check)).toBe('done')

  // In the place of the shelf lies a file.
  rmSync(backupsFolder(desk.file), { recursive: true })
  writeFileSync(backupsFolder(desk.file), '')
  expect(await finished(desk, await desk.client.imports.apply(check))).toBe('no-backup-before')
  await expect(desk.client.books.close({ month: '2026-01' })).rejects.toMatchObject({
    code: 'REFUSED',
    data: { code: 'no-backup-before', params: { because: 'file-unwritable' } },
  })
  expect((await desk.client.backups.status()).problem).toMatchObject({ code: 'file-unwritable' })
  expect(desk.host.office.sqlite.prepare('SELECT count(*) FROM unit').pluck().get()).toBe(0)

  rmSync(backupsFolder(desk.file))
  expect(await finished(desk, await desk.client.imports.apply(check))).toBe('done')
  expect(desk.host.office.sqlite.prepare('SELECT count(*) FROM unit').pluck().get()).toBe(1)
  await desk.client.books.close({ month: '2026-01' })
  expect((await desk.client.backups.list()).map((one) => one.reason)).toEqual(['month-close', 'import'])
})

it('tells that the clock of the computer is behind what the office has already recorded', async () => {
  let now = new Date()
  const desk = await office(() => now)
  await desk.host.open(desk.file)
  desk.signIn()
  await rename(desk, '昨天')
  expect((await desk.client.office.state()).office?.clockBehind).toBeNull()
  now = new Date(now.getTime() - 86_400_000)
  expect((await desk.client.office.state()).office?.clockBehind).not.toBeNull()
  // A backup of a day gone by is made all the same and stays.
  expect(await finished(desk, await desk.client.backups.make())).toBe('done')
  expect((await desk.client.backups.list()).map((one) => one.reason)).toContain('asked')
})

it('recovers an office that cannot be opened from a backup, without anybody signed in, and from nothing else', async () => {
  const desk = await office()
  await desk.host.open(desk.file)
  desk.signIn()
  await rename(desk, '好')
  await desk.host.backups.make('asked')
  await desk.host.close()
  // An open office needs no recovery.
  await expect(desk.client.recovery.backups()).rejects.toMatchObject({ data: { code: 'no-trouble' } })
  const bytes = readFileSync(desk.file)
  bytes.fill(0xff, 8_192, 200_000)
  writeFileSync(desk.file, bytes)

  await expect(desk.host.open(desk.file)).rejects.toMatchObject({ code: 'file-damaged' })
  const { trouble, office: opened } = await desk.client.office.state()
  expect(opened).toBeNull()
  expect(trouble).toMatchObject({ fileName: 'office.db', problem: { code: 'file-damaged' } })
  await expect(desk.client.recovery.retry()).rejects.toMatchObject({ data: { code: 'file-damaged' } })
  await expect(
    desk.client.recovery.restore({ name: '../../etc/passwd' }).then((task) => finished(desk, task)),
  ).resolves.toBe('file-missing')
  const backup = (await desk.client.recovery.backups()).find((one) => one.reason === 'asked')
  expect(await finished(desk, await desk.client.recovery.restore({ name: backup?.name ?? '' }))).toBe('done')
  desk.signIn()
  expect(await name(desk)).toBe('好')
  const [aside] = readdirSync(desk.folder).filter(
    (one) => one.startsWith('office.before-restore-') && one.endsWith('.db'),
  )
  expect(readFileSync(join(desk.folder, String(aside))).equals(bytes)).toBe(true)
})

it.each([
  ['file-newer', (file: string) => change(file, 'PRAGMA user_version = 99990')],
  ['file-foreign', (file: string) => change(file, 'PRAGMA application_id = 7')],
  ['file-damaged', (file: string) => writeFileSync(file, 'a letter, not a database '.repeat(40))],
  ['file-missing', (file: string) => rmSync(file)],
  ['file-empty', (file: string) => writeFileSync(file, '')],
  ['file-damaged', (file: string) => writeFileSync(file, readFileSync(file).subarray(0, -4096))],
  ['migration-failed', (file: string) => change(file, 'PRAGMA user_version = 10')],
  [
    'file-unexpected',
    (file: string) => change(file, `INSERT OR REPLACE INTO setting (key, value) VALUES ('zone', '{')`),
  ],
])(
  'tells what stands in the way: %s; leaves the file as it is, and goes to another when asked',
  async (code, spoil) => {
    const desk = await office()
    const other = join(desk.folder, 'other.db')
    copyFileSync(desk.file, other)
    spoil(desk.file)
    const before = existsSync(desk.file) ? readFileSync(desk.file) : null
    await expect(desk.host.open(desk.file)).rejects.toMatchObject({ code })
    expect((await desk.client.office.state()).trouble?.problem.code).toBe(code)
    if (before) expect(readFileSync(desk.file).equals(before)).toBe(true)
    await desk.client.recovery.leave()
    expect((await desk.client.office.state()).trouble).toBeNull()
    await desk.client.office.open({ name: 'other.db' })
    expect((await desk.client.office.state()).office).not.toBeNull()
  },
)

it('brings an older office up to date only after a verified backup', async () => {
  const desk = await office()
  const older = migrations.slice(0, -1)
  const before = older.at(-1)?.id
  rmSync(desk.file)
  const sqlite = new BetterSqlite(desk.file)
  await migrate(sqlite, older, async () => undefined)
  sqlite.exec(`INSERT INTO setting (key, value) VALUES ('officeName', '"旧版"')`)
  sqlite.close()
  const version = (file: string) => {
    const opened = new BetterSqlite(file, { readonly: true })
    const found = opened.pragma('user_version', { simple: true })
    opened.close()
    return found
  }
  // A file lies where the backups should go: without one nothing is changed.
  writeFileSync(backupsFolder(desk.file), '')
  await expect(desk.host.open(desk.file)).rejects.toMatchObject({ code: 'file-unwritable' })
  expect(version(desk.file)).toBe(before)
  rmSync(backupsFolder(desk.file))

  await desk.host.open(desk.file)
  desk.signIn()
  expect(await name(desk)).toBe('旧版')
  expect(version(desk.file)).toBe(migrations.at(-1)?.id)
  const [backup, ...others] = (await desk.client.backups.list()).filter((one) => one.reason === 'update')
  expect(others).toEqual([])
  expect(version(join(backupsFolder(desk.file), backup?.name ?? ''))).toBe(before)
})

it('makes two copies one after the other when two are asked for at once', async () => {
  const desk = await office()
  await desk.host.open(desk.file)
  const made = await Promise.all([desk.host.backups.make('asked'), desk.host.backups.make('asked')])
  expect(new Set(made.map((one) => one.name)).size).toBe(2)
})

it('leaves nothing of a backup that was under way when the program was quit', async () => {
  const desk = await office()
  change(desk.file, 'CREATE TABLE filler (bytes BLOB)')
  change(
    desk.file,
    "INSERT INTO filler SELECT zeroblob(1000000) FROM json_each('[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16]')",
  )
  const second = join(desk.folder, 'stick')
  mkdirSync(second)
  setSecondFolder(desk.file, second)
  await desk.host.open(desk.file)
  const parts = () => readdirSync(backupsFolder(desk.file)).filter((one) => one.endsWith('.part'))
  await expect.poll(parts, { timeout: 20_000, interval: 1 }).toHaveLength(1)
  await desk.host.end()
  expect(readdirSync(backupsFolder(desk.file))).toEqual(['settings.json'])
  expect(readdirSync(second, { recursive: true }).filter((one) => String(one).endsWith('.part'))).toEqual([])
})

it('restores over an office that turns out to be damaged while it is open: it gives no backup, and is kept aside', async () => {
  const desk = await office()
  await desk.host.open(desk.file)
  desk.signIn()
  await desk.host.backups.make('asked')
  const backup = (await desk.client.backups.list()).find((one) => one.reason === 'asked')
  desk.host.office.sqlite.pragma('wal_checkpoint(TRUNCATE)')
  const bytes = readFileSync(desk.file)
  bytes.fill(0xff, 400_000, 800_000)
  writeFileSync(desk.file, bytes)
  expect(await finished(desk, await desk.client.backups.make())).toBe('file-damaged')

  expect(await finished(desk, await desk.client.backups.restore({ name: backup?.name ?? '' }))).toBe('done')
  expect((await desk.client.office.state()).office).not.toBeNull()
  const aside = readdirSync(desk.folder).find((one) => one.startsWith('office.before-restore-') && one.endsWith('.db'))
  expect(
    readFileSync(join(desk.folder, String(aside)))
      .subarray(400_000, 800_000)
      .every((byte) => byte === 0xff),
  ).toBe(true)
})

it('says of a second folder that it lies on the same disk', async () => {
  const desk = await office()
  await desk.host.open(desk.file)
  desk.signIn()
  const second = join(desk.folder, 'stick')
  mkdirSync(second)
  const { offer } = await desk.host.offer(second)
  await desk.client.backups.chooseSecondFolder({ offer })
  expect((await desk.client.backups.status()).second).toMatchObject({ folder: second, sameDisk: true, problem: null })
})

it('gives a new office a name whose backups and pictures are nobody else’s', async () => {
  const { host, folder } = await newHost()
  writeFileSync(join(folder, '东区.db'), '')
  mkdirSync(join(folder, '西区-backups'))
  mkdirSync(join(folder, '南区-files'))
  writeFileSync(join(folder, 'North.stewarddesk'), '')
  const named = (name: string) => basename(host.newFile(name))
  expect(['东区', '西区', '南区', 'north', '中区'].map(named)).toEqual([
    '东区 2.stewarddesk',
    '西区 2.stewarddesk',
    '南区 2.stewarddesk',
    'north 2.stewarddesk',
    '中区.stewarddesk',
  ])
})

function change(file: string, sql: string): void {
  const sqlite = new BetterSqlite(file)
  sqlite.exec(sql)
  sqlite.close()
}
