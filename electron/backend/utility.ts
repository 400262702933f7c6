import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { RPCHandler } from '@orpc/server/message-port'
import packageJson from '../../package.json' with { type: 'json' }
import type { Language } from '../contract/bridge.ts'
import { DeskError } from '../contract/errors.ts'
import type { BackendMessage, HostMessage, HostRequest } from '../contract/hostProtocol.ts'
import { sentence, wordsIn } from '../documents/words.ts'
import { deskLog, tellLastWords } from '../log/log.ts'
import { Host } from './host.ts'
import { router } from './router.ts'
import type { Artifact } from './routers/exports.ts'

/** The backend of the desktop: a utility process that serves the router on one MessagePort per window. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: HostMessage; ports: PortMain[] }) => void): void
  postMessage(message: BackendMessage): void
}

interface PortMain {
  on(event: string, listener: (event?: { data: unknown }) => void): void
  postMessage(message: unknown): void
  start(): void
}

const parent = (process as unknown as { parentPort: ParentPort }).parentPort
const { values } = parseArgs({
  options: {
    folder: { type: 'string' },
    logs: { type: 'string' },
    file: { type: 'string' },
    today: { type: 'string' },
  },
  strict: false,
})

const logs = typeof values.logs === 'string' ? values.logs : undefined
const log = deskLog('backend', logs)
tellLastWords(log)

const host = new Host({
  folder: String(values.folder),
  temporary: join(tmpdir(), `steward-desk-${process.pid}`),
  workerUrl: new URL('./worker.mjs', import.meta.url),
  version: packageJson.version,
  log,
  logs,
  readClock: () => new Date(),
  keepBackups: true,
  today: typeof values.today === 'string' ? values.today : undefined,
  onOpened: (file) => parent.postMessage({ type: 'opened', file }),
  onWork: (running) => parent.postMessage({ type: 'work', running: [...running] }),
})
const rpc = new RPCHandler(router)

parent.on('message', ({ data, ports }) => {
  if (data.type === 'port') return servePort(ports[0])
  answer(data).then(
    (value) => parent.postMessage({ type: 'reply', id: data.id, ok: true, value }),
    (error: unknown) =>
      parent.postMessage({ type: 'reply', id: data.id, ok: false, message: messageOf(error, data.language) }),
  )
})

if (typeof values.file === 'string') {
  await host.open(values.file).catch((error: unknown) => log.error(`could not open ${values.file}`, error))
}
parent.postMessage({ type: 'ready' })

function servePort(port: PortMain | undefined): void {
  if (!port) return
  rpc.upgrade(port, { context: host.context(host.connect()) })
  port.start()
}

async function answer(request: HostRequest): Promise<unknown> {
  switch (request.type) {
    case 'open':
      await host.open(request.file)
      return null
    case 'back-up':
      // Where no office is open none is at stake: an update touches no office file until it opens it.
      if (host.isOpen) await host.backUpBefore(request.reason)
      return null
    case 'close':
      await host.close()
      return null
    case 'offer':
      return host.offer(request.path)
    case 'artifact':
      return host.tasks.finished<Artifact>(request.artifact)
  }
}

function messageOf(error: unknown, language: Language): string {
  if (error instanceof DeskError) return sentence(wordsIn(language), error)
  log.error('host request failed', error)
  return wordsIn(language)('errors:internal')
}
