import { createRoute } from '@tanstack/react-router'
import { page, rootRoute } from '../../app/rootRoute.tsx'
import { listSearch } from '../../ui/listState.ts'

const residents = createRoute({
  getParentRoute: () => rootRoute,
  path: '/residents',
  validateSearch: listSearch('residents'),
  component: page(() => import('./ResidentsPage.tsx'), 'ResidentsPage'),
})

const resident = createRoute({
  getParentRoute: () => rootRoute,
  path: '/residents/$id',
  component: page(() => import('./ResidentPage.tsx'), 'ResidentPage'),
})

/** Which unit is transferred, and from whose card. */
interface TransferSearch {
  readonly unit?: number
  readonly person?: number
}

const transfer = createRoute({
  getParentRoute: () => rootRoute,
  path: '/residents/transfer',
  validateSearch: (raw: Record<string, unknown>): TransferSearch => ({
    ...(Number.isInteger(raw.unit) && { unit: Number(raw.unit) }),
    ...(Number.isInteger(raw.person) && { person: Number(raw.person) }),
  }),
  component: page(() => import('./TransferPage.tsx'), 'TransferPage'),
})

export const residentsRoutes = [residents, transfer, resident]
