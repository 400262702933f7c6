import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { builtinModules } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build, type Plugin } from 'vite'
import { noticesOf, refuseUnnamed } from './notices.ts'

/** Builds `dist/` from the sources: `node electron/build.ts`, or `buildStale` from a test or from `npm start`. */

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

interface Bundle {
  readonly entry: string
  readonly output: string
  readonly format: 'cjs' | 'es'
  /** Of the host that runs it: the tests' Electron 33 has Node 20 and Chromium 130. */
  readonly target: string
}

export const bundles = {
  main: { entry: 'electron/main/index.ts', output: 'dist/electron/main.cjs', format: 'cjs', target: 'node20' },
  preload: {
    entry: 'electron/preload/index.ts',
    output: 'dist/electron/preload.cjs',
    format: 'cjs',
    target: 'chrome130',
  },
  backend: {
    entry: 'electron/backend/utility.ts',
    output: 'dist/electron/backend.mjs',
    format: 'es',
    target: 'node22',
  },
  worker: { entry: 'electron/backend/worker.ts', output: 'dist/electron/worker.mjs', format: 'es', target: 'node22' },
} as const satisfies Record<string, Bundle>

const rendererSources = ['renderer', 'electron/contract', 'electron/notices.ts', 'resources']
const desktopSources = ['electron', 'resources']
/** A change of any of these changes every bundle. */
const common = ['package.json', 'package-lock.json', 'tsconfig.json', 'electron/build.ts']

/**
 * Builds what is stale, by the content of its sources; both parts unless one is turned off.
 * @throws when a bundle does not build
 */
export async function buildStale(
  parts: { readonly renderer?: boolean; readonly desktop?: boolean } = {},
): Promise<void> {
  if (parts.desktop ?? true) await whenStale('desktop', desktopSources, outputsOf(Object.values(bundles)), buildDesktop)
  if (parts.renderer ?? true) await whenStale('renderer', rendererSources, ['dist/renderer/index.html'], buildRenderer)
}

/** Builds one bundle; `outputRoot` is the folder that holds `dist/`. */
export async function buildBundle(bundle: Bundle, outputRoot = root): Promise<void> {
  const output = join(outputRoot, bundle.output)
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [withNotices({ emit: false })],
    // Everything but the externals goes into the one file: of node_modules nothing is packed but better-sqlite3 and the
    // WebAssembly of resvg.
    ssr: { noExternal: true, external: ['electron', 'better-sqlite3'], target: 'node' },
    build: {
      ssr: join(root, bundle.entry),
      outDir: dirname(output),
      emptyOutDir: false,
      target: bundle.target,
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        external: ['electron', 'better-sqlite3', ...builtinModules, /^node:/],
        output: {
          format: bundle.format,
          entryFileNames: output.slice(dirname(output).length + 1),
          codeSplitting: false,
        },
      },
    },
  })
}

async function buildDesktop(): Promise<void> {
  for (const bundle of Object.values(bundles)) await buildBundle(bundle)
}

async function buildRenderer(): Promise<void> {
  await build({
    configFile: join(root, 'renderer/vite.config.ts'),
    logLevel: 'warn',
    plugins: [withNotices({ emit: true })],
    build: { outDir: join(root, 'dist/renderer'), emptyOutDir: true },
  })
}

/** Packs nothing without a notice; the pages carry the notices of everything, for whoever asks for them. */
function withNotices({ emit }: { readonly emit: boolean }): Plugin {
  return {
    name: 'with-notices',
    apply: 'build',
    generateBundle(_options, bundle) {
      const notices = noticesOf(root)
      const chunks = Object.values(bundle).filter((one) => one.type === 'chunk')
      refuseUnnamed(
        chunks.flatMap(({ moduleIds }) => moduleIds),
        notices,
      )
      if (emit) this.emitFile({ type: 'asset', fileName: 'notices.json', source: JSON.stringify(notices) })
    },
  }
}

async function whenStale(
  name: string,
  sources: readonly string[],
  outputs: readonly string[],
  make: () => Promise<void>,
): Promise<void> {
  const stamp = join(root, `dist/.stamp-${name}`)
  const fingerprint = await fingerprintOf([...sources, ...common])
  const whole = outputs.every((output) => existsSync(join(root, output)))
  if (whole && existsSync(stamp) && (await readFile(stamp, 'utf8')) === fingerprint) return
  await make()
  await mkdir(dirname(stamp), { recursive: true })
  await writeFile(stamp, fingerprint)
}

function outputsOf(all: readonly Bundle[]): string[] {
  return all.map((bundle) => bundle.output)
}

/** One text for the content of files and of all files in folders, by paths from the root: another where any differs. */
export async function fingerprintOf(sources: readonly string[]): Promise<string> {
  const files = (await Promise.all(sources.map(filesUnder))).flat().sort()
  const hash = createHash('sha256')
  for (const file of files) hash.update(`${file}\0`).update(await readFile(join(root, file)))
  return hash.digest('hex')
}

async function filesUnder(source: string): Promise<string[]> {
  const path = join(root, source)
  if (!existsSync(path)) return []
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch(() => undefined)
  if (!entries) return [source]
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await buildStale()
