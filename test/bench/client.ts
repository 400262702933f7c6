import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { RPCHandler } from '@orpc/server/message-port'
import { Host } from '../../electron/backend/host.ts'
import { router } from '../../electron/backend/router.ts'
import type { Contract } from '../../electron/contract/contract.ts'

export type Client = ContractRouterClient<Contract>

/** An office as the window has it: the contract's client, a port, the router, and back. */
export async function withClient<T>(
  file: string,
  today: string | undefined,
  run: (client: Client) => Promise<T>,
): Promise<T> {
  // The host empties its temporary folder when it starts.
  const folder = mkdtempSync(join(tmpdir(), 'steward-desk-bench-'))
  const host = new Host({
    folder,
    temporary: join(folder, 'temporary'),
    workerUrl: new URL('../../electron/backend/worker.ts', import.meta.url),
    version: 'bench',
    log: { info: () => undefined, error: (message, details) => console.error(message, details) },
    readClock: () => new Date(),
    today,
  })
  await host.open(file)
  const connection = host.connect()
  connection.actor = { id: 1, name: 'bench', roles: ['administrator'] }
  const { port1, port2 } = new MessageChannel()
  new RPCHandler(router).upgrade(port2, { context: host.context(connection) })
  port2.start()
  const client: Client = createORPCClient(new RPCLink({ port: begun(port1) }))
  const result = await run(client)
  port1.close()
  port2.close()
  await host.end()
  rmSync(folder, { recursive: true })
  return result
}

function begun(port: MessagePort): MessagePort {
  port.start()
  return port
}
