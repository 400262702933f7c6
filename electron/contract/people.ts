import { z } from 'zod'
import { hundredthsField } from './amountField.ts'
import { base, dateText, optionalDate, saved, versioned } from './base.ts'
import { staffName } from './office.ts'
import { roles } from './roles.ts'
import { rewardKinds } from './staffWords.ts'

/** Hours of training that a year asks of everybody, until the office sets another: product page, register 11. */
export const usualTrainingHours = 40

/** A part of something, exactly: a third is 1 of 3. */
export const share = z
  .object({ part: z.number().int().min(0).max(10_000), of: z.number().int().min(1).max(10_000) })
  .refine(({ part, of }) => part <= of, { error: 'not-a-share' })
export type Share = z.infer<typeof share>

/** Integer fen, up to a million yuan. */
export const fen = z.number().int().min(0).max(100_000_000)

export const postFields = z.object({
  name: z.string().trim().min(1).max(30),
  department: z.string().trim().max(30),
  /** So many must be there every day; 0: the post need not be manned. */
  manned: z.number().int().min(0).max(50),
  /** Its people give over and take over the handover log of their shift. */
  keepsLog: z.boolean().default(true),
  active: z.boolean(),
})
/** As it is asked for, a post keeps the log unless it says otherwise. */
export type PostInput = z.input<typeof postFields>
export type PostFields = z.infer<typeof postFields>
export const post = postFields.extend({ id: z.number(), version: z.number(), position: z.number() })
export type Post = z.infer<typeof post>

export const staffFields = z.object({
  phone: z.string().trim().max(40),
  joinedOn: optionalDate,
  leftOn: optionalDate,
})
export type StaffFields = z.infer<typeof staffFields>

/** What holds of somebody from a day on. */
export const termsFields = z.object({
  fromOn: dateText,
  postId: z.number().int(),
  /** Fen a month. */
  salary: fen,
  /** Null: the share of the appraisal scheme. */
  share: share.nullable(),
})
export type TermsFields = z.infer<typeof termsFields>

export const newPerson = staffFields.extend({ name: staffName })

/** What only a manager or administrator is told is null for everybody else. */
const terms = z.object({
  id: z.number(),
  fromOn: z.string(),
  postId: z.number(),
  post: z.string(),
  department: z.string(),
  salary: z.number().nullable(),
  share: share.nullable(),
})

const trainingLine = z.object({
  id: z.number(),
  version: z.number(),
  onDate: z.string(),
  topic: z.string(),
  trainer: z.string(),
  hoursCenti: z.number(),
  cancelledOn: z.string().nullable(),
  cancelReason: z.string(),
})

const rewardLine = z.object({
  id: z.number(),
  version: z.number(),
  onDate: z.string(),
  kind: z.enum(rewardKinds),
  amount: z.number(),
  reason: z.string(),
  caseKind: z.enum(['job', 'complaint']).nullable(),
  caseId: z.number().nullable(),
  caseNumber: z.string().nullable(),
  cancelledOn: z.string().nullable(),
  cancelReason: z.string(),
})

export const personCard = staffFields.extend({
  id: z.number(),
  version: z.number(),
  name: z.string(),
  active: z.boolean(),
  /** False of somebody who has no PIN, or a PIN for their own word alone and no role. */
  signsIn: z.boolean(),
  roles: z.array(z.enum(roles)),
  zones: z.array(z.object({ name: z.string(), areas: z.string() })),
  terms: z.array(terms),
  /** Away now or later, or in the last weeks. */
  absences: z.array(
    z.object({ id: z.number(), version: z.number(), fromOn: z.string(), toOn: z.string(), reason: z.string() }),
  ),
  year: z.number(),
  trainings: z.array(trainingLine),
  trainedCenti: z.number(),
  targetHours: z.number(),
  /** Null where whoever looks may not see them. */
  rewards: z.array(rewardLine).nullable(),
  stars: z.array(z.object({ month: z.string(), reason: z.string() })),
})
export type PersonCard = z.infer<typeof personCard>

export const trainingFields = z.object({
  staffIds: z.array(z.number().int()).min(1).max(200),
  onDate: dateText,
  topic: z.string().trim().min(1).max(100),
  trainer: z.string().trim().max(60),
  /** 0.01 hours. */
  hoursCenti: hundredthsField(1, 2400),
})
export type TrainingFields = z.infer<typeof trainingFields>

export const rewardFields = z.object({
  staffId: z.number().int(),
  onDate: dateText,
  kind: z.enum(rewardKinds),
  amount: fen,
  reason: z.string().trim().min(1).max(500),
  /** Number of the job or complaint behind it; '' where there is none. */
  caseNumber: z.string().trim().max(40),
})
export type RewardFields = z.infer<typeof rewardFields>

const cancelling = versioned.extend({ reason: z.string().trim().min(1).max(500) })

export const peopleContract = {
  card: base.input(z.object({ id: z.number().int(), year: z.number().int().min(2000).max(2199) })).output(personCard),
  /** Adds somebody who does not sign in. */
  add: base.input(newPerson).output(saved),
  update: base.input(versioned.extend(staffFields.shape)).output(saved),
  addTerms: base.input(termsFields.extend({ staffId: z.number().int() })).output(saved),
  posts: base.output(z.array(post)),
  savePost: base.input(postFields.extend({ id: z.number().int().nullable(), version: z.number().int() })).output(saved),
  /** Everybody who works here now, with their post: for choosing. */
  choices: base.output(
    z.array(
      z.object({
        id: z.number(),
        name: z.string(),
        post: z.string(),
        department: z.string(),
        signsIn: z.boolean(),
        hasPin: z.boolean(),
      }),
    ),
  ),
  train: base.input(trainingFields).output(z.object({ added: z.number() })),
  cancelTraining: base.input(cancelling).output(saved),
  trainingTarget: base.output(z.object({ hours: z.number() })),
  saveTrainingTarget: base.input(z.object({ hours: z.number().int().min(0).max(1000) })).output(z.object({})),
  reward: base.input(rewardFields).output(saved),
  cancelReward: base.input(cancelling).output(saved),
}
