import { createRoute } from '@tanstack/react-router'
import { page, rootRoute } from '../../app/rootRoute.tsx'
import { listSearch } from '../../ui/listState.ts'

const due = createRoute({
  getParentRoute: () => rootRoute,
  path: '/handover',
  validateSearch: listSearch('handoverDue'),
  component: page(() => import('./DuePage.tsx'), 'DuePage'),
})

export const handoverRoutes = [due]
