import { createRoute } from '@tanstack/react-router'
import { page, rootRoute } from '../../app/rootRoute.tsx'
import { listSearch } from '../../ui/listState.ts'

const monthSearch = ({ month }: Record<string, unknown>): { month?: string } =>
  typeof month === 'string' && /^(19|20|21)\d\d-(0[1-9]|1[0-2])$/.test(month) ? { month } : {}

/** Training is looked at by person, or as every single record. */
const trainingSearch = (raw: Record<string, unknown>) => {
  const view = raw.view === 'records' ? ('records' as const) : undefined
  return { ...listSearch(view ? 'trainings' : 'trainingYears')(raw), ...(view && { view }) }
}

const people = createRoute({
  getParentRoute: () => rootRoute,
  path: '/people',
  validateSearch: listSearch('people'),
  component: page(() => import('./PeoplePage.tsx'), 'PeoplePage'),
})

const rota = createRoute({
  getParentRoute: () => rootRoute,
  path: '/people/rota',
  validateSearch: monthSearch,
  component: page(() => import('./RotaPage.tsx'), 'RotaPage'),
})

const rotaPaper = createRoute({
  getParentRoute: () => rootRoute,
  path: '/people/rota/$id',
  component: page(() => import('./RotaPaperPage.tsx'), 'RotaPaperPage'),
})

const swaps = createRoute({
  getParentRoute: () => rootRoute,
  path: '/people/swaps',
  validateSearch: listSearch('shiftSwaps'),
  component: page(() => import('./SwapsPage.tsx'), 'SwapsPage'),
})

const swap = createRoute({
  getParentRoute: () => rootRoute,
  path: '/people/swaps/$id',
  component: page(() => import('./SwapPage.tsx'), 'SwapPage'),
})

const logs = createRoute({
  getParentRoute: () => rootRoute,
  path: '/people/logs',
  validateSearch: listSearch('shiftLogs'),
  component: page(() => import('./LogsPage.tsx'), 'LogsPage'),
})

const log = createRoute({
  getParentRoute: () => rootRoute,
  path: '/people/logs/$id',
  component: page(() => import('./LogPage.tsx'), 'LogPage'),
})

const training = createRoute({
  getParentRoute: () => rootRoute,
  path: '/people/training',
  validateSearch: trainingSearch,
  component: page(() => import('./TrainingPage.tsx'), 'TrainingPage'),
})

const rewards = createRoute({
  getParentRoute: () => rootRoute,
  path: '/people/rewards',
  validateSearch: listSearch('rewards'),
  component: page(() => import('./RewardsPage.tsx'), 'RewardsPage'),
})

const appraisal = createRoute({
  getParentRoute: () => rootRoute,
  path: '/people/appraisal',
  validateSearch: monthSearch,
  component: page(() => import('./AppraisalPage.tsx'), 'AppraisalPage'),
})

const results = createRoute({
  getParentRoute: () => rootRoute,
  path: '/people/results',
  validateSearch: listSearch('appraisals'),
  component: page(() => import('./ResultsPage.tsx'), 'ResultsPage'),
})

const rules = createRoute({
  getParentRoute: () => rootRoute,
  path: '/people/rules',
  component: page(() => import('./RulesPage.tsx'), 'RulesPage'),
})

const person = createRoute({
  getParentRoute: () => rootRoute,
  path: '/people/$id',
  component: page(() => import('./PersonPage.tsx'), 'PersonPage'),
})

export const peopleRoutes = [
  people,
  rota,
  rotaPaper,
  swaps,
  swap,
  logs,
  log,
  training,
  rewards,
  appraisal,
  results,
  rules,
  person,
]
