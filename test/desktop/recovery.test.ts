import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { copyFile, open, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type Application, start } from './application.ts'
import { answerOpen, answerSave } from './dialogs.ts'
import { signIn } from './page.ts'

/** The office's only copy: kept twice, carried away sealed, damaged, and brought back. */
let app: Application
let file: string
let stick: string
const password = '带走的副本要有密码'
const sealedName = 'carried.sealed'

beforeAll(async () => {
  const folder = join(inject('folder'), 'precious')
  stick = join(inject('folder'), 'stick')
  mkdirSync(folder)
  mkdirSync(stick)
  file = join(folder, '管理处.db')
  await copyFile(inject('expected').file, file)
  app = await start({ file, folder })
  await signIn(app.window, administrator)
  await toBackups()
})

afterAll(async () => {
  await app?.electron.close()
})

const administrator = { name: '苏文彬', pin: '660606' }

test('a second folder is chosen in the dialog, and the next backup lies in both', async () => {
  const asked = await answerOpen(app.electron, [stick])
  await app.window.getByRole('button', { name: '选择文件夹…' }).click()
  await app.window.getByTestId('second-folder').getByText(stick).waitFor()
  expect((await asked())[0]?.properties).toEqual(['openDirectory', 'createDirectory'])

  await app.window.getByTestId('back-up').click()
  await expect.poll(() => files(stick).filter((name) => name.endsWith('.db'))).toHaveLength(1)
  await app.window.getByTestId('backup').first().getByText('第二文件夹').waitFor()
  expect(existsSync(join(dirname(file), '管理处-backups'))).toBe(true)
})

test('an encrypted copy is saved where the dialog says', async () => {
  const target = join(stick, sealedName)
  await answerSave(app.electron, target)
  await app.window.getByTestId('seal').click()
  await app.window.getByTestId('password').fill(password)
  await app.window.getByTestId('password-again').fill(password)
  await app.window.getByTestId('password-given').click()
  await expect.poll(() => existsSync(target)).toBe(true)
  expect((await stat(target)).size).toBeGreaterThan(100_000)
})

test('a damaged file opens the recovery page in plain words, and a listed backup is restored', async () => {
  await app.electron.close()
  await damage(file)
  app = await start({ file, folder: dirname(file) })
  const trouble = await app.window.getByTestId('trouble').textContent()
  expect(trouble).toContain('已损坏')
  expect(trouble).not.toMatch(/SQLITE|Error|undefined/)
  expect(await app.window.getByRole('button', { name: '删除' }).count()).toBe(0)

  await app.window.getByTestId('restore').first().click()
  await app.window.getByRole('dialog').getByRole('button', { name: '恢复', exact: true }).click()
  await signIn(app.window, administrator)
  await app.window.getByTestId('person').waitFor()
  // The damaged file is kept beside.
  expect(readdirSync(dirname(file)).length).toBeGreaterThan(2)
})

test('damaged again, it comes back from the encrypted copy; a wrong password changes nothing', async () => {
  await app.electron.close()
  await damage(file)
  app = await start({ file, folder: dirname(file) })
  await answerOpen(app.electron, [join(stick, sealedName)])
  await fromFile('falsch geraten')
  await app.window.getByText('密码').first().waitFor()
  await app.window.keyboard.press('Escape')
  await app.window.getByTestId('trouble').waitFor()

  await fromFile(password)
  await signIn(app.window, administrator)
  await app.window.getByTestId('person').waitFor()
})

async function fromFile(secret: string): Promise<void> {
  await app.window.getByRole('button', { name: '从其他文件恢复…' }).click()
  await app.window.getByTestId('password').fill(secret)
  await app.window.getByTestId('password-given').click()
}

async function toBackups(): Promise<void> {
  await app.electron.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('backups')?.click())
  await app.window.getByTestId('back-up').waitFor()
}

/** A disk that returned something else for two pages in the middle of the file. */
async function damage(path: string): Promise<void> {
  const handle = await open(path, 'r+')
  try {
    await handle.write(Buffer.alloc(8192, 0x5a), 0, 8192, 0)
  } finally {
    await handle.close()
  }
}

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true }).map(String)
}
