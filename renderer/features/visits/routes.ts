import { createRoute } from '@tanstack/react-router'
import { isDate } from '../../../electron/contract/dates.ts'
import { page, rootRoute } from '../../app/rootRoute.tsx'
import { listSearch } from '../../ui/listState.ts'

const visits = createRoute({
  getParentRoute: () => rootRoute,
  path: '/visits',
  validateSearch: listSearch('visits'),
  component: page(() => import('./VisitsPage.tsx'), 'VisitsPage'),
})

const daySearch = ({ day }: Record<string, unknown>): { day?: string } =>
  typeof day === 'string' && isDate(day) ? { day } : {}

const plan = createRoute({
  getParentRoute: () => rootRoute,
  path: '/visits/plan',
  validateSearch: daySearch,
  component: page(() => import('./PlanPage.tsx'), 'PlanPage'),
})

const paper = createRoute({
  getParentRoute: () => rootRoute,
  path: '/visits/paper',
  validateSearch: daySearch,
  component: page(() => import('./DayPaperPage.tsx'), 'DayPaperPage'),
})

const visit = createRoute({
  getParentRoute: () => rootRoute,
  path: '/visits/$id',
  component: page(() => import('./VisitPage.tsx'), 'VisitPage'),
})

export const visitsRoutes = [visits, plan, paper, visit]
