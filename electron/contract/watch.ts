import { z } from 'zod'
import { base, dateText } from './base.ts'
import { codesOf, trades } from './vocabulary.ts'

/** What somebody is told of a case: its promise is missed or nearly so, a complaint has gone up a level. */
export const alertKinds = ['late', 'soon', 'level-2', 'level-3'] as const
export type AlertKind = (typeof alertKinds)[number]

/** A case nobody has been told of yet. */
export const caseAlert = z.object({
  subject: z.enum(['job', 'complaint']),
  id: z.number(),
  kind: z.enum(alertKinds),
  /** Nobody has been told of the case before, or it has gone up a level: the system tells it, too. */
  isNews: z.boolean(),
  number: z.string(),
  place: z.string(),
  content: z.string(),
})
export type CaseAlert = z.infer<typeof caseAlert>

/** Days after a completion within which work that is done again counts in 返修率: product page, register 5. */
export const reworkDays = 30

/** By what the rates of a spell are told apart. */
export const rateDimensions = ['month', 'trade', 'worker', 'steward'] as const
export type RateDimension = (typeof rateDimensions)[number]

const counts = z.object({
  registered: z.number(),
  done: z.number(),
  /** Promises that fell due, and of these the ones kept. */
  respondDue: z.number(),
  respondMet: z.number(),
  finishDue: z.number(),
  finishMet: z.number(),
  /** Completions, and of these the ones that were done again within 30 days. */
  completed: z.number(),
  reworked: z.number(),
  /** Return visits of jobs that fell due; of these the ones where somebody was reached; of these the satisfied. */
  returnsDue: z.number(),
  returnsMade: z.number(),
  satisfied: z.number(),
})
export type RateCounts = z.infer<typeof counts>

const openCounts = z.object({ open: z.number(), late: z.number(), dueToday: z.number(), waiting: z.number() })

/** The desk as it stands. Parts are named by trade, or by the zone whose steward answers for the place. */
export const deskGlance = openCounts.extend({
  byTrade: z.array(openCounts.extend({ trade: z.enum(codesOf(trades)) })),
  byZone: z.array(openCounts.extend({ zoneId: z.number().nullable(), zone: z.string(), steward: z.string() })),
  /** The last fourteen days, today last. */
  days: z.array(z.object({ day: z.string(), registered: z.number(), done: z.number() })),
})
export type DeskGlance = z.infer<typeof deskGlance>

export const serviceRates = z.object({
  groups: z.array(counts.extend({ key: z.string(), label: z.string() })),
  total: counts,
})
export type ServiceRates = z.infer<typeof serviceRates>

export const watchContract = {
  /** What the badge on every screen counts. */
  counts: base.output(
    z.object({
      late: z.number(),
      soon: z.number(),
      waiting: z.number(),
      /** Complaints not replied to in time, or gone up a level. */
      complaints: z.number(),
      /** Planned tasks that are late. */
      tasks: z.number(),
    }),
  ),
  /** Cases that have become late or will soon be, each told of once. */
  takeAlerts: base.output(z.array(caseAlert)),
  glance: base.output(deskGlance),
  rates: base.input(z.object({ from: dateText, to: dateText, by: z.enum(rateDimensions) })).output(serviceRates),
}
