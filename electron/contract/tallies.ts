import { z } from 'zod'
import { hundredthsField } from './amountField.ts'
import { base, dateText, saved, versioned } from './base.ts'
import { historyLine } from './estate.ts'
import { tallyRegisterIds } from './tallyRegisters.ts'

/** A number that is counted at once stays below this. */
export const mostCounted = 1_000_000

const amount = hundredthsField(0, 100_000_000_000).nullable()

export const tallyFields = z.object({
  onDate: dateText,
  /** Code name of a declared item, or the office's own words. */
  item: z.string().trim().min(1).max(40),
  place: z.string().trim().max(120),
  unitId: z.number().int().nullable(),
  quantity: z.number().int().min(0).max(mostCounted),
  /** Hundredths of a day of hired labour. */
  labourDays: hundredthsField(0, mostCounted),
  /** Fen of one. Without a cost, the cost is what so many of them cost. */
  unitPrice: amount,
  /** Fen, all of it. */
  cost: amount,
  inspector: z.string().trim().max(60),
  /** Hundredths of points, up to 100 points. */
  score: hundredthsField(0, 10_000).nullable(),
  note: z.string().trim().max(2000),
})
export type TallyFields = z.infer<typeof tallyFields>

export const tallyDetail = tallyFields.extend({
  id: z.number(),
  version: z.number(),
  register: z.enum(tallyRegisterIds),
  unit: z.string().nullable(),
  jobId: z.number().nullable(),
  jobNumber: z.string().nullable(),
  taskId: z.number().nullable(),
  stockMovementId: z.number().nullable(),
  actor: z.string(),
  cancelledOn: z.string().nullable(),
  cancelReason: z.string(),
  /** What was changed of it since it was recorded, the newest first: a corrected count changes the days before, too. */
  corrections: z.array(historyLine),
})
export type TallyDetail = z.infer<typeof tallyDetail>

/** What was counted of one item in one month. */
export const tallyCell = z.object({
  item: z.string(),
  /** 1–12. */
  month: z.number(),
  records: z.number(),
  quantity: z.number(),
  labourDays: z.number(),
  cost: z.number(),
  /** How many the programmes ask for. */
  planned: z.number(),
})
export type TallyCell = z.infer<typeof tallyCell>

const register = z.enum(tallyRegisterIds)

export const talliesContract = {
  /** Records a count. The same key twice answers with the record it made the first time. */
  record: base.input(z.object({ register, fields: tallyFields, requestKey: z.string().min(8).max(60) })).output(saved),
  update: base.input(versioned.extend({ fields: tallyFields })).output(saved),
  /** Takes a count back from today on; what it counted on earlier days stays. */
  cancel: base.input(versioned.extend({ reason: z.string().trim().min(1).max(500) })).output(saved),
  detail: base.input(z.object({ id: z.number().int() })).output(tallyDetail),
  /** A year by item and month, of what stands today. */
  months: base.input(z.object({ register, year: z.number().int().min(1990).max(2199) })).output(z.array(tallyCell)),
  /** What was entered before, the most frequent first: the dialog offers it. */
  entered: base
    .input(z.object({ register }))
    .output(z.object({ items: z.array(z.string()), places: z.array(z.string()), inspectors: z.array(z.string()) })),
}
