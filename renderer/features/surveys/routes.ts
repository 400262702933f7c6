import { createRoute } from '@tanstack/react-router'
import { page, rootRoute } from '../../app/rootRoute.tsx'
import { listSearch } from '../../ui/listState.ts'

const surveys = createRoute({
  getParentRoute: () => rootRoute,
  path: '/surveys',
  validateSearch: listSearch('surveys'),
  component: page(() => import('./SurveysPage.tsx'), 'SurveysPage'),
})

const forms = createRoute({
  getParentRoute: () => rootRoute,
  path: '/surveys/forms',
  validateSearch: listSearch('surveyForms'),
  component: page(() => import('./FormsPage.tsx'), 'FormsPage'),
})

const key = createRoute({
  getParentRoute: () => rootRoute,
  path: '/surveys/key',
  component: page(() => import('./KeyPage.tsx'), 'KeyPage'),
})

const survey = createRoute({
  getParentRoute: () => rootRoute,
  path: '/surveys/$id',
  component: page(() => import('./SurveyPage.tsx'), 'SurveyPage'),
})

const paper = createRoute({
  getParentRoute: () => rootRoute,
  path: '/surveys/$id/paper',
  component: page(() => import('./FormsPaperPage.tsx'), 'FormsPaperPage'),
})

export const surveysRoutes = [surveys, forms, key, survey, paper]
