import { createRoute } from '@tanstack/react-router'
import { page, rootRoute } from '../../app/rootRoute.tsx'
import { handoverSearch } from './handoverSearch.ts'

const handovers = createRoute({
  getParentRoute: () => rootRoute,
  path: '/handover',
  validateSearch: handoverSearch,
  component: page(() => import('./HandoversPage.tsx'), 'HandoversPage'),
})

const handover = createRoute({
  getParentRoute: () => rootRoute,
  path: '/handover/$id',
  component: page(() => import('./HandoverPage.tsx'), 'HandoverPage'),
})

export const handoverRoutes = [handovers, handover]
