import { createRoute } from '@tanstack/react-router'
import { page, rootRoute } from '../../app/rootRoute.tsx'
import { booksSearch } from './booksSearch.ts'

const books = createRoute({
  getParentRoute: () => rootRoute,
  path: '/books',
  validateSearch: booksSearch,
  component: page(() => import('./BooksPage.tsx'), 'BooksPage'),
})

const shift = createRoute({
  getParentRoute: () => rootRoute,
  path: '/books/shift/$id',
  component: page(() => import('./ShiftPage.tsx'), 'ShiftPage'),
})

const depositSlip = createRoute({
  getParentRoute: () => rootRoute,
  path: '/books/deposit/$id',
  component: page(() => import('./DepositSlipPage.tsx'), 'DepositSlipPage'),
})

export const booksRoutes = [books, shift, depositSlip]
