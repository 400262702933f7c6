import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type Application, start } from './application.ts'

/** What a page that has been taken over might try, in the real window. */

let app: Application
let home: string

beforeAll(async () => {
  app = await start()
  home = app.window.url()
  await app.electron.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { deskOpened: opened })
    shell.openExternal = async (url) => {
      opened.push(url)
    }
  })
})

afterAll(async () => {
  await app?.electron.close()
})

describe('navigation', () => {
  const elsewhere = [
    'https://example.com/',
    'http://127.0.0.1:1/',
    pathToFileURL('/etc/passwd').href,
    'data:text/html,<h1>x</h1>',
    'app://other/',
    'steward-desk://open?file=/etc/passwd',
    'chrome://gpu',
  ]
  test.each(elsewhere)('to %s is refused', async (target) => {
    const before = app.log().length
    await app.window.evaluate((url) => {
      const link = document.createElement('a')
      link.href = url
      document.body.append(link)
      link.click()
      link.remove()
    }, target)
    await settled()
    expect(app.window.url()).toBe(home)
    expect(app.electron.windows()).toHaveLength(1)
    // Chromium itself stops some of them before they are asked about; the others are ours.
    if (/^(https?|app):/.test(target)) expect(app.log().slice(before)).toContain('refused')
  })

  test('of a frame inside the page is refused', async () => {
    const loaded = await app.window.evaluate(async () => {
      const frame = document.createElement('iframe')
      frame.src = 'https://example.com/'
      const outcome = new Promise<string>((resolve) => {
        frame.addEventListener('load', () => resolve(frame.contentDocument?.URL ?? 'foreign document'))
      })
      document.body.append(frame)
      return outcome
    })
    expect(loaded).not.toContain('example.com')
  })

  test('by dropping a file on the window is refused', async () => {
    const file = join(inject('folder'), 'foreign.html')
    writeFileSync(file, '<h1>foreign</h1>')
    const client = await app.window.context().newCDPSession(app.window)
    const data = { items: [], files: [file], dragOperationsMask: 1 }
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await client.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data })
    }
    await settled()
    expect(app.window.url()).toBe(home)
    expect(app.electron.windows()).toHaveLength(1)
  })
})

describe('window.open', () => {
  const refused = [
    'http://example.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'https://user:pw@example.com/',
    'about:blank',
  ]
  test.each(refused)('of %s opens nothing anywhere', async (target) => {
    expect(await openWindow(target)).toEqual({ returned: null, outside: [] })
  })

  test('of an https link goes to the system browser and opens no window', async () => {
    expect(await openWindow('https://example.com/help')).toEqual({
      returned: null,
      outside: ['https://example.com/help'],
    })
  })
})

test('every permission is refused', async () => {
  const states = await app.window.evaluate(async () => {
    const names = [
      'geolocation',
      'notifications',
      'camera',
      'microphone',
      'clipboard-read',
      'clipboard-write',
      'midi',
      'persistent-storage',
      'storage-access',
      'idle-detection',
      'screen-wake-lock',
      'local-fonts',
      'window-management',
    ]
    const asked = names.map(async (name) => {
      const status = await navigator.permissions
        .query({ name } as never)
        .catch((error: Error) => ({ state: error.name }))
      return [name, status.state] as const
    })
    return Promise.all(asked)
  })
  expect(states.filter(([, state]) => state === 'granted')).toEqual([])

  const attempts = await app.window.evaluate(async () => {
    const outcome = (attempt: Promise<unknown>) =>
      attempt.then(
        () => 'allowed',
        (error: Error) => error.name,
      )
    return {
      camera: await outcome(navigator.mediaDevices.getUserMedia({ video: true })),
      screen: await outcome(navigator.mediaDevices.getDisplayMedia()),
      clipboard: await outcome(navigator.clipboard.readText()),
      notification: await Notification.requestPermission(),
      place: await outcome(
        new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, () => reject(new Error()))),
      ),
    }
  })
  expect(Object.values(attempts)).not.toContain('allowed')
  expect(attempts.notification).toBe('denied')
})

