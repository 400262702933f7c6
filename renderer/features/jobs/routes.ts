import { createRoute } from '@tanstack/react-router'
import { z } from 'zod'
import { page, rootRoute } from '../../app/rootRoute.tsx'
import { listSearch } from '../../ui/listState.ts'

const jobs = createRoute({
  getParentRoute: () => rootRoute,
  path: '/jobs',
  validateSearch: listSearch('jobs'),
  component: page(() => import('./JobsPage.tsx'), 'JobsPage'),
})

const board = createRoute({
  getParentRoute: () => rootRoute,
  path: '/jobs/board',
  component: page(() => import('./BoardPage.tsx'), 'BoardPage'),
})

const enquiries = createRoute({
  getParentRoute: () => rootRoute,
  path: '/jobs/enquiries',
  validateSearch: listSearch('enquiries'),
  component: page(() => import('./EnquiriesPage.tsx'), 'EnquiriesPage'),
})

const reworks = createRoute({
  getParentRoute: () => rootRoute,
  path: '/jobs/reworks',
  validateSearch: listSearch('jobReworks'),
  component: page(() => import('./ReworksPage.tsx'), 'ReworksPage'),
})

const vouchersSearch = z.object({ worker: z.number().int().optional().catch(undefined) })

const vouchers = createRoute({
  getParentRoute: () => rootRoute,
  path: '/jobs/vouchers',
  validateSearch: (search) => vouchersSearch.parse(search),
  component: page(() => import('./VoucherPage.tsx'), 'VouchersPage'),
})

const job = createRoute({
  getParentRoute: () => rootRoute,
  path: '/jobs/$id',
  component: page(() => import('./JobPage.tsx'), 'JobPage'),
})

const voucher = createRoute({
  getParentRoute: () => rootRoute,
  path: '/jobs/$id/voucher',
  component: page(() => import('./VoucherPage.tsx'), 'VoucherPage'),
})

export const jobsRoutes = [jobs, board, enquiries, reworks, vouchers, job, voucher]
