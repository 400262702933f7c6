import { createRoute } from '@tanstack/react-router'
import { page, rootRoute } from '../../app/rootRoute.tsx'
import { recordsSearch, summarySearch } from './period.ts'
import { targetsSearch, yearsSearch } from './seriesSearch.ts'

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

const targets = createRoute({
  getParentRoute: () => rootRoute,
  path: '/summary/targets',
  validateSearch: targetsSearch,
  component: page(() => import('./TargetsPage.tsx'), 'TargetsPage'),
})

const years = createRoute({
  getParentRoute: () => rootRoute,
  path: '/summary/years',
  validateSearch: yearsSearch,
  component: page(() => import('./YearsPage.tsx'), 'YearsPage'),
})

/** The report as a text: `/summary/draft?year=2025`. */
const draft = createRoute({
  getParentRoute: () => rootRoute,
  path: '/summary/draft',
  validateSearch: summarySearch,
  component: page(() => import('./DraftPage.tsx'), 'DraftPage'),
})

export const summaryRoutes = [summary, records, draft, targets, years]