describe('the page', () => {
  test('has no Node and only the bridge', async () => {
    const found = await app.window.evaluate(() => ({
      node: ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => name in window),
      bridge: Object.keys(window.desk ?? {}).sort(),
    }))
    expect(found.node).toEqual([])
    expect(found.bridge).toEqual([
      'connect',
      'notify',
      'onBackendLost',
      'onMenu',
      'openOfficeFile',
      'platform',
      'print',
      'saveExport',
      'savePdf',
      'setLanguage',
      'updates',
      'version',
    ])
  })

  test('is isolated and sandboxed by the window’s own settings', async () => {
    const settings = await app.electron.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      // Not in the typings; lists only what Electron 33 reports.
      return (contents as unknown as { getLastWebPreferences(): Electron.WebPreferences }).getLastWebPreferences()
    })
    expect(settings).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
    })
  })

  test('runs no inline script and loads nothing remote', async () => {
    const outcome = await app.window.evaluate(async () => {
      const script = document.createElement('script')
      script.textContent = 'window.injected = true'
      document.body.append(script)
      const image = new Image()
      const picture = new Promise((resolve) => {
        image.onload = () => resolve('loaded')
        image.onerror = () => resolve('refused')
      })
      image.src = 'https://example.com/x.png'
      return {
        inline: 'injected' in window,
        picture: await picture,
        fetched: await fetch('https://example.com/').then(
          () => 'loaded',
          () => 'refused',
        ),
        evaluated: (() => {
          try {
            // biome-ignore lint/security/noGlobalEval: the policy must refuse it
            return globalThis.eval('1')
          } catch {
            return 'refused'
          }
        })(),
      }
    })
    expect(outcome).toEqual({ inline: false, picture: 'refused', fetched: 'refused', evaluated: 'refused' })
  })

  test('cannot read a file outside the renderer folder', async () => {
    const hostile = [
      '/../../package.json',
      '/%2e%2e/%2e%2e/package.json',
      '/..%2f..%2fpackage.json',
      '/%252e%252e/package.json',
      '/a%00.js',
    ]
    const answers = await app.window.evaluate(
      (paths) =>
        Promise.all(
          paths.map((path) =>
            fetch(path).then(
              (response) => response.status,
              () => 'refused',
            ),
          ),
        ),
      hostile,
    )
    for (const answer of answers) expect([400, 403, 404, 'refused']).toContain(answer)
  })

  test('cannot save an export it names as a path', async () => {
    const answer = await app.window.evaluate(() =>
      window.desk?.saveExport('../../etc/passwd').catch((error: Error) => error.message),
    )
    expect(answer).toBe('请求内容不正确。')
  })

  test('cannot have an application that is not packaged replaced', async () => {
    const answer = await app.window.evaluate(() =>
      window.desk?.updates.chooseFeed('https://example.com/').catch((error: Error) => error.message),
    )
    expect(answer).toBe('这个安装方式不能自行更新，请用安装程序更新。')
    expect(await app.window.evaluate(() => window.desk?.updates.state())).toMatchObject({ possible: false, feed: null })
  })

  test('cannot start a download', async () => {
    const before = app.log().length
    await app.window.evaluate(() => {
      const link = document.createElement('a')
      link.href = URL.createObjectURL(new Blob(['x']))
      link.download = 'x.exe'
      link.click()
    })
    await expect.poll(() => app.log().slice(before)).toContain('refused to download')
  })
})

test('a foreign window with our preload is not listened to', async () => {
  const answer = await app.electron.evaluate(
    async ({ BrowserWindow }, preload) => {
      const window = new BrowserWindow({
        show: false,
        webPreferences: { preload, sandbox: true, contextIsolation: true },
      })
      try {
        await window.loadURL('app://desk/')
        return await window.webContents.executeJavaScript(
          "window.desk.saveExport('export-1').catch((error) => error.message)",
        )
      } finally {
        window.destroy()
      }
    },
    await preloadPath(),
  )
  expect(answer).toBe('请求被拒绝。')
})

async function preloadPath(): Promise<string> {
  const folder = await app.electron.evaluate(({ app: electronApp }) => electronApp.getAppPath())
  return join(folder, 'dist/electron/preload.cjs')
}

async function openWindow(target: string): Promise<{ returned: unknown; outside: string[] }> {
  await app.electron.evaluate(() => void (globalThis as unknown as { deskOpened: string[] }).deskOpened.splice(0))
  const returned = await app.window.evaluate((url) => window.open(url), target)
  await settled()
  expect(app.electron.windows()).toHaveLength(1)
  return {
    returned,
    outside: await app.electron.evaluate(() => (globalThis as unknown as { deskOpened: string[] }).deskOpened),
  }
}

/** Whatever the page started has been decided once two more frames are drawn and main has answered. */
async function settled(): Promise<void> {
  await app.window.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  await app.electron.evaluate(() => new Promise((done) => setImmediate(done)))
}
