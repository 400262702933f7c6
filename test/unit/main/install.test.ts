import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { installPolicy } from '../../../electron/main/install.ts'

type Handler = (...args: never[]) => unknown

/** Keeps what is registered, so that a test can fire it. */
class Captured {
  readonly handlers = new Map<string, Handler>()
  on = (event: string, handler: Handler): this => {
    this.handlers.set(event, handler)
    return this
  }
  fire(event: string, ...args: unknown[]): unknown {
    const handler = this.handlers.get(event)
    if (!handler) throw new Error(`nobody listens to ${event}`)
    return handler(...(args as never[]))
  }
}

class Session extends Captured {
  readonly set = new Map<string, Handler>()
  private keep = (name: string) => (handler: Handler) => void this.set.set(name, handler)
  setPermissionRequestHandler = this.keep('request')
  setPermissionCheckHandler = this.keep('check')
  setDevicePermissionHandler = this.keep('device')
  setDisplayMediaRequestHandler = this.keep('display')
  webRequest = { onBeforeRequest: this.keep('load') }
  call(name: string, ...args: unknown[]): unknown {
    return this.set.get(name)?.(...(args as never[]))
  }
}

class Contents extends Captured {
  open: Handler | undefined
  setWindowOpenHandler = (handler: Handler): void => {
    this.open = handler
  }
}

let app: Captured
let session: Session
let contents: Contents
const openExternal = vi.fn()
const log = vi.fn()

beforeEach(() => {
  vi.clearAllMocks()
  app = new Captured()
  session = new Session()
  contents = new Contents()
  installPolicy({ app, session, openExternal, developing: false, log } as never)
  app.fire('web-contents-created', {}, contents)
})

describe.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('%s', (event) => {
  test('lets our own pages pass', () => {
    const preventDefault = vi.fn()
    contents.fire(event, { url: 'app://desk/units', preventDefault })
    expect(preventDefault).not.toHaveBeenCalled()
  })

  test.each(['https://example.com/', 'file:///etc/passwd', 'app://evil/', ''])('stops %s and says so', (url) => {
    const preventDefault = vi.fn()
    contents.fire(event, { url, preventDefault })
    expect(preventDefault).toHaveBeenCalledOnce()
    expect(log).toHaveBeenCalledOnce()
  })
})

test('every new window is denied, and only the door decides about going outside', () => {
  expect(contents.open?.({ url: 'https://example.com/' } as never)).toEqual({ action: 'deny' })
  expect(contents.open?.({ url: 'app://desk/' } as never)).toEqual({ action: 'deny' })
  expect(openExternal.mock.calls).toEqual([['https://example.com/'], ['app://desk/']])
})

test('no webview is attached', () => {
  const preventDefault = vi.fn()
  contents.fire('will-attach-webview', { preventDefault })
  expect(preventDefault).toHaveBeenCalledOnce()
})

/** Every name that the installed Electron may ask or check by. */
const permissions = permissionNames(
  readFileSync(createRequire(import.meta.url).resolve('electron/electron.d.ts'), 'utf8'),
)

test('the names of permissions are those of Electron', () => {
  expect(permissions.length).toBeGreaterThan(25)
  expect(permissions).toEqual(expect.arrayContaining(['media', 'fileSystem', 'openExternal', 'usb', 'unknown']))
})

test.each([...permissions, 'one that nobody has heard of'])(
  'the permission %s is refused, asked for or checked',
  (name) => {
    const answer = vi.fn()
    session.call('request', {}, name, answer)
    expect(answer.mock.calls).toEqual([[false]])
    expect(log).toHaveBeenCalledWith(`refused the permission ${name}`)
    expect(session.call('check', {}, name)).toBe(false)
    expect(session.call('check', null, name)).toBe(false)
  },
)

test('devices and screens are refused', () => {
  for (const deviceType of ['hid', 'serial', 'usb']) expect(session.call('device', { deviceType })).toBe(false)
  const stream = vi.fn()
  session.call('display', {}, stream)
  expect(stream).toHaveBeenCalledWith({})
})

function permissionNames(typings: string): string[] {
  const handlers = typings.split('\n').filter((line) => /^ +setPermission(Check|Request)Handler\(/.test(line))
  return [...new Set(handlers.flatMap((line) => [...line.matchAll(/'([\w-]+)'/g)].map(([, name]) => name as string)))]
}

test('downloads are stopped', () => {
  const preventDefault = vi.fn()
  session.fire('will-download', { preventDefault }, { getURL: () => 'blob:app://desk/1' })
  expect(preventDefault).toHaveBeenCalledOnce()
})

test('remote requests are cancelled before they leave', () => {
  const answer = vi.fn()
  session.call('load', { url: 'https://example.com/x.js' }, answer)
  session.call('load', { url: 'app://desk/x.js' }, answer)
  expect(answer.mock.calls).toEqual([[{ cancel: true }], [{ cancel: false }]])
})
