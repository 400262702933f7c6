import type { ClientContext, ClientLink, ClientOptions } from '@orpc/client'
import { RPCLink as FetchLink } from '@orpc/client/fetch'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { type DesktopBridge, PORT_MESSAGE } from '../../electron/contract/bridge.ts'

/** The backend ended while a call was under way, or could not be reached. Whether the call took effect is unknown. */
export class BackendLost extends Error {
  constructor(options?: ErrorOptions) {
    super('backend lost', options)
    this.name = 'BackendLost'
  }
}

/** So long may a restarted backend take to hand over a port, in ms. */
const PORT_PATIENCE = 30_000

/** The way to the backend: a port in the desktop, HTTP in a browser. */
export function backendLink(): ClientLink<ClientContext> {
  return window.desk ? portLink(window.desk, window) : httpLink(`${window.location.origin}/rpc`)
}

/** Turns the browser's bare "failed to fetch" into `BackendLost`; what the server itself answers passes. */
export function httpLink(url: string): ClientLink<ClientContext> {
  const link = new FetchLink({
    url,
    fetch: (request, init) =>
      globalThis.fetch(request, init).catch((cause: unknown) => {
        if (request.signal.aborted) throw cause
        throw new BackendLost({ cause })
      }),
  })
  return { call: (path, input, options) => link.call(path, input, options) }
}

interface Connection {
  readonly link: ClientLink<ClientContext>
  /** Never resolves; rejects when the port's other end is gone. */
  readonly lost: Promise<never>
}

/** One port at a time. When its backend dies every pending call rejects, and the next call asks for a fresh port. */
export function portLink(
  desk: Pick<DesktopBridge, 'connect' | 'onBackendLost'>,
  page: Pick<Window, 'addEventListener' | 'removeEventListener'>,
): ClientLink<ClientContext> {
  let current: Promise<Connection> | undefined
  let lose: () => void = () => {}
  desk.onBackendLost(() => lose())

  function connection(): Promise<Connection> {
    current ??= connect().catch((error: unknown) => {
      current = undefined
      throw error
    })
    return current
  }

  async function connect(): Promise<Connection> {
    const { promise: lost, reject } = Promise.withResolvers<never>()
    // A loss while nothing is pending is nobody's error.
    lost.catch(() => {})
    const loseThis = () => {
      if (lose === loseThis) current = undefined
      reject(new BackendLost())
    }
    lose = loseThis
    const port = await Promise.race([awaitPort(desk, page), lost])
    port.addEventListener('close', loseThis)
    const link = new PortLink({ port })
    port.start()
    return { link, lost }
  }

  return {
    async call(path: readonly string[], input: unknown, options: ClientOptions<ClientContext>): Promise<unknown> {
      const { link, lost } = await connection()
      return await Promise.race([link.call(path, input, options), lost])
    },
  }
}

function awaitPort(
  desk: Pick<DesktopBridge, 'connect'>,
  page: Pick<Window, 'addEventListener' | 'removeEventListener'>,
): Promise<MessagePort> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => finish(() => reject(new BackendLost())), PORT_PATIENCE)
    const hear = (event: MessageEvent) => {
      const port = event.ports[0]
      if ((event.source as unknown) !== page || event.data?.type !== PORT_MESSAGE || !port) return
      finish(() => resolve(port))
    }
    const finish = (settle: () => void) => {
      clearTimeout(timer)
      page.removeEventListener('message', hear)
      settle()
    }
    page.addEventListener('message', hear)
    desk.connect()
  })
}
