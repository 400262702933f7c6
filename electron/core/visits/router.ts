import { procedures } from '../procedure.ts'
import { dayPlan, planVisits, proposeVisits, unplanVisit, visitStewards } from './planner.ts'
import {
  findingToComplaint,
  findingToJob,
  foundIn,
  lastVisits,
  recordVisit,
  updateVisit,
  visitDetail,
} from './service.ts'

const { visits } = procedures

export const visitsRouter = visits.router({
  record: visits.record.handler(async ({ context, input }) => ({ id: await recordVisit(context.desk(), input) })),
  update: visits.update.handler(async ({ context, input }) => ({
    id: await updateVisit(context.desk(), input.id, input.version, input.fields),
  })),
  detail: visits.detail.handler(({ context, input }) => visitDetail(context.desk(), input.id)),
  findingToJob: visits.findingToJob.handler(({ context, input }) => findingToJob(context.desk(), input)),
  findingToComplaint: visits.findingToComplaint.handler(({ context, input }) =>
    findingToComplaint(context.desk(), input),
  ),
  foundIn: visits.foundIn.handler(({ context, input }) => foundIn(context.desk(), input.caseKind, input.caseId)),
  propose: visits.propose.handler(({ context, input }) => proposeVisits(context.desk(), input)),
  plan: visits.plan.handler(({ context, input }) => planVisits(context.desk(), input.onDate, input.households)),
  unplan: visits.unplan.handler(async ({ context, input }) => ({
    id: await unplanVisit(context.desk(), input.id, input.version),
  })),
  day: visits.day.handler(({ context, input }) => dayPlan(context.desk(), input.onDate)),
  stewards: visits.stewards.handler(({ context }) => visitStewards(context.desk())),
  last: visits.last.handler(({ context, input }) => lastVisits(context.desk(), input.unitIds)),
})
