import { createRoute } from '@tanstack/react-router'
import { page, rootRoute } from '../../app/rootRoute.tsx'
import { listSearch } from '../../ui/listState.ts'

const imports = createRoute({
  getParentRoute: () => rootRoute,
  path: '/imports',
  validateSearch: listSearch('imports'),
  component: page(() => import('./ImportsPage.tsx'), 'ImportsPage'),
})

export const importsRoutes = [imports]
