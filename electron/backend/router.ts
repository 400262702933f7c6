import { implement } from '@orpc/server'
import { contract } from '../contract/contract.ts'
import { deskRouter } from '../core/dashboard/router.ts'
import { estateRouter } from '../core/estate/router.ts'
import { handoverRouter } from '../core/handover/router.ts'
import { listsRouter } from '../core/lists/router.ts'
import { residentsRouter } from '../core/residents/router.ts'
import { settingsRouter } from '../core/settings/router.ts'
import { staffRouter } from '../core/staff/router.ts'
import { summaryRouter } from '../core/summary/router.ts'
import type { HostContext } from './host.ts'
import { exportsRouter, tasksRouter } from './routers/exports.ts'
import { importsRouter } from './routers/imports.ts'
import { officeRouter } from './routers/office.ts'

/** The contract, implemented: registers from core, and what needs the host (files, tasks, sign-in) from here. */
export const router = implement(contract).$context<HostContext>().router({
  office: officeRouter,
  staff: staffRouter,
  settings: settingsRouter,
  desk: deskRouter,
  estate: estateRouter,
  residents: residentsRouter,
  handover: handoverRouter,
  summary: summaryRouter,
  imports: importsRouter,
  exports: exportsRouter,
  tasks: tasksRouter,
  lists: listsRouter,
})
