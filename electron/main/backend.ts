import type { MessagePortMain } from 'electron'
import type { BackupReason } from '../contract/backups.ts'
import type { Language, Offer } from '../contract/bridge.ts'
import {
  artifactSchema,
  backendMessageSchema,
  type HostMessage,
  type HostQuestion,
  type HostReply,
  type HostRequest,
  offerSchema,
  type WorkKind,
} from '../contract/hostProtocol.ts'
import { Problem, Said } from './problem.ts'

/** What supervision needs of Electron's UtilityProcess. */
export interface BackendProcess {
  postMessage(message: HostMessage, transfer?: MessagePortMain[]): void
  on(event: 'message', listener: (message: unknown) => void): unknown
  on(event: 'exit', listener: (code: number) => void): unknown
  kill(): boolean
}

/** One backend process kept alive for as long as the application runs. */
export interface Backend {
  /** Hands over one end of a window's channel; kept until the backend can take it, the newest of a window wins. */
  attach(windowId: number, port: MessagePortMain): void
  /** A closed window's port is not worth keeping. */
  detach(windowId: number): void
  /** @throws {Said} in the backend's words, {Problem} when it is gone */
  open(file: string): Promise<void>
  /** @throws {Said} in the backend's words, {Problem} when it is gone */
  artifact(exportId: string): Promise<{ readonly path: string; readonly name: string }>
  /** Names a chosen path for the pages. @throws {Said} in the backend's words, {Problem} when it is gone */
  offer(path: string): Promise<Offer>
  /** Makes a verified backup of the open office. @throws {Said} in the backend's words, {Problem} when it is gone */
  backUp(reason: BackupReason): Promise<void>
  /** The office file that is open. */
  openFile(): string | undefined
  /** Which long work is under way just now. */
  work(): readonly WorkKind[]
  /** Lets it close its file, then ends it; resolves when the process is gone. */
  stop(): Promise<void>
}

interface SupervisionParts {
  /** Starts the process; `file` is the office file that was open when the last one died. */
  readonly fork: (file: string | undefined) => BackendProcess
  /** The process died: windows must give up what they are waiting for and connect again. */
  readonly onLost: () => void
  /** It died too often to be started again. */
  readonly onGiveUp: () => void
  /** In which the backend answers. */
  readonly language: () => Language
  readonly log: (line: string) => void
}

/** Died this often without a steady spell between: starting it again does not help. */
const MOST_DEATHS = 8
/** Up for this long counts as steady, in ms. */
const STEADY = 60_000
/** The backend may take this long to close its file before it is ended, in ms. */
const CLOSING = 5_000

/** Pause before the next start, in ms: 100, 200, 400 … up to 10 s. */
export function restartDelay(deaths: number): number {
  return Math.min(100 * 2 ** Math.max(0, deaths - 1), 10_000)
}

export function superviseBackend(parts: SupervisionParts): Backend {
  let child: BackendProcess | undefined
  let readyAt: number | undefined
  let deaths = 0
  let phase: 'running' | 'stopping' | 'gaveUp' = 'running'
  let openFile: string | undefined
  let working: readonly WorkKind[] = []
  let restart: ReturnType<typeof setTimeout> | undefined
  let onExit: (() => void) | undefined
  let lastId = 0
  const ports = new Map<number, MessagePortMain>()
  const pending = new Map<number, Pending>()

  start()
  return {
    attach,
    detach,
    stop,
    openFile: () => openFile,
    work: () => working,
    async offer(path) {
      return offerSchema.parse(await ask({ type: 'offer', path }))
    },
    async open(file) {
      await ask({ type: 'open', file })
      openFile = file
    },
    async artifact(exportId) {
      return artifactSchema.parse(await ask({ type: 'artifact', artifact: exportId }))
    },
    async backUp(reason) {
      await ask({ type: 'back-up', reason })
    },
  }

  function start(): void {
    const started = parts.fork(openFile)
    child = started
    started.on('message', (message) => {
      if (child === started) hear(message)
    })
    started.on('exit', (code) => {
      if (child === started) mourn(code)
    })
  }

  function hear(raw: unknown): void {
    const parsed = backendMessageSchema.safeParse(raw)
    if (!parsed.success) {
      parts.log(`backend sent what is not in the protocol: ${parsed.error.message}`)
      return
    }
    const message = parsed.data
    if (message.type === 'ready') becomeReady()
    else if (message.type === 'opened') openFile = message.file
    else if (message.type === 'work') working = message.running
    else settle(message)
  }

  function becomeReady(): void {
    readyAt = Date.now()
    for (const port of ports.values()) child?.postMessage({ type: 'port' }, [port])
    ports.clear()
    for (const { request } of pending.values()) child?.postMessage(request)
  }

  function attach(windowId: number, port: MessagePortMain): void {
    detach(windowId)
    if (phase !== 'running') port.close()
    else if (readyAt !== undefined) child?.postMessage({ type: 'port' }, [port])
    else ports.set(windowId, port)
  }

  function detach(windowId: number): void {
    ports.get(windowId)?.close()
    ports.delete(windowId)
  }

  function ask(question: HostQuestion): Promise<unknown> {
    if (phase === 'gaveUp') return Promise.reject(new Problem('backendGaveUp'))
    if (child === undefined) return Promise.reject(new Problem('backendLost'))
    const request: HostRequest = { ...question, id: ++lastId, language: parts.language() }
    return new Promise((resolve, reject) => {
      pending.set(request.id, { request, resolve, reject })
      if (readyAt !== undefined) child?.postMessage(request)
    })
  }

  function settle(reply: HostReply): void {
    const asked = pending.get(reply.id)
    pending.delete(reply.id)
    if (!asked) parts.log(`backend answered ${reply.id}, which nobody asked`)
    else if (reply.ok) asked.resolve(reply.value)
    else asked.reject(new Said(reply.message))
  }

  function mourn(code: number): void {
    const steady = readyAt !== undefined && Date.now() - readyAt >= STEADY
    child = undefined
    readyAt = undefined
    working = []
    deaths = steady ? 1 : deaths + 1
    for (const { reject } of pending.values()) reject(new Problem('backendLost'))
    pending.clear()
    if (phase === 'stopping') {
      onExit?.()
      return
    }
    parts.log(`backend ended with ${code}, death ${deaths}`)
    parts.onLost()
    if (deaths >= MOST_DEATHS) giveUp()
    else restart = setTimeout(start, restartDelay(deaths))
  }

  function giveUp(): void {
    phase = 'gaveUp'
    for (const id of [...ports.keys()]) detach(id)
    parts.onGiveUp()
  }

  async function stop(): Promise<void> {
    const last = child
    const wasReady = readyAt !== undefined
    phase = 'stopping'
    clearTimeout(restart)
    for (const id of [...ports.keys()]) detach(id)
    if (!last) return
    const gone = new Promise<void>((resolve) => {
      onExit = resolve
    })
    const closing = setTimeout(() => last.kill(), CLOSING)
    if (wasReady) {
      await ask({ type: 'close' }).catch((error: unknown) => parts.log(`backend closed: ${String(error)}`))
    }
    last.kill()
    await gone
    clearTimeout(closing)
  }
}

interface Pending {
  readonly request: HostRequest
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}
