import { implement } from '@orpc/server'
import { contract } from '../../contract/contract.ts'
import { border } from '../../core/procedure.ts'
import type { HostContext } from '../host.ts'

/** The contract behind the same border, for procedures that need the host itself: its files, tasks and connections. */
export const hosted = implement(contract).$context<HostContext>().use(border)
