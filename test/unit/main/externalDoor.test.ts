import { expect, test, vi } from 'vitest'
import { externalDoor } from '../../../electron/main/externalDoor.ts'

test('only what the policy lets through reaches the system browser', () => {
  const open = vi.fn(async () => {})
  const log = vi.fn()
  const door = externalDoor(open, log)
  door('https://example.com/help')
  door('file:///etc/passwd')
  door('javascript:alert(1)')
  expect(open.mock.calls).toEqual([['https://example.com/help']])
  expect(log).toHaveBeenCalledTimes(2)
})

test('a browser that does not open is logged, not thrown', async () => {
  const log = vi.fn()
  externalDoor(async () => Promise.reject(new Error('no browser')), log)('https://example.com/')
  await vi.waitFor(() => expect(log).toHaveBeenCalledWith(expect.stringContaining('no browser')))
})
