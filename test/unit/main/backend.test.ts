import { EventEmitter } from 'node:events'
import type { MessagePortMain } from 'electron'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { HostMessage } from '../../../electron/contract/hostProtocol.ts'
import { type Backend, restartDelay, superviseBackend } from '../../../electron/main/backend.ts'

class Process extends EventEmitter {
  readonly sent: { readonly message: HostMessage; readonly ports: readonly MessagePortMain[] }[] = []
  readonly file: string | undefined
  killed = false
  constructor(file: string | undefined) {
    super()
    this.file = file
  }
  postMessage(message: HostMessage, ports: MessagePortMain[] = []): void {
    this.sent.push({ message, ports })
  }
  kill(): boolean {
    if (!this.killed) setTimeout(() => this.emit('exit', 0), 1)
    this.killed = true
    return true
  }
  say(message: unknown): void {
    this.emit('message', message)
  }
  die(): void {
    this.emit('exit', 'SIGKILL')
  }
  reply(id: number, value: unknown): void {
    this.say({ type: 'reply', id, ok: true, value })
  }
}

let processes: Process[]
let backend: Backend
const onLost = vi.fn()
const onGiveUp = vi.fn()
const log = vi.fn()

beforeEach(() => {
  vi.useFakeTimers()
  vi.clearAllMocks()
  processes = []
  const fork = (file: string | undefined): Process => {
    const process = new Process(file)
    processes.push(process)
    return process
  }
  backend = superviseBackend({ fork, onLost, onGiveUp, language: () => 'en', log })
})

afterEach(() => {
  vi.useRealTimers()
})

test('a port waits until the backend is ready; of one window only the newest is handed over', () => {
  const [older, newer, other] = [port(), port(), port()]
  backend.attach(1, older)
  backend.attach(1, newer)
  backend.attach(2, other)
  expect(latest().sent).toEqual([])
  latest().say({ type: 'ready' })
  expect(latest().sent.flatMap(({ ports }) => ports)).toEqual([newer, other])
  expect(older.close).toHaveBeenCalledOnce()
})

test('the port of a window closed meanwhile is closed, not handed over', () => {
  const waiting = port()
  backend.attach(1, waiting)
  backend.detach(1)
  latest().say({ type: 'ready' })
  expect(latest().sent).toEqual([])
  expect(waiting.close).toHaveBeenCalledOnce()
})

test('a request is answered by its id', async () => {
  latest().say({ type: 'ready' })
  const first = backend.artifact('a')
  const second = backend.artifact('b')
  latest().reply(2, { path: '/tmp/b', name: 'b.xlsx' })
  latest().reply(1, { path: '/tmp/a', name: 'a.xlsx' })
  expect(await first).toEqual({ path: '/tmp/a', name: 'a.xlsx' })
  expect(await second).toEqual({ path: '/tmp/b', name: 'b.xlsx' })
})

test('a refusal is passed on in the backend’s words', async () => {
  latest().say({ type: 'ready' })
  const asked = backend.open('/x')
  latest().say({ type: 'reply', id: 1, ok: false, message: '文件不存在。' })
  await expect(asked).rejects.toThrow('文件不存在。')
})

test('an artifact of another shape is refused', async () => {
  latest().say({ type: 'ready' })
  const asked = backend.artifact('a')
  latest().reply(1, { path: '', name: 5 })
  await expect(asked).rejects.toThrow()
})

test('what is not in the protocol is logged and changes nothing', () => {
  for (const nonsense of [undefined, 'ready', { type: 'format-disk' }, { type: 'reply', id: 9, ok: true }]) {
    latest().say(nonsense)
  }
  expect(log).toHaveBeenCalledTimes(4)
  const waiting = port()
  backend.attach(1, waiting)
  expect(latest().sent).toEqual([])
})

