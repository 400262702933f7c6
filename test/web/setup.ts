import { buildStale } from '../../electron/build.ts'
import { browserPath } from './browser.ts'
import { makeSample } from './desk.ts'

/** Once before all browser tests: a browser, the pages built from the sources as they are, the sample office to copy. */
export default async function setup(): Promise<void> {
  browserPath()
  await buildStale({ desktop: false })
  await makeSample()
}
