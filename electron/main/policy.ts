import { posix } from 'node:path'

/**
 * What the window may do, as pure functions of untrusted text. `install.ts` puts them in force.
 * Everything not named here is refused.
 */

export const APP_SCHEME = 'app'
export const APP_ORIGIN = 'app://desk'
export const START_URL = `${APP_ORIGIN}/`

/** Mantine writes style elements at run time, hence 'unsafe-inline' for styles alone. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-src 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ')

/** Whether a document of the window may become this address. */
export function mayNavigate(target: string): boolean {
  const url = parse(target)
  return url !== undefined && isAppUrl(url)
}

/** Whether a request of the page may leave at all; nothing remote ever may. */
export function mayLoad(target: string, developing: boolean): boolean {
  const url = parse(target)
  if (!url) return false
  if (isAppUrl(url)) return true
  if (url.protocol === 'data:') return true
  if (url.protocol === 'blob:') return url.pathname.startsWith(`${APP_ORIGIN}/`)
  return developing && url.protocol === 'devtools:'
}

/** No permission is ever granted: the office's work needs no camera, place, notification or device. */
export function mayUse(_permission: string): false {
  return false
}

/**
 * The address to hand to the system's browser, or undefined when it must not be.
 * Only https with a plain public host name: no credentials, no port tricks, no bare addresses, no loopback.
 */
export function externalLink(target: string): string | undefined {
  if (target.length > 2000) return undefined
  const url = parse(target)
  if (url?.protocol !== 'https:' || url.username || url.password || url.port) return undefined
  const isName = /^(?=.{4,253}$)([a-z\d]([a-z\d-]*[a-z\d])?\.)+[a-z][a-z\d-]*[a-z\d]$/.test(url.hostname)
  const isPrivate = /(^|\.)(localhost|local|internal|lan|home\.arpa)$/.test(url.hostname)
  return isName && !isPrivate ? url.href : undefined
}

/** Where a message to main comes from. */
export interface Sender {
  readonly url: string
  readonly isMainFrame: boolean
  /** Whether its window is one of those this application opened. */
  readonly isOwnWindow: boolean
}

export function maySend(sender: Sender): boolean {
  return sender.isOwnWindow && sender.isMainFrame && mayNavigate(sender.url)
}

/** A request to `app://`: the file under the renderer's folder, in `/` form, or the HTTP status that refuses it. */
export type AppFile = { readonly file: string } | { readonly status: 400 | 403 | 405 }

/** Paths without an extension belong to the page's router and are answered with its start page. */
export function appFile(method: string, target: string): AppFile {
  if (method !== 'GET' && method !== 'HEAD') return { status: 405 }
  const url = parse(target)
  if (!url) return { status: 400 }
  if (!isAppUrl(url)) return { status: 403 }
  const path = decode(url.pathname)
  if (path === undefined) return { status: 400 }
  // A second decoding, a Windows separator, a drive or stream, or a control character has no business in our names.
  if (/[%\\:]/.test(path) || hasControlCharacter(path)) return { status: 403 }
  const segments = path.split('/').slice(1)
  if (segments.some((segment) => /^\.+$/.test(segment))) return { status: 403 }
  const file = segments.filter(Boolean).join('/')
  return { file: posix.extname(file) === '' ? 'index.html' : file }
}

function isAppUrl(url: URL): boolean {
  return url.protocol === `${APP_SCHEME}:` && url.host === 'desk' && !url.username && !url.password
}

function parse(target: string): URL | undefined {
  return URL.canParse(target) ? new URL(target) : undefined
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

function hasControlCharacter(text: string): boolean {
  return [...text].some((character) => character.charCodeAt(0) < 32 || character.charCodeAt(0) === 127)
}
