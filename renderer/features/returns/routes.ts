import { createRoute } from '@tanstack/react-router'
import { returnDimensions } from '../../../electron/contract/returns.ts'
import { page, rootRoute } from '../../app/rootRoute.tsx'
import { listSearch } from '../../ui/listState.ts'
import { spellSearch } from '../../ui/spellSearch.ts'

export const returnsRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/returns',
    validateSearch: listSearch('returnVisits'),
    component: page(() => import('./ReturnsPage.tsx'), 'ReturnsPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/returns/summary',
    validateSearch: spellSearch(returnDimensions),
    component: page(() => import('./ReturnSummaryPage.tsx'), 'ReturnSummaryPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/returns/$id',
    validateSearch: listSearch('returnVisits'),
    component: page(() => import('./ReturnCardPage.tsx'), 'ReturnCardPage'),
  }),
]
