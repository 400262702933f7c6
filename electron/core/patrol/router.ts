import { procedures } from '../procedure.ts'
import { coverageOf, recordRound, recordRoundLate, roundDetail } from './rounds.ts'
import { addWindow, endWindow, patrolPoints, patrolRoutes, savePoint, saveRoute } from './routes.ts'

const { patrol } = procedures

export const patrolRouter = patrol.router({
  points: patrol.points.handler(({ context }) => patrolPoints(context.desk())),
  savePoint: patrol.savePoint.handler(async ({ context, input }) => ({ id: await savePoint(context.desk(), input) })),
  routes: patrol.routes.handler(({ context }) => patrolRoutes(context.desk())),
  saveRoute: patrol.saveRoute.handler(async ({ context, input }) => ({ id: await saveRoute(context.desk(), input) })),
  addWindow: patrol.addWindow.handler(async ({ context, input }) => ({
    id: await addWindow(context.desk(), input.routeId, input.fields),
  })),
  endWindow: patrol.endWindow.handler(async ({ context, input }) => ({
    id: await endWindow(context.desk(), input.id, input.version),
  })),
  round: patrol.round.handler(({ context, input }) => roundDetail(context.desk(), input.id)),
  record: patrol.record.handler(async ({ context, input }) => ({
    id: await recordRound(context.desk(), input.id, input.version, input.fields),
  })),
  recordLate: patrol.recordLate.handler(async ({ context, input }) => ({
    id: await recordRoundLate(context.desk(), input.id, input.version, input.fields, input.reason),
  })),
  coverage: patrol.coverage.handler(({ context, input }) => coverageOf(context.desk(), input.from, input.to)),
})
