import { z } from 'zod'
import { base, dateText, momentText, saved, versioned } from './base.ts'
import { mostAttempts, returnAttitudes, returnOutcomes, returnStates, returnSubjects } from './returnWords.ts'
import { codesOf, complaintKinds, jobSources, trades } from './vocabulary.ts'

/** The longest suggestion of a resident. */
export const longestSuggestion = 2000

/** One call and its answers; which of them the outcome asks for says `returnProblems` of core. */
export const returnFields = z.object({
  outcome: z.enum(returnOutcomes),
  /** `YYYY-MM-DD HH:MM` on the office's clock, where the resident asked to be called again. */
  callbackAt: momentText.nullable(),
  solved: z.boolean().nullable(),
  attitude: z.enum(returnAttitudes).nullable(),
  tookMoney: z.boolean().nullable(),
  score: z.number().int().nullable(),
  suggestion: z.string().trim().max(longestSuggestion),
  /** Not solved or dissatisfied: opens the case again. */
  followUp: z.boolean(),
  /** The resident was reminded of what is owed. */
  remind: z.boolean(),
})
export type ReturnFields = z.infer<typeof returnFields>

/** A follow-up is for what is not solved or did not please. */
export function asksFollowUp({ solved, attitude }: Pick<ReturnFields, 'solved' | 'attitude'>): boolean {
  return solved === false || attitude === 'dissatisfied'
}

export const returnAttempt = z.object({
  attempt: z.number(),
  at: z.string(),
  actor: z.string(),
  outcome: z.enum(returnOutcomes),
  callbackAt: z.string().nullable(),
  solved: z.boolean().nullable(),
  attitude: z.enum(returnAttitudes).nullable(),
  tookMoney: z.boolean().nullable(),
  score: z.number().nullable(),
  suggestion: z.string(),
})

/** What the caller has in front of them. */
export const returnCard = z.object({
  id: z.number(),
  version: z.number(),
  subject: z.enum(returnSubjects),
  subjectId: z.number(),
  number: z.string(),
  unitId: z.number().nullable(),
  unit: z.string().nullable(),
  place: z.string(),
  /** Of a job. */
  trade: z.enum(codesOf(trades)).nullable(),
  /** Of a complaint. */
  kind: z.enum(codesOf(complaintKinds)).nullable(),
  content: z.string(),
  /** How the job was done, or what the complaint was answered with. */
  result: z.string(),
  /** Who did the job, or answers for the complaint. */
  worker: z.string(),
  /** When the job was done, or the complaint answered. */
  finishedAt: z.string(),
  dueOn: z.string(),
  isOverdue: z.boolean(),
  state: z.enum(returnStates),
  isDropped: z.boolean(),
  callbackAt: z.string().nullable(),
  person: z.string(),
  phones: z.array(z.string()),
  /** Fen owed today of charges that are due. */
  owed: z.number(),
  attempts: z.array(returnAttempt),
})
export type ReturnCard = z.infer<typeof returnCard>

/** Which finished jobs and answered complaints ask for a return visit, and when. */
export const returnRule = z
  .object({
    sources: z.array(z.enum(codesOf(jobSources))).min(1),
    complaints: z.boolean(),
    afterDays: z.number().int().min(0).max(30),
    withinDays: z.number().int().min(0).max(60),
    /** Where the rule comes from, in the office's words. */
    source: z.string().trim().max(200),
  })
  .refine((rule) => rule.withinDays >= rule.afterDays, { error: 'return-rule-order', path: ['withinDays'] })
export type ReturnRule = z.infer<typeof returnRule>

/** By what the summary of return visits is told apart. */
export const returnDimensions = ['month', 'subject', 'trade', 'worker', 'steward'] as const
export type ReturnDimension = (typeof returnDimensions)[number]

const sums = z.object({
  /** Return visits that fell due, and of these the ones where somebody was reached. */
  due: z.number(),
  reached: z.number(),
  unreachable: z.number(),
  refused: z.number(),
  solved: z.number(),
  satisfied: z.number(),
  dissatisfied: z.number(),
  tookMoney: z.number(),
  /** Of how many there is a score, and what they add up to. */
  scores: z.number(),
  scoreSum: z.number(),
})
export type ReturnSums = z.infer<typeof sums>

export const returnSummary = z.object({ groups: z.array(sums.extend({ key: z.string() })), total: sums })
export type ReturnSummary = z.infer<typeof returnSummary>

export const returnsContract = {
  card: base.input(z.object({ id: z.number().int() })).output(returnCard),
  /** The return visit that is open for a case, if there is one. */
  ofCase: base
    .input(z.object({ subject: z.enum(returnSubjects), subjectId: z.number().int() }))
    .output(z.object({ id: z.number().nullable() })),
  /** Records one call. The same key twice answers with the call it made the first time. */
  record: base.input(versioned.extend({ ...returnFields.shape, requestKey: z.string().min(8).max(60) })).output(saved),
  rule: base.output(z.object({ rule: returnRule, most: z.literal(mostAttempts) })),
  saveRule: base.input(returnRule).output(z.object({})),
  summary: base.input(z.object({ from: dateText, to: dateText, by: z.enum(returnDimensions) })).output(returnSummary),
}
