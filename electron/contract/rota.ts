import { z } from 'zod'
import { base, dateText, saved, versioned } from './base.ts'
import { givenSecret, month, type SwapState, swapStates } from './staffWords.ts'
import { dayKinds } from './workdays.ts'

/** Swaps that count against the limit. */
export const standingSwaps = ['asked', 'confirmed', 'approved'] as const satisfies readonly SwapState[]

/** Swaps a month that one person may take part in: product page, register 11. */
export const swapsAMonth = 2
/** Hours between two shifts, at least, and days worked in a row, at most. */
export const restHours = 11
export const daysInARow = 6

export const conflictKinds = ['overlap', 'short-rest', 'absent', 'row', 'not-here', 'unmanned'] as const
export type ConflictKind = (typeof conflictKinds)[number]

export const shiftColours = [
  'gray',
  'yellow',
  'orange',
  'red',
  'pink',
  'violet',
  'blue',
  'cyan',
  'teal',
  'green',
] as const
export type ShiftColour = (typeof shiftColours)[number]

export const shiftFields = z.object({
  name: z.string().trim().min(1).max(20),
  /** The key that fills it in. */
  letter: z.string().regex(/^[A-Z]$/),
  colour: z.enum(shiftColours),
  /** Minutes after midnight; null of a day off. */
  fromMinute: z.number().int().min(0).max(1439).nullable(),
  toMinute: z.number().int().min(0).max(1440).nullable(),
  restMinutes: z.number().int().min(0).max(600),
  keepsLog: z.boolean(),
  active: z.boolean(),
})
export type ShiftFields = z.infer<typeof shiftFields>
export const shift = shiftFields.extend({ id: z.number(), version: z.number(), colour: z.string() })
export type Shift = z.infer<typeof shift>

const shiftId = z.number().int().nullable()

export const rotaCell = z.object({ staffId: z.number().int(), onDate: dateText, shiftId })
export type RotaCell = z.infer<typeof rotaCell>

/** A cell as it shall be, and as whoever changes it saw it. */
const cellChange = rotaCell.extend({ seen: shiftId })
export type CellChange = z.infer<typeof cellChange>

export const conflict = z.object({
  kind: z.enum(conflictKinds),
  onDate: z.string(),
  /** Null where a post is not manned. */
  staffId: z.number().nullable(),
  name: z.string(),
  /** Hours of rest, days in a row, people missing, the reason of an absence. */
  detail: z.string(),
})
export type Conflict = z.infer<typeof conflict>

const person = z.object({
  staffId: z.number(),
  name: z.string(),
  post: z.string(),
  shifts: z.number(),
  /** Minutes worked of shifts that begin in the month. */
  minutes: z.number(),
  nights: z.number(),
})

export const rotaMonth = z.object({
  month: z.string(),
  people: z.array(person),
  cells: z.array(rotaCell),
  days: z.array(
    z.object({ onDate: z.string(), rest: z.boolean(), kind: z.enum(dayKinds).nullable(), name: z.string() }),
  ),
  conflicts: z.array(conflict),
  editions: z.array(z.object({ id: z.number(), number: z.number(), publishedOn: z.string(), actor: z.string() })),
  /** Cells that differ from the last edition. */
  changedSince: z.number(),
})
export type RotaMonth = z.infer<typeof rotaMonth>

/** A month as it was published, whatever names and shifts are called today. */
export const rotaSheet = z.object({
  month: z.string(),
  shifts: z.array(z.object({ letter: z.string(), name: z.string(), colour: z.string(), hours: z.string() })),
  days: z.array(z.object({ onDate: z.string(), rest: z.boolean() })),
  people: z.array(person.extend({ letters: z.array(z.string()) })),
})
export type RotaSheet = z.infer<typeof rotaSheet>

export const copyInput = z.discriminatedUnion('way', [
  /** The week that begins on a day onto so many following weeks. */
  z.object({ way: z.literal('week'), fromOn: dateText, weeks: z.number().int().min(1).max(12) }),
  /** The month before onto this one, weekday by weekday. */
  z.object({ way: z.literal('month'), month }),
  /** One person's month onto another's. */
  z.object({ way: z.literal('person'), month, fromId: z.number().int(), toId: z.number().int() }),
])
export type CopyInput = z.infer<typeof copyInput>

export const swapFields = z.object({
  askerId: z.number().int(),
  otherId: z.number().int(),
  onDate: dateText,
  backOn: dateText.nullable(),
  reason: z.string().trim().min(1).max(200),
})
export type SwapFields = z.infer<typeof swapFields>
/** As it is asked for: by the asker, signed in or with their PIN. */
export const swapRequest = swapFields.extend({ secret: givenSecret })

const words = z.string().trim().max(300)

/** What copying did: cells that are others now, and days of an approved swap that stayed as they were. */
const copied = z.object({
  changed: z.number(),
  kept: z.array(z.object({ name: z.string(), onDate: z.string() })),
})
export type Copied = z.infer<typeof copied>

export const rotaContract = {
  shifts: base.output(z.array(shift)),
  saveShift: base
    .input(shiftFields.extend({ id: z.number().int().nullable(), version: z.number().int() }))
    .output(saved),
  month: base.input(z.object({ month })).output(rotaMonth),
  /** Refused as a whole where one of the cells is another than was seen. */
  save: base.input(z.object({ cells: z.array(cellChange).min(1).max(4000) })).output(z.object({ changed: z.number() })),
  /** Days that an approved swap has made are left alone. */
  copy: base.input(copyInput).output(copied),
  publish: base.input(z.object({ month })).output(saved.extend({ number: z.number() })),
  edition: base
    .input(z.object({ id: z.number().int() }))
    .output(rotaSheet.extend({ number: z.number(), publishedOn: z.string(), actor: z.string() })),
  askSwap: base.input(swapRequest).output(saved),
  /** The other side's word. */
  answerSwap: base.input(versioned.extend({ agreed: z.boolean(), words, secret: givenSecret })).output(saved),
  decideSwap: base.input(versioned.extend({ approved: z.boolean(), words })).output(saved),
  withdrawSwap: base.input(versioned.extend({ words, secret: givenSecret })).output(saved),
  /** What a swap would do: the cells of the four days, conflicts it would bring, how many swaps each side has. */
  swap: base.input(z.object({ id: z.number().int() })).output(
    z.object({
      id: z.number(),
      version: z.number(),
      state: z.enum(swapStates),
      asker: z.string(),
      other: z.string(),
      askerId: z.number(),
      otherId: z.number(),
      onDate: z.string(),
      backOn: z.string().nullable(),
      days: z.array(z.object({ onDate: z.string(), asker: z.string(), other: z.string() })),
      /** The rota is another than when it was asked for. */
      changed: z.boolean(),
      reason: z.string(),
      steps: z.array(z.object({ state: z.enum(swapStates), onDate: z.string(), actor: z.string(), words: z.string() })),
      conflicts: z.array(conflict),
      counts: z.array(z.object({ name: z.string(), month: z.string(), count: z.number() })),
      /** Whether it waits for the other's word; they give it themselves, or with their PIN at another's desk. */
      mayAnswer: z.boolean(),
      mayDecide: z.boolean(),
      mayWithdraw: z.boolean(),
    }),
  ),
}
