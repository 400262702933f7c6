import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildBundle } from '../../electron/build.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const built = new Map<string, Promise<string>>()

/**
 * A program of these tests as one file, as the application's own are: hundreds are started, and loading the modules one by
 * one takes eight times as long as what each is started for.
 */
export function programFile(name: 'act' | 'cashier'): Promise<string> {
  const file = built.get(name) ?? bundled(name)
  built.set(name, file)
  return file
}

async function bundled(name: string): Promise<string> {
  // Below node_modules, where the one module that stays outside is found.
  const cache = join(root, 'node_modules/.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'faults-'))
  // One test runs it as somebody without rights.
  chmodSync(folder, 0o755)
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const output = join(folder, `${name}.mjs`)
  await buildBundle({ entry: `test/faults/${name}.ts`, output: relative(root, output), format: 'es', target: 'node22' })
  return output
}
