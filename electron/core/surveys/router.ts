import { procedures } from '../procedure.ts'
import { editions, saveQuestionnaire } from './questionnaires.ts'
import { createSurvey, formByCode, formSheets, issueForms, keyReply, surveyDetail, surveyTrend } from './service.ts'

const { surveys } = procedures

export const surveysRouter = surveys.router({
  questionnaires: surveys.questionnaires.handler(({ context }) => editions(context.desk().db)),
  saveQuestionnaire: surveys.saveQuestionnaire.handler(async ({ context, input }) => ({
    id: await saveQuestionnaire(context.desk(), input),
  })),
  create: surveys.create.handler(async ({ context, input }) => ({ id: await createSurvey(context.desk(), input) })),
  issue: surveys.issue.handler(({ context, input }) => issueForms(context.desk(), input)),
  detail: surveys.detail.handler(({ context, input }) => surveyDetail(context.desk(), input.id)),
  sheets: surveys.sheets.handler(({ context, input }) => formSheets(context.desk(), input.surveyId, input.area)),
  form: surveys.form.handler(({ context, input }) => formByCode(context.desk(), input.code)),
  reply: surveys.reply.handler(async ({ context, input }) => ({
    id: await keyReply(context.desk(), input.id, input.version, input.fields),
  })),
  trend: surveys.trend.handler(({ context }) => surveyTrend(context.desk())),
})
