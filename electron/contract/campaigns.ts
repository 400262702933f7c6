import { z } from 'zod'
import { returnOutcomes } from './returnWords.ts'

export const campaignStates = ['draft', 'approved', 'running', 'finished'] as const
export type CampaignState = (typeof campaignStates)[number]

/** One question of a campaign: a grade from 1 to 5, one of several choices, or words. */
export const campaignQuestion = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('grade'), text: z.string().trim().min(1).max(200) }),
  z.object({
    kind: z.literal('choice'),
    text: z.string().trim().min(1).max(200),
    choices: z.array(z.string().trim().min(1).max(60)).min(2).max(10),
  }),
  z.object({ kind: z.literal('text'), text: z.string().trim().min(1).max(200) }),
])
export type CampaignQuestion = z.infer<typeof campaignQuestion>

/** Whom it is for: residents of today, narrowed down. */
export const campaignFilter = z.object({
  area: z.number().int().optional(),
  building: z.number().int().optional(),
  role: z.enum(['owner', 'tenant', 'family', 'contact']).optional(),
  /** 60 or older on the day it starts. */
  elderly: z.boolean().optional(),
  /** Of units that owe something on the day it starts. */
  owing: z.boolean().optional(),
})
export type CampaignFilter = z.infer<typeof campaignFilter>

export const campaignFields = z.object({
  name: z.string().trim().min(1).max(100),
  purpose: z.string().trim().min(1).max(2000),
  questions: z.array(campaignQuestion).min(1).max(20),
  filter: campaignFilter,
})
export type CampaignFields = z.infer<typeof campaignFields>

/** An answer to each question, in their order; null where none was given. */
export const campaignAnswers = z.array(z.union([z.number().int(), z.string().max(2000), z.null()]))
export type CampaignAnswers = z.infer<typeof campaignAnswers>

export const campaignCall = z.object({
  outcome: z.enum(returnOutcomes),
  callbackAt: z.string().nullable(),
  answers: campaignAnswers,
  note: z.string().trim().max(2000),
})
export type CampaignCall = z.infer<typeof campaignCall>
