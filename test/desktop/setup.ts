import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { obtainDisplay } from './display.ts'
import { type ElectronDist, obtainElectron } from './obtain.ts'
import { type Expected, prepareSample } from './sample.ts'

declare module 'vitest' {
  interface ProvidedContext {
    electron: ElectronDist
    display: string | undefined
    folder: string
    expected: Expected
  }
}

/** Once for all desktop tests: Electron, a screen, the built application and its office file. Any of them missing fails. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const electron = await obtainElectron()
  const folder = await mkdtemp(join(tmpdir(), 'desk-desktop-'))
  project.provide('electron', electron)
  project.provide('folder', folder)
  project.provide('expected', await prepareSample(folder))
  const display = await obtainDisplay()
  project.provide('display', display.name)
  return async () => {
    await display.end()
    await rm(folder, { recursive: true, force: true })
  }
}
