import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { backendArguments, isOfficeFile, launchFrom, readLaunch } from '../../../electron/main/launch.ts'

test('our flags are read among Chromium’s', () => {
  const argv = [
    'electron',
    '--no-sandbox',
    '.',
    '--folder',
    '/offices',
    '--today=2026-03-01',
    '--file',
    '/a.stewarddesk',
  ]
  expect(readLaunch(argv, '/here')).toEqual({ folder: '/offices', today: '2026-03-01', file: '/a.stewarddesk' })
})

test('a file handed over by double click is the file to open', () => {
  expect(readLaunch(['desk', '/offices/翠湖.StewardDesk'], '/here')).toEqual({ file: '/offices/翠湖.StewardDesk' })
  expect(readLaunch(['desk', 'file:///offices/%E7%BF%A0%E6%B9%96.stewarddesk'], '/here')).toEqual({
    file: '/offices/翠湖.stewarddesk',
  })
  expect(isOfficeFile('D:\\管家\\翠湖.StewardDesk')).toBe(true)
})

test('a file named from the folder of the start is found from any other', () => {
  expect(readLaunch(['desk', '翠湖.stewarddesk'], '/offices')).toEqual({ file: resolve('/offices/翠湖.stewarddesk') })
  expect(readLaunch(['desk', '--file', '../a.db'], '/offices/b')).toEqual({ file: resolve('/offices/a.db') })
})

test.each([
  [['desk', 'steward-desk://open?file=/etc/passwd']],
  [['desk', 'steward-desk://open?file=/a.db']],
  [['desk', 'https://example.com/a.stewarddesk']],
  [['desk', 'file://elsewhere/a.stewarddesk']],
  [['desk', 'file:///a%00.stewarddesk']],
  [['desk', 'https://example.com/']],
  [['desk', '/etc/passwd']],
  [['desk', '--file', '--today']],
  [['desk', '--today', 'yesterday']],
  [['/apps/x.stewarddesk']],
])('%j asks for nothing', (argv) => {
  expect(readLaunch(argv, '/here')).toEqual({})
})

test('a second start may hand over a file and nothing else', () => {
  expect(launchFrom({ file: '/a.stewarddesk', folder: '/elsewhere' })).toEqual({ file: '/a.stewarddesk' })
  for (const nonsense of [undefined, null, 'x', {}, { file: 5 }, { file: '' }]) expect(launchFrom(nonsense)).toEqual({})
})

test('the backend is told the folder, and the date and file only where given', () => {
  expect(backendArguments({}, '/f')).toEqual(['--folder', '/f'])
  expect(backendArguments({ today: '2026-03-01', file: '/a' }, '/f')).toEqual([
    '--folder',
    '/f',
    '--today',
    '2026-03-01',
    '--file',
    '/a',
  ])
})
