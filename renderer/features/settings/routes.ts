import { createRoute } from '@tanstack/react-router'
import { page, rootRoute } from '../../app/rootRoute.tsx'

const settings = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings',
  component: page(() => import('./SettingsPage.tsx'), 'SettingsPage'),
})

export const settingsRoutes = [settings]
