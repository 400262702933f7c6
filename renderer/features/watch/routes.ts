import { createRoute } from '@tanstack/react-router'
import { page, rootRoute } from '../../app/rootRoute.tsx'
import { watchSearch } from './watchSearch.ts'

export const watchRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/watch',
    validateSearch: watchSearch,
    component: page(() => import('./WatchPage.tsx'), 'WatchPage'),
  }),
]
