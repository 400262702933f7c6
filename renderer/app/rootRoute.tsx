import { createRootRoute, lazyRouteComponent, Outlet, type RouteComponent } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useOfficeState } from '../api/session.ts'
import { CreateAdministrator } from '../features/office/CreateAdministrator.tsx'
import { FirstRun } from '../features/office/FirstRun.tsx'
import { SignIn } from '../features/office/SignIn.tsx'
import { ErrorFace, LoadingFace, NotFoundFace } from '../ui/Faces.tsx'
import { Shell } from './Shell.tsx'

/** Parent of every feature's routes. */
export const rootRoute = createRootRoute({
  component: OfficeGate,
  notFoundComponent: NotFoundFace,
  errorComponent: BrokenPage,
})

/** What is missing comes first: an office, its administrator, somebody signed in. The address stays meanwhile. */
function OfficeGate(): ReactNode {
  const state = useOfficeState()
  if (state.isPending) return <LoadingFace fullPage />
  if (state.data === undefined) return <ErrorFace error={state.error} onRetry={() => void state.refetch()} fullPage />
  const { office, actor } = state.data
  if (!office) return <FirstRun />
  if (office.needsAdministrator) return <CreateAdministrator />
  if (!actor) return <SignIn />
  return (
    <Shell key={actor.id}>
      <Outlet />
    </Shell>
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
  return lazyRouteComponent(load as unknown as () => Promise<Record<string, RouteComponent>>, name) as RouteComponent
}
