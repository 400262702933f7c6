import { type RegisterListId, registerLists } from '../../contract/registerKinds.ts'
import { raiseRounds } from '../patrol/raising.ts'
import { raiseTasks } from '../plans/raising.ts'
import { procedures } from '../procedure.ts'
import { listPage } from './page.ts'

const { lists } = procedures

const registerListIds = Object.keys(registerLists) as RegisterListId[]

const registerPage = (list: RegisterListId) =>
  lists[list].handler(({ context, input }) => listPage(context.desk(), list, input))
const registerPages = Object.fromEntries(registerListIds.map((list) => [list, registerPage(list)])) as Record<
  RegisterListId,
  ReturnType<typeof registerPage>
>

export const listsRouter = lists.router({
  units: lists.units.handler(({ context, input }) => listPage(context.desk(), 'units', input)),
  residents: lists.residents.handler(({ context, input }) => listPage(context.desk(), 'residents', input)),
  handoverDue: lists.handoverDue.handler(({ context, input }) => listPage(context.desk(), 'handoverDue', input)),
  handovers: lists.handovers.handler(({ context, input }) => listPage(context.desk(), 'handovers', input)),
  receipts: lists.receipts.handler(({ context, input }) => listPage(context.desk(), 'receipts', input)),
  approvals: lists.approvals.handler(({ context, input }) => listPage(context.desk(), 'approvals', input)),
  monthCloses: lists.monthCloses.handler(({ context, input }) => listPage(context.desk(), 'monthCloses', input)),
  shifts: lists.shifts.handler(({ context, input }) => listPage(context.desk(), 'shifts', input)),
  cashBook: lists.cashBook.handler(({ context, input }) => listPage(context.desk(), 'cashBook', input)),
  cashDeposits: lists.cashDeposits.handler(({ context, input }) => listPage(context.desk(), 'cashDeposits', input)),
  deposits: lists.deposits.handler(({ context, input }) => listPage(context.desk(), 'deposits', input)),
  invoices: lists.invoices.handler(({ context, input }) => listPage(context.desk(), 'invoices', input)),
  statementLines: lists.statementLines.handler(({ context, input }) =>
    listPage(context.desk(), 'statementLines', input),
  ),
  receiptsWithoutLine: lists.receiptsWithoutLine.handler(({ context, input }) =>
    listPage(context.desk(), 'receiptsWithoutLine', input),
  ),
  serviceEntries: lists.serviceEntries.handler(({ context, input }) =>
    listPage(context.desk(), 'serviceEntries', input),
  ),
  arrears: lists.arrears.handler(({ context, input }) => listPage(context.desk(), 'arrears', input)),
  paymentNotices: lists.paymentNotices.handler(({ context, input }) =>
    listPage(context.desk(), 'paymentNotices', input),
  ),
  contacts: lists.contacts.handler(({ context, input }) => listPage(context.desk(), 'contacts', input)),
  legalCases: lists.legalCases.handler(({ context, input }) => listPage(context.desk(), 'legalCases', input)),
  tariffs: lists.tariffs.handler(({ context, input }) => listPage(context.desk(), 'tariffs', input)),
  unitTariffs: lists.unitTariffs.handler(({ context, input }) => listPage(context.desk(), 'unitTariffs', input)),
  billingRuns: lists.billingRuns.handler(({ context, input }) => listPage(context.desk(), 'billingRuns', input)),
  charges: lists.charges.handler(({ context, input }) => listPage(context.desk(), 'charges', input)),
  vacancies: lists.vacancies.handler(({ context, input }) => listPage(context.desk(), 'vacancies', input)),
  meters: lists.meters.handler(({ context, input }) => listPage(context.desk(), 'meters', input)),
  complaints: lists.complaints.handler(({ context, input }) => listPage(context.desk(), 'complaints', input)),
  jobs: lists.jobs.handler(({ context, input }) => listPage(context.desk(), 'jobs', input)),
  openJobs: lists.openJobs.handler(({ context, input }) => listPage(context.desk(), 'openJobs', input)),
  jobReworks: lists.jobReworks.handler(({ context, input }) => listPage(context.desk(), 'jobReworks', input)),
  enquiries: lists.enquiries.handler(({ context, input }) => listPage(context.desk(), 'enquiries', input)),
  visits: lists.visits.handler(({ context, input }) => listPage(context.desk(), 'visits', input)),
  surveys: lists.surveys.handler(({ context, input }) => listPage(context.desk(), 'surveys', input)),
  surveyForms: lists.surveyForms.handler(({ context, input }) => listPage(context.desk(), 'surveyForms', input)),
  returnVisits: lists.returnVisits.handler(({ context, input }) => listPage(context.desk(), 'returnVisits', input)),
  campaigns: lists.campaigns.handler(({ context, input }) => listPage(context.desk(), 'campaigns', input)),
  imports: lists.imports.handler(({ context, input }) => listPage(context.desk(), 'imports', input)),
  audit: lists.audit.handler(({ context, input }) => listPage(context.desk(), 'audit', input)),
  ...registerPages,
  stockItems: lists.stockItems.handler(({ context, input }) => listPage(context.desk(), 'stockItems', input)),
  stockDocuments: lists.stockDocuments.handler(({ context, input }) =>
    listPage(context.desk(), 'stockDocuments', input),
  ),
  stockMovements: lists.stockMovements.handler(({ context, input }) =>
    listPage(context.desk(), 'stockMovements', input),
  ),
  stockSummary: lists.stockSummary.handler(({ context, input }) => listPage(context.desk(), 'stockSummary', input)),
  stockCounts: lists.stockCounts.handler(({ context, input }) => listPage(context.desk(), 'stockCounts', input)),
  tallies: lists.tallies.handler(({ context, input }) => listPage(context.desk(), 'tallies', input)),
  inspections: lists.inspections.handler(({ context, input }) => listPage(context.desk(), 'inspections', input)),
  patrolRounds: lists.patrolRounds.handler(async ({ context, input }) => {
    await raiseRounds(context.desk())
    return listPage(context.desk(), 'patrolRounds', input)
  }),
  equipment: lists.equipment.handler(async ({ context, input }) => {
    await raiseTasks(context.desk())
    return listPage(context.desk(), 'equipment', input)
  }),
  plans: lists.plans.handler(async ({ context, input }) => {
    await raiseTasks(context.desk())
    return listPage(context.desk(), 'plans', input)
  }),
  planTasks: lists.planTasks.handler(async ({ context, input }) => {
    await raiseTasks(context.desk())
    return listPage(context.desk(), 'planTasks', input)
  }),
  people: lists.people.handler(({ context, input }) => listPage(context.desk(), 'people', input)),
  shiftSwaps: lists.shiftSwaps.handler(({ context, input }) => listPage(context.desk(), 'shiftSwaps', input)),
  shiftLogs: lists.shiftLogs.handler(({ context, input }) => listPage(context.desk(), 'shiftLogs', input)),
  trainings: lists.trainings.handler(({ context, input }) => listPage(context.desk(), 'trainings', input)),
  trainingYears: lists.trainingYears.handler(({ context, input }) => listPage(context.desk(), 'trainingYears', input)),
  rewards: lists.rewards.handler(({ context, input }) => listPage(context.desk(), 'rewards', input)),
  appraisals: lists.appraisals.handler(({ context, input }) => listPage(context.desk(), 'appraisals', input)),
})
