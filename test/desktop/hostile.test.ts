import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { bridgeChannels } from '../../electron/contract/bridge.ts'
import { type Application, start } from './application.ts'

/** What a page that has been taken over might try, in the real window. */

let app: Application
let home: string

beforeAll(async () => {
  // A camera and a microphone to be refused: without any the page is told that there is none, and nobody is asked.
  app = await start({ switches: ['--use-fake-device-for-media-stream'] })
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
    'stewarddesk://open/office.stewarddesk',
    'chrome://gpu',
    'view-source:app://desk/',
    'blob:https://example.com/0000',
    'filesystem:app://desk/temporary/x.html',
    'ftp://example.com/',
    'mailto:someone@example.com',
    'devtools://devtools/bundled/inspector.html',
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

/** What a page may try, and by which name main is asked about it; without a name Chromium asks nobody or only checks. */
const attempts: readonly (readonly [what: string, code: string, permission?: string])[] = [
  ['camera', 'navigator.mediaDevices.getUserMedia({ video: true })', 'media'],
  ['microphone', 'navigator.mediaDevices.getUserMedia({ audio: true })', 'media'],
  ['screen', 'navigator.mediaDevices.getDisplayMedia()', 'media'],
  ['reading the clipboard', 'navigator.clipboard.readText()', 'clipboard-read'],
  ['writing to the clipboard', "navigator.clipboard.writeText('x')", 'clipboard-sanitized-write'],
  ['instruments', 'navigator.requestMIDIAccess({ sysex: true })', 'midiSysex'],
  [
    'the pointer',
    `new Promise((taken, refused) => {
      document.addEventListener('pointerlockchange', taken, { once: true })
      document.addEventListener('pointerlockerror', () => refused(new Error()), { once: true })
      document.body.requestPointerLock()
    })`,
    'pointerLock',
  ],
  ['the whole screen', 'document.body.requestFullscreen()', 'fullscreen'],
  ['the keyboard', 'navigator.keyboard.lock()', 'keyboardLock'],
  ['a screen that stays awake', "navigator.wakeLock.request('screen')", 'screen-wake-lock'],
  [
    'a store that stays',
    'navigator.storage.persist().then((stays) => stays || Promise.reject())',
    'persistent-storage',
  ],
  ['notices', "Notification.requestPermission().then((is) => is === 'granted' || Promise.reject())", 'notifications'],
  ['where it is', 'new Promise((yes, no) => navigator.geolocation.getCurrentPosition(yes, no))', 'geolocation'],
  [
    'idle people',
    "IdleDetector.requestPermission().then((is) => is === 'granted' || Promise.reject())",
    'idle-detection',
  ],
  ['other screens', 'getScreenDetails()', 'window-management'],
  [
    'sensors',
    `new Promise((yes, no) => Object.assign(new Accelerometer(), { onreading: yes, onerror: no }).start())`,
    'sensors',
  ],
  ['fonts', 'queryLocalFonts()'],
  ['USB', 'navigator.usb.requestDevice({ filters: [] })'],
  ['serial ports', 'navigator.serial.requestPort()'],
  ['input devices', 'navigator.hid.requestDevice({ filters: [] })'],
  ['bluetooth', 'navigator.bluetooth.requestDevice({ acceptAllDevices: true })'],
  ['a place for a file', 'showSaveFilePicker()'],
  ['files of the system', 'showOpenFilePicker()'],
  ['a folder of the system', 'showDirectoryPicker()'],
]

describe('permission', () => {
  test.each(attempts)('for %s is refused', async (_what, code, permission) => {
    const before = app.log().length
    const outcome = await app.electron.evaluate(({ BrowserWindow }, tried) => {
      // Some answer with an empty list what they were not allowed to ask about; some leave the question standing for ever.
      const script = `Promise.race([
        Promise.resolve().then(() => ${tried}).then((got) => (got?.length === 0 ? 'nothing' : 'allowed'), () => 'refused'),
        new Promise((resolve) => setTimeout(resolve, 1000, 'unanswered'))])`
      return BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(script, true)
    }, code)
    expect(outcome).not.toBe('allowed')
    if (permission === undefined) expect(outcome).not.toBe('unanswered')
    else await expect.poll(() => app.log().slice(before)).toContain(`refused the permission ${permission}\n`)
  })

  test('of no name that the page can ask about is granted', async () => {
    const granted = await app.window.evaluate(async () => {
      const names =
        'accelerometer ambient-light-sensor background-fetch background-sync camera clipboard-read clipboard-write ' +
        'display-capture geolocation gyroscope idle-detection keyboard-lock local-fonts magnetometer microphone midi nfc ' +
        'notifications payment-handler periodic-background-sync persistent-storage pointer-lock push screen-wake-lock ' +
        'speaker-selection storage-access system-wake-lock top-level-storage-access window-management'
      const states = names.split(' ').map(async (name) => {
        const status = await navigator.permissions
          .query({ name, userVisibleOnly: true } as never)
          .catch(() => undefined)
        return status?.state === 'granted' ? name : undefined
      })
      return (await Promise.all(states)).filter(Boolean)
    })
    expect(granted).toEqual([])
  })
})

describe('the page', () => {
  test('has no Node and only the bridge', async () => {
    const found = await app.window.evaluate(() => ({
      node: ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => name in window),
      bridge: Object.keys(window.desk ?? {}).sort(),
    }))
    expect(found.node).toEqual([])
    expect(found.bridge).toEqual([
      'chooseBackup',
      'chooseFolder',
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
      'setProgress',
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

/** What a stranger would call, for every channel of the bridge. */
const calls: Readonly<Record<keyof typeof bridgeChannels, string>> = {
  connect: 'connect()',
  setLanguage: "setLanguage('en')",
  notify: "notify('title', 'text')",
  setProgress: 'setProgress(0.5)',
  saveExport: "saveExport('export-1')",
  print: 'print()',
  savePdf: "savePdf({ name: 'x' })",
  openOfficeFile: 'openOfficeFile()',
  chooseFolder: 'chooseFolder()',
  chooseBackup: 'chooseBackup()',
  updateState: 'updates.state()',
  chooseUpdateFeed: "updates.chooseFeed('https://updates.example.com/')",
  lookForUpdate: 'updates.look()',
  installUpdate: 'updates.install()',
}

describe('the bridge', () => {
  const strangers = [
    ['a foreign window with our preload', 'foreign', 'app://desk/'],
    ['our window on a foreign page', 'own', 'data:text/html,<h1>foreign</h1>'],
  ] as const

  test.each(strangers)('refuses every call of %s', async (_who, whose, url) => {
    const before = app.log().length
    const preload = await preloadPath()
    const answers = await app.electron.evaluate(
      async ({ BrowserWindow, Menu }, { whose, url, preload, calls }) => {
        const known = new Set(BrowserWindow.getAllWindows())
        if (whose === 'own') Menu.getApplicationMenu()?.getMenuItemById('new-window')?.click()
        const own = BrowserWindow.getAllWindows().find((one) => !known.has(one))
        const window =
          own ?? new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true, contextIsolation: true } })
        try {
          // Main itself goes there: no policy of navigation stands before it. Its own first page may still be loading.
          await window.loadURL(url).catch(() => window.loadURL(url))
          const answers: [string, unknown][] = []
          for (const [name, call] of Object.entries(calls)) {
            const script = `Promise.resolve(window.desk.${call}).then(() => 'done', (error) => error.message)`
            answers.push([name, await window.webContents.executeJavaScript(script)])
          }
          return answers
        } finally {
          window.destroy()
        }
      },
      { whose, url, preload, calls },
    )
    for (const [name, answer] of answers) {
      const channel = bridgeChannels[name as keyof typeof bridgeChannels]
      // What asks for nothing is told nothing; that it was refused stands in the log.
      expect([name, answer]).toEqual([name, told.has(name) ? 'done' : '请求被拒绝。'])
      await expect.poll(() => app.log().slice(before)).toContain(`${channel}: Problem: refused`)
    }
  })

  test('is not there in a frame inside the page', async () => {
    const found = await app.electron.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      await contents?.executeJavaScript("document.body.append(document.createElement('iframe'))")
      const frames = contents?.mainFrame.frames ?? []
      return Promise.all(frames.map((frame) => frame.executeJavaScript('typeof window.desk')))
    })
    expect(found.length).toBeGreaterThan(0)
    for (const type of found) expect(type).toBe('undefined')
  })
})

/** Calls without an answer. */
const told = new Set(['connect', 'setLanguage', 'notify', 'setProgress'])

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
