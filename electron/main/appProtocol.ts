import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Protocol } from 'electron'
import { APP_SCHEME, appFile, CONTENT_SECURITY_POLICY } from './policy.ts'

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

/** To be called before the application is ready. */
export function declareAppScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Serves the renderer's folder at `app://desk/`. */
export function serveApp(protocol: Pick<Protocol, 'handle'>, root: string): void {
  protocol.handle(APP_SCHEME, (request) => answer(request, root))
}

async function answer(request: Pick<Request, 'method' | 'url'>, root: string): Promise<Response> {
  const wanted = appFile(request.method, request.url)
  if ('status' in wanted) return plain(wanted.status)
  try {
    const bytes = await readFile(join(root, wanted.file))
    const type = contentTypes[extname(wanted.file)] ?? 'application/octet-stream'
    return new Response(request.method === 'HEAD' ? null : bytes, { headers: headers(type) })
  } catch {
    return plain(404)
  }
}

function plain(status: number): Response {
  return new Response(String(status), { status, headers: headers('text/plain; charset=utf-8') })
}

function headers(type: string): Record<string, string> {
  return {
    'content-type': type,
    'content-security-policy': CONTENT_SECURITY_POLICY,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-cache',
  }
}
