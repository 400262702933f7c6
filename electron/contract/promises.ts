import { z } from 'zod'
import { base, dateText as date, optionalDate, saved, versioned } from './base.ts'
import { codesOf, jobPriorities } from './vocabulary.ts'
import { dayKinds } from './workdays.ts'

/** What the office promises, for one kind of case and priority, from a day on. */
export const promiseRuleFields = z.object({
  name: z.string().trim().min(1).max(40),
  subject: z.enum(['job', 'complaint']),
  /** Null: for every priority that has no rule of its own. */
  priority: z.enum(codesOf(jobPriorities)).nullable(),
  /** Minutes of the rule's hours; null where nothing is promised. */
  respondMinutes: z.number().int().min(1).max(527_040).nullable(),
  finishMinutes: z.number().int().min(1).max(527_040).nullable(),
  hours: z.enum(['always', 'office']),
  fromOn: date,
  source: z.string().trim().max(200),
})
export type PromiseRuleFields = z.infer<typeof promiseRuleFields>

export const promiseRuleRow = promiseRuleFields.extend({
  id: z.number(),
  version: z.number(),
  toOn: optionalDate,
  /** Cases that were promised by it: then only its name and source can change. */
  cases: z.number(),
})
export type PromiseRuleRow = z.infer<typeof promiseRuleRow>

const minuteOfDay = z.number().int().min(0).max(1440)

/** Spells of a working day in minutes after midnight, and the weekdays worked, 1 Monday … 7 Sunday. */
export const officeHours = z.object({
  hours: z
    .array(z.tuple([minuteOfDay, minuteOfDay]))
    .min(1)
    .max(4),
  weekdays: z.array(z.number().int().min(1).max(7)).min(1).max(7),
})
export type OfficeHours = z.infer<typeof officeHours>

/** Days that are otherwise than the week says. */
export const calendarDays = z.object({
  from: date,
  to: date,
  kind: z.enum(dayKinds),
  name: z.string().trim().max(40),
})

export const promisesContract = {
  rules: base.output(z.array(promiseRuleRow)),
  /** A new rule follows the one that is valid for its cases; that one ends the day before. */
  addRule: base.input(promiseRuleFields).output(saved),
  updateRule: base.input(promiseRuleFields.extend(versioned.shape)).output(saved),
  endRule: base.input(versioned.extend({ toOn: date })).output(saved),
  calendar: base.output(
    officeHours.extend({
      days: z.array(
        z.object({ id: z.number(), version: z.number(), onDate: z.string(), kind: z.enum(dayKinds), name: z.string() }),
      ),
    }),
  ),
  /** Each change answers with how many open cases fall due at another moment by it. */
  saveHours: base.input(officeHours).output(z.object({ moved: z.number() })),
  markDays: base.input(calendarDays).output(z.object({ moved: z.number() })),
  removeDay: base.input(versioned).output(z.object({ moved: z.number() })),
}
