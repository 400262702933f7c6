import { createRoute } from '@tanstack/react-router'
import { page, rootRoute } from '../../app/rootRoute.tsx'
import { listSearch } from '../../ui/listState.ts'
import { summarySearch } from './summarySearch.ts'

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
    validateSearch: summarySearch,
    component: page(() => import('./ReturnSummaryPage.tsx'), 'ReturnSummaryPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/returns/$id',
    validateSearch: listSearch('returnVisits'),
    component: page(() => import('./ReturnCardPage.tsx'), 'ReturnCardPage'),
  }),
]
