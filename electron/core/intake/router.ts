import { procedures } from '../procedure.ts'
import { callerPhone } from '../residents/phones.ts'
import { casesAround } from './around.ts'
import { callersOf } from './callers.ts'
import { answerCall } from './enquiries.ts'
import { intakeWordsNow, saveIntakeWords } from './words.ts'

const { intake } = procedures

export const intakeRouter = intake.router({
  callers: intake.callers.handler(({ context, input }) => callersOf(context.desk(), input)),
  around: intake.around.handler(({ context, input }) => casesAround(context.desk(), input)),
  words: intake.words.handler(({ context }) => intakeWordsNow(context.desk())),
  saveWords: intake.saveWords.handler(async ({ context, input }) => {
    await saveIntakeWords(context.desk(), input)
    return {}
  }),
  answer: intake.answer.handler(async ({ context, input }) => {
    const desk = context.desk()
    return answerCall(desk, { ...input, phone: await callerPhone(desk, input) })
  }),
})
