import { z } from 'zod'
import { base, dateText, saved, versioned } from './base.ts'
import type { RegisterId } from './registerKinds.ts'
import { givenSecret, shiftLogStates } from './staffWords.ts'

/** One case on a page of the log. */
const logCase = z.object({
  id: z.number(),
  number: z.string(),
  place: z.string(),
  content: z.string(),
  /** Worker of a job, owner of a complaint. */
  who: z.string(),
  /** The moment it is to be finished by; null where nothing is promised or its clock stands still. */
  dueAt: z.string().nullable(),
  late: z.boolean(),
})

/** Registers whose open records one shift hands to the next, the gravest first. */
export const handedOn = ['incident', 'key', 'archive', 'visitor'] as const satisfies readonly RegisterId[]

/** What happened in a shift and what is handed on, as of a moment. */
export const gathered = z.object({
  at: z.string(),
  registered: z.number(),
  finished: z.number(),
  received: z.number(),
  openJobs: z.number(),
  lateJobs: z.number(),
  openComplaints: z.number(),
  /** The late ones first; at most `casesOnPage`. */
  jobs: z.array(logCase),
  complaints: z.array(logCase),
  /** Incidents in hand, keys and files that are out, visitors inside. Pages signed before these were gathered have none. */
  registrations: z.array(logCase).default([]),
})
export type Gathered = z.infer<typeof gathered>
export type LogCase = z.infer<typeof logCase>

/** A page can be given over from so many minutes before its shift ends. */
export const giveAheadMinutes = 30

/** So many jobs, complaints and registrations are named on a page; the numbers count all. */
export const casesOnPage = 40

const logDetail = z.object({
  id: z.number(),
  version: z.number(),
  onDate: z.string(),
  shift: z.string(),
  fromAt: z.string(),
  toAt: z.string(),
  state: z.enum(shiftLogStates),
  notes: z.string(),
  gathered,
  giver: z.string(),
  giverId: z.number().nullable(),
  givenAt: z.string().nullable(),
  reader: z.string(),
  readAt: z.string().nullable(),
  remark: z.string(),
  /** The moment from which it can be given over. */
  giveFrom: z.string(),
  /** Of a page that is given: who is on the shift that takes over, by the rota. */
  takers: z.array(z.object({ id: z.number(), name: z.string(), hasPin: z.boolean() })),
  /** Whether whoever looks, who is not on that shift, may sign all the same and say why. */
  mayStandIn: z.boolean(),
})
export type LogDetail = z.infer<typeof logDetail>

const notes = z.string().trim().max(5000)
const shiftKey = z.object({ onDate: dateText, shiftId: z.number().int() })

export const handoverLogContract = {
  /** The page of a shift that has begun; made when it is first opened. */
  open: base.input(shiftKey).output(saved),
  detail: base.input(z.object({ id: z.number().int() })).output(logDetail),
  write: base.input(versioned.extend({ notes })).output(saved),
  /** Signs and freezes the page as it stands. */
  give: base.input(versioned.extend({ notes })).output(saved),
  /** The next shift has read it: whoever is signed in, or `readerId` with their PIN at this desk. */
  read: base
    .input(versioned.extend({ remark: notes, readerId: z.number().int().nullable(), secret: givenSecret }))
    .output(saved),
  /** Shifts of the last days whose page is not signed by both, the newest first. */
  waiting: base.output(
    z.array(
      shiftKey.extend({
        id: z.number().nullable(),
        shift: z.string(),
        state: z.enum(['missing', 'draft', 'given']),
        giver: z.string(),
      }),
    ),
  ),
}
