import { z } from 'zod'
import { base, saved } from './base.ts'
import { complaintStates, jobStates } from './caseStates.ts'
import { longestContent } from './jobs.ts'
import { codesOf, complaintKinds, enquiryKinds, jobPriorities, residentRoles, trades } from './vocabulary.ts'

/** When a greeting is said: by season, or on a public holiday. */
export const greetingOccasions = ['spring', 'summer', 'autumn', 'winter', 'holiday'] as const
export type GreetingOccasion = (typeof greetingOccasions)[number]

const scriptText = z.string().trim().max(400)

/**
 * What the desk says on the phone. `{office}`, `{clerk}`, `{holiday}`, `{name}`, `{address}`, `{phone}` and `{content}`
 * stand for what is known.
 */
export const callScript = z.object({
  greetings: z.object({
    spring: scriptText.min(1),
    summer: scriptText.min(1),
    autumn: scriptText.min(1),
    winter: scriptText.min(1),
    holiday: scriptText.min(1),
  }),
  /** Greetings of holidays by name, before the general one. */
  holidays: z.array(z.object({ name: z.string().trim().min(1).max(20), text: scriptText.min(1) })).max(30),
  readBack: scriptText.min(1),
  closing: scriptText.min(1),
})
export type CallScript = z.infer<typeof callScript>

const phrases = z.array(z.string().trim().min(1).max(40)).max(30)

/** Descriptions that come up every day, by trade. */
export const quickPhrases = z.object({
  'plumbing-electric': phrases,
  civil: phrases,
  'intelligent-systems': phrases,
  lift: phrases,
  other: phrases,
})
export type QuickPhrases = z.infer<typeof quickPhrases>

export const intakeWords = z.object({ script: callScript, phrases: quickPhrases })
export type IntakeWords = z.infer<typeof intakeWords>

/** Puts what is known in the place of `{name}` and the like; what is not known becomes a blank to ask for. */
export function filledIn(text: string, known: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => known[name]?.trim() || '＿＿')
}

export const enquiryFields = z.object({
  kind: z.enum(codesOf(enquiryKinds)),
  unitId: z.number().int().nullable(),
  personId: z.number().int().nullable(),
  caller: z.string().trim().max(60),
  phone: z.string().trim().max(60),
  content: z.string().trim().min(1).max(longestContent),
  /** An enquiry is answered on the spot; a suggestion may be taken down without. */
  answer: z.string().trim().max(2000),
})
export type EnquiryFields = z.infer<typeof enquiryFields>

/** Somebody who may be calling from a unit. */
const caller = z.object({
  personId: z.number(),
  name: z.string(),
  role: z.enum(codesOf(residentRoles)),
  phone: z.string(),
  /** The phone is not shown whole; a call that is taken down without one gets it all the same. */
  isMasked: z.boolean(),
  unitId: z.number(),
  unit: z.string(),
  area: z.string(),
})
export type Caller = z.infer<typeof caller>

const around = z.object({
  id: z.number(),
  number: z.string(),
  registeredAt: z.string(),
  unit: z.string().nullable(),
  place: z.string(),
  content: z.string(),
  isLate: z.boolean(),
  /** Likely the same thing; open at the place; or closed, of the same unit, caller or trade within 30 days. */
  why: z.enum(['duplicate', 'open', 'repeat']),
})
const jobAround = around.extend({
  subject: z.literal('job'),
  trade: z.enum(codesOf(trades)),
  priority: z.enum(codesOf(jobPriorities)),
  state: z.enum(codesOf(jobStates)),
  worker: z.string(),
})
export type JobAround = z.infer<typeof jobAround>
const complaintAround = around.extend({
  subject: z.literal('complaint'),
  kind: z.enum(codesOf(complaintKinds)),
  state: z.enum(codesOf(complaintStates)),
  /** Who answers for it. */
  owner: z.string(),
})
export type ComplaintAround = z.infer<typeof complaintAround>

/** A case that the call may be about already. */
export const caseAround = z.discriminatedUnion('subject', [jobAround, complaintAround])
export type CaseAround = z.infer<typeof caseAround>

export const intakeContract = {
  /** Households: of a unit everybody in it, of a person the units with them. */
  callers: base
    .input(z.object({ unitId: z.number().int().optional(), personId: z.number().int().optional() }))
    .output(z.array(caller)),
  /** What is going on already, as far as the call is taken down. */
  around: base
    .input(
      z.object({
        unitId: z.number().int().nullable(),
        personId: z.number().int().nullable(),
        phone: z.string().max(60),
        place: z.string().max(200),
        trade: z.enum(codesOf(trades)),
        content: z.string().max(longestContent),
      }),
    )
    .output(z.array(caseAround)),
  /** Greeting of the moment, the other texts, and the phrases. */
  words: base.output(intakeWords.extend({ greeting: z.string(), occasion: z.string() })),
  saveWords: base.input(intakeWords).output(z.object({})),
  /** An enquiry or a suggestion, answered and closed on the spot. The same key twice is one. */
  answer: base
    .input(enquiryFields.extend({ requestKey: z.string().min(8).max(60) }))
    .output(saved.extend({ number: z.string() })),
}
