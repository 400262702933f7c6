import { z } from 'zod'
import { base, dateText, optionalDate, saved, versioned } from './base.ts'
import { jobStates } from './caseStates.ts'
import { equipmentCategories, equipmentGrades, equipmentStates } from './equipmentWords.ts'
import { outcomeKinds, planEvery } from './planWords.ts'
import { reminderStep } from './reminders.ts'
import { codesOf, jobPriorities } from './vocabulary.ts'

const category = z.enum(codesOf(equipmentCategories))
const state = z.enum(codesOf(equipmentStates))

export const equipmentFields = z.object({
  code: z.string().trim().min(1).max(40),
  name: z.string().trim().min(1).max(80),
  category,
  areaId: z.number().int().nullable(),
  place: z.string().trim().max(120),
  maker: z.string().trim().max(80),
  installedOn: optionalDate,
  warrantyTo: optionalDate,
  grade: z.enum(codesOf(equipmentGrades)).nullable(),
  note: z.string().trim().max(2000),
})
export type EquipmentFields = z.infer<typeof equipmentFields>

export const faultFields = z.object({
  content: z.string().trim().min(1).max(500),
  priority: z.enum(codesOf(jobPriorities)),
})

const stateSpell = z.object({
  id: z.number(),
  fromOn: z.string(),
  /** The last day inside; null while it holds. */
  toOn: z.string().nullable(),
  state,
  reason: z.string(),
  actor: z.string(),
  /** Days until today, or until its end. */
  days: z.number(),
})

export const equipmentDetail = equipmentFields.extend({
  id: z.number(),
  version: z.number(),
  area: z.string().nullable(),
  state,
  /** The newest first. */
  states: z.array(stateSpell),
  /** Days out of order in the last twelve months. */
  downDays: z.number(),
  /** Open jobs about it: reported from its card, or opened by failed checks. */
  openJobs: z.array(
    z.object({ id: z.number(), number: z.string(), state: z.enum(codesOf(jobStates)), content: z.string() }),
  ),
})
export type EquipmentDetail = z.infer<typeof equipmentDetail>

/** What is about to run out: at 30, 7 and 1 days before, and once it has. */
export const reminder = z.object({
  kind: z.enum(['inspection', 'warranty']),
  equipmentId: z.number(),
  code: z.string(),
  name: z.string(),
  what: z.string(),
  onDate: z.string(),
  /** Below zero once it is over. */
  daysLeft: z.number(),
  /** 0 once it is over. */
  step: reminderStep,
  taskId: z.number().nullable(),
})
export type Reminder = z.infer<typeof reminder>

const one = { id: z.number(), code: z.string(), name: z.string(), category, place: z.string() }

/** A month of a plan as the year's paper shows it. */
const planMark = z.object({
  month: z.number(),
  every: z.enum(codesOf(planEvery)),
  isStatutory: z.boolean(),
  planned: z.number(),
  done: z.number(),
  skipped: z.number(),
  late: z.number(),
})

export const yearPlanRow = z.object({ ...one, marks: z.array(planMark) })
export type YearPlanRow = z.infer<typeof yearPlanRow>

export const maintenanceRecord = z.object({
  ...one,
  maker: z.string(),
  installedOn: z.string().nullable(),
  grade: z.enum(codesOf(equipmentGrades)).nullable(),
  lines: z.array(
    z.object({
      taskId: z.number(),
      title: z.string(),
      dueOn: z.string(),
      onDate: z.string(),
      kind: z.enum(codesOf(outcomeKinds)),
      doneBy: z.string(),
      note: z.string(),
      checks: z.number(),
      failed: z.array(
        z.object({
          words: z.string(),
          note: z.string(),
          job: z.string().nullable(),
          jobState: z.enum(codesOf(jobStates)).nullable(),
        }),
      ),
      readings: z.array(z.string()),
    }),
  ),
  states: z.array(stateSpell),
})
export type MaintenanceRecord = z.infer<typeof maintenanceRecord>

export const equipmentContract = {
  save: base
    .input(z.object({ id: z.number().int().nullable(), version: z.number().int(), fields: equipmentFields }))
    .output(saved),
  detail: base.input(z.object({ id: z.number().int() })).output(equipmentDetail),
  /** Stops, repairs, scraps or puts back to use from a day on. */
  changeState: base
    .input(
      versioned.extend({
        state,
        onDate: dateText,
        reason: z.string().trim().max(500),
        /** A job is opened with the reason for its words. */
        withJob: z.boolean().default(false),
      }),
    )
    .output(saved),
  /** Registers a job about it; its place and trade are known. */
  reportFault: base
    .input(faultFields.extend({ id: z.number().int(), requestKey: z.string().min(8).max(80) }))
    .output(z.object({ id: z.number(), number: z.string() })),
  reminders: base.output(z.array(reminder)),
  /** What labels say; of scrapped equipment only where it is asked for by its id. */
  labels: base
    .input(z.object({ ids: z.array(z.number().int()).max(500).optional(), category: category.optional() }))
    .output(z.array(z.object(one))),
  yearPlan: base
    .input(z.object({ year: z.number().int().min(2000).max(2100), category: category.optional() }))
    .output(z.array(yearPlanRow)),
  record: base.input(z.object({ id: z.number().int(), from: dateText, to: dateText })).output(maintenanceRecord),
}
