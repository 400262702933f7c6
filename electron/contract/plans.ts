import { z } from 'zod'
import { base, dateText, optionalDate, saved, versioned } from './base.ts'
import { jobStates } from './caseStates.ts'
import {
  checklistKinds,
  outcomeKinds,
  type PlanSubject,
  planBases,
  planEvery,
  planMoves,
  planSubjects,
  taskStates,
} from './planWords.ts'
import { tallyFields } from './tallies.ts'
import { codesOf, jobPriorities, trades } from './vocabulary.ts'

const hundredths = z.number().int().min(-1_000_000_00).max(1_000_000_00)

export const checklistItemFields = z
  .object({
    words: z.string().trim().min(1).max(200),
    kind: z.enum(codesOf(checklistKinds)),
    unit: z.string().trim().max(20),
    /** Hundredths: of a reading its limits, of a score the pass mark and the full marks. */
    minCenti: hundredths.nullable(),
    maxCenti: hundredths.nullable(),
  })
  .refine((item) => item.minCenti === null || item.maxCenti === null || item.maxCenti >= item.minCenti, {
    error: 'limits-crossed',
    path: ['maxCenti'],
  })
export type ChecklistItemFields = z.infer<typeof checklistItemFields>

export const checklistFields = z.object({
  name: z.string().trim().min(1).max(60),
  items: z.array(checklistItemFields).min(1).max(200),
})
export type ChecklistFields = z.infer<typeof checklistFields>

const checklistItem = checklistItemFields.safeExtend({ id: z.number() })
export type ChecklistItem = z.infer<typeof checklistItem>

/** What is answered to one item. */
export interface Answer {
  /** Of a tick: whether it is in order. Of a reading or score the limits say so. */
  readonly ok: boolean
  /** Hundredths. */
  readonly valueCenti: number | null
}

/**
 * Whether an answer is in order: a reading within its limits, both inside; a score of at least the pass mark.
 * @returns null where the answer is missing, or a score is beyond the full marks
 */
export function inOrder(item: Pick<ChecklistItem, 'kind' | 'minCenti' | 'maxCenti'>, answer: Answer): boolean | null {
  if (item.kind === 'tick') return answer.ok
  const { valueCenti } = answer
  if (valueCenti === null) return null
  if (item.kind === 'score') {
    if (valueCenti < 0 || (item.maxCenti !== null && valueCenti > item.maxCenti)) return null
    return item.minCenti === null || valueCenti >= item.minCenti
  }
  return (
    (item.minCenti === null || valueCenti >= item.minCenti) && (item.maxCenti === null || valueCenti <= item.maxCenti)
  )
}

export const checklist = z.object({
  id: z.number(),
  version: z.number(),
  name: z.string(),
  /** Counts the wordings it has had. */
  edition: z.number(),
  items: z.array(checklistItem),
  /** Plans that use it. */
  plans: z.number(),
})
export type Checklist = z.infer<typeof checklist>

export const planFields = z.object({
  title: z.string().trim().min(1).max(100),
  everyN: z.number().int().min(1).max(365),
  every: z.enum(codesOf(planEvery)),
  /** The first day it is due. */
  anchorOn: dateText,
  basis: z.enum(codesOf(planBases)),
  moving: z.enum(codesOf(planMoves)),
  checklistId: z.number().int().nullable(),
  responsibleId: z.number().int().nullable(),
  /** Days before the due day on which a task begins to show. */
  showDays: z.number().int().min(0).max(120),
  /** Days after the due day until a task is late. */
  graceDays: z.number().int().min(0).max(120),
})
export type PlanFields = z.infer<typeof planFields>

const planOf = { subject: z.enum(codesOf(planSubjects)), subjectId: z.number().int().nullable() }
export interface PlanOf {
  readonly subject: PlanSubject
  readonly subjectId: number | null
}

export const planDetail = planFields.extend({
  ...planOf,
  id: z.number(),
  version: z.number(),
  /** What it is for, by name; empty where it is for nothing in particular. */
  about: z.string(),
  responsible: z.string(),
  fromOn: z.string(),
  endedOn: z.string().nullable(),
  endReason: z.string(),
  checklist: z.string().nullable(),
  nextDueOn: z.string().nullable(),
  lastDoneOn: z.string().nullable(),
  late: z.number(),
})
export type PlanDetail = z.infer<typeof planDetail>

export const resultFields = z.object({
  itemId: z.number().int(),
  ok: z.boolean(),
  valueCenti: hundredths.nullable(),
  note: z.string().trim().max(500),
})
export type ResultFields = z.infer<typeof resultFields>

