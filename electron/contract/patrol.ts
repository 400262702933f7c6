import { z } from 'zod'
import { base, dateText, saved, timeText, versioned } from './base.ts'
import { roundStates } from './groundWords.ts'
import { problemDetail, problemFields } from './inspections.ts'
import { codesOf } from './vocabulary.ts'

export const pointFields = z.object({
  name: z.string().trim().min(1).max(60),
  place: z.string().trim().max(120),
  /** What to look at there. */
  look: z.string().trim().max(500),
})
export type PointFields = z.infer<typeof pointFields>

export const patrolPoint = pointFields.extend({
  id: z.number(),
  version: z.number(),
  endedOn: z.string().nullable(),
  /** Routes that pass it. */
  routes: z.number(),
})
export type PatrolPoint = z.infer<typeof patrolPoint>

/** When a route is walked: from one time to another, which may lie past midnight, every so many days or weeks. */
export const windowFields = z.object({
  name: z.string().trim().min(1).max(40),
  fromTime: timeText,
  toTime: timeText,
  everyN: z.number().int().min(1).max(60),
  every: z.enum(['day', 'week']),
  anchorOn: dateText,
})
export type WindowFields = z.infer<typeof windowFields>

export const patrolRoute = z.object({
  id: z.number(),
  version: z.number(),
  name: z.string(),
  /** Whose shifts walk it. */
  postId: z.number().nullable(),
  post: z.string(),
  endedOn: z.string().nullable(),
  /** In the order in which they are passed. */
  points: z.array(z.object({ id: z.number(), name: z.string(), place: z.string(), look: z.string() })),
  windows: z.array(windowFields.extend({ id: z.number(), version: z.number(), endedOn: z.string().nullable() })),
})
export type PatrolRoute = z.infer<typeof patrolRoute>

export const roundFields = z.object({
  walkerId: z.number().int().nullable(),
  note: z.string().trim().max(2000),
  /** Points that were seen; those that are recorded already stay as they are. */
  seen: z
    .array(
      z.object({
        pointId: z.number().int(),
        time: timeText,
        ok: z.boolean(),
        note: z.string().trim().max(500),
      }),
    )
    .max(200),
  problems: z.array(problemFields).max(30),
})
export type RoundFields = z.infer<typeof roundFields>

const roundState = z.enum(codesOf(roundStates))

export const roundDetail = z.object({
  id: z.number(),
  version: z.number(),
  routeId: z.number(),
  route: z.string(),
  window: z.string(),
  onDate: z.string(),
  fromTime: z.string(),
  toTime: z.string(),
  state: roundState,
  walkerId: z.number().nullable(),
  walker: z.string(),
  /** Whom the rota has on it. */
  duty: z.array(z.object({ id: z.number(), name: z.string() })),
  note: z.string(),
  /** True once the morning after it is over: then it is written down late, with a reason. */
  isOver: z.boolean(),
  /** Why it was. */
  lateReason: z.string(),
  points: z.array(
    pointFields.extend({
      pointId: z.number(),
      /** Null while it has not been seen. */
      time: z.string().nullable(),
      state: roundState,
      ok: z.boolean(),
      note: z.string(),
    }),
  ),
  problems: z.array(problemDetail),
})
export type RoundDetail = z.infer<typeof roundDetail>

/** The rounds of one route in one month whose windows are over. */
export const coverageCell = z.object({
  routeId: z.number(),
  route: z.string(),
  /** `YYYY-MM`. */
  month: z.string(),
  due: z.number(),
  done: z.number(),
  late: z.number(),
  missed: z.number(),
  points: z.number(),
  seen: z.number(),
  /** Rounds of which something was found. */
  problems: z.number(),
})
export type CoverageCell = z.infer<typeof coverageCell>

export const patrolContract = {
  points: base.output(z.array(patrolPoint)),
  savePoint: base
    .input(z.object({ id: z.number().int().nullable(), version: z.number().int(), fields: pointFields }))
    .output(saved),
  routes: base.output(z.array(patrolRoute)),
  /** Names a route, the post that walks it and the points it passes, in order; rounds of days before keep theirs. */
  saveRoute: base
    .input(
      z.object({
        id: z.number().int().nullable(),
        version: z.number().int(),
        name: z.string().trim().min(1).max(60),
        postId: z.number().int().nullable(),
        pointIds: z.array(z.number().int()).min(1).max(200),
      }),
    )
    .output(saved),
  addWindow: base.input(z.object({ routeId: z.number().int(), fields: windowFields })).output(saved),
  /** The last day on which a window is walked is today; its rounds of later days go. */
  endWindow: base.input(versioned).output(saved),
  round: base.input(z.object({ id: z.number().int() })).output(roundDetail),
  /** Until noon of the day after it. */
  record: base.input(versioned.extend({ fields: roundFields })).output(saved),
  /** After that, with the reason why so late. */
  recordLate: base.input(versioned.extend({ fields: roundFields, reason: z.string().trim().max(500) })).output(saved),
  /** By route and month. */
  coverage: base.input(z.object({ from: dateText, to: dateText })).output(z.array(coverageCell)),
}
