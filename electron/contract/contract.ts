import { accountsContract } from './accounts.ts'
import { appraisalContract } from './appraisal.ts'
import { approvalsContract } from './approvals.ts'
import { attachmentsContract } from './attachments.ts'
import { backupsContract, recoveryContract } from './backups.ts'
import { base } from './base.ts'
import { billingContract, billingRunContract } from './billing.ts'
import { booksContract } from './books.ts'
import { campaignsContract } from './campaigns.ts'
import { complaintsContract } from './complaints.ts'
import { counterContract } from './counter.ts'
import { deskContract } from './desk.ts'
import { draftsContract } from './drafts.ts'
import { dunningContract } from './dunning.ts'
import { equipmentContract } from './equipment.ts'
import { estateContract } from './estate.ts'
import { exportsContract, tasksContract } from './exports.ts'
import { handoverContract } from './handover.ts'
import { handoverLogContract } from './handoverLog.ts'
import { importsContract } from './imports.ts'
import { inspectionsContract } from './inspections.ts'
import { intakeContract } from './intake.ts'
import { jobsContract } from './jobs.ts'
import { lists, pageInput, pageOutput } from './lists.ts'
import { metersContract } from './meters.ts'
import { officeContract, settingsContract, staffContract } from './office.ts'
import { patrolContract } from './patrol.ts'
import { peopleContract } from './people.ts'
import { plansContract } from './plans.ts'
import { programmesContract } from './programmes.ts'
import { promisesContract } from './promises.ts'
import { type RegisterListId, registerLists } from './registerKinds.ts'
import { registersContract } from './registers.ts'
import { replacementsContract } from './replacements.ts'
import { residentsContract } from './residents.ts'
import { returnsContract } from './returns.ts'
import { rotaContract } from './rota.ts'
import { seriesContract } from './series.ts'
import { signoffsContract } from './signoffs.ts'
import { storesContract } from './stores.ts'
import { summaryContract } from './summary.ts'
import { supportContract } from './support.ts'
import { surveysContract } from './surveys.ts'
import { talliesContract } from './tallies.ts'
import { targetTableContract } from './targetTable.ts'
import { visitsContract } from './visits.ts'
import { watchContract } from './watch.ts'

/** All registers of records have one filter and one row. */
const registerPage = base.input(pageInput(lists.renovations.filter)).output(pageOutput(lists.renovations.row))
const registerPages = Object.fromEntries(Object.keys(registerLists).map((list) => [list, registerPage])) as Record<
  RegisterListId,
  typeof registerPage
>

