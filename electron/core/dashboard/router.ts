import { procedures } from '../procedure.ts'
import { search, searchUnits } from '../search/index.ts'
import { dashboardOf } from './index.ts'

const { desk } = procedures

export const deskRouter = desk.router({
  search: desk.search.handler(({ context, input: { text, limit, onlyUnits } }) =>
    (onlyUnits ? searchUnits : search)(context.desk(), text, limit),
  ),
  dashboard: desk.dashboard.handler(({ context }) => dashboardOf(context.desk())),
})
