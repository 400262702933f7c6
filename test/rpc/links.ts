import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { type IncomingHttpHeaders, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MessageChannel, Worker } from 'node:worker_threads'
import { type ClientContext, type ClientLink, createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { vi } from 'vitest'
import { Host } from '../../electron/backend/host.ts'
import { type Serving, serveHttp } from '../../electron/backend/http.ts'
import { PORT_MESSAGE } from '../../electron/contract/bridge.ts'
import type { Contract } from '../../electron/contract/contract.ts'
import { httpLink, portLink } from '../../renderer/api/connect.ts'
import type { ToBackend } from './portBackend.ts'

const root = join(import.meta.dirname, '../..')

export type Client = ContractRouterClient<Contract>

/** The application's own way to a real backend, over one transport. */
export interface Way {
  readonly name: string
  readonly client: Client
  /** Folder of the office files. */
  readonly folder: string
  /** What the backend wrote to its log. */
  log(): string
  /** A second window or browser on the same backend. */
  another(): Promise<Client>
  /** From now on calls stay unanswered. */
  hang(): Promise<void>
  /** Ends the backend without warning. */
  kill(): Promise<void>
  close(): Promise<void>
}

function clientOf(link: ClientLink<ClientContext>): Client {
  return createORPCClient(link)
}

/** The desktop's: the page's own link, a real port, the real utility process program in a thread. */
export async function overPort(): Promise<Way & { reportLost(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'desk-port-'))
  let log = ''
  let worker: Worker | undefined
  const windows: { lost: () => void }[] = []

  /** Main restarts a backend that died when a window asks for a port. */
  async function backend(): Promise<Worker> {
    if (worker) return worker
    const file = join(folder, 'office.stewarddesk')
    const started = new Worker(new URL('./portBackend.ts', import.meta.url), {
      argv: ['--folder', folder, '--today', '2026-11-21', ...(existsSync(file) ? ['--file', file] : [])],
      stderr: true,
    })
    worker = started
    started.stderr.on('data', (chunk: Buffer) => {
      log += chunk.toString()
    })
    started.once('exit', () => {
      if (worker === started) worker = undefined
      for (const window of windows) window.lost()
    })
    const ready = Promise.withResolvers<void>()
    started.on('message', (message: { type: string }) => message.type === 'ready' && ready.resolve())
    started.once('error', ready.reject)
    await ready.promise
    return started
  }

  async function open(): Promise<Client> {
    const page = new EventTarget()
    const window = { lost: () => {} }
    windows.push(window)
    const link = portLink(
      {
        connect: () =>
          void backend().then((worker) => {
            const { port1, port2 } = new MessageChannel()
            const message: ToBackend = { kind: 'host', data: { type: 'port' }, port: port2 }
            worker.postMessage(message, [port2])
            const arrived = { source: page, data: { type: PORT_MESSAGE }, ports: [port1] }
            page.dispatchEvent(Object.assign(new Event('message'), arrived))
          }),
        onBackendLost: (listener) => {
          window.lost = listener
        },
      },
      page as unknown as Window,
    )
    return clientOf(link)
  }

  await backend()
  return {
    name: 'port',
    folder,
    log: () => log,
    client: await open(),
    another: open,
    hang: async () => void worker?.postMessage({ kind: 'hang' } satisfies ToBackend),
    kill: async () => void (await worker?.terminate()),
    reportLost: () => {
      for (const window of windows) window.lost()
    },
    close: async () => {
      await worker?.terminate()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The browser's: the page's own link, whose cookie is kept here as a browser would. */
export async function overHttp(): Promise<
  Way & {
    readonly host: Host
    /** A link whose token nobody has used. */
    anotherLink(): Promise<string>
  }
> {
  const folder = mkdtempSync(join(tmpdir(), 'desk-http-'))
  let log = ''
  const host = new Host({
    folder,
    temporary: join(folder, 'temporary'),
    workerUrl: new URL('../../electron/backend/worker.ts', import.meta.url),
    version: 'test',
    log: {
      info: () => undefined,
      error: (message, details) => {
        log += `${message} ${details instanceof Error ? details.stack : String(details)}\n`
      },
    },
    readClock: () => new Date(),
    today: '2026-11-21',
  })
  const servings: Serving[] = []
  const serve = async () => {
    const serving = await serveHttp(host, { port: 0, pages: join(root, 'dist/renderer') })
    servings.push(serving)
    return serving
  }
  const serving = await serve()
  return {
    name: 'http',
    folder,
    host,
    anotherLink: async () => (await serve()).link,
    log: () => log,
    client: await signedInBrowser(serving.link),
    another: async () => signedInBrowser((await serve()).link),
    hang: async () => {},
    kill: async () => {
      for (const one of servings) await one.close()
    },
    close: async () => {
      for (const one of servings) await one.close()
      await host.end()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** `desk serve` as a process of its own, which can be killed for real. */
export async function overProcess(): Promise<Way> {
  const folder = mkdtempSync(join(tmpdir(), 'desk-process-'))
  const file = join(folder, 'office.db')
  let child: ChildProcess
  let log = ''

  async function start(): Promise<Client> {
    const program = join(root, 'electron/cli/desk.ts')
    const started = spawn(process.execPath, [program, 'serve', '--db', file, '--json'], { cwd: root })
    child = started
    started.stderr.on('data', (chunk: Buffer) => {
      log += chunk.toString()
    })
    let out = ''
    const link = await new Promise<string>((resolve, reject) => {
      started.stdout.on('data', (chunk: Buffer) => {
        out += chunk.toString()
        const found = /http:\/\/127[^"\s]+/.exec(out)
        if (found) resolve(found[0])
      })
      started.once('exit', (code) => reject(new Error(`desk serve ended with ${code}: ${log}`)))
    })
    return signedInBrowser(link)
  }

  const made = spawn(process.execPath, [join(root, 'electron/cli/desk.ts'), 'new', '--db', file], { cwd: root })
  await once(made, 'exit')
  return {
    name: 'process',
    folder,
    log: () => log,
    client: await start(),
    another: start,
    hang: async () => void child.kill('SIGSTOP'),
    kill: async () => {
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
    close: async () => {
      child.kill('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Exchanges the link for its cookie, and sends that cookie with whatever the page's own link then asks. */
export async function signedInBrowser(link: string): Promise<Client> {
  const { origin } = new URL(link)
  const cookie = await cookieOf(link)
  jar.set(origin, cookie)
  return clientOf(httpLink(`${origin}/rpc`))
}

/** @returns the cookie a link's token is worth, as the browser sends it back. */
export async function cookieOf(link: string): Promise<string> {
  const answer = await ask(link)
  return String(answer.headers['set-cookie']).split(';')[0] ?? ''
}

const jar = new Map<string, string>()
const bareFetch = globalThis.fetch
vi.stubGlobal('fetch', (asked: Request, init?: RequestInit) => {
  const cookie = jar.get(new URL(asked.url).origin)
  const headers = new Headers(asked.headers)
  if (cookie) headers.set('cookie', cookie)
  return bareFetch(new Request(asked, { headers }), init)
})

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** A request exactly as written: no client tidies its path or adds headers. */
export function ask(
  link: string,
  options: { method?: string; path?: string; headers?: Record<string, string>; body?: Iterable<Buffer> } = {},
): Promise<Answer> {
  const url = new URL(link)
  return new Promise((resolve, reject) => {
    const asking = request(
      {
        host: url.hostname,
        port: url.port,
        method: options.method ?? 'GET',
        path: options.path ?? url.pathname + url.search,
        headers: options.headers ?? {},
      },
      (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => {
          text += chunk
        })
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }))
      },
    )
    asking.on('error', reject)
    if (!options.body) {
      asking.end()
      return
    }
    const chunks = options.body[Symbol.iterator]()
    const send = () => {
      const next = chunks.next()
      if (next.done) asking.end()
      else asking.write(next.value, send)
    }
    send()
  })
}
