import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import { copyOffice, verifyBackup } from '../../electron/db/backup/copy.ts'
import { backupsFolder, filesFolder } from '../../electron/db/backup/names.ts'
import { restoreOffice, takePlace } from '../../electron/db/backup/restore.ts'
import { backUp, listBackups, mirror } from '../../electron/db/backup/shelf.ts'
import { openOffice } from '../../electron/db/open.ts'
import { importRows, newOffice } from './office.ts'

const now = new Date('2026-11-29T04:02:12Z')

function folderOfItsOwn(): string {
  const folder = mkdtempSync(join(tmpdir(), 'desk-backup-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const unit = (room: number) => ({
  area: 'A区',
  building: '1栋',
  room: String(room),
  kind: 'residence',
  areaCenti: 9_000,
})

/** Two tables that every transaction changes alike. */
function twins(file: string): { write(): void; close(): void } {
  const sqlite = new BetterSqlite(file)
  sqlite.exec('CREATE TABLE one (x INTEGER); CREATE TABLE two (x INTEGER)')
  const filler = 'x'.repeat(4_000)
  sqlite.exec('CREATE TABLE filler (text TEXT)')
  for (let row = 0; row < 3_000; row++) sqlite.prepare('INSERT INTO filler VALUES (?)').run(filler)
  let x = 0
  const insert = sqlite.transaction(() => {
    x++
    sqlite.prepare('INSERT INTO one VALUES (?)').run(x)
    sqlite.prepare('INSERT INTO two VALUES (?)').run(x)
  })
  return { write: insert, close: () => sqlite.close() }
}

it('copies an office of one moment while it is being written, and the copy needs nothing beside it', async () => {
  const { office, folder } = await newOffice()
  const writer = twins(office.file)
  const writing = setInterval(() => writer.write(), 0)
  const target = join(folder, 'copy.db')
  const seen: number[] = []
  await copyOffice(office.file, target, (fraction) => {
    writer.write()
    seen.push(fraction)
  })
  clearInterval(writing)
  writer.close()

  expect(seen.length).toBeGreaterThan(2)
  expect(readdirSync(folder).filter((name) => name.startsWith('copy'))).toEqual(['copy.db'])
  const copy = new BetterSqlite(target, { readonly: true })
  onTestFinished(() => void copy.close())
  const count = (table: string) => copy.prepare(`SELECT count(*) FROM ${table}`).pluck().get()
  expect(count('one')).toBe(count('two'))
  expect(copy.pragma('integrity_check', { simple: true })).toBe('ok')
  expect(copy.pragma('journal_mode', { simple: true })).toBe('delete')
})

it('makes no backup of a damaged office, and leaves nothing half done', async () => {
  const { office, folder } = await newOffice()
  twins(office.file).close()
  office.sqlite.pragma('wal_checkpoint(TRUNCATE)')
  const damaged = join(folder, 'damaged.db')
  const bytes = readFileSync(office.file)
  bytes.fill(0xff, 40_960, 90_000)
  writeFileSync(damaged, bytes)
  await expect(backUp(damaged, 'start', now)).rejects.toMatchObject({ code: 'file-damaged' })
  expect(listBackups(backupsFolder(damaged))).toEqual([])
  expect(readdirSync(backupsFolder(damaged))).toEqual([])
})

it('keeps backups beside the office with its pictures, newest first, and brings them to a second folder', async () => {
  const { office, folder } = await newOffice()
  mkdirSync(filesFolder(office.file))
  writeFileSync(join(filesFolder(office.file), 'GD1-before.jpg'), 'picture')
  await backUp(office.file, 'start', now)
  const second = folderOfItsOwn()
  const { name } = await backUp(office.file, 'import', new Date(now.getTime() + 60_000))
  const shelf = backupsFolder(office.file)
  expect(listBackups(shelf).map((one) => one.reason)).toEqual(['import', 'start'])

  const there = await mirror(office.file, name, second, now)
  expect(there).toBe(join(second, 'office-backups'))
  expect(readdirSync(there).sort()).toEqual([name, 'files', 'shelf.json'])
  expect(readFileSync(join(there, 'files', 'GD1-before.jpg'), 'utf8')).toBe('picture')
  // Another time is no trouble.
  await mirror(office.file, name, second, now)
  await expect(mirror(office.file, name, join(folder, 'nowhere'), now)).rejects.toMatchObject({
    code: 'second-folder-missing',
  })
})

it('restores a backup: the former office stays aside with its last writes, lost pictures come back', async () => {
  const { office, desk, folder } = await newOffice()
  await importRows(desk, 'units', [unit(101)])
  mkdirSync(filesFolder(office.file))
  writeFileSync(join(filesFolder(office.file), 'GD1-before.jpg'), 'picture')
  const { name } = await backUp(office.file, 'asked', now)
  const backup = join(backupsFolder(office.file), name)
  await importRows(desk, 'units', [unit(102)])
  // As after a crash: what was written last is in the log beside the file only.
  const file = join(folder, 'crashed.db')
  copyFileSync(office.file, file)
  copyFileSync(`${office.file}-wal`, `${file}-wal`)

  const aside = await restoreOffice(backup, file, now)
  expect(aside).toBe(join(folder, 'crashed.before-restore-20261129-040212.db'))
  expect(await unitsOf(file)).toEqual(['1栋101'])
  expect(await unitsOf(String(aside))).toEqual(['1栋101', '1栋102'])
  expect(readFileSync(join(filesFolder(file), 'GD1-before.jpg'), 'utf8')).toBe('picture')
})

it('restores nothing over an office that somebody has open, nor from what is no whole backup', async () => {
  const { office, folder } = await newOffice()
  const { name } = await backUp(office.file, 'asked', now)
  const backup = join(backupsFolder(office.file), name)
  await office.db.selectFrom('unit').selectAll().execute()
  await expect(restoreOffice(backup, office.file, now)).rejects.toMatchObject({ code: 'file-busy' })

  const file = join(folder, 'other.db')
  copyFileSync(backup, file)
  const before = readFileSync(file)
  const bad = join(folder, 'bad.db')
  const bytes = readFileSync(backup)
  const attempts: [string, Buffer][] = [
    ['file-damaged', Buffer.concat([bytes.subarray(0, 8_192), Buffer.alloc(40_000, 0xff), bytes.subarray(48_192)])],
    ['file-damaged', bytes.subarray(0, bytes.length - 20_000)],
    ['file-damaged', Buffer.from('no database at all'.repeat(20))],
    ['file-empty', Buffer.alloc(0)],
  ]
  for (const [code, content] of attempts) {
    writeFileSync(bad, content)
    await expect(restoreOffice(bad, file, now)).rejects.toMatchObject({ code })
  }
  const newer = new BetterSqlite(bad.replace('bad', 'newer'))
  newer.close()
  copyFileSync(backup, newer.name)
  const changed = new BetterSqlite(newer.name)
  changed.pragma('user_version = 99990')
  changed.exec(`UPDATE setting SET value = '"9.1.0"' WHERE key = 'program'`)
  changed.close()
  await expect(restoreOffice(newer.name, file, now)).rejects.toMatchObject({
    code: 'file-newer',
    params: { needs: '9.1.0' },
  })
  expect(readFileSync(file).equals(before)).toBe(true)
  expect(readdirSync(folder).filter((one) => one.includes('restor'))).toEqual([])
  expect(existsSync(`${file}.restoring`)).toBe(false)
  expect(() => verifyBackup(join(folder, 'nowhere.db'))).toThrow(expect.objectContaining({ code: 'file-missing' }))
})

/** An office whose last change is in its write-ahead log only, as a killed program leaves it. */
async function cutOff(file: string): Promise<void> {
  const { office, desk } = await newOffice()
  await importRows(desk, 'units', [unit(201)])
  office.sqlite.pragma('wal_checkpoint(TRUNCATE)')
  office.sqlite.pragma('wal_autocheckpoint = 0')
  await importRows(desk, 'units', [unit(202)])
  copyFileSync(office.file, file)
  copyFileSync(`${office.file}-wal`, `${file}-wal`)
}

async function unitsOf(file: string): Promise<string[]> {
  const opened = await openOffice(file, { check: true })
  const rows = await opened.db.selectFrom('unit').select('display').orderBy('id').execute()
  await opened.close()
  return rows.map((row) => row.display)
}

it('restores from another office with what its write-ahead log still holds', async () => {
  const { office, folder } = await newOffice()
  await office.close()
  const other = join(folder, 'other.db')
  await cutOff(other)
  await restoreOffice(other, office.file, now)
  expect(await unitsOf(office.file)).toEqual(['1栋201', '1栋202'])
})

it('reads no log of a lost office into the one that is restored in its place', async () => {
  const { office, desk, folder } = await newOffice()
  await importRows(desk, 'units', [unit(101)])
  const { name } = await backUp(office.file, 'asked', now)
  const file = join(folder, 'lost.db')
  await cutOff(file)
  rmSync(file)
  expect(await restoreOffice(join(backupsFolder(office.file), name), file, now)).toBeNull()
  expect(await unitsOf(file)).toEqual(['1栋101'])
  // What was left of the other is kept.
  expect(readdirSync(folder)).toContain('lost.before-restore-20261129-040212.db-wal')
})

it('leaves the office and its log where they are when the new file cannot take their place', async () => {
  const folder = folderOfItsOwn()
  const file = join(folder, 'cut.db')
  await cutOff(file)
  expect(() => takePlace(join(folder, 'nowhere'), file, now)).toThrow('ENOENT')
  expect(readdirSync(folder).filter((one) => one.startsWith('cut'))).toEqual(['cut.db', 'cut.db-wal'])
  expect(await unitsOf(file)).toEqual(['1栋201', '1栋202'])
})

it('keeps backups of two offices of one name apart in one second folder', async () => {
  const [one, other] = [await newOffice(), await newOffice()]
  await importRows(one.desk, 'units', [unit(101)])
  await importRows(other.desk, 'units', [unit(909)])
  const second = folderOfItsOwn()
  const folders: string[] = []
  for (const { office } of [one, other, one]) {
    const { name } = await backUp(office.file, 'asked', now)
    folders.push(await mirror(office.file, name, second, now))
  }
  expect(folders).toEqual(['office-backups', 'office-backups-2', 'office-backups'].map((name) => join(second, name)))
  const [first = ''] = listBackups(join(second, 'office-backups-2')).map((backup) => backup.name)
  expect(await unitsOf(join(second, 'office-backups-2', first))).toEqual(['1栋909'])
  expect(listBackups(join(second, 'office-backups'))).toHaveLength(2)
})

it('takes away what a killed program has left of a backup or a restore, and nothing that is being written', async () => {
  const { office } = await newOffice()
  const shelf = backupsFolder(office.file)
  mkdirSync(shelf)
  const made = new Date()
  const left = [join(shelf, '20261101T000000Z-start.db.part'), `${office.file}.restoring.part`]
  const fresh = join(shelf, '20261129T040000Z-import.db.part')
  for (const part of [...left, fresh]) writeFileSync(part, 'half')
  for (const part of left) utimesSync(part, made, new Date(made.getTime() - 3_600_000))
  await backUp(office.file, 'asked', made)
  expect([...left, fresh].filter(existsSync)).toEqual([fresh])
})

it('opens through a link the file itself: its backups lie beside it', async () => {
  const { office, folder } = await newOffice()
  await office.close()
  const link = join(folderOfItsOwn(), 'link.db')
  symlinkSync(office.file, link)
  const opened = await openOffice(link)
  expect(opened.file).toBe(realpathSync(office.file))
  await opened.close()
  const { name } = await backUp(opened.file, 'asked', now)
  await restoreOffice(join(backupsFolder(opened.file), name), link, now)
  expect(readdirSync(join(link, '..'))).toEqual(['link.db'])
  expect(readdirSync(folder)).toContain('office.before-restore-20261129-040212.db')
})
