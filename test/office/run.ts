import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildStale } from '../../electron/build.ts'
import { browserPath } from './browser.ts'
import { sampleFile } from './sample.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/**
 * What a run of tests makes once, when the first test asks for it, and all its workers share: the sample office, the
 * built pages, the browser's program. They ask over a loopback address (shared.ts), because they are processes of their
 * own.
 * @returns ends what was started
 */
export default async function startRun(): Promise<() => Promise<void>> {
  const makers: Readonly<Record<string, () => Promise<string>>> = {
    sample: sampleFile,
    pages: async () => {
      await buildStale({ desktop: false })
      return join(root, 'dist', 'renderer')
    },
    // Asked for once: two of its installations at a time would be in each other's way.
    browser: async () => browserPath(),
  }
  const made = new Map<string, Promise<string>>()
  const server = createServer((request, response) => {
    const name = (request.url ?? '/').slice(1)
    const making = made.get(name) ?? makers[name]?.() ?? Promise.reject(new Error(`nothing is called ${name}`))
    made.set(name, making)
    making.then(
      (value) => response.end(value),
      (error: unknown) => response.writeHead(500).end(error instanceof Error ? error.stack : String(error)),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  process.env.DESK_TEST_RUN = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return async () => {
    server.closeAllConnections()
    server.close()
  }
}
