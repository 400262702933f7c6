import { createRoute } from '@tanstack/react-router'
import { page, rootRoute } from '../../app/rootRoute.tsx'

const summary = createRoute({
  getParentRoute: () => rootRoute,
  path: '/summary',
  component: page(() => import('./SummaryPage.tsx'), 'SummaryPage'),
})

export const summaryRoutes = [summary]