export const completionFields = z.object({
  doneOn: dateText,
  doneById: z.number().int().nullable(),
  note: z.string().trim().max(2000),
  /** One for each item of the checklist. */
  results: z.array(resultFields).max(200),
  /** What was done of what is counted; left out, what was planned. */
  counted: tallyFields.pick({ quantity: true, labourDays: true, cost: true, inspector: true, score: true }).optional(),
  /** How the jobs of failed items go; left out, the subject's own. */
  trade: z.enum(codesOf(trades)).optional(),
  priority: z.enum(codesOf(jobPriorities)).optional(),
})
export type CompletionFields = z.infer<typeof completionFields>

const linkedJob = z.object({ id: z.number(), number: z.string(), state: z.enum(codesOf(jobStates)) })

const outcome = z.object({
  id: z.number(),
  kind: z.enum(codesOf(outcomeKinds)),
  onDate: z.string(),
  at: z.string(),
  actor: z.string(),
  doneBy: z.string(),
  note: z.string(),
  undoneOn: z.string().nullable(),
  undoneAt: z.string().nullable(),
  undoneBy: z.string(),
  undoneReason: z.string(),
  results: z.array(
    checklistItem.safeExtend({
      ok: z.boolean(),
      valueCenti: z.number().nullable(),
      note: z.string(),
      job: linkedJob.nullable(),
    }),
  ),
})

export const taskDetail = z.object({
  ...planOf,
  id: z.number(),
  version: z.number(),
  planId: z.number(),
  title: z.string(),
  about: z.string(),
  place: z.string(),
  plannedOn: z.string(),
  dueOn: z.string(),
  showOn: z.string(),
  lateOn: z.string(),
  state: z.enum(taskStates),
  responsibleId: z.number().nullable(),
  responsible: z.string(),
  everyN: z.number(),
  every: z.enum(codesOf(planEvery)),
  basis: z.enum(codesOf(planBases)),
  /** Of the checklist as it is worded now. */
  items: z.array(checklistItem),
  /** How jobs of failed items go unless something else is said. */
  trade: z.enum(codesOf(trades)),
  /** Everything that came of it, the newest first. */
  outcomes: z.array(outcome),
})
export type TaskDetail = z.infer<typeof taskDetail>

/** One day of the calendar. */
export const calendarDay = z.object({
  onDate: z.string(),
  isWorkday: z.boolean(),
  counts: z.object({ open: z.number(), late: z.number(), done: z.number(), skipped: z.number() }),
  /** The first of the day; late ones before others. */
  tasks: z.array(
    z.object({
      id: z.number(),
      subject: z.enum(codesOf(planSubjects)),
      title: z.string(),
      about: z.string(),
      state: z.enum(taskStates),
    }),
  ),
})
export type CalendarDay = z.infer<typeof calendarDay>

const glance = z.object({
  subject: z.enum(codesOf(planSubjects)),
  late: z.number(),
  /** Shown and not late. */
  due: z.number(),
})
export type TaskGlance = z.infer<typeof glance>

export const plansContract = {
  /** Plans of one thing; those that have ended come last. */
  of: base.input(z.object(planOf)).output(z.array(planDetail)),
  detail: base.input(z.object({ id: z.number().int() })).output(planDetail),
  /** Starts a plan, or changes one for its tasks from `fromOn` on. */
  save: base
    .input(
      z.object({
        ...planOf,
        id: z.number().int().nullable(),
        version: z.number().int(),
        fromOn: optionalDate,
        fields: planFields,
      }),
    )
    .output(saved),
  end: base.input(versioned.extend({ onDate: dateText, reason: z.string().trim().max(500) })).output(saved),
  checklists: base.output(z.array(checklist)),
  /** Another wording is another edition: what was answered stays as it was. */
  saveChecklist: base
    .input(checklistFields.extend({ id: z.number().int().nullable(), version: z.number().int() }))
    .output(saved),
  task: base.input(z.object({ id: z.number().int() })).output(taskDetail),
  complete: base
    .input(versioned.extend({ fields: completionFields }))
    .output(z.object({ id: z.number(), jobs: z.array(linkedJob) })),
  skip: base.input(versioned.extend({ reason: z.string().trim().max(500) })).output(saved),
  /** Takes back what came of a task; it is open again from today on. */
  undo: base.input(versioned.extend({ reason: z.string().trim().max(500) })).output(saved),
  month: base
    .input(z.object({ month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/), subject: planOf.subject.optional() }))
    .output(z.array(calendarDay)),
  /** What is late and what is due, by subject. */
  glance: base.output(z.array(glance)),
  /** The task whose failed item a job came of; null where it came another way. */
  foundIn: base.input(z.object({ jobId: z.number().int() })).output(
    z
      .object({
        taskId: z.number(),
        title: z.string(),
        about: z.string(),
        words: z.string(),
        onDate: z.string(),
        doneBy: z.string(),
      })
      .nullable(),
  ),
}
