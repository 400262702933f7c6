import { createRoute } from '@tanstack/react-router'
import { isDate } from '../../../electron/contract/dates.ts'
import { page, rootRoute } from '../../app/rootRoute.tsx'
import { arrearsSearch } from './arrearsSearch.ts'

const arrears = createRoute({
  getParentRoute: () => rootRoute,
  path: '/arrears',
  validateSearch: arrearsSearch,
  component: page(() => import('./ArrearsPage.tsx'), 'ArrearsPage'),
})

const asOfSearch = ({ asOf }: Record<string, unknown>): { asOf?: string } =>
  typeof asOf === 'string' && isDate(asOf) ? { asOf } : {}

const unit = createRoute({
  getParentRoute: () => rootRoute,
  path: '/arrears/unit/$id',
  validateSearch: asOfSearch,
  component: page(() => import('./UnitArrearsPage.tsx'), 'UnitArrearsPage'),
})

const evidence = createRoute({
  getParentRoute: () => rootRoute,
  path: '/arrears/unit/$id/evidence',
  validateSearch: asOfSearch,
  component: page(() => import('./EvidencePage.tsx'), 'EvidencePage'),
})

const batch = createRoute({
  getParentRoute: () => rootRoute,
  path: '/arrears/batch/$id',
  component: page(() => import('./NoticesPaperPage.tsx'), 'BatchPage'),
})

const notice = createRoute({
  getParentRoute: () => rootRoute,
  path: '/arrears/notice/$id',
  component: page(() => import('./NoticesPaperPage.tsx'), 'NoticePage'),
})

export const arrearsRoutes = [arrears, unit, evidence, batch, notice]
