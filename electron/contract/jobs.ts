import { z } from 'zod'
import { base, optionalDate, saved, versioned } from './base.ts'
import { type JobEvent, jobMoves, jobStates } from './caseStates.ts'
import { chargeClasses, codesOf, jobPriorities, jobSources, trades } from './vocabulary.ts'

/** The longest description of a case. */
export const longestContent = 10_000

/** What is taken down when a job is registered. */
export const jobFields = z.object({
  source: z.enum(codesOf(jobSources)),
  unitId: z.number().int().nullable(),
  place: z.string().trim().max(200),
  personId: z.number().int().nullable(),
  caller: z.string().trim().max(60),
  phone: z.string().trim().max(60),
  trade: z.enum(codesOf(trades)),
  content: z.string().trim().min(1).max(longestContent),
  priority: z.enum(codesOf(jobPriorities)),
  chargeClass: z.enum(codesOf(chargeClasses)),
  appointedOn: optionalDate,
  appointedTime: z.union([z.literal(''), z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)]),
})
export type JobFields = z.infer<typeof jobFields>

const events = codesOf(jobMoves as Record<JobEvent, never>)

/** A step in a job's life; which ones are possible says `jobMoves`. */
export const jobStep = versioned.extend({
  event: z.enum(events),
  reason: z.string().trim().max(500),
  /** For dispatch and transfer. */
  workerId: z.number().int().nullable(),
  /** For completion. */
  result: z.string().trim().max(2000),
})

export const jobDetail = jobFields.extend({
  id: z.number(),
  version: z.number(),
  number: z.string(),
  unit: z.string().nullable(),
  area: z.string().nullable(),
  state: z.enum(codesOf(jobStates)),
  /** Moments on the office's clock, `YYYY-MM-DD HH:MM`. */
  registeredAt: z.string(),
  worker: z.string(),
  workerId: z.number().nullable(),
  respondDueAt: z.string().nullable(),
  respondedAt: z.string().nullable(),
  /** Null while the clock stands still, and where nothing is promised. */
  finishDueAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  isLate: z.boolean(),
  /** Minutes of the promise that are left while the clock stands still. */
  leftMinutes: z.number().nullable(),
  promise: z.string().nullable(),
  result: z.string(),
  events: z.array(
    z.object({
      id: z.number(),
      at: z.string(),
      actor: z.string(),
      event: z.string(),
      fromState: z.enum(codesOf(jobStates)).nullable(),
      toState: z.enum(codesOf(jobStates)),
      reason: z.string(),
      note: z.string(),
    }),
  ),
})
export type JobDetail = z.infer<typeof jobDetail>

/** What is going on at a place already: shown while a call is taken. */
export const openCase = z.object({
  id: z.number(),
  number: z.string(),
  registeredAt: z.string(),
  trade: z.enum(codesOf(trades)),
  content: z.string(),
  state: z.enum(codesOf(jobStates)),
  isLate: z.boolean(),
})

export const jobsContract = {
  /** Registers a job. The same key twice answers with the job it made the first time. */
  register: base
    .input(jobFields.extend({ requestKey: z.string().min(8).max(60) }))
    .output(z.object({ id: z.number(), number: z.string() })),
  detail: base.input(z.object({ id: z.number().int() })).output(jobDetail),
  step: base.input(jobStep).output(saved),
  /** Who can be sent: staff who do such work, with their open load. */
  workers: base.output(z.array(z.object({ id: z.number(), name: z.string(), open: z.number() }))),
  /** Open jobs of a unit, and those of the last 30 days. */
  around: base.input(z.object({ unitId: z.number().int() })).output(z.array(openCase)),
}
