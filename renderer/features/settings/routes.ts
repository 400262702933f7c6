import { createRoute } from '@tanstack/react-router'
import { page, rootRoute } from '../../app/rootRoute.tsx'
import { type ListSearch, listSearch } from '../../ui/listState.ts'

export const settingsTabs = [
  'mine',
  'office',
  'rules',
  'promises',
  'intake',
  'staff',
  'activity',
  'backups',
  'about',
] as const
export type SettingsTab = (typeof settingsTabs)[number]

const activity = listSearch('audit')

/** Which tab, what the activity list shows, and whether a health report is asked for at once. */
function settingsSearch(raw: Record<string, unknown>): ListSearch<'audit'> & { tab?: SettingsTab; report?: true } {
  const tab = settingsTabs.find((one) => one === raw.tab)
  return { ...activity(raw), ...(tab && { tab }), ...(raw.report === true && { report: true }) }
}

const settings = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings',
  validateSearch: settingsSearch,
  component: page(() => import('./SettingsPage.tsx'), 'SettingsPage'),
})

export const settingsRoutes = [settings]
