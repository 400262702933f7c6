import { procedures } from '../procedure.ts'
import { approvalRules } from './kinds.ts'
import { countWaiting, decide, withdraw } from './service.ts'

const { approvals } = procedures

export const approvalsRouter = approvals.router({
  decide: approvals.decide.handler(async ({ context, input }) => ({
    id: await decide(context.desk(), approvalRules, input),
  })),
  withdraw: approvals.withdraw.handler(async ({ context, input }) => ({
    id: await withdraw(context.desk(), input.id, input.version),
  })),
  waiting: approvals.waiting.handler(({ context }) => countWaiting(context.desk(), approvalRules)),
})
