import { existsSync, mkdirSync } from 'node:fs'
import { copyFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type Application, newProfile, start, startAgain } from './application.ts'
import { answerOpen, hearQuestions } from './dialogs.ts'
import { firstUsefulScreen, signIn } from './page.ts'

/** An office from its first day on: made, exchanged for another, opened by a second start. */
let app: Application
let profile: string
let folder: string
let sample: string

beforeAll(async () => {
  profile = await newProfile()
  folder = join(inject('folder'), 'first-run')
  mkdirSync(folder)
  sample = join(inject('folder'), 'copied.stewarddesk')
  await copyFile(inject('expected').file, sample)
  app = await start({ profile, folder, file: null })
})

afterAll(async () => {
  await app?.electron.close()
})

test('first run: a file that lies elsewhere is chosen and opens, and is left again', async () => {
  await answerOpen(app.electron, [sample])
  await app.window.getByRole('button', { name: '从别处选择…' }).click()
  await signIn(app.window, { name: '苏文彬', pin: '660606' })
  await leaveOffice()
})

test('first run: an empty office is made, its administrator created, and the dashboard stands', async () => {
  await newOffice('新管理处')
  await administrator('林主任', '998877')
  await app.window.getByTestId('person').waitFor()
  await app.window.locator('a[href="/estate"]').first().waitFor()
  expect(existsSync(join(folder, '新管理处.stewarddesk'))).toBe(true)
})

test('one office is left and another one made; both files stay', async () => {
  await leaveOffice()
  await newOffice('二号管理处')
  await administrator('王主任', '112233')
  await app.window.getByTestId('person').waitFor()
  expect(existsSync(join(folder, '新管理处.stewarddesk'))).toBe(true)
  expect(existsSync(join(folder, '二号管理处.stewarddesk'))).toBe(true)
})

test('the menu opens another office file, and everybody has to sign in there', async () => {
  const asked = await answerOpen(app.electron, [sample])
  await menu('open-office-file')
  await app.window.getByRole('radio', { name: inject('expected').name, exact: true }).waitFor()
  expect((await asked())[0]?.properties).toEqual(['openFile'])
  await signIn(app.window)
})

test('a cancelled dialog changes nothing; a file that is none is refused in words and the office stays open', async () => {
  await answerOpen(app.electron, [])
  expect(await app.window.evaluate(() => window.desk?.openOfficeFile())).toBe('cancelled')
  await answerOpen(app.electron, [join(inject('folder'), 'missing.db')])
  expect(await refusal()).toMatch(/missing\.db/)
  const text = join(inject('folder'), 'text.db')
  await writeFile(text, 'no database at all, but long enough to be looked at as one')
  await answerOpen(app.electron, [text])
  expect(await refusal()).toMatch(/text\.db/)
  await app.window.evaluate(() => window.desk?.setLanguage('en'))
  expect(await refusal()).toMatch(/^[\x20-\x7e]*text\.db[\x20-\x7e]*$/)
  await app.window.evaluate(() => window.desk?.setLanguage('zh'))
  await app.window.getByTestId('person').waitFor()
})

test('a second start without a file, or with the one that is open, only brings the window up', async () => {
  await minimize()
  expect(await startAgain(profile)).toBe(0)
  await expect.poll(isMinimized).toBe(false)
  expect(await startAgain(profile, '--file', sample)).toBe(0)
  await settled()
  await app.window.getByTestId('person').waitFor()
})

test.each([
  ['a deep link', 'stewarddesk://open?file=/etc/passwd'],
  ['a deep link that ends like an office file', 'stewarddesk://open/other.stewarddesk'],
  ['an address of the page', 'app://desk/settings'],
  ['an address of the page that ends like an office file', 'app://desk/other.db'],
  ['an address of a foreign page', 'https://example.com/office.db'],
])('a second start with %s opens nothing', async (_what, address) => {
  const questions = await hearQuestions(app.electron)
  const before = app.window.url()
  expect(await startAgain(profile, address)).toBe(0)
  await settled()
  expect(app.window.url()).toBe(before)
  expect(app.electron.windows()).toHaveLength(1)
  expect(await questions.asked()).toEqual([])
  await app.window.getByTestId('person').waitFor()
})

test('a second start brings the first window up and opens the file it was given there', async () => {
  const other = join(inject('folder'), '另一个管理处.stewarddesk')
  await copyFile(join(folder, '新管理处.stewarddesk'), other)
  await minimize()
  expect(await startAgain(profile, other)).toBe(0)
  await app.window.getByRole('radio', { name: '林主任', exact: true }).waitFor()
  await firstUsefulScreen(app.window)
  expect(await isMinimized()).toBe(false)
  expect(app.electron.windows()).toHaveLength(1)
})

async function leaveOffice(): Promise<void> {
  await app.window.getByTestId('person').waitFor()
  await menu('about')
  await app.window.getByTestId('switch-office').click()
  await app.window.getByRole('dialog').getByRole('button').last().click()
}

async function newOffice(name: string): Promise<void> {
  await app.window.getByTestId('create-empty').click()
  await app.window.getByTestId('office-name').fill(name)
  await app.window.getByTestId('create-office').click()
}

async function administrator(name: string, pin: string): Promise<void> {
  await app.window.getByTestId('name').fill(name)
  await app.window.getByTestId('pin').fill(pin)
  await app.window.getByTestId('pin-again').fill(pin)
  await app.window.getByTestId('create-administrator').click()
}

function refusal(): Promise<unknown> {
  return app.window.evaluate(() => window.desk?.openOfficeFile().catch((error: Error) => error.message))
}

function menu(id: string): Promise<void> {
  return app.electron.evaluate(({ Menu }, item) => Menu.getApplicationMenu()?.getMenuItemById(item)?.click(), id)
}

function minimize(): Promise<void> {
  return app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize())
}

function isMinimized(): Promise<boolean | undefined> {
  return app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized())
}

/** What a second start has asked for has been begun once main and the page have both answered. */
async function settled(): Promise<void> {
  await app.electron.evaluate(() => new Promise((done) => setImmediate(done)))
  await app.window.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
}
