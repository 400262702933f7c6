import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { afterEach, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest'
import { backupsFolder } from '../../electron/db/backup/names.ts'
import { type Application, environment, newProfile, start } from './application.ts'
import { type Feed, serveFeed } from './feed.ts'
import { startPackaged } from './packagedStart.ts'
import { type Package, packForTest, packRelease } from './packages.ts'
import { figure, firstUsefulScreen, goToSummary, signIn } from './page.ts'

/** The application as it is packed: a build to drive, and the build that is handed out. */

const administrator = { name: '苏文彬', pin: '660606' }
let forTest: Package
let app: Application | undefined

beforeAll(async () => {
  forTest = await packForTest(join(inject('folder'), 'package-test'), inject('electron'))
}, 300_000)

afterEach(async () => {
  await app?.electron.close()
  app = undefined
})

test('the packaged application opens the office file, a person signs in and reads a figure', async () => {
  app = await start({ executable: forTest.executable })
  expect(await app.electron.evaluate(({ app: packaged }) => packaged.isPackaged)).toBe(true)
  await signIn(app.window)
  await goToSummary(app.window)
  await expect.poll(() => figure(app?.window as never).textContent()).toContain(inject('expected').figure.text)
})

test('an office file that the system hands over is opened', async () => {
  const file = join(inject('folder'), '翠湖.stewarddesk')
  await copyFile(inject('expected').file, file)
  app = await start({ executable: forTest.executable, args: ['--folder', join(inject('folder'), 'empty'), file] })
  await firstUsefulScreen(app.window)
  await signIn(app.window)
})

describe('the build that is handed out', () => {
  let release: Package

  beforeAll(async () => {
    release = await packRelease(join(inject('folder'), 'package-release'), inject('electron'))
  }, 300_000)

  test('has its fuses set', async () => {
    const wire = await getCurrentFuseWire(release.executable)
    const set = (fuse: FuseV1Options): string => FuseState[wire[fuse] ?? FuseState.REMOVED]
    expect({
      runAsNode: set(FuseV1Options.RunAsNode),
      cookieEncryption: set(FuseV1Options.EnableCookieEncryption),
      nodeOptions: set(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
      nodeInspect: set(FuseV1Options.EnableNodeCliInspectArguments),
      asarIntegrity: set(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
      onlyAsar: set(FuseV1Options.OnlyLoadAppFromAsar),
      browserSnapshot: set(FuseV1Options.LoadBrowserProcessSpecificV8Snapshot),
      fileProtocol: set(FuseV1Options.GrantFileProtocolExtraPrivileges),
    }).toEqual({
      runAsNode: 'DISABLE',
      cookieEncryption: 'ENABLE',
      nodeOptions: 'DISABLE',
      nodeInspect: 'DISABLE',
      asarIntegrity: 'ENABLE',
      onlyAsar: 'ENABLE',
      browserSnapshot: 'DISABLE',
      fileProtocol: 'DISABLE',
    })
  })

  test('went through the check of its contents, which takes Electron’s own application out', () => {
    expect(existsSync(join(inject('electron').folder, 'resources/default_app.asar'))).toBe(true)
    expect(existsSync(join(release.folder, 'resources/default_app.asar'))).toBe(false)
  })

  test('starts, and its first page is answered by its own backend out of the archive', async () => {
    const args = ['--folder', join(inject('folder'), 'none')]
    const started = await startPackaged(release.executable, args, environment(await newProfile()))
    onTestFinished(started.end)
    await started.page.getByTestId('create-sample').waitFor()
  })
})

/** What an AppImage is to the updater: one file that replaces itself and is started. Elsewhere it is a signed installer. */
if (process.platform === 'linux')
  describe('a newer version on the feed', () => {
    let place: string
    let file: string
    let feed: Feed
    let installed: string
    let mark: string

    async function startWithFeed(): Promise<void> {
      place = await mkdtemp(join(inject('folder'), 'update-'))
      file = join(place, 'office.db')
      installed = join(place, 'steward-desk.AppImage')
      mark = join(place, 'started')
      await copyFile(inject('expected').file, file)
      await writeFile(installed, 'the present version')
      await chmod(installed, 0o755)
      // The new version says what it found when it was started: the backups of the office.
      const program = `#!/bin/sh\nls '${backupsFolder(file)}' > '${mark}.part' && mv '${mark}.part' '${mark}'\nexit 0\n`
      feed = await serveFeed('9.9.9', program)
      onTestFinished(() => feed.end())
      app = await start({ executable: forTest.executable, file, env: { APPIMAGE: installed, XDG_CACHE_HOME: place } })
      await trustFeed(app)
      await answerQuestions(app)
    }

    test('is offered, and installed only after a backup; a failed backup or a false file stops it', async () => {
      await startWithFeed()
      const { window } = app as Application
      const present = await readFile(installed, 'utf8')
      await window.evaluate(() => location.assign('/settings?tab=about'))
      await signIn(window, administrator)
      await window.getByTestId('updates-off').waitFor()

      await window.getByTestId('feed-address').fill('http://127.0.0.1/desk')
      await window.getByTestId('save-feed').click()
      await window.getByRole('alert').filter({ hasText: 'https://' }).waitFor()
      await window.getByTestId('feed-address').fill(feed.address)
      await window.getByTestId('save-feed').click()
      await expect.poll(() => window.getByTestId('update-feed').textContent()).toBe(feed.address)
      expect(feed.asked).toEqual([])

      await window.getByTestId('look-for-update').click()
      await expect.poll(() => window.getByTestId('found-version').textContent()).toContain('9.9.9')

      feed.isTampered = true
      await window.getByTestId('install-update').click()
      await window.getByRole('alert').filter({ hasText: '与发布者公布的不符' }).waitFor()
      expect(await updateBackups(file)).toEqual([])
      feed.isTampered = false

      // A file where the folder of backups belongs: none can be made.
      const backups = backupsFolder(file)
      await mkdir(backups, { recursive: true })
      await rename(backups, `${backups}-aside`)
      await writeFile(backups, '')
      await window.getByTestId('install-update').click()
      await window.getByRole('alert').filter({ hasText: '更新前的备份没有成功' }).waitFor()
      expect(await readFile(installed, 'utf8')).toBe(present)
      expect(existsSync(mark)).toBe(false)
      await rm(backups)
      await rename(`${backups}-aside`, backups)

      const gone = once((app as Application).electron.process(), 'exit')
      await window.getByTestId('install-update').click()
      await gone
      await expect.poll(() => existsSync(mark)).toBe(true)
      expect(await readFile(mark, 'utf8')).toMatch(/^\d{8}T\d{6}Z-update\.db$/m)
      expect(await readFile(installed, 'utf8')).toContain('#!/bin/sh')
      expect(await updateBackups(file)).toHaveLength(1)
      app = undefined
    })
  })

async function updateBackups(file: string): Promise<string[]> {
  const names = await readdir(backupsFolder(file)).catch(() => [])
  return names.filter((name) => name.includes('-update'))
}

/** The updater asks through a session of its own, which knows no authority for the tests' certificate. */
async function trustFeed({ electron }: Application): Promise<void> {
  await electron.evaluate(({ session }) => {
    session
      .fromPartition('electron-updater', { cache: false })
      .setCertificateVerifyProc(({ hostname }, answer) => answer(hostname === '127.0.0.1' ? 0 : -2))
  })
}

/** Agrees to whatever main asks in a dialog of the system. */
async function answerQuestions({ electron }: Application): Promise<void> {
  await electron.evaluate(({ dialog }) => {
    dialog.showMessageBox = (async () => ({ response: 0, checkboxChecked: false })) as typeof dialog.showMessageBox
  })
}
