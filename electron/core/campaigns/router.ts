import { procedures } from '../procedure.ts'
import { callsOf, campaignDetail } from './detail.ts'
import {
  approveCampaign,
  countPeople,
  draftCampaign,
  finishCampaign,
  nextPerson,
  recordCampaignCall,
  startCampaign,
} from './service.ts'

const { campaigns } = procedures

export const campaignsRouter = campaigns.router({
  draft: campaigns.draft.handler(async ({ context, input }) => ({ id: await draftCampaign(context.desk(), input) })),
  count: campaigns.count.handler(async ({ context, input }) => ({ people: await countPeople(context.desk(), input) })),
  approve: campaigns.approve.handler(async ({ context, input }) => ({
    id: await approveCampaign(context.desk(), input.id, input.version),
  })),
  start: campaigns.start.handler(async ({ context, input }) => ({
    people: await startCampaign(context.desk(), input.id, input.version),
  })),
  finish: campaigns.finish.handler(async ({ context, input }) => ({
    id: await finishCampaign(context.desk(), input.id, input.version),
  })),
  detail: campaigns.detail.handler(({ context, input }) => campaignDetail(context.desk(), input.id)),
  next: campaigns.next.handler(async ({ context, input }) => {
    const person = await nextPerson(context.desk(), input.id)
    if (!person) return { person: null }
    const { id, version, unit_id: unitId, unit, name, phone, attempts } = person
    const calls = await callsOf(context.desk(), id)
    return { person: { id, version, unitId, unit, name, phone, attempts, calls } }
  }),
  record: campaigns.record.handler(async ({ context, input }) => ({
    id: await recordCampaignCall(context.desk(), input),
  })),
})
