import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { Host, type HostOptions } from '../../electron/backend/host.ts'

type Options = Pick<HostOptions, 'today' | 'keepBackups'> & Partial<Pick<HostOptions, 'readClock'>>

/** A backend with a folder of its own and no office open; gone when the test has finished. */
export async function newHost(
  options: Options = { today: '2026-11-21' },
): Promise<{ host: Host; folder: string; faults: string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'desk-rpc-'))
  const faults: string[] = []
  const host = new Host({
    folder,
    temporary: join(folder, 'temporary'),
    workerUrl: new URL('../../electron/backend/worker.ts', import.meta.url),
    version: 'test',
    log: { info: () => undefined, error: (message, details) => void faults.push(`${message} ${String(details)}`) },
    readClock: () => new Date(),
    ...options,
  })
  onTestFinished(async () => {
    await host.end()
    rmSync(folder, { recursive: true, force: true })
  })
  return { host, folder, faults }
}
