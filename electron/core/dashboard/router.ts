import { procedures } from '../procedure.ts'
import { search } from '../search/index.ts'
import { dashboardOf } from './index.ts'

const { desk } = procedures

export const deskRouter = desk.router({
  search: desk.search.handler(({ context, input }) => search(context.desk(), input.text, input.limit)),
  dashboard: desk.dashboard.handler(({ context }) => dashboardOf(context.desk())),
})