describe('when the backend dies', () => {
  test('every request in flight fails with a known error, and the windows are told', async () => {
    latest().say({ type: 'ready' })
    const asked = backend.artifact('a')
    latest().die()
    await expect(asked).rejects.toMatchObject({ kind: 'backendLost' })
    expect(onLost).toHaveBeenCalledOnce()
  })

  test('a request made before it was ready fails too', async () => {
    const asked = backend.artifact('a')
    latest().die()
    await expect(asked).rejects.toMatchObject({ kind: 'backendLost' })
  })

  test('a request while there is none fails at once', async () => {
    latest().die()
    await expect(backend.artifact('a')).rejects.toMatchObject({ kind: 'backendLost' })
  })

  test('it starts again after a pause, with the file that was open, and gets the windows’ new ports', () => {
    latest().say({ type: 'ready' })
    latest().say({ type: 'opened', file: '/offices/a.stewarddesk' })
    latest().die()
    const again = port()
    backend.attach(1, again)
    vi.advanceTimersByTime(restartDelay(1))
    expect(processes).toHaveLength(2)
    expect(latest().file).toBe('/offices/a.stewarddesk')
    latest().say({ type: 'ready' })
    expect(latest().sent.flatMap(({ ports }) => ports)).toEqual([again])
  })

  test('a word from the dead one is not heard', () => {
    const dead = latest()
    dead.die()
    dead.say({ type: 'ready' })
    const waiting = port()
    backend.attach(1, waiting)
    expect(dead.sent).toEqual([])
  })

  test('the pauses double up to ten seconds', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 20].map(restartDelay)).toEqual([
      100, 200, 400, 800, 1600, 3200, 6400, 10_000, 10_000,
    ])
  })

  test('eight deaths in a row end the attempts: ports close, requests fail at once', async () => {
    const waiting = port()
    for (let death = 1; death <= 8; death += 1) {
      backend.attach(1, port())
      latest().die()
      if (death === 7) backend.attach(1, waiting)
      vi.advanceTimersByTime(10_000)
    }
    expect(onGiveUp).toHaveBeenCalledOnce()
    expect(processes).toHaveLength(8)
    const late = port()
    backend.attach(1, late)
    expect(late.close).toHaveBeenCalledOnce()
    await expect(backend.open('/x')).rejects.toMatchObject({ kind: 'backendGaveUp' })
  })

  test('a steady minute between makes up for earlier deaths', () => {
    for (let death = 1; death <= 20; death += 1) {
      latest().say({ type: 'ready' })
      vi.advanceTimersByTime(60_000)
      latest().die()
      vi.advanceTimersByTime(restartDelay(1))
    }
    expect(onGiveUp).not.toHaveBeenCalled()
    expect(processes).toHaveLength(21)
  })
})

describe('stopping', () => {
  test('lets the backend close its file, then ends it, and it is not started again', async () => {
    latest().say({ type: 'ready' })
    const stopped = backend.stop()
    expect(latest().sent.at(-1)?.message).toEqual({ type: 'close', id: 1, language: 'en' })
    expect(latest().killed).toBe(false)
    latest().reply(1, undefined)
    await vi.advanceTimersByTimeAsync(10)
    await stopped
    expect(latest().killed).toBe(true)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(processes).toHaveLength(1)
    expect(onLost).not.toHaveBeenCalled()
  })

  test('a backend that does not answer is ended after five seconds', async () => {
    latest().say({ type: 'ready' })
    const stopped = backend.stop()
    await vi.advanceTimersByTimeAsync(4_999)
    expect(latest().killed).toBe(false)
    await vi.advanceTimersByTimeAsync(10)
    await stopped
    expect(latest().killed).toBe(true)
  })

  test('while it waits to be started again, nothing is started', async () => {
    latest().die()
    await backend.stop()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(processes).toHaveLength(1)
  })
})

function latest(): Process {
  const process = processes.at(-1)
  if (!process) throw new Error('no process was started')
  return process
}

function port(): MessagePortMain {
  return { close: vi.fn() } as unknown as MessagePortMain
}
