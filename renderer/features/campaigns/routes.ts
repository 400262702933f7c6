import { createRoute } from '@tanstack/react-router'
import { page, rootRoute } from '../../app/rootRoute.tsx'
import { listSearch } from '../../ui/listState.ts'

export const campaignsRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/campaigns',
    validateSearch: listSearch('campaigns'),
    component: page(() => import('./CampaignsPage.tsx'), 'CampaignsPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/campaigns/$id',
    component: page(() => import('./CampaignPage.tsx'), 'CampaignPage'),
  }),
]
