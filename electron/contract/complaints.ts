import { z } from 'zod'
import { base, saved, versioned } from './base.ts'
import { type ComplaintEvent, complaintMoves, complaintStates } from './caseStates.ts'
import { longestContent } from './jobs.ts'
import { codesOf, complaintCauses, complaintKinds } from './vocabulary.ts'

/** What is taken down when somebody complains. */
export const complaintFields = z.object({
  unitId: z.number().int().nullable(),
  place: z.string().trim().max(200),
  personId: z.number().int().nullable(),
  caller: z.string().trim().max(60),
  phone: z.string().trim().max(60),
  kind: z.enum(codesOf(complaintKinds)),
  /** Whom or what it is about. */
  against: z.string().trim().max(100),
  content: z.string().trim().min(1).max(longestContent),
})
export type ComplaintFields = z.infer<typeof complaintFields>

/** A step in a complaint's life; which ones are possible says `complaintMoves`. */
export const complaintStep = versioned.extend({
  event: z.enum(codesOf(complaintMoves as Record<ComplaintEvent, never>)),
  reason: z.string().trim().max(500),
  /** With `handle` the first reply, with `answer` what the resident was told, with `visit` what the resident says of it. */
  reply: z.string().trim().max(2000),
  /** For closing: what came of it, what it came from, and what keeps it from coming again. */
  outcome: z.string().trim().max(2000),
  cause: z.enum(codesOf(complaintCauses)).nullable(),
  prevention: z.string().trim().max(2000),
})
export type ComplaintStep = z.infer<typeof complaintStep>

export const complaintDetail = complaintFields.extend({
  /** Empty where a workbook said nothing; whatever is stored is shown. */
  content: z.string(),
  id: z.number(),
  version: z.number(),
  number: z.string(),
  unit: z.string().nullable(),
  area: z.string().nullable(),
  state: z.enum(codesOf(complaintStates)),
  receivedAt: z.string(),
  /** Who received it first answers for it until it is closed. */
  owner: z.string(),
  isValid: z.boolean(),
  invalidReason: z.string(),
  level: z.number(),
  /** When it goes up a level by itself; null once it is answered or at the highest. */
  escalateAt: z.string().nullable(),
  respondDueAt: z.string().nullable(),
  respondedAt: z.string().nullable(),
  isLate: z.boolean(),
  promise: z.string().nullable(),
  reply: z.string(),
  outcome: z.string(),
  cause: z.enum(codesOf(complaintCauses)).nullable(),
  prevention: z.string(),
  closedAt: z.string().nullable(),
  events: z.array(
    z.object({
      id: z.number(),
      at: z.string(),
      actor: z.string(),
      event: z.string(),
      toState: z.enum(codesOf(complaintStates)),
      level: z.number(),
      reason: z.string(),
      note: z.string(),
    }),
  ),
})
export type ComplaintDetail = z.infer<typeof complaintDetail>

/** Hours after which a complaint that is not answered goes up: from the first level to the second, and to the third. */
export const escalationRule = z.object({
  toSecondHours: z.number().int().min(1).max(2000),
  toThirdHours: z.number().int().min(1).max(2000),
  source: z.string().trim().max(200),
})
export type EscalationRule = z.infer<typeof escalationRule>

export const analysisDimensions = ['kind', 'area', 'cause', 'against'] as const
export type AnalysisDimension = (typeof analysisDimensions)[number]

/** Valid complaints received within a year, by month. */
export const complaintAnalysis = z.object({
  /** Twelve numbers a row, from January on. */
  rows: z.array(z.object({ key: z.string(), months: z.array(z.number()), total: z.number(), closed: z.number() })),
  months: z.array(z.number()),
  total: z.number(),
  closed: z.number(),
  invalid: z.number(),
})
export type ComplaintAnalysis = z.infer<typeof complaintAnalysis>

export const complaintsContract = {
  /** Takes a complaint down. The same key twice answers with the one it made the first time. */
  receive: base
    .input(complaintFields.extend({ requestKey: z.string().min(8).max(60) }))
    .output(z.object({ id: z.number(), number: z.string() })),
  detail: base.input(z.object({ id: z.number().int() })).output(complaintDetail),
  step: base.input(complaintStep).output(saved),
  /** Whether it has ground; what has none does not count in the figures from that day on. */
  judge: base.input(versioned.extend({ isValid: z.boolean(), reason: z.string().trim().max(500) })).output(saved),
  analysis: base
    .input(z.object({ year: z.number().int().min(1990).max(2199), by: z.enum(analysisDimensions) }))
    .output(complaintAnalysis),
  escalation: base.output(escalationRule),
  saveEscalation: base.input(escalationRule).output(z.object({})),
}
