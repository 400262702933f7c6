import { createRoute } from '@tanstack/react-router'
import { page, rootRoute } from '../../app/rootRoute.tsx'
import { listSearch } from '../../ui/listState.ts'

const residents = createRoute({
  getParentRoute: () => rootRoute,
  path: '/residents',
  validateSearch: listSearch('residents'),
  component: page(() => import('./ResidentsPage.tsx'), 'ResidentsPage'),
})

const resident = createRoute({
  getParentRoute: () => rootRoute,
  path: '/residents/$id',
  component: page(() => import('./ResidentPage.tsx'), 'ResidentPage'),
})

export const residentsRoutes = [residents, resident]
