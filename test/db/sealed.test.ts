import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { backupsFolder } from '../../electron/db/backup/names.ts'
import { isSealed, seal, unseal } from '../../electron/db/backup/sealed.ts'
import { backUp } from '../../electron/db/backup/shelf.ts'
import { newOffice } from './office.ts'

const password = '桂花 开了 2026'
const cheap = { cost: 10 }

/** An office of more than a few pieces, sealed. */
async function sealedOffice(): Promise<{ folder: string; sealed: string; backup: string }> {
  const { office, folder } = await newOffice()
  const files = join(folder, 'pictures')
  mkdirSync(files)
  // What cannot be packed smaller.
  const noise = randomBytes(3_000_000)
  writeFileSync(join(files, 'GD1-before.jpg'), noise)
  writeFileSync(join(files, 'empty.jpg'), '')
  const { name } = await backUp(office.file, 'asked', new Date('2026-11-29T04:02:12Z'))
  const backup = join(backupsFolder(office.file), name)
  const sealed = join(folder, 'office.sealed')
  await seal(backup, files, sealed, password, cheap)
  return { folder, sealed, backup }
}

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'desk-unsealed-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

it('carries an office and its pictures away under a password and gives both back', async () => {
  const { sealed, backup, folder } = await sealedOffice()
  expect(await isSealed(sealed)).toBe(true)
  expect(await isSealed(backup)).toBe(false)
  const bytes = readFileSync(sealed)
  expect(bytes.includes('SQLite format')).toBe(false)

  const out = emptyFolder()
  // The same letters, composed otherwise.
  const office = await unseal(sealed, out, password.normalize('NFD'))
  expect(readFileSync(office).equals(readFileSync(backup))).toBe(true)
  const pictures = join(folder, 'pictures')
  for (const name of readdirSync(pictures))
    expect(readFileSync(join(out, 'files', name)).equals(readFileSync(join(pictures, name)))).toBe(true)
})

it('says that the password is wrong or too short', async () => {
  const { sealed, backup, folder } = await sealedOffice()
  await expect(unseal(sealed, emptyFolder(), 'another password')).rejects.toMatchObject({ code: 'sealed-password' })
  await expect(seal(backup, folder, join(folder, 'x'), '1234567', cheap)).rejects.toMatchObject({
    code: 'password-short',
  })
  expect(existsSync(join(folder, 'x'))).toBe(false)
})

it('gives out nothing of a file that was changed, cut off, lengthened or put together otherwise', async () => {
  const { sealed, folder } = await sealedOffice()
  const whole = readFileSync(sealed)
  const header = 32
  const first = header + 4 + whole.readUInt32BE(header)
  const second = first + 4 + whole.readUInt32BE(first)
  const flipped = (at: number) => {
    const bytes = Buffer.from(whole)
    bytes[at] = (bytes[at] ?? 0) ^ 1
    return bytes
  }
  const forgeries: Record<string, Buffer> = {
    'a bit of the first piece': flipped(header + 100),
    'a bit of the last piece': flipped(whole.length - 1),
    'a bit of the salt': flipped(12),
    'a length': flipped(header + 3),
    'cut off after a whole piece': whole.subarray(0, first),
    'cut off within a piece': whole.subarray(0, whole.length - 5),
    'cut off within the header': whole.subarray(0, 20),
    'something at the end': Buffer.concat([whole, Buffer.from([0])]),
    'two pieces exchanged': Buffer.concat([
      whole.subarray(0, header),
      whole.subarray(first, second),
      whole.subarray(header, first),
      whole.subarray(second),
    ]),
    'one piece left out': Buffer.concat([whole.subarray(0, header), whole.subarray(first)]),
    'no such file at all': Buffer.from('PK\u0003\u0004 something else that somebody renamed to end in sealed'),
    nothing: Buffer.alloc(0),
  }
  for (const [what, bytes] of Object.entries(forgeries)) {
    const forged = join(folder, 'forged.sealed')
    writeFileSync(forged, bytes)
    await expect(unseal(forged, emptyFolder(), password), what).rejects.toMatchObject({
      code: expect.stringMatching(/^sealed-(password|damaged|foreign)$/),
    })
  }
})
