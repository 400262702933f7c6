import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildStale } from '../../electron/build.ts'
import { obtainDisplay } from '../desktop/display.ts'
import { obtainElectron } from '../desktop/obtain.ts'
import { startPackaged } from '../desktop/packagedStart.ts'
import { packForTest } from '../desktop/packages.ts'
import { sampleFile, today } from '../office/sample.ts'

type Report = (name: string, value: number, limit: number, unit: string) => void

const rounds = 7

/**
 * From the start of the packaged application's process to the first thing a person can act on, on the sample office.
 * The first start is left out: it makes Chromium's profile, and the office's first backup.
 */
export async function packageBars(report: Report): Promise<void> {
  await buildStale()
  const electron = await obtainElectron()
  const display = await obtainDisplay()
  const folder = await mkdtemp(join(tmpdir(), 'desk-bench-package-'))
  try {
    const { executable } = await packForTest(join(folder, 'package'), electron)
    const file = join(folder, 'sample.db')
    await copyFile(await sampleFile(), file)
    const times: number[] = []
    for (let round = 0; round <= rounds; round++) times.push(await startOnce(executable, folder, file, display.name))
    const median = times.slice(1).sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN
    report(`packaged start to sign-in page, Electron ${electron.version}`, median / 1000, 2.5, 's')
  } finally {
    await display.end()
    await rm(folder, { recursive: true, force: true })
  }
}

/** In ms. */
async function startOnce(executable: string, folder: string, file: string, display?: string): Promise<number> {
  const env = {
    ...process.env,
    ...(display !== undefined && { DISPLAY: display }),
    DESK_BACKEND_NODE: process.execPath,
    XDG_CONFIG_HOME: join(folder, 'profile'),
    APPDATA: join(folder, 'profile'),
    LANG: 'zh_CN.UTF-8',
  }
  const began = performance.now()
  const { page, end } = await startPackaged(executable, ['--folder', folder, '--file', file, '--today', today], env)
  try {
    await page.locator('input[type=password]').waitFor()
    return performance.now() - began
  } finally {
    await end()
  }
}
