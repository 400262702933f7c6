import { z } from 'zod'
import { base, dateText, momentText, saved, versioned } from './base.ts'
import { campaignStates } from './caseStates.ts'
import { returnOutcomes, returnStates } from './returnWords.ts'
import { clientClasses, codesOf, occupancyCategories } from './vocabulary.ts'

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

const months = z.number().int().min(1).max(120)

/** Whom it is for: residents of today, narrowed down. */
export const campaignFilter = z.object({
  area: z.number().int().optional(),
  building: z.number().int().optional(),
  role: z.enum(['owner', 'tenant', 'family', 'contact']).optional(),
  /** 60 or older on the day it starts. */
  elderly: z.boolean().optional(),
  /** Of units that owe something on the day it starts. */
  owing: z.boolean().optional(),
  clientClass: z.enum(codesOf(clientClasses)).optional(),
  /** One of the person's tags, whole. */
  tag: z.string().trim().min(1).max(20).optional(),
  /** Of units in the category on the day it starts. */
  occupancy: z.enum(occupancyCategories).optional(),
  /** Of units that somebody moved into on the day or later, and lives in. */
  movedInSince: dateText.optional(),
  /** Of units from which a valid complaint came within so many months. */
  complainedWithin: months.optional(),
  /** Of units where nobody was met on a visit for so many months. */
  notVisitedFor: months.optional(),
  /** Of units that a job was registered for within so many months. */
  jobWithin: months.optional(),
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
  /** `YYYY-MM-DD HH:MM` on the office's clock, where they asked to be called again. */
  callbackAt: momentText.nullable(),
  answers: campaignAnswers,
  note: z.string().trim().max(2000),
})
export type CampaignCall = z.infer<typeof campaignCall>

const named = z.object({ id: z.number().int() })

/** What a question has brought so far: how often each grade or choice was given, or the words. */
const result = z.object({
  question: campaignQuestion,
  answered: z.number(),
  counts: z.array(z.object({ key: z.string(), count: z.number() })),
  texts: z.array(z.string()),
})

export const campaignDetail = z.object({
  id: z.number(),
  version: z.number(),
  name: z.string(),
  purpose: z.string(),
  state: z.enum(campaignStates),
  filter: campaignFilter,
  askedBy: z.string(),
  approvedBy: z.string().nullable(),
  approvedOn: z.string().nullable(),
  startedOn: z.string().nullable(),
  finishedOn: z.string().nullable(),
  results: z.array(result),
  people: z.array(
    z.object({
      id: z.number(),
      unitId: z.number(),
      unit: z.string(),
      name: z.string(),
      phone: z.string(),
      state: z.enum(returnStates),
      attempts: z.number(),
      callbackAt: z.string().nullable(),
    }),
  ),
})
export type CampaignDetail = z.infer<typeof campaignDetail>

/** Whom to call now, with the calls so far. */
const campaignNext = z.object({
  id: z.number(),
  version: z.number(),
  unitId: z.number(),
  unit: z.string(),
  name: z.string(),
  phone: z.string(),
  attempts: z.number(),
  calls: z.array(
    z.object({
      attempt: z.number(),
      at: z.string(),
      actor: z.string(),
      outcome: z.enum(returnOutcomes),
      note: z.string(),
    }),
  ),
})
export type CampaignNext = z.infer<typeof campaignNext>

export const campaignsContract = {
  draft: base.input(campaignFields).output(saved),
  /** How many people a filter finds today. */
  count: base.input(campaignFilter).output(z.object({ people: z.number() })),
  approve: base.input(versioned).output(saved),
  start: base.input(versioned).output(z.object({ people: z.number() })),
  finish: base.input(versioned).output(saved),
  detail: base.input(named).output(campaignDetail),
  next: base.input(named).output(z.object({ person: campaignNext.nullable() })),
  /** Records one call. The same key twice answers with the call it made the first time. */
  record: base.input(versioned.extend({ ...campaignCall.shape, requestKey: z.string().min(8).max(60) })).output(saved),
}
