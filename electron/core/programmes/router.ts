import { procedures } from '../procedure.ts'
import { programmesOf, saveProgramme } from './service.ts'

const { programmes } = procedures

export const programmesRouter = programmes.router({
  list: programmes.list.handler(({ context, input }) => programmesOf(context.desk(), input.register)),
  save: programmes.save.handler(async ({ context, input }) => ({ id: await saveProgramme(context.desk(), input) })),
})
