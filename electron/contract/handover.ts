import { z } from 'zod'
import { base, dateText, optionalDate, optionalTime, saved, versioned } from './base.ts'
import { jobStates } from './caseStates.ts'
import { codesOf } from './vocabulary.ts'

/** The job that came of a defect. */
const defectJob = z.object({ id: z.number(), number: z.string(), state: z.enum(codesOf(jobStates)) })

export const handoverItem = z.object({
  id: z.number(),
  kind: z.enum(['inspection', 'meter', 'document']),
  name: z.string(),
  /** inspection: '' | ok | defect | none; meter: the reading as typed; document: '' | signed. */
  result: z.string().max(60),
  note: z.string().max(500),
  job: defectJob.nullable(),
})
export type HandoverItem = z.infer<typeof handoverItem>

export const handoverDetail = z.object({
  id: z.number(),
  version: z.number(),
  unitId: z.number(),
  unit: z.string(),
  area: z.string(),
  owner: z.string().nullable(),
  readyOn: z.string().nullable(),
  dueOn: z.string().nullable(),
  state: z.enum(['appointed', 'inspecting', 'done', 'cancelled']),
  appointedOn: z.string(),
  appointedTime: z.string(),
  receiver: z.string(),
  keys: z.number(),
  doneOn: z.string().nullable(),
  cancelReason: z.string().nullable(),
  note: z.string(),
  items: z.array(handoverItem),
  /** What still stands in the way of "handed over": keys of the `errors` catalogue. */
  missing: z.array(
    z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])).optional() }),
  ),
})
export type HandoverDetail = z.infer<typeof handoverDetail>

export const appointmentFields = z.object({
  appointedOn: dateText,
  appointedTime: optionalTime,
  receiver: z.string().trim().max(80),
})
export const handoverRecord = appointmentFields.extend({
  keys: z.number().int().min(0).max(200),
  note: z.string().trim().max(2000),
  items: z.array(handoverItem.pick({ id: true, result: true, note: true })),
})
export const completionFields = z.object({ doneOn: dateText })
export const moveInFields = z.object({ movedInOn: dateText, decorationFinishedOn: optionalDate })
export const moveOutFields = z.object({ movedOutOn: dateText })

export const handoverContract = {
  detail: base.input(z.object({ id: z.number() })).output(handoverDetail),
  /** Makes the appointment and lays out the checklist for the unit's kind. */
  appoint: base.input(appointmentFields.extend({ unitId: z.number() })).output(saved),
  /** Records the checklist as far as it is filled in. */
  record: base.input(versioned.extend(handoverRecord.shape)).output(saved),
  /** Handed over: sets the unit's date, and makes a job of each defect. Refused while something required is missing. */
  complete: base.input(versioned.extend(completionFields.shape)).output(saved.extend({ jobs: z.array(z.string()) })),
  cancel: base.input(versioned.extend({ reason: z.string().trim().min(1).max(500) })).output(saved),
  /** The household moves in; `decorationFinishedOn` closes an open decoration where it is given. */
  moveIn: base.input(moveInFields.extend({ unitId: z.number() })).output(saved),
  moveOut: base.input(moveOutFields.extend({ unitId: z.number() })).output(saved),
}
