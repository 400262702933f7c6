import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { serveApp } from '../../../electron/main/appProtocol.ts'
import { CONTENT_SECURITY_POLICY } from '../../../electron/main/policy.ts'

let folder: string
let ask: (request: { method: string; url: string }) => Promise<Response>

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'desk-protocol-'))
  mkdirSync(join(folder, 'renderer'))
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  writeFileSync(join(folder, 'renderer/index.html'), '<p>管家台')
  writeFileSync(join(folder, 'renderer/page.js'), 'run()')
  const handle = (_scheme: string, handler: typeof ask): void => {
    ask = handler
  }
  serveApp({ handle } as never, join(folder, 'renderer'))
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

test('a file comes with its type and the content policy', async () => {
  const answer = await get('/page.js')
  expect(answer.status).toBe(200)
  expect(await answer.text()).toBe('run()')
  expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  expect(answer.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY)
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
})

test('a place of the page’s own is answered with the start page', async () => {
  expect(await (await get('/units/12')).text()).toBe('<p>管家台')
})

test('a file that is not there is 404, not the start page', async () => {
  expect((await get('/missing.js')).status).toBe(404)
})

test.each(['/../secret.txt', '/..%2fsecret.txt', '/%2e%2e%2fsecret.txt', '/..%5csecret.txt'])(
  '%s does not leave the folder',
  async (path) => {
    const answer = await get(path)
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(await answer.text()).not.toContain('secret')
    expect(answer.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY)
  },
)

function get(path: string): Promise<Response> {
  return ask({ method: 'GET', url: `app://desk${path}` })
}
