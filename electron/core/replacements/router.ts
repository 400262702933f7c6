import { procedures } from '../procedure.ts'
import { replace } from './service.ts'

const { replacements } = procedures

export const replacementsRouter = replacements.router({
  replace: replacements.replace.handler(async ({ context, input }) => ({ id: await replace(context.desk(), input) })),
})
