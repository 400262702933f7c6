import { buildStale } from '../../electron/build.ts'
import { browserPath } from './browser.ts'

/** Once before all browser tests: a browser, and the pages built from the sources as they are. */
export default async function setup(): Promise<void> {
  browserPath()
  await buildStale({ desktop: false })
}
