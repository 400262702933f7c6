import { createRoute } from '@tanstack/react-router'
import { z } from 'zod'
import { page, rootRoute } from '../../app/rootRoute.tsx'
import { listSearch } from '../../ui/listState.ts'

const getParentRoute = () => rootRoute

const runs = createRoute({
  getParentRoute,
  path: '/billing',
  validateSearch: listSearch('billingRuns'),
  component: page(() => import('./RunsPage.tsx'), 'RunsPage'),
})

const run = createRoute({
  getParentRoute,
  path: '/billing/run',
  component: page(() => import('./RunPage.tsx'), 'RunPage'),
})

const share = createRoute({
  getParentRoute,
  path: '/billing/share',
  component: page(() => import('./SharePage.tsx'), 'SharePage'),
})

const charges = createRoute({
  getParentRoute,
  path: '/billing/charges',
  validateSearch: listSearch('charges'),
  component: page(() => import('./ChargesPage.tsx'), 'ChargesPage'),
})

const tariffs = createRoute({
  getParentRoute,
  path: '/billing/tariffs',
  validateSearch: listSearch('tariffs'),
  component: page(() => import('./TariffsPage.tsx'), 'TariffsPage'),
})

const assignments = createRoute({
  getParentRoute,
  path: '/billing/units',
  validateSearch: listSearch('unitTariffs'),
  component: page(() => import('./AssignmentsPage.tsx'), 'AssignmentsPage'),
})

const vacancies = createRoute({
  getParentRoute,
  path: '/billing/vacancies',
  validateSearch: listSearch('vacancies'),
  component: page(() => import('./VacanciesPage.tsx'), 'VacanciesPage'),
})

const number = z.number().int().optional().catch(undefined)

const gifts = createRoute({
  getParentRoute,
  path: '/billing/gifts',
  validateSearch: (raw) =>
    z.object({ item: number, year: number, state: z.literal('waiting').optional().catch(undefined) }).parse(raw),
  component: page(() => import('./GiftsPage.tsx'), 'GiftsPage'),
})

const meters = createRoute({
  getParentRoute,
  path: '/billing/meters',
  validateSearch: listSearch('meters'),
  component: page(() => import('./MetersPage.tsx'), 'MetersPage'),
})

const readings = createRoute({
  getParentRoute,
  path: '/billing/readings',
  validateSearch: (raw) =>
    z
      .object({
        building: number,
        kind: z.enum(['water', 'electricity']).optional().catch(undefined),
        month: z
          .string()
          .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
          .optional()
          .catch(undefined),
      })
      .parse(raw),
  component: page(() => import('./ReadingsPage.tsx'), 'ReadingsPage'),
})

export const billingRoutes = [runs, run, share, charges, tariffs, assignments, vacancies, gifts, meters, readings]
