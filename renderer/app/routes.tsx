/**
 * How a feature is written
 *
 * - `features/<register>/routes.ts` declares its routes under `rootRoute` and exports them as one array; pages come
 *   lazily through `page(() => import('./UnitPage.tsx'), 'UnitPage')`.
 * - A page is a list, a card or a form:
 *   list: `<Page title fill><DataList list="units" filters={…} onOpen={…} /></Page>`, with `validateSearch: listSearch('units')` on
 *         its route, so that filter, order and page live in the address and can be linked to;
 *   card: `useQuery(orpc.estate.unit.queryOptions({ input }))` inside `<Loaded query={…}>{(unit) => …}</Loaded>`;
 *   form: `useRecordForm({ schema, record, save, reload, onSaved })`: contract schema, field errors and stale saves.
 * - A single action is `useWrite(orpc.handover.complete, { done: t('…') })`; one that asks for a reason is `askReason`.
 * - After every successful write all loaded data are asked for again; no page keeps a copy of its own.
 * - Keys are registered with `useCommands`, permissions asked with `useMay`, words come from `t('namespace:key')`.
 */
import { createRouter } from '@tanstack/react-router'
import { accountsRoutes } from '../features/accounts/routes.ts'
import { arrearsRoutes } from '../features/arrears/routes.ts'
import { billingRoutes } from '../features/billing/routes.ts'
import { booksRoutes } from '../features/books/routes.ts'
import { campaignsRoutes } from '../features/campaigns/routes.ts'
import { complaintsRoutes } from '../features/complaints/routes.ts'
import { counterRoutes } from '../features/counter/routes.ts'
import { dashboardRoutes } from '../features/dashboard/routes.ts'
import { equipmentRoutes } from '../features/equipment/routes.ts'
import { estateRoutes } from '../features/estate/routes.ts'
import { handoverRoutes } from '../features/handover/routes.ts'
import { importsRoutes } from '../features/imports/routes.ts'
import { inspectionsRoutes } from '../features/inspections/routes.ts'
import { jobsRoutes } from '../features/jobs/routes.ts'
import { patrolRoutes } from '../features/patrol/routes.ts'
import { peopleRoutes } from '../features/people/routes.ts'
import { registersRoutes } from '../features/registers/routes.ts'
import { residentsRoutes } from '../features/residents/routes.ts'
import { returnsRoutes } from '../features/returns/routes.ts'
import { settingsRoutes } from '../features/settings/routes.ts'
import { signoffRoutes } from '../features/signoff/routes.ts'
import { storesRoutes } from '../features/stores/routes.ts'
import { summaryRoutes } from '../features/summary/routes.ts'
import { surveysRoutes } from '../features/surveys/routes.ts'
import { talliesRoutes } from '../features/tallies/routes.ts'
import { tasksRoutes } from '../features/tasks/routes.ts'
import { visitsRoutes } from '../features/visits/routes.ts'
import { watchRoutes } from '../features/watch/routes.ts'
import { LoadingFace } from '../ui/Faces.tsx'
import { rootRoute } from './rootRoute.tsx'

const routeTree = rootRoute.addChildren([
  ...dashboardRoutes,
  ...estateRoutes,
  ...residentsRoutes,
  ...handoverRoutes,
  ...jobsRoutes,
  ...complaintsRoutes,
  ...campaignsRoutes,
  ...returnsRoutes,
  ...watchRoutes,
  ...visitsRoutes,
  ...surveysRoutes,
  ...registersRoutes,
  ...counterRoutes,
  ...arrearsRoutes,
  ...booksRoutes,
  ...billingRoutes,
  ...accountsRoutes,
  ...talliesRoutes,
  ...inspectionsRoutes,
  ...patrolRoutes,
  ...storesRoutes,
  ...peopleRoutes,
  ...summaryRoutes,
  ...signoffRoutes,
  ...importsRoutes,
  ...settingsRoutes,
  ...equipmentRoutes,
  ...tasksRoutes,
])

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  defaultPendingComponent: LoadingFace,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
