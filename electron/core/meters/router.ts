import { procedures } from '../procedure.ts'
import { addMeter, changeMeter, enterReading, meteredBuildings, meterRoute, stopMeter } from './service.ts'

const { meters } = procedures

export const metersRouter = meters.router({
  route: meters.route.handler(({ context, input }) => meterRoute(context.desk().db, input)),
  buildings: meters.buildings.handler(({ context, input }) => meteredBuildings(context.desk().db, input.kind)),
  enter: meters.enter.handler(({ context, input }) => enterReading(context.desk(), input)),
  addMeter: meters.addMeter.handler(async ({ context, input }) => ({ id: await addMeter(context.desk(), input) })),
  changeMeter: meters.changeMeter.handler(async ({ context, input }) => ({
    id: await changeMeter(context.desk(), input),
  })),
  stopMeter: meters.stopMeter.handler(async ({ context, input }) => ({
    id: await stopMeter(context.desk(), input.id, input.version),
  })),
})
