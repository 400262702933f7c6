import { createRoute } from '@tanstack/react-router'
import { isDate } from '../../../electron/contract/dates.ts'
import { page, rootRoute } from '../../app/rootRoute.tsx'
import { listSearch } from '../../ui/listState.ts'

const stock = createRoute({
  getParentRoute: () => rootRoute,
  path: '/stores',
  validateSearch: listSearch('stockItems'),
  component: page(() => import('./StockPage.tsx'), 'StockPage'),
})

const documents = createRoute({
  getParentRoute: () => rootRoute,
  path: '/stores/documents',
  validateSearch: listSearch('stockDocuments'),
  component: page(() => import('./DocumentsPage.tsx'), 'DocumentsPage'),
})

const movements = createRoute({
  getParentRoute: () => rootRoute,
  path: '/stores/movements',
  validateSearch: listSearch('stockMovements'),
  component: page(() => import('./MovementsPage.tsx'), 'MovementsPage'),
})

const summary = createRoute({
  getParentRoute: () => rootRoute,
  path: '/stores/summary',
  validateSearch: listSearch('stockSummary'),
  component: page(() => import('./SummaryPage.tsx'), 'StoresSummaryPage'),
})

const counts = createRoute({
  getParentRoute: () => rootRoute,
  path: '/stores/counts',
  validateSearch: listSearch('stockCounts'),
  component: page(() => import('./CountsPage.tsx'), 'CountsPage'),
})

const day = (value: unknown) => (typeof value === 'string' && isDate(value) ? value : undefined)

const item = createRoute({
  getParentRoute: () => rootRoute,
  path: '/stores/item/$id',
  validateSearch: ({ from, to }: Record<string, unknown>): { from?: string; to?: string } => ({
    ...(day(from) && { from: day(from) as string }),
    ...(day(to) && { to: day(to) as string }),
  }),
  component: page(() => import('./ItemPage.tsx'), 'ItemPage'),
})

const document = createRoute({
  getParentRoute: () => rootRoute,
  path: '/stores/document/$id',
  component: page(() => import('./DocumentPage.tsx'), 'DocumentPage'),
})

const count = createRoute({
  getParentRoute: () => rootRoute,
  path: '/stores/count/$id',
  component: page(() => import('./CountPage.tsx'), 'CountPage'),
})

const countPaper = createRoute({
  getParentRoute: () => rootRoute,
  path: '/stores/count/$id/paper',
  component: page(() => import('./CountPaperPage.tsx'), 'CountPaperPage'),
})

const labels = createRoute({
  getParentRoute: () => rootRoute,
  path: '/stores/labels',
  validateSearch: ({ category, item: only }: Record<string, unknown>): { category?: string; item?: number } => ({
    ...(typeof category === 'string' && category !== '' && { category }),
    ...(typeof only === 'number' && Number.isInteger(only) && only > 0 && { item: only }),
  }),
  component: page(() => import('./LabelsPage.tsx'), 'LabelsPage'),
})

export const storesRoutes = [stock, documents, movements, summary, counts, item, document, count, countPaper, labels]
