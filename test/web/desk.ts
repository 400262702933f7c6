import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { Host } from '../../electron/backend/host.ts'
import { type Serving, serveHttp } from '../../electron/backend/http.ts'
import { createSampleOffice } from '../../electron/backend/sample.ts'
import type { Role } from '../../electron/contract/roles.ts'
import { officeClock } from '../../electron/core/clock.ts'
import { sampleStaff } from '../../electron/core/sample/staff.ts'
import { browserPath } from './browser.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** The day on which all browser tests stand. */
export const today = '2026-11-21'

/** The application as a browser sees it: a real backend on a real file, a real Chromium. */
export interface Desk {
  readonly host: Host
  readonly folder: string
  readonly browser: Browser
  /** Faults the backend logged; a test that expects none asserts that this is empty. */
  readonly faults: string[]
  /** A fresh browser window on the application, signed in where a role is given. */
  open(options?: OpenOptions): Promise<Page>
  close(): Promise<void>
}

export interface OpenOptions {
  readonly as?: Role
  readonly language?: 'zh' | 'en'
  readonly width?: number
  readonly height?: number
  readonly path?: string
  readonly dark?: boolean
}

/**
 * Starts the application for one test file.
 * @param office `sample` (a copy of the run's one sample office) or `none` for the first-run page
 */
export async function startDesk(office: 'sample' | 'none' = 'sample'): Promise<Desk> {
  const folder = mkdtempSync(join(tmpdir(), 'desk-web-'))
  const faults: string[] = []
  const log = {
    info: () => undefined,
    error: (message: string, details?: unknown) =>
      void faults.push(`${message} ${details instanceof Error ? details.stack : String(details)}`),
  }
  const host = new Host({
    folder,
    temporary: join(folder, 'temporary'),
    workerUrl: new URL('../../electron/backend/worker.ts', import.meta.url),
    version: 'test',
    log,
    readClock: () => new Date(),
    today,
  })
  if (office === 'sample') {
    const file = join(folder, 'sample.db')
    copyFileSync(sampleFile, file)
    await host.open(file)
  }
  const browser = await chromium.launch({
    executablePath: browserPath(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  const servings: Serving[] = []
  return {
    host,
    folder,
    browser,
    faults,
    open: async (options = {}) => {
      // A link works once, so every window gets a server of its own on the same backend.
      const serving = await serveHttp(host, { port: 0, pages: join(root, 'dist', 'renderer') })
      servings.push(serving)
      return openPage(browser, serving, options)
    },
    close: async () => {
      await browser.close()
      for (const serving of servings) await serving.close()
      await host.end()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function openPage(browser: Browser, serving: Serving, options: OpenOptions): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1366, height: options.height ?? 768 },
    locale: options.language === 'en' ? 'en-GB' : 'zh-CN',
    colorScheme: options.dark ? 'dark' : 'light',
    acceptDownloads: true,
    reducedMotion: 'reduce',
  })
  await context.addInitScript((language) => localStorage.setItem('desk.language', language), options.language ?? 'zh')
  const page = await context.newPage()
  await page.goto(serving.link)
  if (options.as) await signIn(page, options.as)
  if (options.path) await page.goto(`http://127.0.0.1:${serving.port}${options.path}`)
  return page
}

/** Signs in on the sample office's sign-in page as its person of a role. */
export async function signIn(page: Page, role: Role): Promise<void> {
  const member = sampleStaff.find((candidate) => candidate.role === role)
  if (!member) throw new Error(`the sample office has nobody for ${role}`)
  await page.getByRole('radio').filter({ hasText: member.name }).click()
  await page.getByTestId('pin').fill(member.pin)
  await page.getByTestId('sign-in').click()
  await page.getByTestId('person').waitFor()
}

const sampleFile = join(root, 'node_modules', '.cache', 'steward-desk-tests', 'sample.db')

/** Makes the sample office that every test copies; called once for a run. */
export async function makeSample(): Promise<void> {
  mkdirSync(dirname(sampleFile), { recursive: true })
  for (const suffix of ['', '-wal', '-shm']) rmSync(sampleFile + suffix, { force: true })
  await createSampleOffice(
    sampleFile,
    officeClock(() => new Date(), undefined, today),
  )
}
