import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { backupsFolder } from '../../electron/db/backup/names.ts'
import { restoreOffice } from '../../electron/db/backup/restore.ts'
import { backUp } from '../../electron/db/backup/shelf.ts'
import { openOffice } from '../../electron/db/open.ts'
import { startCashier } from './cashiers.ts'
import { programFile } from './programs.ts'
import { smallDisk } from './smallDisk.ts'
import { folderOfItsOwn, officeWithTill, receiptsOf, standingOf } from './till.ts'

const now = () => new Date()

it('says that the disk is full while money is taken; what was confirmed is there, and it goes on once there is room', async () => {
  const source = await officeWithTill()
  const size = statSync(source).size / 1024
  const { folder, limit } = smallDisk(Math.ceil(size + 600))
  const file = join(folder, 'office.db')
  copyFileSync(source, file)
  const cashier = await startCashier(file, undefined, limit)
  cashier.begin()
  const { receipts, refused } = await cashier.ended()
  expect(refused).toMatch(/^disk-(full|trouble)$/)
  expect(receipts.length).toBeGreaterThan(3)

  // The same file where there is room again.
  const roomy = join(folderOfItsOwn(), 'office.db')
  for (const end of ['', '-wal']) if (existsSync(`${file}${end}`)) copyFileSync(`${file}${end}`, `${roomy}${end}`)
  const standing = await standingOf(roomy)
  expect(standing.problems).toEqual([])
  expect(standing.receipts).toEqual(receipts)
  const again = await startCashier(roomy, 5)
  again.begin()
  expect((await again.ended()).refused).toBeNull()
})

it('makes no backup that would fill the disk, and leaves nothing of it behind', async () => {
  const source = await officeWithTill()
  const { folder, limit } = smallDisk(Math.ceil((statSync(source).size / 1024) * 1.6))
  const file = join(folder, 'office.db')
  copyFileSync(source, file)
  // Without a small disk: less than the office may be written into one file.
  expect(await act('backup', [file], limit && 'ulimit -f 200')).toMatch(/^disk-(full|trouble)$/)
  expect(readdirSync(backupsFolder(file))).toEqual([])
  expect(await receiptsOf(file)).toEqual([])
  expect((await standingOf(file)).problems).toEqual([])
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
})

it('says that an export found no room, and leaves nothing under its name', async () => {
  const file = await officeWithTill()
  const cashier = await startCashier(file, 40)
  cashier.begin()
  await cashier.ended()
  const { folder, limit } = smallDisk(8)
  const out = join(folder, 'receipts.xlsx')
  // Where nobody may mount a disk the limit is on each file, and meets what SQLite keeps beside the office first.
  expect(await act('export', [file, out], limit)).toMatch(limit ? /^(EFBIG|disk-trouble)$/ : /^ENOSPC$/)
  expect(existsSync(out)).toBe(false)
})

it('says that an encrypted copy or a restore found no room; the office is as it was, and nothing half done is left', async () => {
  const file = await officeWithTill()
  const backup = join(backupsFolder(file), (await backUp(file, 'asked', now())).name)
  const tiny = smallDisk(8)
  expect(await act('seal', [backup, join(tiny.folder, 'office.sealed')], tiny.limit)).toBe('disk-full')
  expect(readdirSync(tiny.folder)).toEqual([])

  const { folder, limit } = smallDisk(Math.ceil((statSync(file).size / 1024) * 1.6))
  const there = join(folder, 'office.db')
  copyFileSync(file, there)
  const before = readFileSync(there)
  expect(await act('restore', [there, backup], limit && 'ulimit -f 200')).toMatch(/^disk-(full|trouble)$/)
  expect(readFileSync(there).equals(before)).toBe(true)
  expect(readdirSync(folder)).toEqual(['office.db'])
})

it.each(['file', 'folder'] as const)(
  'says that a read-only %s cannot be written, and leaves it as it is',
  async (what) => {
    const file = await officeWithTill()
    const before = readFileSync(file)
    if (what === 'file') chmodSync(file, 0o444)
    chmodSync(dirname(file), what === 'folder' ? 0o555 : 0o755)
    // Root may write anything.
    const said = await act('open', [file], undefined, process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {})
    chmodSync(dirname(file), 0o755)
    expect(said).toBe('file-readonly')
    expect(readFileSync(file).equals(before)).toBe(true)
  },
)

it('detects garbage on any page that holds records or their indexes, and a backup brings the office back', async () => {
  const file = await officeWithTill()
  await backUp(file, 'start', now())
  const cashier = await startCashier(file, 30)
  cashier.begin()
  await cashier.ended()
  const { name } = await backUp(file, 'asked', now())
  const whole = readFileSync(file)
  const pageSize = whole.readUInt16BE(16)
  const spoilt = join(folderOfItsOwn(), 'office.db')
  let trees = 0
  for (let page = 1; page < whole.length / pageSize; page += 7) {
    // Leaves and branches of tables and indexes begin with their kind; other pages are free, or continue a long record.
    if (![2, 5, 10, 13].includes(whole[page * pageSize] ?? 0)) continue
    trees++
    const bytes = Buffer.from(whole)
    bytes.fill(0xa5, page * pageSize, (page + 1) * pageSize)
    writeFileSync(spoilt, bytes)
    await expect(openOffice(spoilt, { check: true }), `page ${page}`).rejects.toMatchObject({ code: 'file-damaged' })
  }
  expect(trees).toBeGreaterThan(20)
  const backup = join(backupsFolder(file), name)
  const aside = await restoreOffice(backup, spoilt, now())
  expect(existsSync(String(aside))).toBe(true)
  const { receipts, problems } = await standingOf(spoilt)
  expect(problems).toEqual([])
  expect(receipts).toHaveLength(30)
})

/** What `act.ts` says. @param limit what the shell is told before it */
async function act(
  what: string,
  args: readonly string[],
  limit?: string,
  user: { uid?: number; gid?: number } = {},
): Promise<string> {
  const program = await programFile('act')
  const { stdout, stderr, status } = spawnSync(
    'bash',
    ['-c', `${limit ?? ':'}; exec "$@"`, 'bash', process.execPath, program, what, ...args],
    // Whoever has no rights here cannot use the cache of compiled modules either.
    { encoding: 'utf8', ...user, env: { ...process.env, ...(user.uid && { NODE_COMPILE_CACHE: '' }) } },
  )
  if (status !== 0) throw new Error(stderr)
  return stdout.trim()
}
