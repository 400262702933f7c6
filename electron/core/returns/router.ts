import { mostAttempts } from '../../contract/returnWords.ts'
import { procedures } from '../procedure.ts'
import { returnRuleOf } from './due.ts'
import { openReturnOf, recordReturn, returnCard, saveReturnRule } from './service.ts'
import { returnSummaryOf } from './summary.ts'

const { returns } = procedures

export const returnsRouter = returns.router({
  card: returns.card.handler(({ context, input }) => returnCard(context.desk(), input.id)),
  ofCase: returns.ofCase.handler(async ({ context, input }) => ({
    id: await openReturnOf(context.desk().db, input.subject, input.subjectId),
  })),
  record: returns.record.handler(async ({ context, input }) => ({ id: await recordReturn(context.desk(), input) })),
  rule: returns.rule.handler(async ({ context }) => ({
    rule: await returnRuleOf(context.desk().db),
    most: mostAttempts,
  })),
  saveRule: returns.saveRule.handler(async ({ context, input }) => {
    await saveReturnRule(context.desk(), input)
    return {}
  }),
  summary: returns.summary.handler(({ context, input }) => returnSummaryOf(context.desk(), input)),
})
