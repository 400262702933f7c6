import { EventEmitter } from 'node:events'
import { type MessagePort, parentPort } from 'node:worker_threads'
import type { HostMessage } from '../../electron/contract/hostProtocol.ts'

/**
 * The desktop's backend in a worker thread: the real `utility.ts`, given the `process.parentPort` that Electron's
 * utility process has. Killing the thread kills it and closes its ports, as the death of the process does.
 */
export type ToBackend =
  | { readonly kind: 'host'; readonly data: HostMessage; readonly port?: MessagePort }
  /** Stops the thread in its tracks: what is asked from now on stays unanswered. */
  | { readonly kind: 'hang' }

class ParentPort extends EventEmitter {
  postMessage(message: unknown): void {
    parentPort?.postMessage(message)
  }
}

const own = new ParentPort()
Object.defineProperty(process, 'parentPort', { value: own })
await import('../../electron/backend/utility.ts')
parentPort?.on('message', (message: ToBackend) => {
  if (message.kind === 'hang') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
  else own.emit('message', { data: message.data, ports: message.port ? [message.port] : [] })
})
