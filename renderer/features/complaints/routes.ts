import { createRoute } from '@tanstack/react-router'
import { type AnalysisDimension, analysisDimensions } from '../../../electron/contract/complaints.ts'
import { page, rootRoute } from '../../app/rootRoute.tsx'
import { listSearch } from '../../ui/listState.ts'

/** Which year, and by what its complaints are told apart. */
function analysisSearch(raw: Record<string, unknown>): { year?: number; by?: AnalysisDimension } {
  const by = analysisDimensions.find((one) => one === raw.by)
  const year = Number(raw.year)
  return { ...(Number.isInteger(year) && year >= 1990 && year <= 2199 && { year }), ...(by && { by }) }
}

export const complaintsRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/complaints',
    validateSearch: listSearch('complaints'),
    component: page(() => import('./ComplaintsPage.tsx'), 'ComplaintsPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/complaints/analysis',
    validateSearch: analysisSearch,
    component: page(() => import('./AnalysisPage.tsx'), 'AnalysisPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/complaints/$id',
    component: page(() => import('./ComplaintPage.tsx'), 'ComplaintPage'),
  }),
]
