import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { buildStale } from '../../electron/build.ts'
import { root } from './place.ts'
import { standIn } from './stand-in/build.ts'

/** What the window is tested with. */
export interface Subject {
  /** The folder given to Electron: `package.json` and `dist/`. */
  readonly application: string
  /** Makes the office file the tests open, and returns what the tests expect of it. */
  prepare(folder: string): Promise<Expected>
}

export interface Expected {
  readonly file: string
  readonly name: string
  readonly pin: string
  /** A figure on the summary page, and its text there. */
  readonly figure: { readonly id: string; readonly text: string }
}

/** The application itself on the sample office. */
export const real: Subject = {
  application: root,
  async prepare(folder) {
    await buildStale()
    const file = join(folder, 'sample.stewarddesk')
    if (!existsSync(file))
      await promisify(execFile)('npm', ['run', '-s', 'desk', '--', 'sample', '--db', file], { cwd: root })
    return { file, name: '陈主管', pin: '1234', figure: { id: 'handover/done', text: '1,258' } }
  },
}

/** THE ONE LINE to change: `real` once renderer and backend are there; then delete `stand-in/`. */
export const subject: Subject = standIn
