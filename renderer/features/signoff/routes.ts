import { createRoute } from '@tanstack/react-router'
import { page, rootRoute } from '../../app/rootRoute.tsx'
import { signedRecordsSearch, signedSearch } from './signoffSearch.ts'

const signed = createRoute({
  getParentRoute: () => rootRoute,
  path: '/summary/signed',
  validateSearch: signedSearch,
  component: page(() => import('./SignedPage.tsx'), 'SignedPage'),
})

/** The records of one figure of a signed report: `/summary/signed/figure/handover/done?signoff=3`. */
const signedRecords = createRoute({
  getParentRoute: () => rootRoute,
  path: '/summary/signed/figure/$',
  validateSearch: signedRecordsSearch,
  component: page(() => import('./SignedRecordsPage.tsx'), 'SignedRecordsPage'),
})

export const signoffRoutes = [signed, signedRecords]
