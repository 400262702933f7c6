import { EventEmitter } from 'node:events'
import { expect, test, vi } from 'vitest'
import { hearOpenedFiles } from '../../../electron/main/openedFiles.ts'

test('a file opened before the application is ready waits; a later one is opened at once', () => {
  const app = new EventEmitter()
  const waiting = vi.fn()
  const open = vi.fn()
  const whenOpened = hearOpenedFiles(app as never, waiting)
  expect(handOver(app, '/offices/翠湖.stewarddesk')).toBe(true)
  expect(waiting).toHaveBeenCalledExactlyOnceWith('/offices/翠湖.stewarddesk')
  whenOpened(open)
  handOver(app, '/offices/other.stewarddesk')
  expect(open).toHaveBeenCalledExactlyOnceWith('/offices/other.stewarddesk')
  expect(waiting).toHaveBeenCalledOnce()
})

test('a file that is no office file is taken from the system and left alone', () => {
  const app = new EventEmitter()
  const waiting = vi.fn()
  hearOpenedFiles(app as never, waiting)
  expect(handOver(app, '/etc/passwd')).toBe(true)
  expect(waiting).not.toHaveBeenCalled()
})

/** As macOS does; whether the application took the event for itself. */
function handOver(app: EventEmitter, file: string): boolean {
  const event = { preventDefault: vi.fn() }
  app.emit('open-file', event, file)
  return event.preventDefault.mock.calls.length === 1
}
