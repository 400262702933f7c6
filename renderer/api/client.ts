import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import type { Contract } from '../../electron/contract/contract.ts'
import { backendLink } from './connect.ts'

/** Every call of the contract: `client.estate.unit({ id })`. */
export const client: ContractRouterClient<Contract> = createORPCClient(backendLink())

/** The same calls for TanStack Query: `useQuery(orpc.estate.unit.queryOptions({ input: { id } }))`. */
export const orpc = createTanstackQueryUtils(client)