/** A page of each declared list. */
const listsContract = {
  units: base.input(pageInput(lists.units.filter)).output(pageOutput(lists.units.row)),
  residents: base.input(pageInput(lists.residents.filter)).output(pageOutput(lists.residents.row)),
  handoverDue: base.input(pageInput(lists.handoverDue.filter)).output(pageOutput(lists.handoverDue.row)),
  handovers: base.input(pageInput(lists.handovers.filter)).output(pageOutput(lists.handovers.row)),
  receipts: base.input(pageInput(lists.receipts.filter)).output(pageOutput(lists.receipts.row)),
  approvals: base.input(pageInput(lists.approvals.filter)).output(pageOutput(lists.approvals.row)),
  monthCloses: base.input(pageInput(lists.monthCloses.filter)).output(pageOutput(lists.monthCloses.row)),
  shifts: base.input(pageInput(lists.shifts.filter)).output(pageOutput(lists.shifts.row)),
  cashBook: base.input(pageInput(lists.cashBook.filter)).output(pageOutput(lists.cashBook.row)),
  cashDeposits: base.input(pageInput(lists.cashDeposits.filter)).output(pageOutput(lists.cashDeposits.row)),
  deposits: base.input(pageInput(lists.deposits.filter)).output(pageOutput(lists.deposits.row)),
  invoices: base.input(pageInput(lists.invoices.filter)).output(pageOutput(lists.invoices.row)),
  statementLines: base.input(pageInput(lists.statementLines.filter)).output(pageOutput(lists.statementLines.row)),
  receiptsWithoutLine: base
    .input(pageInput(lists.receiptsWithoutLine.filter))
    .output(pageOutput(lists.receiptsWithoutLine.row)),
  serviceEntries: base.input(pageInput(lists.serviceEntries.filter)).output(pageOutput(lists.serviceEntries.row)),
  arrears: base.input(pageInput(lists.arrears.filter)).output(pageOutput(lists.arrears.row)),
  paymentNotices: base.input(pageInput(lists.paymentNotices.filter)).output(pageOutput(lists.paymentNotices.row)),
  contacts: base.input(pageInput(lists.contacts.filter)).output(pageOutput(lists.contacts.row)),
  legalCases: base.input(pageInput(lists.legalCases.filter)).output(pageOutput(lists.legalCases.row)),
  tariffs: base.input(pageInput(lists.tariffs.filter)).output(pageOutput(lists.tariffs.row)),
  unitTariffs: base.input(pageInput(lists.unitTariffs.filter)).output(pageOutput(lists.unitTariffs.row)),
  billingRuns: base.input(pageInput(lists.billingRuns.filter)).output(pageOutput(lists.billingRuns.row)),
  charges: base.input(pageInput(lists.charges.filter)).output(pageOutput(lists.charges.row)),
  vacancies: base.input(pageInput(lists.vacancies.filter)).output(pageOutput(lists.vacancies.row)),
  meters: base.input(pageInput(lists.meters.filter)).output(pageOutput(lists.meters.row)),
  complaints: base.input(pageInput(lists.complaints.filter)).output(pageOutput(lists.complaints.row)),
  jobs: base.input(pageInput(lists.jobs.filter)).output(pageOutput(lists.jobs.row)),
  openJobs: base.input(pageInput(lists.openJobs.filter)).output(pageOutput(lists.openJobs.row)),
  jobReworks: base.input(pageInput(lists.jobReworks.filter)).output(pageOutput(lists.jobReworks.row)),
  enquiries: base.input(pageInput(lists.enquiries.filter)).output(pageOutput(lists.enquiries.row)),
  visits: base.input(pageInput(lists.visits.filter)).output(pageOutput(lists.visits.row)),
  surveys: base.input(pageInput(lists.surveys.filter)).output(pageOutput(lists.surveys.row)),
  surveyForms: base.input(pageInput(lists.surveyForms.filter)).output(pageOutput(lists.surveyForms.row)),
  returnVisits: base.input(pageInput(lists.returnVisits.filter)).output(pageOutput(lists.returnVisits.row)),
  campaigns: base.input(pageInput(lists.campaigns.filter)).output(pageOutput(lists.campaigns.row)),
  imports: base.input(pageInput(lists.imports.filter)).output(pageOutput(lists.imports.row)),
  audit: base.input(pageInput(lists.audit.filter)).output(pageOutput(lists.audit.row)),
  ...registerPages,
  stockItems: base.input(pageInput(lists.stockItems.filter)).output(pageOutput(lists.stockItems.row)),
  stockDocuments: base.input(pageInput(lists.stockDocuments.filter)).output(pageOutput(lists.stockDocuments.row)),
  stockMovements: base.input(pageInput(lists.stockMovements.filter)).output(pageOutput(lists.stockMovements.row)),
  stockSummary: base.input(pageInput(lists.stockSummary.filter)).output(pageOutput(lists.stockSummary.row)),
  stockCounts: base.input(pageInput(lists.stockCounts.filter)).output(pageOutput(lists.stockCounts.row)),
  tallies: base.input(pageInput(lists.tallies.filter)).output(pageOutput(lists.tallies.row)),
  inspections: base.input(pageInput(lists.inspections.filter)).output(pageOutput(lists.inspections.row)),
  patrolRounds: base.input(pageInput(lists.patrolRounds.filter)).output(pageOutput(lists.patrolRounds.row)),
  equipment: base.input(pageInput(lists.equipment.filter)).output(pageOutput(lists.equipment.row)),
  plans: base.input(pageInput(lists.plans.filter)).output(pageOutput(lists.plans.row)),
  planTasks: base.input(pageInput(lists.planTasks.filter)).output(pageOutput(lists.planTasks.row)),
  people: base.input(pageInput(lists.people.filter)).output(pageOutput(lists.people.row)),
  shiftSwaps: base.input(pageInput(lists.shiftSwaps.filter)).output(pageOutput(lists.shiftSwaps.row)),
  shiftLogs: base.input(pageInput(lists.shiftLogs.filter)).output(pageOutput(lists.shiftLogs.row)),
  trainings: base.input(pageInput(lists.trainings.filter)).output(pageOutput(lists.trainings.row)),
  trainingYears: base.input(pageInput(lists.trainingYears.filter)).output(pageOutput(lists.trainingYears.row)),
  rewards: base.input(pageInput(lists.rewards.filter)).output(pageOutput(lists.rewards.row)),
  appraisals: base.input(pageInput(lists.appraisals.filter)).output(pageOutput(lists.appraisals.row)),
}

/** Every call a page can make. The router implements it; the permission table has a line for each. */
export const contract = {
  office: officeContract,
  recovery: recoveryContract,
  backups: backupsContract,
  support: supportContract,
  staff: staffContract,
  settings: settingsContract,
  desk: deskContract,
  estate: estateContract,
  residents: residentsContract,
  handover: handoverContract,
  counter: counterContract,
  approvals: approvalsContract,
  books: booksContract,
  dunning: dunningContract,
  billing: billingContract,
  billingRun: billingRunContract,
  meters: metersContract,
  jobs: jobsContract,
  complaints: complaintsContract,
  returns: returnsContract,
  campaigns: campaignsContract,
  promises: promisesContract,
  watch: watchContract,
  intake: intakeContract,
  visits: visitsContract,
  surveys: surveysContract,
  registers: registersContract,
  summary: { ...summaryContract, ...seriesContract, ...targetTableContract },
  signoffs: signoffsContract,
  drafts: draftsContract,
  imports: importsContract,
  accounts: accountsContract,
  exports: exportsContract,
  tasks: tasksContract,
  tallies: talliesContract,
  programmes: programmesContract,
  inspections: inspectionsContract,
  patrol: patrolContract,
  lists: listsContract,
  plans: plansContract,
  equipment: equipmentContract,
  attachments: attachmentsContract,
  stores: storesContract,
  replacements: replacementsContract,
  people: peopleContract,
  rota: rotaContract,
  handoverLog: handoverLogContract,
  appraisal: appraisalContract,
}

export type Contract = typeof contract

/** `register.procedure` of every call. */
export type ProcedureName = { [R in keyof Contract]: `${R}.${keyof Contract[R] & string}` }[keyof Contract]

export const procedureNames: readonly ProcedureName[] = Object.entries(contract).flatMap(([register, procedures]) =>
  Object.keys(procedures).map((procedure) => `${register}.${procedure}` as ProcedureName),
)
