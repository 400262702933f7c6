import { join, resolve, sep } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  appFile,
  CONTENT_SECURITY_POLICY,
  externalLink,
  mayLoad,
  mayNavigate,
  maySend,
  mayUse,
} from '../../../electron/main/policy.ts'

describe('the window may go', () => {
  test.each(['app://desk/', 'app://desk/summary?year=2025#x', 'app://desk'])('to %s', (url) => {
    expect(mayNavigate(url)).toBe(true)
  })

  test.each([
    'https://desk/',
    'http://app/',
    'file:///etc/passwd',
    'app://desk.evil.com/',
    'app://evil/desk/',
    'app://desk:80/',
    'app://user@desk/',
    'app://user:pw@desk/',
    'app:desk',
    'app:///desk',
    'apps://desk/',
    ' javascript:alert(1)',
    'data:text/html,x',
    'blob:app://desk/1',
    'about:blank',
    'view-source:app://desk/',
    'steward-desk://open',
    'chrome://settings',
    'devtools://devtools/x',
    '//desk/',
    '',
    'not a url',
  ])('never to %s', (url) => {
    expect(mayNavigate(url)).toBe(false)
  })
})

describe('the page may load', () => {
  test.each(['app://desk/x.js', 'data:image/png;base64,AA', 'blob:app://desk/1'])('%s', (url) => {
    expect(mayLoad(url, false)).toBe(true)
  })

  test.each([
    'https://example.com/x.js',
    'http://127.0.0.1:3000/',
    'ws://127.0.0.1/',
    'file:///etc/passwd',
    'blob:https://example.com/1',
    'blob:app://desk.evil/1',
    'ftp://x/',
    '',
  ])('never %s', (url) => {
    expect(mayLoad(url, true)).toBe(false)
  })

  test('developer tools only while developing', () => {
    expect(mayLoad('devtools://devtools/bundled/x.js', true)).toBe(true)
    expect(mayLoad('devtools://devtools/bundled/x.js', false)).toBe(false)
  })
})

describe('the system browser gets', () => {
  test.each(['https://example.com/help?q=1#a', 'https://xn--fiqs8s.example/'])('%s', (target) => {
    expect(externalLink(target)).toBe(target)
  })

  test.each([
    'http://example.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://server/share',
    'ms-msdt:/id',
    'mailto:a@example.com',
    'https://user@example.com/',
    'https://user:pw@example.com/',
    'https://example.com:8443/',
    'https://localhost/',
    'https://x.localhost/',
    'https://printer.local/',
    'https://127.0.0.1/',
    'https://0x7f.1/',
    'https://[::1]/',
    'https://intranet/',
    `https://example.com/${'x'.repeat(2000)}`,
    'https://',
    '',
  ])('never %s', (target) => {
    expect(externalLink(target)).toBeUndefined()
  })
})

test('no permission is ever granted', () => {
  for (const permission of [
    'media',
    'geolocation',
    'notifications',
    'clipboard-read',
    'openExternal',
    'usb',
    'fullscreen',
  ]) {
    expect(mayUse(permission)).toBe(false)
  }
})

describe('main listens', () => {
  const ours = { url: 'app://desk/', isMainFrame: true, isOwnWindow: true }
  test('to the main frame of one of our windows', () => expect(maySend(ours)).toBe(true))
  test.each([
    ['a foreign page', { ...ours, url: 'https://example.com/' }],
    ['a frame inside the page', { ...ours, isMainFrame: false }],
    ['a window we did not open', { ...ours, isOwnWindow: false }],
    ['a frame that is gone', { ...ours, url: '' }],
  ])('never to %s', (_who, sender) => expect(maySend(sender)).toBe(false))
})

describe('app://desk/ serves', () => {
  test.each([
    ['app://desk/', 'index.html'],
    ['app://desk/assets/page-1a2b.js', 'assets/page-1a2b.js'],
    ['app://desk/assets/page.js?v=1', 'assets/page.js'],
    ['app://desk/units/12', 'index.html'],
    ['app://desk/%E6%89%8B%E5%86%8C.md', '手册.md'],
    ['app://desk//etc/passwd', 'index.html'],
    ['app://desk/../../package.json', 'package.json'],
  ])('%s as %s', (url, file) => {
    expect(appFile('GET', url)).toEqual({ file })
  })

  test.each([
    ['GET', 'app://desk/..%2f..%2fpackage.json', 403],
    ['GET', 'app://desk/a/..%2F..%2F..%2Fetc/passwd.txt', 403],
    ['GET', 'app://desk/%252e%252e/package.json', 403],
    ['GET', 'app://desk/..%5c..%5cpackage.json', 403],
    ['GET', 'app://desk/C:/Windows/win.ini', 403],
    ['GET', 'app://desk/index.html::$DATA', 403],
    ['GET', 'app://desk/a%00.js', 403],
    ['GET', 'app://desk/...%2fx.js', 403],
    ['GET', 'app://desk/%', 400],
    ['GET', 'app://desk/%ff.js', 400],
    ['GET', 'nonsense', 400],
    ['GET', 'app://evil/index.html', 403],
    ['GET', 'app://user@desk/index.html', 403],
    ['POST', 'app://desk/', 405],
    ['PUT', 'app://desk/index.html', 405],
  ])('%s %s with %i', (method, url, status) => {
    expect(appFile(method, url)).toEqual({ status })
  })

  test('nothing outside its folder, whatever is asked', () => {
    const root = resolve('/srv/desk')
    const part = fc.oneof(
      fc.constantFrom('..', '.', '%2e%2e', '%2f', '%5c', '/', '\\', '%00', 'C:', '%25'),
      fc.string(),
    )
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const answer = appFile('GET', `app://desk/${parts.join('/')}`)
        if ('file' in answer) expect(join(root, answer.file).startsWith(root + sep)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })
})

test('the content policy allows no inline script, no eval and nothing remote', () => {
  const script = CONTENT_SECURITY_POLICY.split('; ').find((rule) => rule.startsWith('script-src'))
  expect(script).toBe("script-src 'self'")
  expect(CONTENT_SECURITY_POLICY).toContain("default-src 'none'")
  expect(CONTENT_SECURITY_POLICY).not.toMatch(/https?:|\*|unsafe-eval/)
})
