import { procedures } from '../procedure.ts'
import { callerPhone } from '../residents/phones.ts'
import { readSettings, writeSettings } from '../settings/index.ts'
import { analysisOf } from './analysis.ts'
import { complaintDetail, judgeComplaint, receiveComplaint, stepComplaint } from './service.ts'

const { complaints } = procedures

export const complaintsRouter = complaints.router({
  receive: complaints.receive.handler(async ({ context, input }) => {
    const desk = context.desk()
    return receiveComplaint(desk, { ...input, phone: await callerPhone(desk, input) })
  }),
  detail: complaints.detail.handler(({ context, input }) => complaintDetail(context.desk(), input.id)),
  step: complaints.step.handler(async ({ context, input }) => ({ id: await stepComplaint(context.desk(), input) })),
  judge: complaints.judge.handler(async ({ context, input }) => ({ id: await judgeComplaint(context.desk(), input) })),
  analysis: complaints.analysis.handler(({ context, input }) => {
    const { db, clock } = context.desk()
    return analysisOf(db, input.year, input.by, clock.today())
  }),
  escalation: complaints.escalation.handler(async ({ context }) => (await readSettings(context.desk().db)).escalation),
  saveEscalation: complaints.saveEscalation.handler(async ({ context, input }) => {
    await writeSettings(context.desk(), { escalation: input })
    return {}
  }),
})
