import { procedures } from '../procedure.ts'
import { checklists, saveChecklist } from './checklists.ts'
import { calendarMonth, taskGlance } from './list.ts'
import { endPlan, planDetail, plansOf, savePlan } from './service.ts'
import { completeTask, skipTask, taskDetail, taskOfJob, undoTask } from './tasks.ts'

const { plans } = procedures

export const plansRouter = plans.router({
  of: plans.of.handler(({ context, input }) => plansOf(context.desk(), input)),
  detail: plans.detail.handler(({ context, input }) => planDetail(context.desk(), input.id)),
  save: plans.save.handler(async ({ context, input }) => ({ id: await savePlan(context.desk(), input) })),
  end: plans.end.handler(async ({ context, input }) => ({ id: await endPlan(context.desk(), input) })),
  checklists: plans.checklists.handler(({ context }) => checklists(context.desk())),
  saveChecklist: plans.saveChecklist.handler(async ({ context, input }) => ({
    id: await saveChecklist(context.desk(), input),
  })),
  task: plans.task.handler(({ context, input }) => taskDetail(context.desk(), input.id)),
  complete: plans.complete.handler(({ context, input }) => completeTask(context.desk(), input)),
  skip: plans.skip.handler(async ({ context, input }) => ({ id: await skipTask(context.desk(), input) })),
  undo: plans.undo.handler(async ({ context, input }) => ({ id: await undoTask(context.desk(), input) })),
  month: plans.month.handler(({ context, input }) => calendarMonth(context.desk(), input)),
  glance: plans.glance.handler(({ context }) => taskGlance(context.desk())),
  foundIn: plans.foundIn.handler(({ context, input }) => taskOfJob(context.desk(), input.jobId)),
})
