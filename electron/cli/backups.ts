import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, extname, join, resolve } from 'node:path'
import { DeskError } from '../contract/errors.ts'
import { copyOffice } from '../db/backup/copy.ts'
import { filesFolder } from '../db/backup/names.ts'
import { restoreOffice } from '../db/backup/restore.ts'
import { isSealed, seal, sealedExtension, unseal } from '../db/backup/sealed.ts'
import { setSecondFolder } from '../db/backup/second.ts'
import { bringFiles } from '../db/backup/shelf.ts'
import { type Invocation, UsageError, words } from './invocation.ts'
import { outFile } from './outFile.ts'
import { presentFile } from './serve.ts'

/** An online copy of the office, verified, with its pictures beside it; or sealed under the password in a file. */
export async function backup(invocation: Invocation): Promise<number> {
  const office = presentFile(invocation.need('db'))
  if (invocation.options.second !== undefined) return chooseSecondFolder(invocation, office)
  const out = outFile(invocation)
  if (existsSync(out)) throw new DeskError('file-exists', { file: out })
  const password = passwordOf(invocation)
  if ((extname(out) === sealedExtension) !== (password !== undefined))
    throw new UsageError(words('cli.sealedNeedsPassword', { extension: sealedExtension }))
  mkdirSync(dirname(resolve(out)), { recursive: true })
  if (password === undefined) {
    await copyOffice(office, out)
    await bringFiles(filesFolder(office), filesFolder(out))
  } else {
    await inTemporaryFolder(async (folder) => {
      const copy = join(folder, 'office.db')
      await copyOffice(office, copy)
      await seal(copy, filesFolder(office), out, password)
    })
  }
  const { size } = statSync(out)
  invocation.say(words('cli.backedUp', { file: out, megabytes: (size / 1e6).toFixed(1) }))
  invocation.json({ file: out, bytes: size })
  return 0
}

/** Puts a backup in the office's place; what stood there stays beside it. */
export async function restore(invocation: Invocation): Promise<number> {
  const given = presentFile(invocation.arg(0, 'BACKUP'))
  const file = resolve(invocation.need('db'))
  if (given === file) throw new UsageError(words('cli.restoreItself'))
  const password = passwordOf(invocation)
  const aside = await inTemporaryFolder(async (folder) => {
    if (!(await isSealed(given))) return restoreOffice(given, file, new Date())
    if (password === undefined) throw new DeskError('sealed-needs-password')
    return restoreOffice(await unseal(given, folder, password), file, new Date())
  })
  invocation.say(words('cli.restored', { file }))
  if (aside !== null) invocation.say(words('cli.keptAside', { file: aside }))
  invocation.json({ file, aside })
  return 0
}

function chooseSecondFolder(invocation: Invocation, office: string): number {
  const folder = resolve(invocation.need('second'))
  if (!existsSync(folder)) throw new DeskError('second-folder-missing', { folder })
  setSecondFolder(office, folder)
  invocation.say(words('cli.secondFolder', { folder }))
  invocation.json({ second: folder })
  return 0
}

/** A password on the command line itself would stand in the system's list of processes. */
function passwordOf(invocation: Invocation): string | undefined {
  const file = invocation.options['password-file']
  if (typeof file !== 'string') return undefined
  return readFileSync(file, 'utf8').replace(/\r?\n$/, '')
}

async function inTemporaryFolder<T>(run: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'steward-desk-'))
  try {
    return await run(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
