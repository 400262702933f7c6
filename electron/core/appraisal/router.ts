import { procedures } from '../procedure.ts'
import { appraisalMonth } from './month.ts'
import { listSchemes, saveScheme } from './schemes.ts'
import { closeMonth, decideStar, giveScore, reopenMonth } from './service.ts'

const { appraisal } = procedures

export const appraisalRouter = appraisal.router({
  schemes: appraisal.schemes.handler(({ context }) => listSchemes(context.desk().db)),
  saveScheme: appraisal.saveScheme.handler(async ({ context, input }) => ({
    id: await saveScheme(context.desk(), input),
  })),
  month: appraisal.month.handler(({ context, input }) => appraisalMonth(context.desk(), input.month)),
  score: appraisal.score.handler(async ({ context, input }) => ({ id: await giveScore(context.desk(), input) })),
  decideStar: appraisal.decideStar.handler(async ({ context, input }) => ({
    id: await decideStar(context.desk(), input),
  })),
  close: appraisal.close.handler(async ({ context, input }) => ({ id: await closeMonth(context.desk(), input) })),
  reopen: appraisal.reopen.handler(async ({ context, input }) => ({ id: await reopenMonth(context.desk(), input) })),
})
