import { procedures } from '../procedure.ts'
import { addRule, calendarRows, endRule, markDays, removeDay, ruleRows, saveHours, updateRule } from './service.ts'

const { promises } = procedures

export const promisesRouter = promises.router({
  rules: promises.rules.handler(({ context }) => ruleRows(context.desk().db)),
  addRule: promises.addRule.handler(async ({ context, input }) => ({ id: await addRule(context.desk(), input) })),
  updateRule: promises.updateRule.handler(async ({ context, input }) => ({
    id: await updateRule(context.desk(), input),
  })),
  endRule: promises.endRule.handler(async ({ context, input }) => ({ id: await endRule(context.desk(), input) })),
  calendar: promises.calendar.handler(({ context }) => calendarRows(context.desk().db)),
  saveHours: promises.saveHours.handler(async ({ context, input }) => ({
    moved: await saveHours(context.desk(), input),
  })),
  markDays: promises.markDays.handler(async ({ context, input }) => ({ moved: await markDays(context.desk(), input) })),
  removeDay: promises.removeDay.handler(async ({ context, input }) => ({
    moved: await removeDay(context.desk(), input),
  })),
})
