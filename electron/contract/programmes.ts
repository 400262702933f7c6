import { z } from 'zod'
import { base, dateText, saved } from './base.ts'
import { planEvery, planMoves, taskStates } from './planWords.ts'
import { mostCounted, tallyFields } from './tallies.ts'
import { codesOf } from './vocabulary.ts'

/** Registers of counts whose work is planned: each has plans of its own name. */
export const programmeRegisters = ['cleaning', 'greening'] as const
export type ProgrammeRegister = (typeof programmeRegisters)[number]

export const programmeFields = z.object({
  item: tallyFields.shape.item,
  place: tallyFields.shape.place,
  /** What is to be done each time. */
  quantity: z.number().int().min(1).max(mostCounted),
  everyN: z.number().int().min(1).max(365),
  every: z.enum(codesOf(planEvery)),
  anchorOn: dateText,
  moving: z.enum(codesOf(planMoves)),
  responsibleId: z.number().int().nullable(),
  graceDays: z.number().int().min(0).max(120),
})
export type ProgrammeFields = z.infer<typeof programmeFields>

export const programme = programmeFields.extend({
  id: z.number(),
  planId: z.number(),
  planVersion: z.number(),
  responsible: z.string(),
  endedOn: z.string().nullable(),
  lastDoneOn: z.string().nullable(),
  late: z.number(),
  /** The task that is to be done next. */
  next: z.object({ id: z.number(), version: z.number(), dueOn: z.string(), state: z.enum(taskStates) }).nullable(),
})
export type Programme = z.infer<typeof programme>

const register = z.enum(programmeRegisters)

export const programmesContract = {
  /** What is done every how long; those that have ended come last. */
  list: base.input(z.object({ register })).output(z.array(programme)),
  /** Starts a programme, or changes how often and by whom; another item, place or number is another programme. */
  save: base
    .input(z.object({ register, id: z.number().int().nullable(), version: z.number().int(), fields: programmeFields }))
    .output(saved),
}
