import { z } from 'zod'
import { base } from './base.ts'
import { registerIds } from './registerKinds.ts'
import { occupancyCategories } from './vocabulary.ts'

export const searchHit = z.object({
  kind: z.enum(['unit', 'person', 'job', 'complaint', 'receipt', 'equipment', 'record']),
  id: z.number(),
  title: z.string(),
  /** Units of a person, owner of a unit, phone, plates: what tells two hits apart. */
  detail: z.string(),
  /** The spelling that matched, where it is not in the title (a plate, a phone). */
  matched: z.string().nullable(),
  past: z.boolean(),
  /** Of a record: in which register it stands. */
  register: z.enum(registerIds).optional(),
})
export type SearchHit = z.infer<typeof searchHit>

export const dashboard = z.object({
  today: z.string(),
  office: z.string(),
  units: z.number(),
  people: z.number(),
  occupancy: z.array(z.object({ category: z.enum(occupancyCategories), units: z.number() })),
  overdueHandovers: z.number(),
  dueSoon: z.number(),
  /** Fen: what came in today less what went back, and what is owed of charges due by today. */
  takenToday: z.number(),
  owed: z.number(),
  appointments: z.array(
    z.object({
      id: z.number(),
      unit: z.string(),
      unitId: z.number(),
      on: z.string(),
      time: z.string(),
      receiver: z.string(),
    }),
  ),
  recentImports: z.array(
    z.object({
      id: z.number(),
      at: z.string(),
      kind: z.string(),
      fileName: z.string(),
      actor: z.string(),
      rows: z.number(),
    }),
  ),
})
export type Dashboard = z.infer<typeof dashboard>

export const deskContract = {
  /** One box for everything: unit number, name, pinyin or initials, phone tail, plate, numbers of cases and receipts. */
  search: base
    .input(
      z.object({
        text: z.string().max(60),
        limit: z.number().int().min(1).max(50).default(20),
        /** Nothing but units: a person stands for the units of today. */
        onlyUnits: z.boolean().default(false),
      }),
    )
    .output(z.array(searchHit)),
  dashboard: base.output(dashboard),
}
