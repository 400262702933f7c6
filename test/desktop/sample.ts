import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildStale } from '../../electron/build.ts'
import { sampleFile } from '../office/sample.ts'

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

/** Builds what is stale, and puts the sample office into `folder`. */
export async function prepareSample(folder: string): Promise<Expected> {
  await buildStale()
  const file = join(folder, 'sample.db')
  await copyFile(await sampleFile(), file)
  const figure = { id: 'handover/done', label: '累计交房', text: '1,258', value: 1258 }
  return { file, name: '黄国辉', pin: '5505', figure, lostWords: '后台服务中断' }
}
