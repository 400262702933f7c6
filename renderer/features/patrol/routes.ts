import { createRoute } from '@tanstack/react-router'
import { page, rootRoute } from '../../app/rootRoute.tsx'
import { listSearch } from '../../ui/listState.ts'

const list = createRoute({
  getParentRoute: () => rootRoute,
  path: '/patrol',
  validateSearch: listSearch('patrolRounds'),
  component: page(() => import('./PatrolPage.tsx'), 'PatrolPage'),
})

const coverage = createRoute({
  getParentRoute: () => rootRoute,
  path: '/patrol/coverage',
  validateSearch: ({ year }: Record<string, unknown>): { year?: number } =>
    typeof year === 'number' && Number.isInteger(year) && year >= 1990 && year <= 2199 ? { year } : {},
  component: page(() => import('./CoveragePage.tsx'), 'CoveragePage'),
})

const routes = createRoute({
  getParentRoute: () => rootRoute,
  path: '/patrol/routes',
  component: page(() => import('./RoutesPage.tsx'), 'RoutesPage'),
})

const paper = createRoute({
  getParentRoute: () => rootRoute,
  path: '/patrol/$id/paper',
  component: page(() => import('./RoundPaperPage.tsx'), 'RoundPaperPage'),
})

const round = createRoute({
  getParentRoute: () => rootRoute,
  path: '/patrol/$id',
  component: page(() => import('./RoundPage.tsx'), 'RoundPage'),
})

export const patrolRoutes = [list, coverage, routes, paper, round]
