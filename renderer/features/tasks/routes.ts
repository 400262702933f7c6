import { createRoute } from '@tanstack/react-router'
import { type PlanSubject, planSubjects } from '../../../electron/contract/planWords.ts'
import { page, rootRoute } from '../../app/rootRoute.tsx'
import { listSearch } from '../../ui/listState.ts'

const tasks = createRoute({
  getParentRoute: () => rootRoute,
  path: '/tasks',
  validateSearch: listSearch('planTasks'),
  component: page(() => import('./TasksPage.tsx'), 'TasksPage'),
})

export interface CalendarSearch {
  /** `YYYY-MM`. */
  readonly month?: string
  readonly subject?: PlanSubject
}

const calendar = createRoute({
  getParentRoute: () => rootRoute,
  path: '/tasks/calendar',
  validateSearch: ({ month, subject }: Record<string, unknown>): CalendarSearch => ({
    ...(typeof month === 'string' && /^\d{4}-(0[1-9]|1[0-2])$/.test(month) && { month }),
    ...(typeof subject === 'string' && subject in planSubjects && { subject: subject as PlanSubject }),
  }),
  component: page(() => import('./CalendarPage.tsx'), 'CalendarPage'),
})

const plans = createRoute({
  getParentRoute: () => rootRoute,
  path: '/tasks/plans',
  validateSearch: listSearch('plans'),
  component: page(() => import('./PlansPage.tsx'), 'PlansPage'),
})

const checklists = createRoute({
  getParentRoute: () => rootRoute,
  path: '/tasks/checklists',
  component: page(() => import('./ChecklistsPage.tsx'), 'ChecklistsPage'),
})

const task = createRoute({
  getParentRoute: () => rootRoute,
  path: '/tasks/$id',
  component: page(() => import('./TaskPage.tsx'), 'TaskPage'),
})

export const tasksRoutes = [tasks, calendar, plans, checklists, task]
