import type { ListId } from '../../contract/lists.ts'
import { listOfRegister, type RegisterListId, registerIds } from '../../contract/registerKinds.ts'
import { appraisalsSource } from '../appraisal/list.ts'
import { auditSource } from '../audit/list.ts'
import { billingRunsSource, chargesSource, tariffsSource, unitTariffsSource, vacanciesSource } from '../billing/list.ts'
import {
  cashBookSource,
  cashDepositsSource,
  depositsSource,
  invoicesSource,
  monthClosesSource,
  receiptsWithoutLineSource,
  serviceEntriesSource,
  shiftsSource,
  statementLinesSource,
} from '../books/list.ts'
import { campaignsSource } from '../campaigns/list.ts'
import { complaintsSource } from '../complaints/list.ts'
import { approvalsSource, receiptsSource } from '../counter/list.ts'
import { arrearsSource, contactsSource, legalCasesSource, paymentNoticesSource } from '../dunning/list.ts'
import { equipmentSource } from '../equipment/list.ts'
import { unitsSource } from '../estate/list.ts'
import { handoverDueSource, handoversSource } from '../handover/list.ts'
import { shiftLogsSource } from '../handoverLog/list.ts'
import { importsSource } from '../imports/list.ts'
import { inspectionsSource } from '../inspections/list.ts'
import { enquiriesSource } from '../intake/enquiries.ts'
import { jobsSource, openJobsSource } from '../jobs/list.ts'
import { jobReworksSource } from '../jobs/rework.ts'
import { metersSource } from '../meters/list.ts'
import { patrolRoundsSource } from '../patrol/list.ts'
import { plansSource, planTasksSource } from '../plans/list.ts'
import { registerSource } from '../registers/list.ts'
import { residentsSource } from '../residents/list.ts'
import { returnVisitsSource } from '../returns/list.ts'
import { shiftSwapsSource } from '../rota/list.ts'
import { peopleSource, rewardsSource, trainingsSource, trainingYearsSource } from '../staff/list.ts'
import {
  stockCountsSource,
  stockDocumentsSource,
  stockItemsSource,
  stockMovementsSource,
  stockSummarySource,
} from '../stores/list.ts'
import { surveyFormsSource, surveysSource } from '../surveys/list.ts'
import { talliesSource } from '../tallies/list.ts'
import { visitsSource } from '../visits/list.ts'
import type { ListSource } from './source.ts'

/** The source of every declared list. */
export const listSources: { readonly [L in ListId]: ListSource<L> } = {
  units: unitsSource,
  residents: residentsSource,
  handoverDue: handoverDueSource,
  handovers: handoversSource,
  receipts: receiptsSource,
  approvals: approvalsSource,
  monthCloses: monthClosesSource,
  shifts: shiftsSource,
  cashBook: cashBookSource,
  cashDeposits: cashDepositsSource,
  deposits: depositsSource,
  invoices: invoicesSource,
  statementLines: statementLinesSource,
  receiptsWithoutLine: receiptsWithoutLineSource,
  serviceEntries: serviceEntriesSource,
  arrears: arrearsSource,
  paymentNotices: paymentNoticesSource,
  contacts: contactsSource,
  legalCases: legalCasesSource,
  tariffs: tariffsSource,
  unitTariffs: unitTariffsSource,
  billingRuns: billingRunsSource,
  charges: chargesSource,
  vacancies: vacanciesSource,
  meters: metersSource,
  jobs: jobsSource,
  complaints: complaintsSource,
  openJobs: openJobsSource,
  jobReworks: jobReworksSource,
  enquiries: enquiriesSource,
  visits: visitsSource,
  surveys: surveysSource,
  surveyForms: surveyFormsSource,
  returnVisits: returnVisitsSource,
  campaigns: campaignsSource,
  imports: importsSource,
  audit: auditSource,
  ...(Object.fromEntries(registerIds.map((id) => [listOfRegister[id], registerSource(id)])) as {
    readonly [L in RegisterListId]: ListSource<L>
  }),
  stockItems: stockItemsSource,
  stockDocuments: stockDocumentsSource,
  stockMovements: stockMovementsSource,
  stockSummary: stockSummarySource,
  stockCounts: stockCountsSource,
  tallies: talliesSource,
  inspections: inspectionsSource,
  patrolRounds: patrolRoundsSource,
  plans: plansSource,
  planTasks: planTasksSource,
  equipment: equipmentSource,
  people: peopleSource,
  shiftSwaps: shiftSwapsSource,
  shiftLogs: shiftLogsSource,
  trainings: trainingsSource,
  trainingYears: trainingYearsSource,
  rewards: rewardsSource,
  appraisals: appraisalsSource,
}
