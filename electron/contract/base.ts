import { oc } from '@orpc/contract'
import { z } from 'zod'
import { isDate, isMoment, isTime, timeTyped } from './dates.ts'

const params = z.record(z.string(), z.union([z.string(), z.number()]))

/** One problem as the border passes it on: a key of the `errors` catalogue with its parameters. */
export const problem = z.object({ code: z.string(), params: params.optional(), field: z.string().optional() })

const fieldChange = z.object({
  field: z.string(),
  from: z.union([z.string(), z.number(), z.null()]),
  to: z.union([z.string(), z.number(), z.null()]),
})

/** Every procedure starts from here, so that every page can tell the same kinds of refusal apart. */
export const base = oc.errors({
  NOT_SIGNED_IN: { status: 401 },
  NO_PERMISSION: { status: 403, data: z.object({ procedure: z.string() }) },
  NO_OFFICE: { status: 409 },
  /** A refusal a person can act on. */
  REFUSED: { status: 422, data: z.object({ code: z.string(), params, problems: z.array(problem) }) },
  /** The record was saved by somebody else meanwhile. */
  STALE: { status: 409, data: z.object({ by: z.string(), changes: z.array(fieldChange) }) },
})

/** A calendar date `YYYY-MM-DD` that exists. */
export const dateText = z.string().refine(isDate, { error: 'not-a-date' })
export const optionalDate = dateText.nullable()
/** A time of day `HH:MM`, as `timeTyped` reads it. */
export const timeText = z.string().transform(timeTyped).refine(isTime, { error: 'not-a-time-typed' })
/** `HH:MM`, or empty. */
export const optionalTime = z
  .string()
  .transform(timeTyped)
  .refine((text) => text === '' || isTime(text), { error: 'not-a-time-typed' })
const moment = { error: 'not-a-moment-typed' }
/** `YYYY-MM-DD HH:MM` on the office's clock. */
export const momentText = z.string().trim().refine(isMoment, moment)
/** `YYYY-MM-DD HH:MM`, or empty. */
export const optionalMoment = z
  .string()
  .trim()
  .refine((text) => text === '' || isMoment(text), moment)

/** Names a record and the version the caller saw. */
export const versioned = z.object({ id: z.number().int(), version: z.number().int() })

/** What a write answers: the record's id. */
export const saved = z.object({ id: z.number() })
