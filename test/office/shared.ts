import { copyFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Something that the run makes once for everybody: the paths of the `sample` office, the built `pages`, the `browser`.
 * @throws what its making threw
 */
export async function shared(name: 'sample' | 'pages' | 'browser'): Promise<string> {
  const run = process.env.DESK_TEST_RUN
  if (!run) throw new Error('no run of tests has begun: test/office/run.ts')
  const answer = await fetch(`${run}/${name}`)
  const text = await answer.text()
  if (!answer.ok) throw new Error(text)
  return text
}

/** A copy of the run's one sample office, on 2026-11-21. @returns its file */
export async function sampleCopy(folder: string, name = 'sample.db'): Promise<string> {
  const file = join(folder, name)
  copyFileSync(await shared('sample'), file)
  return file
}
