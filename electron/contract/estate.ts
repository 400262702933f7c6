import { z } from 'zod'
import { hundredthsField } from './amountField.ts'
import { base, dateText, optionalDate, saved, versioned } from './base.ts'
import { codesOf, occupancyCategories, unitKinds } from './vocabulary.ts'

const unitKind = z.enum(codesOf(unitKinds))
/** Of an estate, an area, a building or a zone. */
export const placeName = z.string().trim().min(1).max(60)
const occupancy = z.enum(occupancyCategories)

export const unitFields = z.object({
  room: z.string().trim().min(1).max(40),
  kind: unitKind,
  /** Integer 0.01 m². */
  areaCenti: hundredthsField(0, 100_000_000),
  aliases: z.string().trim().max(200),
  note: z.string().trim().max(2000),
  readyOn: optionalDate,
  dueOn: optionalDate,
  handedOverOn: optionalDate,
  soldOn: optionalDate,
})
export type UnitFields = z.infer<typeof unitFields>

export const stayFields = z.object({ movedInOn: dateText, movedOutOn: optionalDate })
export const decorationFields = z.object({ startedOn: optionalDate, finishedOn: optionalDate })
export const leaseFields = z.object({ kind: z.enum(['unsold-let', 'leaseback']), fromOn: dateText, toOn: optionalDate })

/** A dated spell of a unit, added, changed or taken out; `spell` says which kind the fields belong to. */
export const spellInput = z.discriminatedUnion('spell', [
  z.object({ spell: z.literal('stay'), fields: stayFields }),
  z.object({ spell: z.literal('decoration'), fields: decorationFields }),
  z.object({ spell: z.literal('lease'), fields: leaseFields }),
])
export type SpellInput = z.infer<typeof spellInput>

const node = z.object({ id: z.number(), name: z.string(), units: z.number(), version: z.number() })
export const estateTree = z.array(
  node.extend({
    areas: z.array(
      node.extend({ zoneId: z.number().nullable(), zone: z.string().nullable(), buildings: z.array(node) }),
    ),
  }),
)
export type EstateTree = z.infer<typeof estateTree>

export const historyLine = z.object({
  id: z.number(),
  /** Moment on the office's wall clock, `YYYY-MM-DD HH:MM`. */
  at: z.string(),
  actor: z.string(),
  action: z.string(),
  entity: z.string(),
  reason: z.string().nullable(),
  changes: z.array(
    z.object({
      field: z.string(),
      from: z.union([z.string(), z.number(), z.null()]),
      to: z.union([z.string(), z.number(), z.null()]),
    }),
  ),
})
export type HistoryLine = z.infer<typeof historyLine>

export const unitDetail = z.object({
  id: z.number(),
  version: z.number(),
  estate: z.string(),
  area: z.object({ id: z.number(), name: z.string() }),
  building: z.object({ id: z.number(), name: z.string() }),
  display: z.string(),
  floor: z.number().nullable(),
  steward: z.string().nullable(),
  fields: unitFields,
  occupancy,
  stays: z.array(stayFields.extend({ id: z.number(), version: z.number() })),
  decorations: z.array(decorationFields.extend({ id: z.number(), version: z.number() })),
  leases: z.array(leaseFields.extend({ id: z.number(), version: z.number() })),
  residents: z.array(
    z.object({
      id: z.number(),
      personId: z.number(),
      name: z.string(),
      role: z.string(),
      phone: z.string(),
      fromOn: z.string(),
      toOn: z.string().nullable(),
      current: z.boolean(),
    }),
  ),
  handoverId: z.number().nullable(),
  history: z.array(historyLine),
})
export type UnitDetail = z.infer<typeof unitDetail>

export const buildingMap = z.object({
  building: z.object({ id: z.number(), name: z.string(), area: z.string() }),
  asOf: z.string(),
  /** Top floor first; units whose number names no floor stand in a last row with `floor` null. */
  floors: z.array(
    z.object({
      floor: z.number().nullable(),
      units: z.array(
        z.object({
          id: z.number(),
          room: z.string(),
          kind: unitKind,
          areaCenti: z.number(),
          occupancy,
          owner: z.string().nullable(),
          /** Fen owed on the day, where it was asked for and may be seen. */
          owed: z.number().optional(),
        }),
      ),
    }),
  ),
  counts: z.record(z.string(), z.number()),
})
export type BuildingMap = z.infer<typeof buildingMap>

export const estateContract = {
  /** Estates, their areas and buildings, with the number of units in each. */
  tree: base.output(estateTree),
  unit: base.input(z.object({ id: z.number() })).output(unitDetail),
  /** Floors × units of one building with occupancy on a day (today without one). */
  map: base
    .input(z.object({ buildingId: z.number(), asOf: dateText.optional(), arrears: z.boolean().optional() }))
    .output(buildingMap),
  createUnit: base.input(unitFields.extend({ buildingId: z.number() })).output(saved),
  updateUnit: base.input(versioned.extend({ fields: unitFields })).output(saved),
  addSpell: base.input(z.object({ unitId: z.number(), spell: spellInput })).output(saved),
  updateSpell: base.input(versioned.extend({ spell: spellInput })).output(saved),
  removeSpell: base
    .input(
      versioned.extend({ spell: z.enum(['stay', 'decoration', 'lease']), reason: z.string().trim().min(1).max(500) }),
    )
    .output(saved),
  /** Creates an estate, an area of an estate or a building of an area. */
  createPlace: base
    .input(
      z.object({
        level: z.enum(['estate', 'area', 'building']),
        parentId: z.number().nullable(),
        name: placeName,
      }),
    )
    .output(saved),
  renamePlace: base
    .input(versioned.extend({ level: z.enum(['estate', 'area', 'building']), name: placeName }))
    .output(saved),
  zones: base.output(
    z.array(
      z.object({
        id: z.number(),
        version: z.number(),
        name: z.string(),
        stewardId: z.number().nullable(),
        steward: z.string().nullable(),
        areaIds: z.array(z.number()),
      }),
    ),
  ),
  /** Creates (`id` null) or changes a butler zone: its name, its steward and the areas it groups. */
  saveZone: base
    .input(
      z.object({
        id: z.number().nullable(),
        version: z.number(),
        name: placeName,
        stewardId: z.number().nullable(),
        areaIds: z.array(z.number()),
      }),
    )
    .output(saved),
}
