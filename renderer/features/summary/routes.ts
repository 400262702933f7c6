import { createRoute } from '@tanstack/react-router'
import { page, rootRoute } from '../../app/rootRoute.tsx'
import { recordsSearch, summarySearch } from './period.ts'

const summary = createRoute({
  getParentRoute: () => rootRoute,
  path: '/summary',
  validateSearch: summarySearch,
  component: page(() => import('./SummaryPage.tsx'), 'SummaryPage'),
})

/** The records behind one figure: `/summary/figure/handover/done?year=2025`. */
const records = createRoute({
  getParentRoute: () => rootRoute,
  path: '/summary/figure/$',
  validateSearch: recordsSearch,
  component: page(() => import('./RecordsPage.tsx'), 'RecordsPage'),
})

/** The report as a text: `/summary/draft?year=2025`. */
const draft = createRoute({
  getParentRoute: () => rootRoute,
  path: '/summary/draft',
  validateSearch: summarySearch,
  component: page(() => import('./DraftPage.tsx'), 'DraftPage'),
})

export const summaryRoutes = [summary, records, draft]
