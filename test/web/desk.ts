import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { Host } from '../../electron/backend/host.ts'
import { type Serving, serveHttp } from '../../electron/backend/http.ts'
import type { Role } from '../../electron/contract/roles.ts'
import { sampleStaff } from '../../electron/core/sample/staff.ts'
import { startBrowser } from '../office/browser.ts'
import { today } from '../office/sample.ts'
import { sampleCopy, shared } from '../office/shared.ts'

/** The day on which all browser tests stand. */
export { today }

/** The application as a browser sees it: a real backend on a real file, a real Chromium. */
export interface Desk {
  readonly host: Host
  readonly folder: string
  readonly browser: Browser
  /** Faults the backend logged; a test that expects none asserts that this is empty. */
  readonly faults: string[]
  /**
   * A browser window with a profile of its own, signed in where a role is given; one opened in a test closes with it.
   * Who has signed in before comes back with their session, as in another window of the same browser.
   */
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

/** Windows opened since the test began. */
const windows: BrowserContext[] = []

/** Windows opened from here on belong to the test that begins. */
export function forgetWindows(): void {
  windows.length = 0
}

/** Closes what the test opened: a page that nobody looks at still asks for its data now and then. */
export async function closeWindows(): Promise<void> {
  for (const window of windows.splice(0)) await window.close()
}

/**
 * Starts the application for one test file.
 * @param office `sample` (a copy of the run's one sample office) or `none` for the first-run page
 * @param readClock the time of the day, where it is to be the same every time
 */
export async function startDesk(
  office: 'sample' | 'none' = 'sample',
  readClock: () => Date = () => new Date(),
): Promise<Desk> {
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
    readClock,
    today,
  })
  const [pages, browser, file] = await Promise.all([
    shared('pages'),
    shared('browser').then(startBrowser),
    office === 'sample' ? sampleCopy(folder) : null,
  ])
  if (file !== null) await host.open(file)
  const servings: Serving[] = []
  const sessions = new Map<Role, Session>()
  return {
    host,
    folder,
    browser,
    faults,
    open: async (options = {}) => {
      const page = await newWindow(browser, options)
      const { as: role, path } = options
      const session = role && sessions.get(role)
      if (role && session && (await comesBack(page, session, role, path))) return page
      // A link works once, so every session gets a server of its own on the same backend.
      const serving = await serveHttp(host, { port: 0, pages })
      servings.push(serving)
      await page.goto(serving.link)
      if (role) {
        await signIn(page, role)
        sessions.set(role, { serving, cookies: await page.context().cookies() })
      }
      if (path) await page.goto(addressOf(serving, path))
      return page
    },
    close: async () => {
      await browser.close()
      for (const serving of servings) await serving.close()
      await host.end()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** What a browser keeps of somebody who has signed in through the door. */
interface Session {
  readonly serving: Serving
  readonly cookies: Awaited<ReturnType<BrowserContext['cookies']>>
}

async function newWindow(browser: Browser, options: OpenOptions): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1366, height: options.height ?? 768 },
    locale: options.language === 'en' ? 'en-GB' : 'zh-CN',
    colorScheme: options.dark ? 'dark' : 'light',
    acceptDownloads: true,
    reducedMotion: 'reduce',
  })
  windows.push(context)
  await context.addInitScript((language) => localStorage.setItem('desk.language', language), options.language ?? 'zh')
  return context.newPage()
}

/** Opens a page in a session, if its person is still signed in there: others may have come, or nobody. */
async function comesBack(page: Page, { serving, cookies }: Session, role: Role, path = '/'): Promise<boolean> {
  await page.context().addCookies(cookies)
  await page.goto(addressOf(serving, path))
  const person = page.getByTestId('person')
  await person.or(page.getByTestId('pin')).or(page.getByTestId('create-sample')).first().waitFor()
  return (await person.filter({ hasText: memberOf(role).name }).count()) > 0
}

const addressOf = ({ port }: Serving, path: string): string => `http://127.0.0.1:${port}${path}`

function memberOf(role: Role) {
  const member = sampleStaff.find((candidate) => candidate.role === role)
  if (!member) throw new Error(`the sample office has nobody for ${role}`)
  return member
}

/** Signs in on the sample office's sign-in page as its person of a role. */
export async function signIn(page: Page, role: Role): Promise<void> {
  const member = memberOf(role)
  await page.getByRole('radio').filter({ hasText: member.name }).click()
  await page.getByTestId('pin').fill(member.pin)
  await page.getByTestId('sign-in').click()
  await page.getByTestId('person').waitFor()
}
