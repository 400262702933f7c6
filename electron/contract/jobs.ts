import { z } from 'zod'
import { hundredthsField } from './amountField.ts'
import { base, dateText, optionalDate, optionalMoment, optionalTime, saved, versioned } from './base.ts'
import { type JobEvent, jobMoves, jobStates } from './caseStates.ts'
import { chargeClasses, codesOf, jobKinds, jobPriorities, jobSources, jobWaits, trades } from './vocabulary.ts'

/** The longest description of a case. */
export const longestContent = 10_000

/** What is taken down when a job is registered. */
export const jobFields = z.object({
  source: z.enum(codesOf(jobSources)),
  unitId: z.number().int().nullable(),
  place: z.string().trim().max(200),
  personId: z.number().int().nullable(),
  caller: z.string().trim().max(60),
  phone: z.string().trim().max(60),
  trade: z.enum(codesOf(trades)),
  content: z.string().trim().min(1).max(longestContent),
  priority: z.enum(codesOf(jobPriorities)),
  chargeClass: z.enum(codesOf(chargeClasses)),
  appointedOn: optionalDate,
  appointedTime: optionalTime,
})
export type JobFields = z.infer<typeof jobFields>

/** What was taken down, as it should have been; everything is said again, whatever of it is another. */
export const jobCorrection = jobFields.extend(versioned.shape)
export type JobCorrection = z.infer<typeof jobCorrection>

/** What registering says besides: a service order, or the job whose work is done again. */
export const jobOrigin = z.object({ kind: z.enum(codesOf(jobKinds)), reworkOfId: z.number().int().nullable() })

/** A material used: 0.01 pieces (or metres …), and fen for one. */
export const jobMaterial = z.object({
  name: z.string().trim().min(1).max(60),
  quantityCenti: hundredthsField(1, 100_000_000),
  price: hundredthsField(0, 10_000_000),
})
export type JobMaterial = z.infer<typeof jobMaterial>

/** Fen of one line, rounded half up: what stands on the voucher, so that its lines add up to its total. */
export function lineAmount({ quantityCenti, price }: Pick<JobMaterial, 'quantityCenti' | 'price'>): number {
  return Math.floor((quantityCenti * price + 50) / 100)
}

/** Fen of materials and labour together. */
export function costOf(done: {
  readonly materials: readonly Pick<JobMaterial, 'quantityCenti' | 'price'>[]
  readonly labourCenti: number
  readonly labourPrice: number
}): number {
  const labour = lineAmount({ quantityCenti: done.labourCenti, price: done.labourPrice })
  return done.materials.reduce((sum, line) => sum + lineAmount(line), labour)
}

/** What a completion took, and what the resident is charged for it. */
export const jobCompletion = z.object({
  /** When it was finished on the office's clock, `YYYY-MM-DD HH:MM`; empty for now. */
  finishedAt: optionalMoment,
  chargeClass: z.enum(codesOf(chargeClasses)),
  materials: z.array(jobMaterial).max(50),
  /** 0.01 hours, and fen an hour. */
  labourCenti: hundredthsField(0, 100_000),
  labourPrice: hundredthsField(0, 10_000_000),
  /** Fen; only of a paid job. 0 makes no charge. */
  charged: hundredthsField(0, 100_000_000_00),
})
export type JobCompletion = z.infer<typeof jobCompletion>

const events = codesOf(jobMoves as Record<JobEvent, never>)

/** A step in a job's life; which ones are possible says `jobMoves`. */
export const jobStep = versioned.extend({
  event: z.enum(events),
  reason: z.string().trim().max(500),
  /** For dispatch and transfer. */
  workerId: z.number().int().nullable(),
  /** For completion. */
  result: z.string().trim().max(2000),
  completion: jobCompletion.optional(),
  /** For suspension: what it waits for. */
  waitFor: z.enum(codesOf(jobWaits)).optional(),
  /** For merging: the job it goes into. */
  intoId: z.number().int().optional(),
})

/** Somebody else who called about a job. */
export const reporterFields = z.object({
  unitId: z.number().int().nullable(),
  personId: z.number().int().nullable(),
  caller: z.string().trim().max(60),
  phone: z.string().trim().max(60),
  note: z.string().trim().max(longestContent),
})
export type ReporterFields = z.infer<typeof reporterFields>

/** Another job that this one has to do with. */
const relatedJob = z.object({
  id: z.number(),
  number: z.string(),
  state: z.enum(codesOf(jobStates)),
  how: z.enum(['merged-into', 'merged', 'rework-of', 'rework']),
})

