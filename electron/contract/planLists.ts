import { z } from 'zod'
import { equipmentCategories, equipmentGrades, equipmentStates } from './equipmentWords.ts'
import { cadenceWords, planSubjects, taskStates } from './planWords.ts'
import { codesOf } from './vocabulary.ts'

/** The lists of plans and what they are for, as `lists.ts` declares the others. */

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const subject = z.enum(codesOf(planSubjects))

export const planLists = {
  plans: {
    columns: [
      { id: 'subject', kind: 'choice', choices: 'planSubject' },
      { id: 'title', kind: 'text' },
      { id: 'about', kind: 'text', sortable: false },
      { id: 'place', kind: 'text', sortable: false },
      { id: 'every', kind: 'choice', words: cadenceWords, sortable: false },
      { id: 'responsible', kind: 'text' },
      { id: 'checklist', kind: 'text', sortable: false, hidden: true },
      { id: 'lastDoneOn', kind: 'date', sortable: false },
      { id: 'nextDueOn', kind: 'date', sortable: false },
      { id: 'late', kind: 'count', sortable: false },
      { id: 'endedOn', kind: 'date' },
      { id: 'endReason', kind: 'text', sortable: false, hidden: true },
    ],
    filter: z.object({
      text: z.string().max(100).optional(),
      subject: subject.optional(),
      show: z.enum(['running', 'late', 'ended']).optional(),
    }),
    row: z.object({
      id: z.number(),
      subject,
      title: z.string(),
      /** What it is for, by name. */
      about: z.string(),
      place: z.string(),
      /** `3 month`. */
      every: z.string(),
      responsible: z.string(),
      checklist: z.string().nullable(),
      lastDoneOn: z.string().nullable(),
      nextDueOn: z.string().nullable(),
      /** Tasks that are late today. */
      late: z.number(),
      endedOn: z.string().nullable(),
      endReason: z.string(),
    }),
  },
  planTasks: {
    columns: [
      { id: 'dueOn', kind: 'date' },
      { id: 'subject', kind: 'choice', choices: 'planSubject' },
      { id: 'title', kind: 'text', sortable: false },
      { id: 'about', kind: 'text', sortable: false },
      { id: 'place', kind: 'text', sortable: false },
      { id: 'state', kind: 'choice', choices: 'taskState', sortable: false },
      { id: 'responsible', kind: 'text' },
      { id: 'closedOn', kind: 'date' },
      { id: 'doneBy', kind: 'text', sortable: false },
      { id: 'failed', kind: 'count' },
      { id: 'plannedOn', kind: 'date', hidden: true },
    ],
    filter: z.object({
      text: z.string().max(100).optional(),
      subject: subject.optional(),
      /** `open`: due and late. */
      state: z.enum(['open', ...taskStates, 'all']).optional(),
      /** By name; `nobody` for tasks of nobody. */
      responsible: z.string().max(60).optional(),
      /** With an item that was not in order. */
      failed: z.boolean().optional(),
      subjectId: z.number().int().optional(),
      planId: z.number().int().optional(),
      from: date.optional(),
      to: date.optional(),
    }),
    row: z.object({
      id: z.number(),
      version: z.number(),
      planId: z.number(),
      subject,
      subjectId: z.number().nullable(),
      dueOn: z.string(),
      plannedOn: z.string(),
      title: z.string(),
      about: z.string(),
      place: z.string(),
      state: z.enum(taskStates),
      responsible: z.string(),
      closedOn: z.string().nullable(),
      doneBy: z.string(),
      /** Items that were not in order. */
      failed: z.number(),
    }),
  },
  equipment: {
    columns: [
      { id: 'code', kind: 'text' },
      { id: 'name', kind: 'text' },
      { id: 'category', kind: 'choice', choices: 'equipmentCategory' },
      { id: 'area', kind: 'text', sortable: false },
      { id: 'place', kind: 'text' },
      { id: 'state', kind: 'choice', choices: 'equipmentState', sortable: false },
      { id: 'stateSince', kind: 'date', sortable: false },
      { id: 'grade', kind: 'text' },
      { id: 'nextDueOn', kind: 'date', sortable: false },
      { id: 'late', kind: 'count', sortable: false },
      { id: 'installedOn', kind: 'date' },
      { id: 'warrantyTo', kind: 'date' },
      { id: 'maker', kind: 'text', hidden: true },
    ],
    filter: z.object({
      text: z.string().max(100).optional(),
      category: z.enum(codesOf(equipmentCategories)).optional(),
      state: z.enum(codesOf(equipmentStates)).optional(),
      grade: z.enum(codesOf(equipmentGrades)).optional(),
      area: z.number().int().optional(),
      /** With late tasks, or out of order. */
      show: z.enum(['late', 'down']).optional(),
      /** States as they were on this day; without it today's. */
      asOf: date.optional(),
    }),
    row: z.object({
      id: z.number(),
      code: z.string(),
      name: z.string(),
      category: z.enum(codesOf(equipmentCategories)),
      area: z.string().nullable(),
      place: z.string(),
      maker: z.string(),
      /** Null on a day before it was there. */
      state: z.enum(codesOf(equipmentStates)).nullable(),
      stateSince: z.string().nullable(),
      grade: z.string().nullable(),
      installedOn: z.string().nullable(),
      warrantyTo: z.string().nullable(),
      nextDueOn: z.string().nullable(),
      /** Tasks that are late today. */
      late: z.number(),
    }),
  },
} as const
