import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']
const elsewhere = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/**
 * The browser that the tests drive: an installed Chrome, Chromium or Edge; else Debian's package, installed as root.
 * @throws saying precisely what to install, where there is none and none can be installed
 */
export function browserPath(): string {
  const installed = findBrowser()
  if (installed) return installed
  if (isDebian() && process.getuid?.() === 0) {
    process.stderr.write('installing chromium and fonts-noto-cjk for the browser tests…\n')
    run('apt-get', ['update'])
    run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'])
    const found = findBrowser()
    if (found) return found
  }
  throw new Error(
    'The browser tests need Chrome, Chromium or Edge. Install one: on Debian or Ubuntu `sudo apt-get install chromium fonts-noto-cjk`, elsewhere from its own site.',
  )
}

function findBrowser(): string | undefined {
  const folders = (process.env.PATH ?? '').split(process.platform === 'win32' ? ';' : ':')
  const onPath = folders.flatMap((folder) => names.map((name) => join(folder, name)))
  return [process.env.CHROME_PATH ?? '', ...onPath, ...elsewhere].find((path) => path !== '' && existsSync(path))
}

function isDebian(): boolean {
  return (
    existsSync('/etc/os-release') && /^(ID|ID_LIKE)=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'))
  )
}

function run(command: string, args: readonly string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], env })
}
