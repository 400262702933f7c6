import { implement } from '@orpc/server'
import { contract } from '../contract/contract.ts'
import { accountsRouter } from '../core/accounts/router.ts'
import { appraisalRouter } from '../core/appraisal/router.ts'
import { approvalsRouter } from '../core/approvals/router.ts'
import { billingRouter } from '../core/billing/router.ts'
import { booksRouter } from '../core/books/router.ts'
import { campaignsRouter } from '../core/campaigns/router.ts'
import { complaintsRouter } from '../core/complaints/router.ts'
import { counterRouter } from '../core/counter/router.ts'
import { deskRouter } from '../core/dashboard/router.ts'
import { dunningRouter } from '../core/dunning/router.ts'
import { equipmentRouter } from '../core/equipment/router.ts'
import { estateRouter } from '../core/estate/router.ts'
import { handoverRouter } from '../core/handover/router.ts'
import { handoverLogRouter } from '../core/handoverLog/router.ts'
import { inspectionsRouter } from '../core/inspections/router.ts'
import { intakeRouter } from '../core/intake/router.ts'
import { jobsRouter } from '../core/jobs/router.ts'
import { listsRouter } from '../core/lists/router.ts'
import { metersRouter } from '../core/meters/router.ts'
import { patrolRouter } from '../core/patrol/router.ts'
import { plansRouter } from '../core/plans/router.ts'
import { programmesRouter } from '../core/programmes/router.ts'
import { promisesRouter } from '../core/promises/router.ts'
import { registersRouter } from '../core/registers/router.ts'
import { replacementsRouter } from '../core/replacements/router.ts'
import { residentsRouter } from '../core/residents/router.ts'
import { returnsRouter } from '../core/returns/router.ts'
import { rotaRouter } from '../core/rota/router.ts'
import { settingsRouter } from '../core/settings/router.ts'
import { signoffsRouter } from '../core/signoff/router.ts'
import { peopleRouter } from '../core/staff/peopleRouter.ts'
import { staffRouter } from '../core/staff/router.ts'
import { storesRouter } from '../core/stores/router.ts'
import { draftsRouter } from '../core/summary/draftsRouter.ts'
import { summaryRouter } from '../core/summary/router.ts'
import { surveysRouter } from '../core/surveys/router.ts'
import { talliesRouter } from '../core/tallies/router.ts'
import { visitsRouter } from '../core/visits/router.ts'
import { watchRouter } from '../core/watch/router.ts'
import type { HostContext } from './host.ts'
import { attachmentsRouter } from './routers/attachments.ts'
import { backupsRouter, recoveryRouter } from './routers/backups.ts'
import { billingRunRouter } from './routers/billing.ts'
import { exportsRouter, tasksRouter } from './routers/exports.ts'
import { importsRouter } from './routers/imports.ts'
import { officeRouter } from './routers/office.ts'
import { supportRouter } from './routers/support.ts'

/** The contract, implemented: registers from core, and what needs the host (files, tasks, sign-in) from here. */
export const router = implement(contract).$context<HostContext>().router({
  office: officeRouter,
  recovery: recoveryRouter,
  backups: backupsRouter,
  support: supportRouter,
  staff: staffRouter,
  settings: settingsRouter,
  desk: deskRouter,
  estate: estateRouter,
  residents: residentsRouter,
  handover: handoverRouter,
  counter: counterRouter,
  approvals: approvalsRouter,
  books: booksRouter,
  dunning: dunningRouter,
  billing: billingRouter,
  billingRun: billingRunRouter,
  meters: metersRouter,
  jobs: jobsRouter,
  complaints: complaintsRouter,
  returns: returnsRouter,
  campaigns: campaignsRouter,
  promises: promisesRouter,
  watch: watchRouter,
  intake: intakeRouter,
  visits: visitsRouter,
  registers: registersRouter,
  tallies: talliesRouter,
  programmes: programmesRouter,
  inspections: inspectionsRouter,
  patrol: patrolRouter,
  surveys: surveysRouter,
  summary: summaryRouter,
  signoffs: signoffsRouter,
  drafts: draftsRouter,
  imports: importsRouter,
  accounts: accountsRouter,
  exports: exportsRouter,
  tasks: tasksRouter,
  lists: listsRouter,
  plans: plansRouter,
  equipment: equipmentRouter,
  attachments: attachmentsRouter,
  stores: storesRouter,
  replacements: replacementsRouter,
  people: peopleRouter,
  rota: rotaRouter,
  handoverLog: handoverLogRouter,
  appraisal: appraisalRouter,
})
