import { procedures } from '../procedure.ts'
import { callerPhone } from '../residents/phones.ts'
import { addAbsence, endAbsence } from './absence.ts'
import { dispatchBoard, jobsOfPerson, jobsOfUnit, jobsToVouch, openJobsOfBuilding } from './board.ts'
import { correctJob } from './correction.ts'
import { jobDetail } from './detail.ts'
import { jobWorkers } from './list.ts'
import { addReporter, mergeTargets } from './reporters.ts'
import { registerJob, stepJob } from './service.ts'

const { jobs } = procedures

export const jobsRouter = jobs.router({
  register: jobs.register.handler(async ({ context, input }) => {
    const desk = context.desk()
    return registerJob(desk, { ...input, phone: await callerPhone(desk, input) })
  }),
  detail: jobs.detail.handler(({ context, input }) => jobDetail(context.desk(), input.id)),
  step: jobs.step.handler(async ({ context, input }) => ({ id: await stepJob(context.desk(), input) })),
  correct: jobs.correct.handler(async ({ context, input }) => ({ id: await correctJob(context.desk(), input) })),
  workers: jobs.workers.handler(({ context }) => jobWorkers(context.desk())),
  board: jobs.board.handler(({ context }) => dispatchBoard(context.desk())),
  addReporter: jobs.addReporter.handler(async ({ context, input }) => {
    const desk = context.desk()
    return addReporter(desk, { ...input, phone: await callerPhone(desk, input) })
  }),
  mergeTargets: jobs.mergeTargets.handler(({ context, input }) => mergeTargets(context.desk(), input.id, input.text)),
  vouchers: jobs.vouchers.handler(async ({ context, input }) => {
    const desk = context.desk()
    const ids = input.ids ?? (await jobsToVouch(desk, input.workerId))
    const sheets = []
    for (const id of ids) sheets.push(await jobDetail(desk, id))
    return sheets
  }),
  addAbsence: jobs.addAbsence.handler(async ({ context, input }) => ({ id: await addAbsence(context.desk(), input) })),
  removeAbsence: jobs.removeAbsence.handler(async ({ context, input }) => ({
    id: await endAbsence(context.desk(), input.id, input.version),
  })),
  ofPerson: jobs.ofPerson.handler(({ context, input }) => jobsOfPerson(context.desk(), input.personId)),
  ofUnit: jobs.ofUnit.handler(({ context, input }) => jobsOfUnit(context.desk(), input.unitId)),
  ofBuilding: jobs.ofBuilding.handler(({ context, input }) => openJobsOfBuilding(context.desk(), input.buildingId)),
})
