import { problemOfJob, problemToJob } from '../grounds/problems.ts'
import { procedures } from '../procedure.ts'
import { cancelInspection, inspectionDetail, inspectionMonths, recordInspection } from './service.ts'

const { inspections } = procedures

export const inspectionsRouter = inspections.router({
  record: inspections.record.handler(async ({ context, input }) => ({
    id: await recordInspection(context.desk(), input.fields, input.requestKey),
  })),
  cancel: inspections.cancel.handler(async ({ context, input }) => ({
    id: await cancelInspection(context.desk(), input.id, input.version, input.reason),
  })),
  detail: inspections.detail.handler(({ context, input }) => inspectionDetail(context.desk(), input.id)),
  months: inspections.months.handler(({ context, input }) => inspectionMonths(context.desk(), input.year)),
  problemToJob: inspections.problemToJob.handler(({ context, input }) =>
    problemToJob(context.desk(), input.id, input.version),
  ),
  foundIn: inspections.foundIn.handler(({ context, input }) => problemOfJob(context.desk(), input.jobId)),
})
