import { createRoute } from '@tanstack/react-router'
import { page, rootRoute } from '../../app/rootRoute.tsx'
import { accountsSearch } from './accountsSearch.ts'

const accounts = createRoute({
  getParentRoute: () => rootRoute,
  path: '/accounts',
  validateSearch: accountsSearch,
  component: page(() => import('./AccountsPage.tsx'), 'AccountsPage'),
})

export const accountsRoutes = [accounts]
