import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type ElectronApplication, _electron as electron, type Page } from 'playwright-core'
import { inject } from 'vitest'
import { switches } from './packagedStart.ts'
import { here, root } from './place.ts'

export interface Application {
  readonly electron: ElectronApplication
  readonly window: Page
  /** What main wrote to its standard error so far. */
  readonly log: () => string
}

interface StartOptions {
  /** The profile of an earlier run; a fresh one otherwise. */
  readonly profile?: string
  /** Other arguments than those that open the application on the sample office. */
  readonly args?: readonly string[]
  /** The office file; the sample office otherwise; null for none. */
  readonly file?: string | null
  /** Folder of the office files; the run's own otherwise. */
  readonly folder?: string
  /** The day on which the application stands. */
  readonly today?: string
  /** A packaged application instead of the one in this folder. */
  readonly executable?: string
  /** What the system tells it beside the usual. */
  readonly env?: Readonly<Record<string, string>>
  /** Further switches of Chromium. */
  readonly switches?: readonly string[]
}

/** Starts the application on the sample office and waits for its first window. */
export async function start({
  profile,
  args,
  file = inject('expected').file,
  folder,
  today,
  executable,
  env = {},
  switches: further = [],
}: StartOptions = {}): Promise<Application> {
  const said: string[] = []
  // Where Playwright's launcher, through the `electron` package, finds the binary.
  process.env.ELECTRON_OVERRIDE_DIST_PATH = inject('electron').folder
  const app = await electron.launch({
    ...(executable !== undefined && { executablePath: executable }),
    args: [
      ...switches(),
      ...further,
      ...(args ?? commandLine(file, { folder, today, isPackaged: executable !== undefined })),
    ],
    env: { ...environment(profile ?? (await newProfile())), ...env },
    timeout: 30_000,
  })
  app.process().stderr?.on('data', (chunk) => said.push(String(chunk)))
  const log = (): string => said.join('')
  const window = await app.firstWindow().catch((error: unknown) => {
    throw new Error(
      `no window opened; main said:
${log()}`,
      { cause: error },
    )
  })
  await window.waitForLoadState()
  return { electron: app, window, log }
}

/** Starts the application once more as the system would, without Playwright, with what it is given; resolves with its exit code. */
export async function startAgain(profile: string, ...given: readonly string[]): Promise<number> {
  const sandbox = process.platform === 'linux' ? ['--no-sandbox'] : []
  const child = spawn(
    createRequire(import.meta.url)('electron/index.js') as string,
    [...sandbox, ...switches(), ...commandLine(null), ...given],
    {
      env: environment(profile),
      stdio: 'ignore',
    },
  )
  const [code] = (await once(child, 'exit')) as [number]
  return code
}

/** A packaged application brings itself, and the bridge where it needs one. */
function commandLine(
  file: string | null,
  {
    folder = inject('folder'),
    today = '2026-01-15',
    isPackaged = false,
  }: {
    folder?: string | undefined
    today?: string | undefined
    isPackaged?: boolean
  } = {},
): string[] {
  const office = file === null ? [] : ['--file', file]
  const bridge = inject('electron').needsBridge ? ['-r', join(here, 'bridge.cjs')] : []
  const application = isPackaged ? [] : [...bridge, root]
  return [...application, '--folder', folder, ...office, '--today', today]
}

/** A folder that holds what the application keeps on this PC. */
export function newProfile(): Promise<string> {
  return mkdtemp(join(inject('folder'), 'profile-'))
}

export function environment(profile: string): Record<string, string> {
  const display = inject('display')
  const inherited = Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined)
  return {
    ...Object.fromEntries(inherited),
    ...(display === undefined ? {} : { DISPLAY: display }),
    // The tests' own Node is the one better-sqlite3 loads in.
    DESK_BACKEND_NODE: process.execPath,
    XDG_CONFIG_HOME: profile,
    APPDATA: profile,
    LANG: 'zh_CN.UTF-8',
  }
}
