import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { copyWhole, writeWhole } from '../../../electron/files/wholeFile.ts'
import { fileName, withExtension } from '../../../electron/main/fileName.ts'
import { readPreferences, writePreferences } from '../../../electron/main/preferences.ts'
import { askWhereToSave } from '../../../electron/main/saveDialog.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'desk-saving-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

test.each([
  ['年度工作总结 2025.xlsx', '.xlsx', '年度工作总结 2025.xlsx'],
  ['凭证', '.pdf', '凭证.pdf'],
  ['../../etc/passwd.xlsx', '.xlsx', 'etc passwd.xlsx'],
  ['a\\b:c*d?.xlsx', '.xlsx', 'a b c d.xlsx'],
  ['CON.xlsx', '.xlsx', '_CON.xlsx'],
  ['\u0000\n.xlsx', '.xlsx', 'steward-desk.xlsx'],
  ['..', '.pdf', 'steward-desk.pdf'],
  ['x'.repeat(300), '.pdf', `${'x'.repeat(100)}.pdf`],
])('%j is offered as a name every system can hold', (suggested, extension, name) => {
  expect(fileName(suggested, extension)).toBe(name)
})

test('the extension is added where the dialog left it out, but never over a file nobody was asked about', () => {
  const nothing = (): boolean => false
  expect(withExtension('/a/b', '.pdf', nothing)).toBe('/a/b.pdf')
  expect(withExtension('/a/b.PDF', '.pdf', nothing)).toBe('/a/b.PDF')
  expect(withExtension('/a/b', '.pdf', (path) => path === '/a/b.pdf')).toBe('/a/b')
})

test('a cancelled dialog gives no path; the offered one is inside the given folder', async () => {
  const showSaveDialog = vi.fn(async () => ({ canceled: true, filePath: '/x' }))
  const question = {
    dialog: { showSaveDialog } as never,
    window: {} as never,
    folder,
    suggested: '../欠费.xlsx',
    language: 'zh',
  } as const
  expect(await askWhereToSave(question)).toBeUndefined()
  expect(showSaveDialog).toHaveBeenCalledWith(
    question.window,
    expect.objectContaining({ defaultPath: join(folder, '欠费.xlsx') }),
  )
})

describe('a file is saved whole', () => {
  test('over an older one', async () => {
    writeFileSync(join(folder, 'source'), 'new')
    writeFileSync(join(folder, 'target'), 'old and longer')
    await copyWhole(join(folder, 'source'), join(folder, 'target'))
    expect(readFileSync(join(folder, 'target'), 'utf8')).toBe('new')
  })

  test('or not at all: the older one stays and no part is left', async () => {
    writeFileSync(join(folder, 'target'), 'old')
    await expect(copyWhole(join(folder, 'missing'), join(folder, 'target'))).rejects.toMatchObject({ code: 'ENOENT' })
    expect(readFileSync(join(folder, 'target'), 'utf8')).toBe('old')
    await expect(writeWhole(new Uint8Array(1), join(folder, 'no/such/target'))).rejects.toMatchObject({
      code: 'ENOENT',
    })
    expect(readdirSync(folder)).toEqual(['target'])
  })
})

describe('preferences', () => {
  const place = { x: 1, y: 2, width: 1200, height: 800, maximized: false }

  test('come back as written', () => {
    const file = join(folder, 'deeper/window.json')
    writePreferences(file, { places: [place, null], language: 'en' })
    expect(readPreferences(file)).toEqual({ places: [place, null], language: 'en' })
    expect(existsSync(`${file}.new`)).toBe(false)
  })

  test.each(['', '{', 'null', '[]', '7'])('damaged to %j are as good as none', (text) => {
    const file = join(folder, 'window.json')
    writeFileSync(file, text)
    expect(readPreferences(file)).toEqual({})
  })

  test('lose only the part that is damaged', () => {
    const file = join(folder, 'window.json')
    writeFileSync(file, JSON.stringify({ places: 'left', language: 'en' }))
    expect(readPreferences(file)).toEqual({ language: 'en' })
  })
})
