import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Whose work is packed into the application, under which licence, and the licence's own words. */
export interface Notice {
  readonly name: string
  readonly version: string
  readonly licence: string
  /** As it lies in the package; empty where the package only names its licence. */
  readonly text: string
}

/** What only makes, checks or tests the application: nothing of it is packed. */
const tools =
  /^(@biomejs\/|@electron\/|@types\/|@vitejs\/|axe-core$|electron-builder$|fast-check$|node$|playwright-core$|typescript$|vite$|vitest$)/

interface Locked {
  readonly version?: string
  readonly license?: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  /** Also names what a package uses only where it happens to be there; then it is packed with it. */
  readonly peerDependenciesMeta?: Readonly<Record<string, unknown>>
}

/**
 * Notices of everything that may be packed: the direct dependencies but the tools, and all that these need, as the lock
 * file has it. A build that packs anything else fails (`refuseUnnamed`).
 */
export function noticesOf(root: string): Notice[] {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked & { devDependencies?: Record<string, string> }>
  }
  const own = lock.packages['']
  const wanted = Object.keys({ ...own?.dependencies, ...own?.devDependencies })
  const found = new Map<string, Locked>()
  const visit = (name: string, from: string): void => {
    if (tools.test(name)) return
    const path = resolved(name, from, lock.packages)
    const locked = path === undefined ? undefined : lock.packages[path]
    if (path === undefined || !locked || found.has(path)) return
    found.set(path, locked)
    // Electron's own package only fetches the binary, which carries its notices with it.
    if (name === 'electron') return
    const { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta } = locked
    const needs = { ...dependencies, ...optionalDependencies, ...peerDependencies, ...peerDependenciesMeta }
    for (const next of Object.keys(needs)) visit(next, path)
  }
  for (const name of wanted) visit(name, '')
  const notices = [...found]
    .filter(([path]) => existsSync(join(root, path)))
    .map(([path, { version = '', license = '' }]) => ({
      name: nameOf(path),
      version,
      licence: license,
      text: licenceText(join(root, path)),
    }))
  // One version may lie in several places.
  const once = new Map(notices.map((notice) => [`${notice.name} ${notice.version}`, notice]))
  return [...once.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
}

/** @throws Error where a module of a package without a notice was packed */
export function refuseUnnamed(modules: Iterable<string>, notices: readonly Notice[]): void {
  const named = new Set(notices.map(({ name }) => name))
  const unnamed = new Set([...modules].flatMap(packageOf).filter((name) => !named.has(name)))
  if (unnamed.size > 0) throw new Error(`packed without a notice: ${[...unnamed].join(', ')} (electron/notices.ts)`)
}

/** The package a module's path lies in; none for a module of our own. */
export function packageOf(module: string): string[] {
  const inside = module.replaceAll('\\', '/').split('/node_modules/').slice(1).at(-1)
  const name = inside && /^(?:@[^/]+\/)?[^/?]+/.exec(inside)?.[0]
  return name === undefined || name === '' || name.startsWith('.') ? [] : [name]
}

/** Where Node finds a package from a folder of the lock file. */
function resolved(name: string, from: string, packages: Readonly<Record<string, unknown>>): string | undefined {
  const nested = `${from}/node_modules/${name}`
  if (from === '') return `node_modules/${name}` in packages ? `node_modules/${name}` : undefined
  if (nested in packages) return nested
  return resolved(name, from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))), packages)
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
}

function licenceText(folder: string): string {
  const files = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice)([.-].*)?$/i.test(name))
  return files.map((name) => readFileSync(join(folder, name), 'utf8').trim()).join('\n\n')
}
