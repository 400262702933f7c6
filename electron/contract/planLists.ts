import { z } from 'zod'
import { planSubjects, taskStates } from './planWords.ts'
import { codesOf } from './vocabulary.ts'

/** The lists of plans and what they are for, as `lists.ts` declares the others. */

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const subject = z.enum(codesOf(planSubjects))

export const planLists = {
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
      state: z.enum([...taskStates, 'open']).optional(),
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
} as const
