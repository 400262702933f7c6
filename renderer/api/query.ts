import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { orpc } from './client.ts'
import { kindOf } from './errors.ts'

/** The page's copy of what the backend said. The backend is on this machine, so being offline means nothing. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: followSession }),
  mutationCache: new MutationCache({ onError: followSession }),
  defaultOptions: {
    queries: {
      networkMode: 'always',
      staleTime: 2_000,
      retry: (failures, error) => kindOf(error) === 'lost' && failures < 4,
      retryDelay: (failure) => Math.min(300 * 2 ** failure, 3_000),
    },
    mutations: { networkMode: 'always', retry: false },
  },
})

/** A backend that came back knows nobody: whatever asks first brings the sign-in page. */
function followSession(error: unknown): void {
  const kind = kindOf(error)
  if (kind === 'not-signed-in' || kind === 'no-office') void refreshOffice()
}

/** Asks again which office is open and who is signed in; the face of the window follows. */
export function refreshOffice(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: orpc.office.state.key() })
}

/** Whoever signs in next must not see what the last one loaded. */
export async function forgetEverything(): Promise<void> {
  const state = orpc.office.state.queryKey()
  queryClient.removeQueries({ predicate: (query) => JSON.stringify(query.queryKey) !== JSON.stringify(state) })
  await refreshOffice()
}
