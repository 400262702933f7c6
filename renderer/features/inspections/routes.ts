import { createRoute } from '@tanstack/react-router'
import { page, rootRoute } from '../../app/rootRoute.tsx'
import { listSearch } from '../../ui/listState.ts'

const list = createRoute({
  getParentRoute: () => rootRoute,
  path: '/inspections',
  validateSearch: listSearch('inspections'),
  component: page(() => import('./InspectionsPage.tsx'), 'InspectionsPage'),
})

const scores = createRoute({
  getParentRoute: () => rootRoute,
  path: '/inspections/scores',
  validateSearch: ({ year }: Record<string, unknown>): { year?: number } =>
    typeof year === 'number' && Number.isInteger(year) && year >= 1990 && year <= 2199 ? { year } : {},
  component: page(() => import('./ScoresPage.tsx'), 'ScoresPage'),
})

const inspection = createRoute({
  getParentRoute: () => rootRoute,
  path: '/inspections/$id',
  component: page(() => import('./InspectionPage.tsx'), 'InspectionPage'),
})

export const inspectionsRoutes = [list, scores, inspection]
