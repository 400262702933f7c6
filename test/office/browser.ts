import { type Browser, chromium } from 'playwright-core'
import { programPath } from './program.ts'

/**
 * The browser that the tests drive: `CHROME_PATH`, or an installed Chrome, Chromium or Edge. Chromium without its windows
 * comes first: the same engine for half the processor time. @throws what to install
 */
export function browserPath(): string {
  return (
    process.env.CHROME_PATH ||
    programPath({
      commands: [
        'chromium-headless-shell',
        'chromium',
        'chromium-browser',
        'google-chrome',
        'google-chrome-stable',
        'microsoft-edge',
      ],
      files: [
        '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
        '/Applications/Chromium.app/Contents/MacOS/Chromium',
        '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
        'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
        'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
        'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
      ],
      packages: [
        ['chromium-headless-shell', 'fonts-noto-cjk'],
        ['chromium', 'fonts-noto-cjk'],
      ],
      need: 'The browser tests need Chrome, Chromium or Edge. Install one',
    })
  )
}

/**
 * A browser for one test file, driven from its own process: through a shared one every event of a page would pass two
 * more. Each window of a test has a profile of its own.
 */
export function startBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
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
}
