import { createRoute } from '@tanstack/react-router'
import { z } from 'zod'
import { page, rootRoute } from '../../app/rootRoute.tsx'
import { listSearch } from '../../ui/listState.ts'

const id = z.number().int().optional().catch(undefined)
const counterSearch = z.object({ unit: id, person: id })

const counter = createRoute({
  getParentRoute: () => rootRoute,
  path: '/counter',
  validateSearch: (search) => counterSearch.parse(search),
  component: page(() => import('./CounterPage.tsx'), 'CounterPage'),
})

const certificate = createRoute({
  getParentRoute: () => rootRoute,
  path: '/counter/certificate',
  validateSearch: (search) => counterSearch.parse(search),
  component: page(() => import('./CertificatePage.tsx'), 'CertificatePage'),
})

const receipts = createRoute({
  getParentRoute: () => rootRoute,
  path: '/counter/receipts',
  validateSearch: listSearch('receipts'),
  component: page(() => import('./ReceiptsPage.tsx'), 'ReceiptsPage'),
})

const receipt = createRoute({
  getParentRoute: () => rootRoute,
  path: '/counter/receipt/$id',
  component: page(() => import('./ReceiptPage.tsx'), 'ReceiptPage'),
})

const approvals = createRoute({
  getParentRoute: () => rootRoute,
  path: '/approvals',
  validateSearch: listSearch('approvals'),
  component: page(() => import('./ApprovalsPage.tsx'), 'ApprovalsPage'),
})

export const counterRoutes = [counter, certificate, receipts, receipt, approvals]
