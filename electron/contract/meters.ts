import { z } from 'zod'
import { base, dateText, saved, versioned } from './base.ts'
import { codesOf, meterKinds } from './vocabulary.ts'

const kind = z.enum(codesOf(meterKinds))
/** The state of a meter in hundredths of m³ or kWh. */
export const largestReading = 99_999_999_999
const valueCenti = z.number().int().min(0).max(largestReading)
const number = z.string().trim().min(1).max(30)

export const newMeterFields = z.object({
  unitId: z.number().int(),
  kind,
  number,
  /** The day its counting begins, and what it shows then. */
  onDate: dateText,
  valueCenti,
})

export const meterChangeFields = z.object({
  onDate: dateText,
  /** What the old meter shows when it is taken out. */
  endCenti: valueCenti,
  number,
  /** What the new one shows when it is put in. */
  startCenti: valueCenti,
})

const routeRow = z.object({
  meterId: z.number(),
  meterVersion: z.number(),
  unitId: z.number(),
  unit: z.string(),
  room: z.string(),
  number: z.string(),
  /** The latest reading before the month. */
  last: z.object({ onDate: z.string(), valueCenti: z.number() }).nullable(),
  /** The reading of the month, where there is one. */
  reading: z
    .object({
      id: z.number(),
      version: z.number(),
      onDate: z.string(),
      valueCenti: z.number(),
      usageCenti: z.number().nullable(),
      unusual: z.boolean(),
      charged: z.boolean(),
    })
    .nullable(),
  /** Usual use of a month before, in hundredths; null where nobody knows. */
  usualCenti: z.number().nullable(),
})
export type RouteRow = z.infer<typeof routeRow>

export const metersContract = {
  /** The active meters of a building in the order of its units, with what was read in a month. */
  route: base
    .input(z.object({ buildingId: z.number().int(), kind, month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/) }))
    .output(z.array(routeRow)),
  /** Buildings with active meters of a kind, in the order of places. */
  buildings: base.input(z.object({ kind })).output(z.array(z.number())),
  /** Records what a meter shows on a day, or corrects it as long as it has not been charged. */
  enter: base
    .input(z.object({ meterId: z.number().int(), onDate: dateText, valueCenti }))
    .output(z.object({ id: z.number(), usageCenti: z.number().nullable(), unusual: z.boolean() })),
  addMeter: base.input(newMeterFields).output(saved),
  /** Another meter in place of one: last state of the old one, first state of the new one. */
  changeMeter: base.input(versioned.extend(meterChangeFields.shape)).output(saved),
  stopMeter: base.input(versioned).output(saved),
}
