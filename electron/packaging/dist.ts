import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildStale } from '../build.ts'

/**
 * `npm run dist -- ARGUMENTS`: builds the application and packs it; the arguments are electron-builder's (`--linux`,
 * `--win`, `--mac`, `--linux dir`). An installer is always made with the Electron that electron-builder downloads. A
 * folder (`dir`) is for trying: it takes the Electron that is here.
 */

const root = fileURLToPath(new URL('../../', import.meta.url))
const require = createRequire(import.meta.url)
const args = process.argv.slice(2)

await buildStale()
process.exitCode = pack([...args, ...(args.includes('dir') ? await electronHere() : [])])

function pack(options: readonly string[]): number {
  const builder = join(dirname(require.resolve('electron-builder/package.json')), 'cli.js')
  const { status } = spawnSync(process.execPath, [builder, ...options, '--publish', 'never'], {
    cwd: root,
    stdio: 'inherit',
  })
  return status ?? 1
}

/** The option that names an unpacked Electron; none where electron-builder is to download one. */
async function electronHere(): Promise<string[]> {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(root, 'node_modules/electron/dist')
  if (existsSync(join(folder, 'version'))) return [`-c.electronDist=${folder}`]
  const isDownloaded =
    spawnSync(process.execPath, [require.resolve('electron/install.js')], { stdio: 'ignore' }).status === 0
  if (isDownloaded) return [`-c.electronDist=${folder}`]
  if (process.platform !== 'linux' || process.arch !== 'x64') return []
  const { obtainElectron } = await import('../../test/desktop/obtain.ts')
  const carried = await obtainElectron()
  process.stdout.write(
    `Electron 的程序无法下载,用测试所用的 ${carried.version} 试装,不可发布。 / Electron's binary cannot be downloaded; packed with ${carried.version} of the tests: to try, never to hand out.\n`,
  )
  return [`-c.electronDist=${carried.folder}`]
}
