import { createRoute, notFound } from '@tanstack/react-router'
import { listOfRegister, type RegisterId, registerIds } from '../../../electron/contract/registerKinds.ts'
import { page, rootRoute } from '../../app/rootRoute.tsx'
import { listSearch } from '../../ui/listState.ts'

/** Notices and events have an entry of their own in the navigation. */
const isRegister = (text: string): text is RegisterId =>
  text !== 'notice' && text !== 'event' && (registerIds as readonly string[]).includes(text)

const overview = createRoute({
  getParentRoute: () => rootRoute,
  path: '/registers',
  component: page(() => import('./OverviewPage.tsx'), 'OverviewPage'),
})

/** All registers filter alike; the address of one keeps what its list understands. */
const register = createRoute({
  getParentRoute: () => rootRoute,
  path: '/registers/$register',
  params: {
    parse: ({ register: name }) => {
      if (!isRegister(name)) throw notFound()
      return { register: name }
    },
    stringify: ({ register: name }) => ({ register: name }),
  },
  validateSearch: listSearch(listOfRegister.renovation),
  component: page(() => import('./RegisterPage.tsx'), 'RegisterPage'),
})

const notices = createRoute({
  getParentRoute: () => rootRoute,
  path: '/notices',
  validateSearch: listSearch(listOfRegister.notice),
  component: page(() => import('./RegisterPage.tsx'), 'NoticesPage'),
})

const events = createRoute({
  getParentRoute: () => rootRoute,
  path: '/notices/events',
  validateSearch: listSearch(listOfRegister.event),
  component: page(() => import('./RegisterPage.tsx'), 'EventsPage'),
})

const record = createRoute({
  getParentRoute: () => rootRoute,
  path: '/registers/record/$id',
  component: page(() => import('./RecordPage.tsx'), 'RecordPage'),
})

const paper = createRoute({
  getParentRoute: () => rootRoute,
  path: '/registers/record/$id/paper',
  component: page(() => import('./PaperPage.tsx'), 'PaperPage'),
})

const noticeRecord = createRoute({
  getParentRoute: () => rootRoute,
  path: '/notices/record/$id',
  component: page(() => import('./RecordPage.tsx'), 'RecordPage'),
})

const noticePaper = createRoute({
  getParentRoute: () => rootRoute,
  path: '/notices/record/$id/paper',
  component: page(() => import('./PaperPage.tsx'), 'PaperPage'),
})

const carParks = createRoute({
  getParentRoute: () => rootRoute,
  path: '/registers/car-parks',
  component: page(() => import('./CarParksPage.tsx'), 'CarParksPage'),
})

export const registersRoutes = [overview, register, notices, events, record, paper, noticeRecord, noticePaper, carParks]