export const jobDetail = jobFields.extend({
  /** Empty where a workbook said nothing; whatever is stored is shown. */
  content: z.string(),
  place: z.string(),
  id: z.number(),
  version: z.number(),
  number: z.string(),
  unit: z.string().nullable(),
  area: z.string().nullable(),
  state: z.enum(codesOf(jobStates)),
  /** Moments on the office's clock, `YYYY-MM-DD HH:MM`. */
  registeredAt: z.string(),
  worker: z.string(),
  workerId: z.number().nullable(),
  respondDueAt: z.string().nullable(),
  respondedAt: z.string().nullable(),
  /** Null while the clock stands still, and where nothing is promised. */
  finishDueAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  isLate: z.boolean(),
  /** Late because nobody has begun by the time that was promised. */
  isUnanswered: z.boolean(),
  /** Minutes of the promise that are left while the clock stands still. */
  leftMinutes: z.number().nullable(),
  promise: z.string().nullable(),
  result: z.string(),
  kind: z.enum(codesOf(jobKinds)),
  waitFor: z.enum(codesOf(jobWaits)).nullable(),
  /** Of every completion that stands or was followed by rework. */
  materials: z.array(jobMaterial),
  labour: z.array(z.object({ labourCenti: z.number(), labourPrice: z.number() })),
  /** Fen of all materials and labour. */
  cost: z.number(),
  charge: z
    .object({
      id: z.number(),
      amount: z.number(),
      owed: z.number(),
      item: z.string(),
      reversed: z.boolean(),
      /** The fault came back after the work it is for: what is charged from then on is charged beside it. */
      reworked: z.boolean(),
    })
    .nullable(),
  reporters: z.array(
    z.object({
      key: z.string(),
      at: z.string(),
      unitId: z.number().nullable(),
      unit: z.string().nullable(),
      caller: z.string(),
      phone: z.string(),
      note: z.string(),
      /** The merged job that this call was registered as. */
      number: z.string().nullable(),
    }),
  ),
  related: z.array(relatedJob),
  /** Steps of the job and of those merged into it, in order of time. */
  events: z.array(
    z.object({
      id: z.number(),
      /** Of a job merged into this one; null for its own. */
      number: z.string().nullable(),
      at: z.string(),
      actor: z.string(),
      event: z.string(),
      fromState: z.enum(codesOf(jobStates)).nullable(),
      toState: z.enum(codesOf(jobStates)),
      reason: z.string(),
      note: z.string(),
      /** What a correction has changed. */
      changes: z.array(
        z.object({
          field: z.string(),
          from: z.union([z.string(), z.number(), z.null()]),
          to: z.union([z.string(), z.number(), z.null()]),
        }),
      ),
    }),
  ),
})
export type JobDetail = z.infer<typeof jobDetail>

/** A job as the board shows it. */
export const boardCard = z.object({
  id: z.number(),
  version: z.number(),
  number: z.string(),
  unit: z.string().nullable(),
  place: z.string(),
  trade: z.enum(codesOf(trades)),
  content: z.string(),
  priority: z.enum(codesOf(jobPriorities)),
  state: z.enum(codesOf(jobStates)),
  waitFor: z.enum(codesOf(jobWaits)).nullable(),
  registeredAt: z.string(),
  appointment: z.string(),
  finishDueAt: z.string().nullable(),
  late: z.boolean(),
  /** Late because nobody has begun by the time that was promised. */
  unanswered: z.boolean(),
  /** Registered before today. */
  old: z.boolean(),
})
export type BoardCard = z.infer<typeof boardCard>

export const board = z.object({
  /** Nobody sent yet: those of the days before first. */
  waiting: z.array(boardCard),
  waitingTotal: z.number(),
  workers: z.array(
    z.object({
      /** Null for a name that is not on the staff list. */
      id: z.number().nullable(),
      name: z.string(),
      open: z.number(),
      late: z.number(),
      absence: z
        .object({ id: z.number(), version: z.number(), fromOn: z.string(), toOn: z.string(), reason: z.string() })
        .nullable(),
      jobs: z.array(boardCard),
    }),
  ),
})
export type Board = z.infer<typeof board>

/** Cards shown of one column; the count is always of all. */
export const boardCards = 60

export const jobsContract = {
  /** Registers a job. The same key twice answers with the job it made the first time. */
  register: base
    .input(jobFields.extend({ ...jobOrigin.partial().shape, requestKey: z.string().min(8).max(60) }))
    .output(z.object({ id: z.number(), number: z.string() })),
  detail: base.input(z.object({ id: z.number().int() })).output(jobDetail),
  step: base.input(jobStep).output(saved),
  /** What was registered wrongly is put right. */
  correct: base.input(jobCorrection).output(saved),
  /** Who can be sent: staff who do such work, with their open load. */
  workers: base.output(z.array(z.object({ id: z.number(), name: z.string(), open: z.number(), absent: z.boolean() }))),
  /** The dispatch board. */
  board: base.output(board),
  /** Somebody else called about the same thing. */
  addReporter: base
    .input(reporterFields.extend({ jobId: z.number().int(), requestKey: z.string().min(8).max(60) }))
    .output(saved.extend({ number: z.string() })),
  /** Open jobs by number, place or content, to merge into. */
  mergeTargets: base
    .input(z.object({ id: z.number().int(), text: z.string().trim().max(60) }))
    .output(z.array(z.object({ id: z.number(), number: z.string(), title: z.string(), likely: z.boolean() }))),
  /** Vouchers to print: of these jobs, or of all that are out, of one worker or everybody. */
  vouchers: base
    .input(
      z.object({
        ids: z.array(z.number().int()).max(200).optional(),
        workerId: z.number().int().optional(),
      }),
    )
    .output(z.array(jobDetail)),
  /** A worker is away for these days: nobody sends a job there. */
  addAbsence: base
    .input(
      z.object({
        staffId: z.number().int(),
        fromOn: dateText,
        toOn: dateText,
        reason: z.string().trim().max(100),
      }),
    )
    .output(saved),
  removeAbsence: base.input(versioned).output(saved),
  /** Jobs of a person: called in by them, or at a unit of theirs. */
  ofPerson: base.input(z.object({ personId: z.number().int() })).output(z.array(boardCard)),
  ofUnit: base.input(z.object({ unitId: z.number().int() })).output(z.array(boardCard)),
  /** Open jobs of each unit of a building, for its map. */
  ofBuilding: base
    .input(z.object({ buildingId: z.number().int() }))
    .output(z.array(z.object({ unitId: z.number(), open: z.number(), late: z.number() }))),
}
