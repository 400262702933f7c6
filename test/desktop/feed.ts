import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { root } from './place.ts'

/** A generic feed of electron-updater on this machine; https, as the policy wants, with a certificate of the tests' own. */
export interface Feed {
  readonly address: string
  /** What was asked of it, by path. */
  readonly asked: string[]
  /** Hands out something else than what it announces. */
  isTampered: boolean
  end(): Promise<void>
}

/** @param program what `version` consists of: an AppImage, or anything else that the system can start */
export async function serveFeed(version: string, program: string): Promise<Feed> {
  const name = `steward-desk-${version}-linux-x64.AppImage`
  const files = new Map([
    ['/desk/latest-linux.yml', announcement(version, name, program)],
    [`/desk/${name}`, program],
  ])
  const pem = (file: string): Buffer => readFileSync(join(root, 'test/fixtures/feed', file))
  const server = createServer(
    { cert: pem('certificate.pem'), key: pem('key-of-the-tests.pem') },
    (request, response) => {
      const path = new URL(request.url ?? '/', 'https://feed').pathname
      feed.asked.push(path)
      const content = files.get(path)
      if (content === undefined) response.writeHead(404).end()
      else if (feed.isTampered && path.endsWith('.AppImage')) response.end(content.replace('exit 0', 'exit 1'))
      else response.end(content)
    },
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const feed: Feed = {
    address: `https://127.0.0.1:${(server.address() as AddressInfo).port}/desk/`,
    asked: [],
    isTampered: false,
    async end() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return feed
}

function announcement(version: string, name: string, program: string): string {
  const sha512 = createHash('sha512').update(program).digest('base64')
  const size = Buffer.byteLength(program)
  return `version: ${version}
files:
  - url: ${name}
    sha512: ${sha512}
    size: ${size}
path: ${name}
sha512: ${sha512}
releaseDate: '2026-11-28T08:00:00.000Z'
`
}
