import { createRoute } from '@tanstack/react-router'
import type { ProgrammeRegister } from '../../../electron/contract/programmes.ts'
import type { TallyRegisterId } from '../../../electron/contract/tallyRegisters.ts'
import { page, rootRoute } from '../../app/rootRoute.tsx'
import { listSearch } from '../../ui/listState.ts'

/** The year and the number a page of months shows. */
const monthsSearch = ({ year, show }: Record<string, unknown>): { year?: number; show?: string } => ({
  ...(typeof year === 'number' && Number.isInteger(year) && year >= 1990 && year <= 2199 && { year }),
  ...(typeof show === 'string' && { show }),
})

/** A register of counts has two pages: its records, and its year by item and month. */
function tallyRoutes<Id extends TallyRegisterId>(id: Id) {
  return [
    createRoute({
      getParentRoute: () => rootRoute,
      path: `/${id}` as `/${Id}`,
      validateSearch: listSearch('tallies'),
      component: page(() => import('./TallyPage.tsx'), 'TallyPage'),
    }),
    createRoute({
      getParentRoute: () => rootRoute,
      path: `/${id}/months` as `/${Id}/months`,
      validateSearch: monthsSearch,
      component: page(() => import('./TallyMonthsPage.tsx'), 'TallyMonthsPage'),
    }),
  ] as const
}

/** What is planned has a page of its programmes. */
function programmeRoute<Id extends ProgrammeRegister>(id: Id) {
  return createRoute({
    getParentRoute: () => rootRoute,
    path: `/${id}/programmes` as `/${Id}/programmes`,
    component: page(() => import('./ProgrammesPage.tsx'), 'ProgrammesPage'),
  })
}

export const talliesRoutes = [
  ...tallyRoutes('cleaning'),
  ...tallyRoutes('greening'),
  programmeRoute('cleaning'),
  programmeRoute('greening'),
  ...tallyRoutes('replacements'),
] as const
