import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createPackage } from '@electron/asar'
import { Arch } from 'electron-builder'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { afterPack } from '../../../electron/packaging/afterPack.ts'

/** The build step on packages that lack something; that a real one passes it is in the desktop tests. */

const prebuilds = fileURLToPath(new URL('../../../node_modules/better-sqlite3/prebuilds/', import.meta.url))
const archived = [
  'package.json',
  'dist/electron/main.cjs',
  'dist/electron/preload.cjs',
  'dist/electron/backend.mjs',
  'dist/renderer/index.html',
  'resources/icons/png/256x256.png',
]
const unpacked = [
  'dist/electron/worker.mjs',
  'node_modules/better-sqlite3/package.json',
  'node_modules/better-sqlite3/lib/index.js',
  'node_modules/@resvg/resvg-wasm/package.json',
  'node_modules/@resvg/resvg-wasm/index_bg.wasm',
]
const targets = [
  ['linux', Arch.x64],
  ['linux', Arch.arm64],
  ['win32', Arch.x64],
  ['win32', Arch.arm64],
  ['darwin', Arch.x64],
  ['darwin', Arch.arm64],
] as const

let folder: string

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'desk-package-'))
  await pack(archived)
  for (const path of unpacked) put(outside(path))
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

test.each(targets)('a package for %s %s with its SQLite is whole', async (platform, arch) => {
  sqlite(platform, arch)
  await expect(check(platform, arch)).resolves.toBeUndefined()
})

test.each(targets)('a package for %s %s without its SQLite is refused by name', async (platform, arch) => {
  for (const [otherPlatform, otherArch] of targets) {
    if (otherPlatform !== platform || otherArch !== arch) sqlite(otherPlatform, otherArch)
  }
  await expect(check(platform, arch)).rejects.toThrow(
    `prebuilds/${platform}-${Arch[arch]}.node, the SQLite of the target`,
  )
})

test.each([
  ['linux', Arch.x64, 'win32', Arch.x64],
  ['linux', Arch.x64, 'linux', Arch.arm64],
  ['win32', Arch.arm64, 'win32', Arch.x64],
  ['darwin', Arch.x64, 'darwin', Arch.arm64],
] as const)('under the name of %s %s the SQLite of %s %s is refused', async (platform, arch, inside, insideArch) => {
  sqlite(platform, arch, `${inside}-${Arch[insideArch]}`)
  await expect(check(platform, arch)).rejects.toThrow(`is built for ${inside}-${Arch[insideArch]}`)
})

test('an SQLite cut off at its beginning is refused', async () => {
  put(outside('node_modules/better-sqlite3/prebuilds/linux-x64.node'))
  await expect(check('linux', Arch.x64)).rejects.toThrow('is built for unknown')
})

test.each(unpacked)('without %s outside the archive it is refused', async (path) => {
  sqlite('linux', Arch.x64)
  rmSync(outside(path))
  await expect(check('linux', Arch.x64)).rejects.toThrow(`${path} is not unpacked`)
})

test.each(archived)('without %s in the archive it is refused', async (path) => {
  sqlite('linux', Arch.x64)
  await pack(archived.filter((one) => one !== path))
  await expect(check('linux', Arch.x64)).rejects.toThrow(`${path} is not in app.asar`)
})

test('without an archive it is refused', async () => {
  rmSync(join(folder, 'app.asar'))
  await expect(check('linux', Arch.x64)).rejects.toThrow('there is no app.asar')
})

function check(platform: string, arch: Arch): Promise<void> {
  return afterPack({
    appOutDir: folder,
    arch,
    packager: { platform: { nodeName: platform }, getResourcesDir: (appOutDir) => appOutDir },
  })
}

function sqlite(platform: string, arch: Arch, content = `${platform}-${Arch[arch]}`): void {
  const target = outside(`node_modules/better-sqlite3/prebuilds/${platform}-${Arch[arch]}.node`)
  mkdirSync(dirname(target), { recursive: true })
  cpSync(join(prebuilds, `${content}.node`), target)
}

async function pack(paths: readonly string[]): Promise<void> {
  const source = mkdtempSync(join(folder, 'source-'))
  for (const path of paths) put(join(source, path))
  rmSync(join(folder, 'app.asar'), { force: true })
  await createPackage(source, join(folder, 'app.asar'))
}

function outside(path: string): string {
  return join(folder, 'app.asar.unpacked', path)
}

function put(path: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, 'x')
}
