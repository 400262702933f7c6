import { createRoute } from '@tanstack/react-router'
import { page, rootRoute } from '../../app/rootRoute.tsx'
import { listSearch } from '../../ui/listState.ts'

const jobs = createRoute({
  getParentRoute: () => rootRoute,
  path: '/jobs',
  validateSearch: listSearch('jobs'),
  component: page(() => import('./JobsPage.tsx'), 'JobsPage'),
})

const job = createRoute({
  getParentRoute: () => rootRoute,
  path: '/jobs/$id',
  component: page(() => import('./JobPage.tsx'), 'JobPage'),
})

export const jobsRoutes = [jobs, job]
