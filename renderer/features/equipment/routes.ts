import { createRoute } from '@tanstack/react-router'
import { type EquipmentCategory, equipmentCategories } from '../../../electron/contract/equipmentWords.ts'
import { page, rootRoute } from '../../app/rootRoute.tsx'
import { listSearch } from '../../ui/listState.ts'

const equipment = createRoute({
  getParentRoute: () => rootRoute,
  path: '/equipment',
  validateSearch: listSearch('equipment'),
  component: page(() => import('./EquipmentPage.tsx'), 'EquipmentPage'),
})

const reminders = createRoute({
  getParentRoute: () => rootRoute,
  path: '/equipment/reminders',
  component: page(() => import('./RemindersPage.tsx'), 'RemindersPage'),
})

export interface PaperSearch {
  readonly category?: EquipmentCategory
  readonly year?: number
  /** One piece of equipment alone. */
  readonly id?: number
}

const paperSearch = ({ category, year, id }: Record<string, unknown>): PaperSearch => ({
  ...(typeof category === 'string' && category in equipmentCategories && { category: category as EquipmentCategory }),
  ...(typeof year === 'number' && Number.isInteger(year) && year >= 2000 && year <= 2100 && { year }),
  ...(typeof id === 'number' && Number.isInteger(id) && id > 0 && { id }),
})

const labels = createRoute({
  getParentRoute: () => rootRoute,
  path: '/equipment/labels',
  validateSearch: paperSearch,
  component: page(() => import('./LabelsPage.tsx'), 'LabelsPage'),
})

const yearPlan = createRoute({
  getParentRoute: () => rootRoute,
  path: '/equipment/year',
  validateSearch: paperSearch,
  component: page(() => import('./YearPlanPage.tsx'), 'YearPlanPage'),
})

const card = createRoute({
  getParentRoute: () => rootRoute,
  path: '/equipment/$id',
  component: page(() => import('./EquipmentCardPage.tsx'), 'EquipmentCardPage'),
})

const record = createRoute({
  getParentRoute: () => rootRoute,
  path: '/equipment/$id/record',
  validateSearch: paperSearch,
  component: page(() => import('./RecordPage.tsx'), 'RecordPage'),
})

export const equipmentRoutes = [equipment, reminders, labels, yearPlan, card, record]
