import { existsSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { listPackage } from '@electron/asar'

/** What a package must hold to run; the names are those of `electron-builder.yml`. */

/** Inside the archive. */
const archived = [
  'package.json',
  'dist/electron/main.cjs',
  'dist/electron/preload.cjs',
  'dist/electron/backend.mjs',
  'dist/renderer/index.html',
  'resources/icons/png/256x256.png',
]

/** Outside the archive: what the system loads, or what is read without Electron's view of archives. */
const unpacked = [
  'dist/electron/worker.mjs',
  'node_modules/better-sqlite3/package.json',
  'node_modules/better-sqlite3/lib/index.js',
  'node_modules/@resvg/resvg-wasm/package.json',
  'node_modules/@resvg/resvg-wasm/index_bg.wasm',
]

/** The system and processor a package is for, by Node's names. */
export interface Target {
  readonly platform: string
  readonly arch: string
}

/**
 * What is wrong with a package, a line each; none where it is whole.
 * @param resources the package's `resources` folder
 */
export async function packageProblems(resources: string, target: Target): Promise<string[]> {
  const archive = join(resources, 'app.asar')
  if (!existsSync(archive)) return ['there is no app.asar']
  const held = new Set(listPackage(archive, { isPack: false }).map((path) => path.replaceAll('\\', '/').slice(1)))
  const outside = `${archive}.unpacked`
  return [
    ...archived.filter((path) => !held.has(path)).map((path) => `${path} is not in app.asar`),
    ...unpacked.filter((path) => !existsSync(join(outside, path))).map((path) => `${path} is not unpacked`),
    ...(await sqliteProblems(outside, target)),
  ]
}

/** The prebuild of another system has the right name as easily as a wrong one: its first bytes say what it is. */
async function sqliteProblems(outside: string, target: Target): Promise<string[]> {
  const wanted = `${target.platform}-${target.arch}`
  const name = `node_modules/better-sqlite3/prebuilds/${wanted}.node`
  const file = join(outside, name)
  if (!existsSync(file)) return [`${name}, the SQLite of the target, is not unpacked`]
  const found = await builtFor(file)
  return found === wanted ? [] : [`${name} is built for ${found}`]
}

/** `platform-arch` that a native module is built for, by its head (ELF, PE or Mach-O); `unknown` where it has none. */
export async function builtFor(file: string): Promise<string> {
  const head = Buffer.alloc(4096)
  const handle = await open(file)
  try {
    await handle.read(head, 0, head.length, 0)
  } finally {
    await handle.close()
  }
  return elf(head) ?? pe(head) ?? machO(head) ?? 'unknown'
}

function elf(head: Buffer): string | undefined {
  if (head.toString('latin1', 0, 4) !== '\x7fELF') return undefined
  return named('linux', { 62: 'x64', 183: 'arm64' }, head.readUInt16LE(18))
}

function pe(head: Buffer): string | undefined {
  if (head.toString('latin1', 0, 2) !== 'MZ') return undefined
  const at = head.readUInt32LE(0x3c)
  if (at + 6 > head.length || head.toString('latin1', at, at + 4) !== 'PE\0\0') return undefined
  return named('win32', { 34404: 'x64', 43620: 'arm64' }, head.readUInt16LE(at + 4))
}

function machO(head: Buffer): string | undefined {
  if (head.readUInt32LE(0) !== 0xfeedfacf) return undefined
  return named('darwin', { 16777223: 'x64', 16777228: 'arm64' }, head.readUInt32LE(4))
}

function named(platform: string, machines: Readonly<Record<number, string>>, machine: number): string {
  return `${platform}-${machines[machine] ?? `machine ${machine}`}`
}
