import { procedures } from '../procedure.ts'
import { glanceOf, takeAlerts, watchCounts } from './now.ts'
import { ratesOf } from './rates.ts'

const { watch } = procedures

export const watchRouter = watch.router({
  counts: watch.counts.handler(({ context }) => watchCounts(context.desk())),
  takeAlerts: watch.takeAlerts.handler(({ context }) => takeAlerts(context.desk())),
  glance: watch.glance.handler(({ context }) => glanceOf(context.desk())),
  rates: watch.rates.handler(({ context, input }) => ratesOf(context.desk(), input)),
})
