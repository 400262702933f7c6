import { z } from 'zod'
import { base, dateText, optionalDate, saved, versioned } from './base.ts'
import { historyLine } from './estate.ts'
import { clientClasses, codesOf, occupancyCategories, residentRoles, unitKinds } from './vocabulary.ts'

const residentRole = z.enum(codesOf(residentRoles))

export const plate = z.string().trim().min(5).max(12)

export const personFields = z.object({
  kind: z.enum(['person', 'company']),
  name: z.string().trim().min(1).max(80),
  /** One or several numbers, separated by a comma. */
  phone: z.string().trim().max(120),
  /** Null where unknown; `undefined` leaves what is stored, for roles that only see it masked. */
  idNumber: z.string().trim().max(40).nullable().optional(),
  birthOn: optionalDate,
  clientClass: z.enum(codesOf(clientClasses)).nullable(),
  tags: z.array(z.string().trim().min(1).max(20)).max(20),
  plates: z.array(plate).max(20),
  note: z.string().trim().max(2000),
})
export type PersonFields = z.infer<typeof personFields>

export const residencyFields = z.object({ role: residentRole, fromOn: dateText, toOn: optionalDate })

export const timelineEntry = z.object({
  date: z.string(),
  /** Key of the `timeline` catalogue. */
  what: z.string(),
  unitId: z.number(),
  unit: z.string(),
  params: z.record(z.string(), z.string()),
})
export type TimelineEntry = z.infer<typeof timelineEntry>

export const residentCard = z.object({
  id: z.number(),
  version: z.number(),
  fields: personFields.extend({
    idNumber: z.string().nullable(),
    /** A workbook may have brought more than the form takes. */
    plates: z.array(z.string()),
  }),
  /** True where `fields.idNumber` is shown masked. */
  idNumberMasked: z.boolean(),
  age: z.number().nullable(),
  units: z.array(
    z.object({
      residencyId: z.number(),
      version: z.number(),
      unitId: z.number(),
      display: z.string(),
      area: z.string(),
      kind: z.enum(codesOf(unitKinds)),
      areaCenti: z.number(),
      occupancy: z.enum(occupancyCategories),
      role: residentRole,
      fromOn: z.string(),
      toOn: z.string().nullable(),
      current: z.boolean(),
    }),
  ),
  household: z.array(
    z.object({
      personId: z.number(),
      name: z.string(),
      role: residentRole,
      phone: z.string(),
      age: z.number().nullable(),
      unit: z.string(),
      unitId: z.number(),
    }),
  ),
  timeline: z.array(timelineEntry),
  history: z.array(historyLine),
})
export type ResidentCard = z.infer<typeof residentCard>

export const residentsContract = {
  card: base.input(z.object({ id: z.number() })).output(residentCard),
  /** The whole ID number; asking for it is recorded. */
  revealIdNumber: base.input(z.object({ id: z.number() })).output(z.object({ idNumber: z.string().nullable() })),
  /** Creates a person together with the first unit and role. */
  create: base.input(z.object({ fields: personFields, unitId: z.number(), residency: residencyFields })).output(saved),
  update: base.input(versioned.extend({ fields: personFields })).output(saved),
  addResidency: base
    .input(z.object({ personId: z.number(), unitId: z.number(), residency: residencyFields }))
    .output(saved),
  updateResidency: base.input(versioned.extend({ residency: residencyFields })).output(saved),
  /**
   * Transfer of ownership: the owners' spells on the unit end the day before `on`, new ones begin on it.
   * Nothing of the old owners' history changes.
   */
  transfer: base
    .input(
      z.object({
        unitId: z.number(),
        on: dateText,
        /** Known people by id, new ones by fields. */
        newOwners: z
          .array(z.union([z.object({ personId: z.number() }), z.object({ fields: personFields })]))
          .min(1)
          .max(10),
        /** Tenants and family of the old owner whose spells end too. */
        endResidencyIds: z.array(z.number()),
      }),
    )
    .output(saved),
}
