import { z } from 'zod'
import { inspectionLevels, roundStates } from './groundWords.ts'
import { codesOf } from './vocabulary.ts'

/** The lists of checks and patrol rounds, as `lists.ts` declares the others. */

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const range = { from: date.optional(), to: date.optional() }
const text = z.string().max(100).optional()

export const groundLists = {
  inspections: {
    columns: [
      { id: 'onDate', kind: 'date' },
      { id: 'level', kind: 'choice', choices: 'inspectionLevel' },
      { id: 'area', kind: 'text' },
      { id: 'place', kind: 'text' },
      { id: 'inspector', kind: 'text' },
      { id: 'total', kind: 'decimal' },
      { id: 'problems', kind: 'count' },
      { id: 'open', kind: 'count' },
      { id: 'note', kind: 'text', sortable: false, hidden: true },
      { id: 'cancelledOn', kind: 'date' },
    ],
    filter: z.object({
      text,
      ...range,
      level: z.enum(codesOf(inspectionLevels)).optional(),
      area: z.number().int().optional(),
      state: z.enum(['valid', 'cancelled']).optional(),
      /** With problems, or with such that no job was made of. */
      show: z.enum(['problems', 'open']).optional(),
    }),
    row: z.object({
      id: z.number(),
      onDate: z.string(),
      level: z.enum(codesOf(inspectionLevels)),
      area: z.string().nullable(),
      place: z.string(),
      inspector: z.string(),
      /** Hundredths of points. */
      total: z.number(),
      problems: z.number(),
      /** Problems without a job. */
      open: z.number(),
      note: z.string(),
      cancelledOn: z.string().nullable(),
    }),
  },
  patrolRounds: {
    columns: [
      { id: 'onDate', kind: 'date' },
      { id: 'time', kind: 'text', sortable: false },
      { id: 'route', kind: 'text' },
      { id: 'window', kind: 'text', sortable: false },
      { id: 'state', kind: 'choice', choices: 'roundState', sortable: false },
      { id: 'duty', kind: 'text', sortable: false },
      { id: 'walker', kind: 'text' },
      { id: 'points', kind: 'count' },
      { id: 'seen', kind: 'count' },
      { id: 'late', kind: 'count' },
      { id: 'problems', kind: 'count', sortable: false },
      { id: 'note', kind: 'text', sortable: false },
      { id: 'lateReason', kind: 'text', sortable: false },
    ],
    filter: z.object({
      text,
      ...range,
      routeId: z.number().int().optional(),
      state: z.enum(codesOf(roundStates)).optional(),
      /** Rounds of which something was found. */
      problems: z.boolean().optional(),
      /** What the coverage counted: rounds whose window is over, and of those the ones that were walked. */
      counted: z.enum(['due', 'done']).optional(),
    }),
    row: z.object({
      id: z.number(),
      routeId: z.number(),
      onDate: z.string(),
      /** `22:00–23:30`. */
      time: z.string(),
      route: z.string(),
      window: z.string(),
      state: z.enum(codesOf(roundStates)),
      /** Whom the rota has on it; empty where it names nobody. */
      duty: z.string(),
      walker: z.string(),
      points: z.number(),
      seen: z.number(),
      /** Points seen after the window had ended. */
      late: z.number(),
      problems: z.number(),
      note: z.string(),
      /** Why it was written down later than the next morning. */
      lateReason: z.string(),
    }),
  },
} as const
