import { beforeEach, describe, expect, test, vi } from 'vitest'
import { bridgeChannels } from '../../../electron/contract/bridge.ts'
import { listenToPages } from '../../../electron/main/ipc.ts'
import { explain } from '../../../electron/main/problem.ts'

type Listener = (event: unknown, ...args: unknown[]) => unknown

const page = { id: 1 }
const ours = { sender: page, senderFrame: { url: 'app://desk/', parent: null } }
const listeners = new Map<string, Listener>()
const log = vi.fn()
const noUpdates = { possible: false, feed: null, lookedAt: null, found: null }
const requests = {
  connect: vi.fn(),
  setLanguage: vi.fn(),
  notify: vi.fn(),
  setProgress: vi.fn(),
  saveExport: vi.fn(async () => 'saved' as const),
  print: vi.fn(async () => 'printed' as const),
  savePdf: vi.fn(async () => 'saved' as const),
  openOfficeFile: vi.fn(async () => 'opened' as const),
  chooseFolder: vi.fn(async () => null),
  chooseBackup: vi.fn(async () => null),
  updateState: vi.fn(async () => noUpdates),
  chooseUpdateFeed: vi.fn(async () => noUpdates),
  lookForUpdate: vi.fn(async () => noUpdates),
  installUpdate: vi.fn(async () => 'cancelled' as const),
}

beforeEach(() => {
  vi.clearAllMocks()
  listeners.clear()
  const keep = (channel: string, listener: Listener): void => void listeners.set(channel, listener)
  listenToPages({
    ipcMain: { on: keep, handle: keep } as never,
    requests,
    isOwnWindow: (contents) => contents === (page as never),
    explain: (error) => explain(error, 'zh') ?? '未知',
    log,
  })
})

test('every channel of the bridge is listened to, and no other', () => {
  expect([...listeners.keys()].sort()).toEqual(Object.values(bridgeChannels).sort())
})

const acceptable: readonly (readonly [keyof typeof bridgeChannels, readonly unknown[]])[] = [
  ['connect', []],
  ['setLanguage', ['en']],
  ['notify', ['GD20261121-001 已超时', '1栋101']],
  ['setProgress', [0.5]],
  ['saveExport', ['b7c1-42_x']],
  ['print', []],
  ['savePdf', [{ name: '凭证' }]],
  ['openOfficeFile', []],
  ['chooseFolder', []],
  ['chooseBackup', []],
  ['updateState', []],
  ['chooseUpdateFeed', ['https://updates.example.com/desk/']],
  ['chooseUpdateFeed', [null]],
  ['lookForUpdate', []],
  ['installUpdate', []],
]

test.each(acceptable)('%s from our page is acted on', async (name, args) => {
  await call(name, ours, ...args)
  expect(requests[name]).toHaveBeenCalledOnce()
})

const strangers: readonly (readonly [string, unknown])[] = [
  ['a window we did not open', { ...ours, sender: { id: 2 } }],
  ['a frame inside the page', { ...ours, senderFrame: { url: 'app://desk/', parent: {} } }],
  ['a page that went elsewhere', { ...ours, senderFrame: { url: 'https://example.com/', parent: null } }],
  ['a frame that is gone', { ...ours, senderFrame: null }],
]

describe.each(strangers)('from %s', (_who, event) => {
  test.each(acceptable)('%s is refused', async (name, args) => {
    const answer = await call(name, event, ...args)
    expect(requests[name]).not.toHaveBeenCalled()
    if (answer !== undefined) expect(answer).toEqual({ ok: false, message: '请求被拒绝。' })
  })
})

test.each<readonly [keyof typeof bridgeChannels, readonly unknown[]]>([
  ['connect', ['extra']],
  ['setLanguage', ['fr']],
  ['setLanguage', []],
  ['notify', ['', 'text']],
  ['notify', ['title', 'x'.repeat(501)]],
  ['notify', [{ title: 'x' }, 'text']],
  ['setProgress', [1.5]],
  ['setProgress', [Number.NaN]],
  ['setProgress', ['done']],
  ['saveExport', ['../../etc/passwd']],
  ['saveExport', ['a/b']],
  ['saveExport', ['']],
  ['saveExport', ['x'.repeat(81)]],
  ['saveExport', [{ toString: 'x' }]],
  ['saveExport', ['id', '/tmp/target']],
  ['savePdf', [{ name: '' }]],
  ['savePdf', [{ name: 'x', path: '/etc/passwd' }]],
  ['savePdf', [{ name: 7 }]],
  ['savePdf', [null]],
  ['openOfficeFile', ['/etc/passwd']],
])('%s with %j is refused', async (name, args) => {
  const answer = await call(name, ours, ...args)
  expect(requests[name]).not.toHaveBeenCalled()
  if (answer !== undefined) expect(answer).toEqual({ ok: false, message: '请求内容不正确。' })
})

test('a failure becomes words for the clerk; an unknown one is masked and logged', async () => {
  requests.saveExport.mockRejectedValueOnce(Object.assign(new Error('x'), { code: 'ENOSPC' }))
  expect(await call('saveExport', ours, 'a')).toEqual({ ok: false, message: '磁盘空间不足，文件没有保存。' })
  requests.saveExport.mockRejectedValueOnce(new Error('secret /home/x'))
  expect(await call('saveExport', ours, 'a')).toEqual({ ok: false, message: '未知' })
  expect(log).toHaveBeenLastCalledWith(expect.stringContaining('secret'))
})

function call(name: keyof typeof bridgeChannels, event: unknown, ...args: unknown[]): unknown {
  return listeners.get(bridgeChannels[name])?.(event, ...args)
}
