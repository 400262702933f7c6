import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { fingerprintOf } from '../../electron/build.ts'

/** The day on which the shared sample office stands. */
export const today = '2026-11-21'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const shelf = join(root, 'node_modules', '.cache', 'steward-desk-tests')

/**
 * The sample office, made by the command that people use; or the one that a run before made from these very sources.
 * @returns its file, which nobody writes to: tests copy it
 */
export async function sampleFile(): Promise<string> {
  const sources = await fingerprintOf(['electron', 'resources/locales', 'package-lock.json'])
  const file = join(shelf, `sample-${sources.slice(0, 16)}.db`)
  if (existsSync(file)) {
    await utimes(file, new Date(), new Date())
    return file
  }
  await mkdir(shelf, { recursive: true })
  const unfinished = join(shelf, `unfinished-${process.pid}.db`)
  const command = ['electron/cli/desk.ts', 'sample', '--db', unfinished, '--today', today]
  await promisify(execFile)(process.execPath, command, { cwd: root })
  await rename(unfinished, file)
  await clearShelf()
  return file
}

/** Takes away the offices of sources that nobody has tested for a day. */
async function clearShelf(): Promise<void> {
  for (const name of await readdir(shelf)) {
    const file = join(shelf, name)
    if (Date.now() - (await stat(file)).mtimeMs > 86_400_000) await rm(file, { force: true })
  }
}
