import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { ElectronDist } from './obtain.ts'
import { root } from './place.ts'

export interface Package {
  readonly folder: string
  readonly executable: string
}

/** What is handed out, packed as a folder with the Electron of the tests. @throws with what electron-builder said */
export function packRelease(output: string, electron: ElectronDist): Promise<Package> {
  return pack(output, electron, {})
}

/**
 * The same for a test to drive: Playwright's way into the main process is left open, and where the Electron needs the
 * bridge the entry is one that puts it in. Nothing else differs.
 */
export function packForTest(output: string, electron: ElectronDist): Promise<Package> {
  const bridged = {
    extraMetadata: { main: 'test/desktop/packaged/entry.cjs' },
    files: [{ filter: ['test/desktop/packaged/entry.cjs', 'test/desktop/bridge*.cjs'] }],
    asarUnpack: ['dist/electron/backend.mjs', 'test/desktop/bridge*.cjs'],
  }
  return pack(output, electron, {
    electronFuses: { enableNodeCliInspectArguments: true },
    ...(electron.needsBridge && bridged),
  })
}

async function pack(output: string, electron: ElectronDist, changes: object): Promise<Package> {
  await mkdir(output, { recursive: true })
  const config = join(output, 'electron-builder.json')
  const own = { extends: join(root, 'electron-builder.yml'), electronDist: electron.folder, directories: { output } }
  await writeFile(config, JSON.stringify({ ...own, ...changes }))
  const builder = join(dirname(createRequire(import.meta.url).resolve('electron-builder/package.json')), 'cli.js')
  const target = { win32: '--win', darwin: '--mac' }[process.platform as string] ?? '--linux'
  await promisify(execFile)(
    process.execPath,
    [builder, target, 'dir', `--${process.arch}`, '--config', config, '--projectDir', root, '--publish', 'never'],
    { cwd: root },
  ).catch((error: { stdout?: string; stderr?: string }) => {
    throw new Error(`electron-builder failed:\n${error.stdout}\n${error.stderr}`, { cause: error })
  })
  return placed(output)
}

function placed(output: string): Package {
  switch (process.platform) {
    case 'win32': {
      const folder = join(output, 'win-unpacked')
      return { folder, executable: join(folder, 'Steward Desk.exe') }
    }
    case 'darwin': {
      const folder = join(output, process.arch === 'arm64' ? 'mac-arm64' : 'mac', 'Steward Desk.app')
      return { folder, executable: join(folder, 'Contents/MacOS/Steward Desk') }
    }
    default: {
      const folder = join(output, 'linux-unpacked')
      return { folder, executable: join(folder, 'steward-desk') }
    }
  }
}
