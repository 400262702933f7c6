import { createRoute } from '@tanstack/react-router'
import { rateDimensions } from '../../../electron/contract/watch.ts'
import { page, rootRoute } from '../../app/rootRoute.tsx'
import { spellSearch } from '../../ui/spellSearch.ts'

export const watchRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/watch',
    validateSearch: spellSearch(rateDimensions),
    component: page(() => import('./WatchPage.tsx'), 'WatchPage'),
  }),
]
