import { createRoute } from '@tanstack/react-router'
import { isDate } from '../../../electron/contract/dates.ts'
import { type OccupancyCategory, occupancyCategories } from '../../../electron/contract/vocabulary.ts'
import { page, rootRoute } from '../../app/rootRoute.tsx'
import { type DebtSize, debtSizes } from '../../ui/debtSize.ts'
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

/** What the address of a building map keeps. */
export interface MapSearch {
  /** The day the map is looked at; today's without one. */
  readonly asOf?: string
  /** The one category that stands out. */
  readonly show?: OccupancyCategory
  /** Coloured by what is owed, or by open jobs, instead of occupancy. */
  readonly by?: 'arrears' | 'jobs'
  /** Of these the one amount that stands out. */
  readonly owing?: DebtSize
  /** The unit that one comes from, or goes back to. */
  readonly at?: number
}

const building = createRoute({
  getParentRoute: () => rootRoute,
  path: '/estate/building/$id',
  validateSearch: ({ asOf, show, at, by, owing }: Record<string, unknown>): MapSearch => ({
    ...(typeof asOf === 'string' && isDate(asOf) && { asOf }),
    ...(occupancyCategories.some((category) => category === show) && { show: show as OccupancyCategory }),
    ...((by === 'arrears' || by === 'jobs') && { by }),
    ...(debtSizes.some((size) => size === owing) && { owing: owing as DebtSize }),
    ...(typeof at === 'number' && { at }),
  }),
  component: page(() => import('./BuildingPage.tsx'), 'BuildingPage'),
})

const zones = createRoute({
  getParentRoute: () => rootRoute,
  path: '/estate/zones',
  component: page(() => import('./ZonesPage.tsx'), 'ZonesPage'),
})

export const estateRoutes = [units, unit, building, zones]
