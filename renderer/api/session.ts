import { useQuery } from '@tanstack/react-query'
import type { ProcedureName } from '../../electron/contract/contract.ts'
import type { OfficeState } from '../../electron/contract/office.ts'
import { mayCall } from '../../electron/contract/permissions.ts'
import { client, orpc } from './client.ts'
import { forgetEverything } from './query.ts'

export type Office = NonNullable<OfficeState['office']>
export type SignedIn = NonNullable<OfficeState['actor']>

/** Which office is open and who is signed in. Inside the shell both are there. */
export function useOfficeState() {
  return useQuery(orpc.office.state.queryOptions({ staleTime: 30_000 }))
}

/** The open office, its today and its time zone. Only for pages inside the shell. */
export function useOffice(): Office {
  const office = useOfficeState().data?.office
  if (!office) throw new Error('no office is open')
  return office
}

/** Who is signed in. Null on the pages before the shell. */
export function useActor(): SignedIn | null {
  return useOfficeState().data?.actor ?? null
}

/** Whether the person signed in may call a procedure: what they may not is not offered. */
export function useMay(procedure: ProcedureName): boolean {
  return mayCall(procedure, useActor()?.roles ?? null)
}

/** Locks the window: the address stays, so whoever signs in next is where the last one was. */
export async function signOut(): Promise<void> {
  await client.office.signOut()
  await forgetEverything()
}
