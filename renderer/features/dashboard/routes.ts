import { createRoute } from '@tanstack/react-router'
import { firstPage, rootRoute } from '../../app/rootRoute.tsx'

export const dashboardRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/',
    component: firstPage(() => import('./DashboardPage.tsx'), 'DashboardPage'),
  }),
]
