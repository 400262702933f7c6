import { z } from 'zod'
import { hundredthsField } from './amountField.ts'
import { base, saved } from './base.ts'
import { share } from './people.ts'
import { month } from './staffWords.ts'

export const sourceKinds = ['supervisor', 'department', 'peer'] as const
export type SourceKind = (typeof sourceKinds)[number]

export const sourceFields = z.object({
  name: z.string().trim().min(1).max(30),
  kind: z.enum(sourceKinds),
  /** Percent of the month's score. */
  weight: z.number().int().min(1).max(100),
})

/** How months are scored from one on. The weights must sum to 100. */
export const schemeFields = z.object({
  name: z.string().trim().min(1).max(40),
  fromMonth: month,
  share,
  sources: z.array(sourceFields).min(1).max(8),
})
export type SchemeFields = z.infer<typeof schemeFields>

const scheme = schemeFields.extend({
  id: z.number(),
  version: z.number(),
  sources: z.array(sourceFields.extend({ id: z.number() })),
  /** A month is scored by it: it stays as it is. */
  used: z.boolean(),
})
export type Scheme = z.infer<typeof scheme>

/** 0.01 points, 0 to 100. */
export const scoreCenti = hundredthsField(0, 10_000)

const rate = z.object({ met: z.number(), due: z.number() })

/** What the desk itself knows of somebody: the numbers of the service board. */
const deskFigures = z.object({ inTime: rate, returns: rate, satisfied: rate })
export type DeskFigures = z.infer<typeof deskFigures>

/** Everything that the pay of a month follows from; the steps of its working are shown line by line. */
const pay = z.object({
  salary: z.number(),
  share,
  /** Fen; null while a source is missing. */
  amount: z.number().nullable(),
})

/** Of one source: its scores, whose mean counts. Null where none is given. */
const sourceScores = z.object({
  sourceId: z.number(),
  scores: z.array(
    z.object({ id: z.number(), version: z.number(), scorerId: z.number(), scorer: z.string(), scoreCenti: z.number() }),
  ),
})

export const appraisalRow = z.object({
  staffId: z.number(),
  name: z.string(),
  post: z.string(),
  department: z.string(),
  sources: z.array(sourceScores),
  /** 0.01 points, rounded half up to be shown; the pay goes by the exact score. Null while a source is missing. */
  scoreCenti: z.number().nullable(),
  /** Names of the sources that are missing. */
  missing: z.array(z.string()),
  /** Managers and administrators only. */
  pay: pay.nullable(),
  /** Fen of the month; managers and administrators, and of themselves everybody. */
  rewards: z.number().nullable(),
  penalties: z.number().nullable(),
  desk: deskFigures.nullable(),
})
export type AppraisalRow = z.infer<typeof appraisalRow>

export const appraisalMonth = z.object({
  month: z.string(),
  scheme,
  state: z.enum(['open', 'closed']),
  rows: z.array(appraisalRow),
  star: z
    .object({ staffId: z.number(), name: z.string(), reason: z.string(), onDate: z.string(), by: z.string() })
    .nullable(),
  /** Whoever has the highest score of all. */
  proposed: z.array(z.object({ staffId: z.number(), name: z.string() })),
  steps: z.array(
    z.object({
      id: z.number(),
      kind: z.enum(['star', 'closed', 'reopened']),
      at: z.string(),
      actor: z.string(),
      /** Why; of a closing the names of those left out. */
      reason: z.string(),
      name: z.string(),
    }),
  ),
  /** Whether whoever asks sees everybody's scores, or only their own given and got. */
  seesAll: z.boolean(),
})
export type AppraisalMonth = z.infer<typeof appraisalMonth>

export const scoreFields = z.object({
  month,
  staffId: z.number().int(),
  sourceId: z.number().int(),
  /** Who scores; somebody who does not sign in is entered from paper by a manager. */
  scorerId: z.number().int(),
  scoreCenti,
  /** Version of the score that is corrected; 0 of a new one. */
  version: z.number().int().min(0),
})
export type ScoreFields = z.infer<typeof scoreFields>

const words = z.string().trim().min(1).max(300)

export const appraisalContract = {
  schemes: base.output(z.array(scheme)),
  saveScheme: base
    .input(schemeFields.extend({ id: z.number().int().nullable(), version: z.number().int() }))
    .output(saved),
  month: base.input(z.object({ month })).output(appraisalMonth),
  score: base.input(scoreFields).output(saved),
  decideStar: base.input(z.object({ month, staffId: z.number().int(), reason: words })).output(saved),
  /** `leaveOut`: who lacks a full score and is closed without one, and without performance pay. */
  close: base.input(z.object({ month, leaveOut: z.array(z.number().int()).max(1000) })).output(saved),
  reopen: base.input(z.object({ month, reason: words })).output(saved),
}
