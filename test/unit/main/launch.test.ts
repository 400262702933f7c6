import { expect, test } from 'vitest'
import { backendArguments, launchFrom, readLaunch } from '../../../electron/main/launch.ts'

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
  expect(readLaunch(argv)).toEqual({ folder: '/offices', today: '2026-03-01', file: '/a.stewarddesk' })
})

test('a file handed over by double click is the file to open', () => {
  expect(readLaunch(['desk.exe', 'D:\\管家\\翠湖.StewardDesk'])).toEqual({ file: 'D:\\管家\\翠湖.StewardDesk' })
})

test.each([
  [['desk', 'steward-desk://open?file=/etc/passwd']],
  [['desk', 'https://example.com/']],
  [['desk', '/etc/passwd']],
  [['desk', '--file', '--today']],
  [['desk', '--today', 'yesterday']],
  [['/apps/x.stewarddesk']],
])('%j asks for nothing', (argv) => {
  expect(readLaunch(argv)).toEqual({})
})

test('a second start may hand over a file and nothing else', () => {
  expect(launchFrom({ file: '/a.stewarddesk', folder: '/elsewhere' })).toEqual({ file: '/a.stewarddesk' })
  for (const nonsense of [undefined, null, 'x', {}, { file: 5 }, { file: '' }]) expect(launchFrom(nonsense)).toEqual({})
})

test('the backend is told the folders, and the date and file only where given', () => {
  expect(backendArguments({}, '/f', '/l')).toEqual(['--folder', '/f', '--logs', '/l'])
  expect(backendArguments({ today: '2026-03-01', file: '/a' }, '/f', '/l')).toEqual([
    '--folder',
    '/f',
    '--logs',
    '/l',
    '--today',
    '2026-03-01',
    '--file',
    '/a',
  ])
})
