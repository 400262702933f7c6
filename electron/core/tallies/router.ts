import { procedures } from '../procedure.ts'
import { monthsAgainstPlan } from '../programmes/service.ts'
import { cancelCount } from '../replacements/service.ts'
import { enteredBefore, recordTally, tallyDetail, updateTally } from './service.ts'

const { tallies } = procedures

export const talliesRouter = tallies.router({
  record: tallies.record.handler(async ({ context, input }) => ({
    id: await recordTally(context.desk(), input.register, input.fields, input.requestKey),
  })),
  update: tallies.update.handler(async ({ context, input }) => ({
    id: await updateTally(context.desk(), input.id, input.version, input.fields),
  })),
  cancel: tallies.cancel.handler(async ({ context, input }) => ({
    id: await cancelCount(context.desk(), input.id, input.version, input.reason),
  })),
  detail: tallies.detail.handler(({ context, input }) => tallyDetail(context.desk(), input.id)),
  months: tallies.months.handler(({ context, input }) => monthsAgainstPlan(context.desk(), input.register, input.year)),
  entered: tallies.entered.handler(({ context, input }) => enteredBefore(context.desk(), input.register)),
})
