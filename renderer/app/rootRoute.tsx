import { createRootRoute, lazyRouteComponent, Outlet, type RouteComponent } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { forgetEverything } from '../api/query.ts'
import { PageOwner, type SignedIn, useOfficeState } from '../api/session.ts'
import { CreateAdministrator } from '../features/office/CreateAdministrator.tsx'
import { FirstRun } from '../features/office/FirstRun.tsx'
import { SignIn } from '../features/office/SignIn.tsx'
import { ErrorFace, LoadingFace, NotFoundFace } from '../ui/Faces.tsx'
import { hasUnsaved } from '../ui/unsaved.ts'
import { loadPageWords } from './i18n.ts'
import { shutBehindLock } from './lock.ts'
import { Shell } from './Shell.tsx'

/** Parent of every feature's routes. */
export const rootRoute = createRootRoute({
  component: OfficeGate,
  notFoundComponent: NotFoundFace,
  errorComponent: BrokenPage,
})

const Recovery = lazy(async () => {
  const [part] = await Promise.all([import('../features/backups/Recovery.tsx'), loadPageWords()])
  return { default: part.Recovery }
})

/** What is missing comes first: an office, its administrator, somebody signed in. The address stays meanwhile. */
function OfficeGate(): ReactNode {
  const state = useOfficeState()
  if (state.isPending) return <LoadingFace fullPage />
  if (state.data === undefined) return <ErrorFace error={state.error} onRetry={() => void state.refetch()} fullPage />
  const { office, actor, trouble } = state.data
  if (!office && trouble) {
    return (
      <Suspense fallback={<LoadingFace fullPage />}>
        <Recovery trouble={trouble} />
      </Suspense>
    )
  }
  if (!office) return <FirstRun />
  if (office.needsAdministrator) return <CreateAdministrator />
  // What is half typed or loaded for one office never stands over another.
  return <Desk key={office.id} actor={actor} />
}

/**
 * The page of whoever is signed in. When the session ends over half-typed work, by the idle lock or because the backend
 * started anew, the page waits behind the sign-in page for the same person.
 */
function Desk({ actor }: { readonly actor: SignedIn | null }): ReactNode {
  const [owner, setOwner] = useState(actor)
  if (actor !== null && actor.id !== owner?.id) setOwner(actor)
  if (actor === null && owner !== null && !hasUnsaved()) setOwner(null)
  const waiting = actor === null && owner !== null
  useEffect(() => () => void forgetEverything(), [])
  useEffect(() => {
    shutBehindLock(waiting)
    return () => shutBehindLock(false)
  }, [waiting])
  return (
    <>
      {!actor && <SignIn waiting={owner} />}
      {owner && (
        <PageOwner value={owner}>
          <div style={{ display: waiting ? 'none' : 'contents' }} inert={waiting}>
            <Shell key={owner.id}>
              <Outlet />
            </Shell>
          </div>
        </PageOwner>
      )}
    </>
  )
}

function BrokenPage({ error, reset }: { readonly error: unknown; readonly reset: () => void }): ReactNode {
  return <ErrorFace error={error} onRetry={reset} />
}

/**
 * A page loaded when it is first visited: `page(() => import('./UnitPage.tsx'), 'UnitPage')`.
 * The component's own type is left out on purpose: pages link to routes, and routes must not depend on pages.
 */
export function page<Module extends object>(load: () => Promise<Module>, name: keyof Module & string): RouteComponent {
  return firstPage(async () => (await Promise.all([load(), loadPageWords()]))[0], name)
}

/** As `page`, for the one that is seen first: it has no words of its own to wait for. */
export function firstPage<Module extends object>(
  load: () => Promise<Module>,
  name: keyof Module & string,
): RouteComponent {
  return lazyRouteComponent(load as unknown as () => Promise<Record<string, RouteComponent>>, name) as RouteComponent
}
