import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chromium, type Page } from 'playwright-core'

/** A packaged application started as the system starts it, watched through Chromium's debugging port alone. */
export interface PackagedStart {
  readonly page: Page
  end(): Promise<void>
}

/** What Electron needs on a machine without a graphics card, and as root. */
export function switches(): string[] {
  // Without a graphics card Electron 33's GPU process fails at start, and one start in twenty to forty hangs over it.
  return process.platform === 'linux' ? ['--disable-gpu'] : []
}

/** @throws with what it said, when it ends before it has a window */
export async function startPackaged(
  executable: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<PackagedStart> {
  const sandbox = process.platform === 'linux' ? ['--no-sandbox'] : []
  const child = spawn(executable, [...sandbox, ...switches(), '--remote-debugging-port=0', ...args], {
    env: { ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const gone = once(child, 'exit')
  const end = async (): Promise<void> => {
    child.kill()
    await gone
  }
  try {
    const browser = await chromium.connectOverCDP(await debuggingAddress(child))
    const [context] = browser.contexts()
    if (!context) throw new Error('it has no pages')
    return { page: context.pages()[0] ?? (await context.waitForEvent('page')), end }
  } catch (error) {
    await end()
    throw error
  }
}

async function debuggingAddress(child: ChildProcess): Promise<string> {
  let said = ''
  const { stderr } = child
  if (!stderr) throw new Error('it has no standard error')
  const address = new Promise<string>((resolve, reject) => {
    // Read to the end: a full pipe would stop what writes to it.
    stderr.on('data', (chunk) => {
      said += String(chunk)
      const found = /DevTools listening on (ws:\S+)/.exec(said)?.[1]
      if (found) resolve(found)
    })
    stderr.on('end', () => reject(new Error(`it ended without a window: ${said}`)))
  })
  return address
}
