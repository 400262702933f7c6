import { procedures } from '../procedure.ts'
import { listPage } from './page.ts'

const { lists } = procedures

export const listsRouter = lists.router({
  units: lists.units.handler(({ context, input }) => listPage(context.desk(), 'units', input)),
  residents: lists.residents.handler(({ context, input }) => listPage(context.desk(), 'residents', input)),
  handoverDue: lists.handoverDue.handler(({ context, input }) => listPage(context.desk(), 'handoverDue', input)),
  handovers: lists.handovers.handler(({ context, input }) => listPage(context.desk(), 'handovers', input)),
  imports: lists.imports.handler(({ context, input }) => listPage(context.desk(), 'imports', input)),
  audit: lists.audit.handler(({ context, input }) => listPage(context.desk(), 'audit', input)),
})
