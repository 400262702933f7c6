import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { chineseFont } from '../../electron/documents/charts/fonts.ts'

function folderWith(...files: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'desk-fonts-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const file of files) {
    mkdirSync(join(folder, file, '..'), { recursive: true })
    writeFileSync(join(folder, file), '')
  }
  return folder
}

test('the machine’s Chinese font is found wherever it lies, the better read first, in any case of its name', () => {
  const folder = folderWith('truetype/wqy/wqy-zenhei.ttc', 'deep/er/MSYH.TTC', 'arial.ttf')
  expect(chineseFont([folder])).toEqual({ family: 'Microsoft YaHei', file: join(folder, 'deep/er/MSYH.TTC') })
})

test('a machine without one is told apart, so that no words become boxes', () => {
  expect(chineseFont([folderWith('truetype/DejaVuSans.ttf'), join(tmpdir(), 'no-such-folder')])).toBeNull()
})
