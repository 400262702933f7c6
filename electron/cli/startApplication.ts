import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { buildStale } from '../build.ts'
import { checkedDay, portOption, UsageError, words } from './invocation.ts'
import { report } from './main.ts'
import { presentFile, startServing } from './serve.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
/** Electron's own download gets so long before the browser is used instead. */
const downloadMs = 180_000

/**
 * `npm start`: builds what is stale and opens the application, in Electron's window where there is one, else for the browser.
 * @returns the exit status
 */
export async function start(argv: readonly string[]): Promise<number> {
  try {
    return await open(argv)
  } catch (error) {
    return report(error, { usage: words('cli.startUsage') })
  }
}

async function open(argv: readonly string[]): Promise<number> {
  const values = readOptions(argv)
  const port = portOption(values.port)
  const today = values.today === undefined ? undefined : checkedDay(values.today)
  const file = values.file === undefined ? undefined : presentFile(values.file)
  const electron = values.browser ? { zh: '--browser', en: '--browser' } : findElectron()
  if ('path' in electron) {
    await buildStale()
    return runElectron(electron.path, argv)
  }
  process.stdout.write(
    `未使用 Electron 窗口(${electron.zh}),改在浏览器中打开。 / No Electron window (${electron.en}); serving to a browser instead.\n`,
  )
  await buildStale({ desktop: false })
  const folder = resolve(values.folder ?? process.env.STEWARD_DESK_FOLDER ?? join(homedir(), 'StewardDesk'))
  const { link, closed } = await startServing({ folder, file, port, today, recover: true })
  process.stdout.write(`${link}\n`)
  openBrowser(link)
  await closed
  return 0
}

function readOptions(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        folder: { type: 'string' },
        file: { type: 'string' },
        today: { type: 'string' },
        port: { type: 'string' },
        browser: { type: 'boolean' },
      },
    }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

/** Electron's executable, downloaded where it can be; else in a few words why there is none. */
function findElectron(): { path: string } | { zh: string; en: string } {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY)
    return { zh: '没有屏幕', en: 'no screen' }
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH
  const folder = override ?? join(root, 'node_modules', 'electron', 'dist')
  if (!override && !existsSync(join(folder, 'version'))) {
    const installer = createRequire(import.meta.url).resolve('electron/install.js')
    spawnSync(process.execPath, [installer], { timeout: downloadMs, stdio: 'ignore' })
  }
  const executable =
    { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' }[process.platform as string] ?? 'electron'
  const path = join(folder, executable)
  return existsSync(path)
    ? { path }
    : { zh: '没有其程序且无法下载', en: 'its binary is not here and cannot be downloaded' }
}

function runElectron(path: string, argv: readonly string[]): Promise<number> {
  const sandbox = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const child = spawn(path, [root, ...sandbox, ...argv], { stdio: 'inherit' })
  return new Promise((done) => {
    child.once('error', () => done(1))
    child.once('exit', (code) => done(code ?? 1))
  })
}

/** Opens the system's browser where there is one; the link stands on the terminal in any case. */
function openBrowser(link: string): void {
  if (process.env.CI || process.env.STEWARD_DESK_NO_BROWSER) return
  const [command, ...args] =
    process.platform === 'win32'
      ? ['cmd', '/c', 'start', '', link]
      : process.platform === 'darwin'
        ? ['open', link]
        : ['xdg-open', link]
  const child = spawn(command as string, args, { stdio: 'ignore', detached: true })
  child.on('error', () => undefined)
  child.unref()
}
