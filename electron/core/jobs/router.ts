import { procedures } from '../procedure.ts'
import { jobsAround, jobWorkers } from './list.ts'
import { jobDetail, registerJob, stepJob } from './service.ts'

const { jobs } = procedures

export const jobsRouter = jobs.router({
  register: jobs.register.handler(({ context, input }) => registerJob(context.desk(), input)),
  detail: jobs.detail.handler(({ context, input }) => jobDetail(context.desk(), input.id)),
  step: jobs.step.handler(async ({ context, input }) => ({ id: await stepJob(context.desk(), input) })),
  workers: jobs.workers.handler(({ context }) => jobWorkers(context.desk().db)),
  around: jobs.around.handler(({ context, input }) => jobsAround(context.desk(), input.unitId)),
})
