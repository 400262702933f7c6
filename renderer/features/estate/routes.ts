import { createRoute } from '@tanstack/react-router'
import { page, rootRoute } from '../../app/rootRoute.tsx'
import { listSearch } from '../../ui/listState.ts'

const units = createRoute({
  getParentRoute: () => rootRoute,
  path: '/estate',
  validateSearch: listSearch('units'),
  component: page(() => import('./UnitsPage.tsx'), 'UnitsPage'),
})

const unit = createRoute({
  getParentRoute: () => rootRoute,
  path: '/estate/unit/$id',
  component: page(() => import('./UnitPage.tsx'), 'UnitPage'),
})

export const estateRoutes = [units, unit]
