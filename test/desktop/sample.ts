import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { buildStale } from '../../electron/build.ts'
import { root } from './place.ts'

/** What the tests expect of the office file the window is opened on. */
export interface Expected {
  readonly file: string
  readonly name: string
  readonly pin: string
  /** A figure on the summary page, and its label and text there. */
  readonly figure: { readonly id: string; readonly label: string; readonly text: string; readonly value: number }
  /** Part of what the page says when the backend died during a call. */
  readonly lostWords: string
}

/** Builds what is stale, and makes the sample office in `folder`. */
export async function prepareSample(folder: string): Promise<Expected> {
  await buildStale()
  const file = join(folder, 'sample.db')
  await promisify(execFile)('npm', ['run', '-s', 'desk', '--', 'sample', '--db', file], { cwd: root })
  const figure = { id: 'handover/done', label: '累计交房', text: '1,258', value: 1258 }
  return { file, name: '黄国辉', pin: '5505', figure, lostWords: '后台服务中断' }
}
