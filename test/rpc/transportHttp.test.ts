import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildStale } from '../../electron/build.ts'
import { ask, cookieOf, overHttp } from './links.ts'

let way: Awaited<ReturnType<typeof overHttp>>
let link: string
let cookie: string

beforeAll(async () => {
  await buildStale({ desktop: false })
  way = await overHttp()
  link = await way.anotherLink()
  cookie = await cookieOf(link)
}, 120_000)
afterAll(() => way?.close())

const rpcState = { method: 'POST', path: '/rpc/office/state' }

describe('the link', () => {
  test('works once: its token is exchanged for a cookie that scripts and other sites cannot use', async () => {
    const fresh = await way.anotherLink()
    const first = await ask(fresh)
    expect(first.status).toBe(303)
    expect(first.headers.location).toBe('/')
    expect(String(first.headers['set-cookie'])).toMatch(/HttpOnly.*SameSite=Strict/)
    const second = await ask(fresh)
    expect(second.status).toBe(401)
    expect(second.headers['set-cookie']).toBeUndefined()
  })

  test('with a wrong token gives nothing and leaves the right one good', async () => {
    const fresh = await way.anotherLink()
    expect((await ask(fresh, { path: '/?token=wrong' })).status).toBe(401)
    expect((await ask(fresh, { path: '/?token=' })).status).toBe(401)
    expect((await ask(fresh)).status).toBe(303)
  })
})

describe('without the cookie', () => {
  test.each([
    { path: '/' },
    { path: '/index.html' },
    { path: '/estate' },
    rpcState,
    { path: '/', headers: { cookie: 'desk-1=made-up' } },
  ])('nothing is served: %o', async (asked) => {
    const answer = await ask(link, asked)
    expect(answer.status).toBe(401)
    expect(answer.text).not.toContain('<script')
    expect(answer.headers['content-type']).toContain('text/plain')
  })
})

describe('with the cookie', () => {
  const own = () => ({ cookie })

  test('pages and calls are answered', async () => {
    const page = await ask(link, { path: '/estate/unit/1', headers: own() })
    expect(page.status).toBe(200)
    expect(page.text).toContain('id="root"')
    expect((await ask(link, { ...rpcState, headers: own() })).status).toBe(200)
  })

  test('pages carry a content security policy that allows nothing foreign and no script in the text', async () => {
    for (const path of ['/', '/index.html', '/residents']) {
      const { headers } = await ask(link, { path, headers: own() })
      const policy = Object.fromEntries(
        String(headers['content-security-policy'])
          .split('; ')
          .map((line) => [line.split(' ')[0], line.split(' ').slice(1)]),
      )
      expect(policy['default-src']).toEqual(["'self'"])
      expect(policy['script-src']).toEqual(["'self'"])
      expect(policy['connect-src']).toEqual(["'self'"])
      expect(policy['object-src']).toEqual(["'none'"])
      expect(policy['base-uri']).toEqual(["'none'"])
      expect(policy['frame-ancestors']).toEqual(["'none'"])
      expect(policy['form-action']).toEqual(["'none'"])
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['referrer-policy']).toBe('no-referrer')
    }
  })

  test.each(['evil.example', '127.0.0.1', 'localhost:1', '127.0.0.1.evil.example:80'])(
    'a request under the host name %s is refused',
    async (host) => {
      for (const asked of [{ path: '/' }, rpcState])
        expect((await ask(link, { ...asked, headers: { ...own(), host } })).status).toBe(403)
    },
  )

  test.each(['http://evil.example', 'https://127.0.0.1', 'null', 'http://127.0.0.1:1'])(
    'a request from the origin %s is refused',
    async (origin) => {
      for (const asked of [{ path: '/' }, rpcState])
        expect((await ask(link, { ...asked, headers: { ...own(), origin } })).status).toBe(403)
    },
  )

  test('a request from the page itself is not', async () => {
    const origin = new URL(link).origin
    expect((await ask(link, { ...rpcState, headers: { ...own(), origin } })).status).toBe(200)
  })

  test.each([
    '/../package.json',
    '/assets/../../../package.json',
    '/%2e%2e/%2e%2e/package.json',
    '/..%2f..%2fpackage.json',
    '/assets/..%2f..%2f..%2fpackage.json',
    '/..%5c..%5cpackage.json',
    '//etc/passwd',
    '/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd',
    '/..%2f..%2f.gitignore',
  ])('nothing outside the pages is served: %s', async (path) => {
    const answer = await ask(link, { path, headers: own() })
    // A path without an ending is a page of the application; what matters is that no file comes out.
    expect(answer.text).not.toContain('steward-desk')
    expect(answer.text).not.toContain('root:')
    expect(answer.text).not.toContain('node_modules')
    if (answer.status === 200) expect(answer.text).toContain('id="root"')
  })

  test.each(['/%', '/%E0%A4%A', '/%00.js'])('a path that cannot be read does no harm: %s', async (path) => {
    expect((await ask(link, { path, headers: own() })).status).toBeGreaterThanOrEqual(400)
    expect((await ask(link, { ...rpcState, headers: own() })).status).toBe(200)
  })

  test('a body over the limit is refused, whether its length is announced or not', async () => {
    const announced = await ask(link, {
      ...rpcState,
      headers: { ...own(), 'content-type': 'application/json', 'content-length': String(67 * 1024 * 1024) },
      body: [Buffer.from('{')],
    })
    expect(announced.status).toBe(413)
    const megabyte = Buffer.alloc(1024 * 1024, 'x')
    const streamed = await ask(link, {
      method: 'POST',
      path: '/rpc/desk/search',
      headers: { ...own(), 'content-type': 'application/json', 'transfer-encoding': 'chunked' },
      body: Array.from({ length: 67 }, () => megabyte),
    }).catch((error: NodeJS.ErrnoException) => error.code)
    // The server may hang up before the last chunk is written.
    expect(typeof streamed === 'object' ? streamed.status : streamed).toSatisfy((end) =>
      [413, 'EPIPE', 'ECONNRESET'].includes(end as never),
    )
    expect((await ask(link, { ...rpcState, headers: own() })).status).toBe(200)
  })

  test('a call that is not there is said to be missing', async () => {
    expect((await ask(link, { method: 'POST', path: '/rpc/office/burn', headers: own() })).status).toBe(404)
  })
})
