import { procedures } from '../procedure.ts'
import { deskOfWord } from '../staff/word.ts'
import { listShifts } from './repository.ts'
import { copyPattern, publishMonth, rotaEdition, rotaMonth, saveCells, saveShift } from './service.ts'
import { answerSwap, askSwap, decideSwap, sideOf, swapDetail, withdrawSwap } from './swaps.ts'

const { rota } = procedures

export const rotaRouter = rota.router({
  shifts: rota.shifts.handler(({ context }) => listShifts(context.desk().db)),
  saveShift: rota.saveShift.handler(async ({ context, input }) => ({ id: await saveShift(context.desk(), input) })),
  month: rota.month.handler(({ context, input }) => rotaMonth(context.desk(), input.month)),
  save: rota.save.handler(({ context, input }) => saveCells(context.desk(), input.cells)),
  copy: rota.copy.handler(({ context, input }) => copyPattern(context.desk(), input)),
  publish: rota.publish.handler(({ context, input }) => publishMonth(context.desk(), input.month)),
  edition: rota.edition.handler(({ context, input }) => rotaEdition(context.desk(), input.id)),
  askSwap: rota.askSwap.handler(async ({ context, input: { secret, ...fields } }) => ({
    id: await askSwap(await deskOfWord(context, fields.askerId, secret), fields),
  })),
  answerSwap: rota.answerSwap.handler(async ({ context, input: { secret, ...answer } }) => {
    const other = await sideOf(context.desk(), answer.id, 'other')
    return { id: await answerSwap(await deskOfWord(context, other, secret), answer) }
  }),
  decideSwap: rota.decideSwap.handler(async ({ context, input }) => ({ id: await decideSwap(context.desk(), input) })),
  withdrawSwap: rota.withdrawSwap.handler(async ({ context, input: { secret, ...said } }) => {
    const asker = await sideOf(context.desk(), said.id, 'asker')
    return { id: await withdrawSwap(await deskOfWord(context, asker, secret), said) }
  }),
  swap: rota.swap.handler(({ context, input }) => swapDetail(context.desk(), input.id)),
})
