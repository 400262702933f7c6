import { useQuery } from '@tanstack/react-query'
import { createContext, use } from 'react'
import type { ProcedureName } from '../../electron/contract/contract.ts'
import type { OfficeState } from '../../electron/contract/office.ts'
import { mayCall } from '../../electron/contract/permissions.ts'
import { client, orpc } from './client.ts'
import { forgetEverything, refreshOffice } from './query.ts'

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

/** Whose page it is while the window is locked over half-typed work. */
export const PageOwner = createContext<SignedIn | null>(null)

/** Who is signed in. Null on the pages before the shell. */
export function useActor(): SignedIn | null {
  const owner = use(PageOwner)
  return useOfficeState().data?.actor ?? owner
}

/** Whether the person signed in may call a procedure: what they may not is not offered. */
export function useMay(procedure: ProcedureName): boolean {
  return mayCall(procedure, useActor()?.roles ?? null)
}

/** Ends the session: the address stays, so whoever signs in next is where the last one was. */
export async function signOut(): Promise<void> {
  await client.office.signOut()
  await forgetEverything()
}

/** The same over half-typed work: what the page has loaded stays behind the lock with it. */
export async function lock(): Promise<void> {
  await client.office.signOut()
  await refreshOffice()
}
