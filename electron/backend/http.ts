import { randomBytes, timingSafeEqual } from 'node:crypto'
import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { extname, join, normalize, sep } from 'node:path'
import { BodyLimitPlugin, RPCHandler } from '@orpc/server/node'
import type { Connection, Host } from './host.ts'
import { router } from './router.ts'

export interface HttpOptions {
  /** Port on the loopback interface; 0 takes a free one. */
  readonly port: number
  /** Folder of the built renderer. */
  readonly pages: string
}

export interface Serving {
  readonly port: number
  /** The link to open: its token works once. */
  readonly link: string
  close(): Promise<void>
}

const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}

/** An import workbook of 64 MB and the form around it. */
const bodyLimit = 66 * 1024 * 1024

/**
 * Serves the application to browsers on this machine only. The link's token is exchanged once for a cookie;
 * without the cookie nothing but a note is served. Requests under any other host name or origin are refused,
 * so that no web page elsewhere can reach the office through the clerk's browser.
 */
export async function serveHttp(host: Host, options: HttpOptions): Promise<Serving> {
  const connections = new Map<string, Connection>()
  let token: string | null = randomBytes(24).toString('base64url')
  const rpc = new RPCHandler(router, { plugins: [new BodyLimitPlugin({ maxBodySize: bodyLimit })] })

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      host.options.log.error('http', error)
      if (!response.headersSent) refuse(response, 500, 'internal error')
    })
  })

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const own = `127.0.0.1:${portOf(server)}`
    const names = [own, `localhost:${portOf(server)}`]
    if (!names.includes(request.headers.host ?? '')) return refuse(response, 403, 'unknown host')
    const origin = request.headers.origin
    if (origin !== undefined && !names.some((name) => origin === `http://${name}`))
      return refuse(response, 403, 'unknown origin')
    const url = new URL(request.url ?? '/', `http://${own}`)
    const connection = connections.get(cookieOf(request, cookieName(server)))
    const offered = url.searchParams.get('token')
    if (offered !== null && request.method === 'GET') {
      return connection ? redirect(response) : exchange(offered, response)
    }
    if (!connection)
      return refuse(
        response,
        401,
        'Open the link that was printed when Steward Desk started. / 请打开程序启动时显示的链接。',
      )
    if (url.pathname.startsWith('/rpc/')) {
      const { matched } = await rpc.handle(request, response, { prefix: '/rpc', context: host.context(connection) })
      if (!matched) refuse(response, 404, 'no such call')
      return
    }
    servePage(url.pathname, options.pages, response)
  }

  function exchange(offered: string, response: ServerResponse): void {
    if (token === null || !same(offered, token)) {
      refuse(
        response,
        401,
        token === null
          ? 'This link has been used. Start Steward Desk again for a new one. / 此链接已使用过,请重新启动程序。'
          : 'This link is not the one that was printed. / 此链接与启动时显示的不同。',
      )
      return
    }
    token = null
    const session = randomBytes(24).toString('base64url')
    connections.set(session, host.connect())
    response.setHeader('set-cookie', `${cookieName(server)}=${session}; HttpOnly; SameSite=Strict; Path=/`)
    redirect(response)
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '127.0.0.1', resolve)
  })
  return {
    port: portOf(server),
    link: `http://127.0.0.1:${portOf(server)}/?token=${token}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function servePage(pathname: string, pages: string, response: ServerResponse): void {
  const path = decoded(pathname)
  const asked = normalize(join(pages, path ?? ''))
  const inside = path !== null && (asked === normalize(pages) || asked.startsWith(normalize(pages + sep)))
  const isFile = inside && existsSync(asked) && statSync(asked).isFile()
  if (!inside || (!isFile && extname(pathname) !== '')) {
    refuse(response, 404, 'not found')
    return
  }
  const file = isFile ? asked : join(pages, 'index.html')
  const hashed = file.includes(`${sep}assets${sep}`)
  response.writeHead(200, {
    'content-type': types[extname(file)] ?? 'application/octet-stream',
    'cache-control': hashed ? 'private, max-age=31536000, immutable' : 'no-cache',
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
  })
  createReadStream(file).pipe(response)
}

/** The path without escapes, null where they are broken or hide a null byte: such a path names nothing. */
function decoded(pathname: string): string | null {
  try {
    const path = decodeURIComponent(pathname)
    return path.includes('\0') ? null : path
  } catch {
    return null
  }
}

function redirect(response: ServerResponse): void {
  response.writeHead(303, { location: '/', 'cache-control': 'no-store' })
  response.end()
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    connection: 'close',
  })
  response.end(text)
}

/** Browsers do not keep the cookies of two ports apart: the name does. */
function cookieName(server: Server): string {
  return `desk-${portOf(server)}`
}

function cookieOf(request: IncomingMessage, name: string): string {
  const match = new RegExp(`(?:^|; )${name}=([^;]+)`).exec(request.headers.cookie ?? '')
  return match?.[1] ?? ''
}

function same(a: string, b: string): boolean {
  const [first, second] = [Buffer.from(a), Buffer.from(b)]
  return first.length === second.length && timingSafeEqual(first, second)
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}
