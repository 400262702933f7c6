import { z } from 'zod'
import { clientClasses, codesOf, occupancyCategories, residentRoles, unitKinds } from './vocabulary.ts'

/**
 * The lists of the product. Each is declared once: its columns, its filters, its row.
 * The page, the export, the command line's `export` and the figures' records all read the same declaration.
 */
export type ColumnKind = 'text' | 'count' | 'money' | 'area' | 'date' | 'moment' | 'choice'

export interface ListColumn {
  readonly id: string
  readonly kind: ColumnKind
  /** Catalogue of a `choice` column's words, a key under `vocabulary`. */
  readonly choices?: string
  /** False for columns the backend cannot order by. */
  readonly sortable?: boolean
  /** Not shown until the user asks for it; exported all the same when shown. */
  readonly hidden?: boolean
}

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

const place = {
  estate: z.number().int().optional(),
  area: z.number().int().optional(),
  building: z.number().int().optional(),
}

const unitKind = z.enum(codesOf(unitKinds))

export const lists = {
  units: {
    columns: [
      { id: 'area', kind: 'text' },
      { id: 'building', kind: 'text' },
      { id: 'room', kind: 'text' },
      { id: 'kind', kind: 'choice', choices: 'unitKind' },
      { id: 'areaCenti', kind: 'area' },
      { id: 'occupancy', kind: 'choice', choices: 'occupancy', sortable: false },
      { id: 'owner', kind: 'text', sortable: false },
      { id: 'readyOn', kind: 'date' },
      { id: 'dueOn', kind: 'date' },
      { id: 'handedOverOn', kind: 'date' },
      { id: 'movedInOn', kind: 'date' },
      { id: 'soldOn', kind: 'date', hidden: true },
    ],
    filter: z.object({
      text: z.string().max(100).optional(),
      ...place,
      kind: unitKind.optional(),
      occupancy: z.enum(occupancyCategories).optional(),
      asOf: date.optional(),
    }),
    row: z.object({
      id: z.number(),
      area: z.string(),
      building: z.string(),
      room: z.string(),
      display: z.string(),
      kind: unitKind,
      areaCenti: z.number(),
      occupancy: z.enum(occupancyCategories),
      owner: z.string().nullable(),
      readyOn: z.string().nullable(),
      dueOn: z.string().nullable(),
      handedOverOn: z.string().nullable(),
      movedInOn: z.string().nullable(),
      soldOn: z.string().nullable(),
    }),
  },
  residents: {
    columns: [
      { id: 'name', kind: 'text' },
      { id: 'role', kind: 'choice', choices: 'residentRole' },
      { id: 'area', kind: 'text' },
      { id: 'building', kind: 'text' },
      { id: 'room', kind: 'text' },
      { id: 'phone', kind: 'text' },
      { id: 'idNumber', kind: 'text', sortable: false },
      { id: 'birthOn', kind: 'date' },
      { id: 'clientClass', kind: 'choice', choices: 'clientClass' },
      { id: 'plates', kind: 'text', sortable: false },
      { id: 'fromOn', kind: 'date' },
      { id: 'toOn', kind: 'date' },
    ],
    filter: z.object({
      text: z.string().max(100).optional(),
      ...place,
      role: z.enum(codesOf(residentRoles)).optional(),
      clientClass: z.enum(codesOf(clientClasses)).optional(),
      /** Age in whole years on `asOf`, at least. */
      ageFrom: z.number().int().min(0).max(150).optional(),
      /** Only spells that hold on this day; without it today's. `all` shows ended ones too. */
      asOf: date.optional(),
      all: z.boolean().optional(),
    }),
    row: z.object({
      id: z.number(),
      personId: z.number(),
      unitId: z.number(),
      name: z.string(),
      role: z.enum(codesOf(residentRoles)),
      area: z.string(),
      building: z.string(),
      room: z.string(),
      display: z.string(),
      phone: z.string(),
      idNumber: z.string().nullable(),
      birthOn: z.string().nullable(),
      clientClass: z.enum(codesOf(clientClasses)).nullable(),
      plates: z.string(),
      fromOn: z.string(),
      toOn: z.string().nullable(),
    }),
  },
  handoverDue: {
    columns: [
      { id: 'area', kind: 'text' },
      { id: 'building', kind: 'text' },
      { id: 'room', kind: 'text' },
      { id: 'kind', kind: 'choice', choices: 'unitKind' },
      { id: 'areaCenti', kind: 'area' },
      { id: 'owner', kind: 'text' },
      { id: 'phone', kind: 'text', sortable: false },
      { id: 'readyOn', kind: 'date' },
      { id: 'dueOn', kind: 'date' },
      { id: 'days', kind: 'count' },
      { id: 'state', kind: 'choice', choices: 'handoverState' },
      { id: 'appointedOn', kind: 'date' },
    ],
    filter: z.object({
      text: z.string().max(100).optional(),
      ...place,
      kind: unitKind.optional(),
      /** `overdue`: due before today; `soon`: due today or within 30 days; `appointed`: with an open appointment. */
      when: z.enum(['overdue', 'soon', 'later', 'appointed']).optional(),
    }),
    row: z.object({
      id: z.number(),
      area: z.string(),
      building: z.string(),
      room: z.string(),
      display: z.string(),
      kind: unitKind,
      areaCenti: z.number(),
      owner: z.string().nullable(),
      phone: z.string().nullable(),
      readyOn: z.string().nullable(),
      dueOn: z.string().nullable(),
      /** Days past the due date; negative while there is time. */
      days: z.number().nullable(),
      handoverId: z.number().nullable(),
      state: z.enum(['appointed', 'inspecting']).nullable(),
      appointedOn: z.string().nullable(),
    }),
  },
  handovers: {
    columns: [
      { id: 'appointedOn', kind: 'date' },
      { id: 'appointedTime', kind: 'text' },
      { id: 'area', kind: 'text' },
      { id: 'building', kind: 'text' },
      { id: 'room', kind: 'text' },
      { id: 'state', kind: 'choice', choices: 'handoverState' },
      { id: 'receiver', kind: 'text' },
      { id: 'defects', kind: 'count' },
      { id: 'keys', kind: 'count' },
      { id: 'doneOn', kind: 'date' },
    ],
    filter: z.object({
      text: z.string().max(100).optional(),
      ...place,
      state: z.enum(['appointed', 'inspecting', 'done', 'cancelled']).optional(),
    }),
    row: z.object({
      id: z.number(),
      unitId: z.number(),
      appointedOn: z.string(),
      appointedTime: z.string(),
      area: z.string(),
      building: z.string(),
      room: z.string(),
      display: z.string(),
      state: z.enum(['appointed', 'inspecting', 'done', 'cancelled']),
      receiver: z.string(),
      defects: z.number(),
      keys: z.number(),
      doneOn: z.string().nullable(),
    }),
  },
  imports: {
    columns: [
      { id: 'at', kind: 'moment' },
      { id: 'kind', kind: 'choice', choices: 'importKind' },
      { id: 'fileName', kind: 'text' },
      { id: 'actor', kind: 'text' },
      { id: 'added', kind: 'count' },
      { id: 'updated', kind: 'count' },
      { id: 'unchanged', kind: 'count' },
      { id: 'warnings', kind: 'count' },
      { id: 'undoneAt', kind: 'moment' },
      { id: 'undoneBy', kind: 'text' },
    ],
    filter: z.object({ text: z.string().max(100).optional() }),
    row: z.object({
      id: z.number(),
      at: z.string(),
      kind: z.string(),
      fileName: z.string(),
      actor: z.string(),
      added: z.number(),
      updated: z.number(),
      unchanged: z.number(),
      warnings: z.number(),
      undoneAt: z.string().nullable(),
      undoneBy: z.string().nullable(),
    }),
  },
  audit: {
    columns: [
      { id: 'at', kind: 'moment' },
      { id: 'actor', kind: 'text' },
      { id: 'action', kind: 'choice', choices: 'auditAction' },
      { id: 'entity', kind: 'choice', choices: 'entity' },
      { id: 'entityId', kind: 'count' },
      { id: 'unit', kind: 'text' },
      { id: 'before', kind: 'text', sortable: false },
      { id: 'after', kind: 'text', sortable: false },
      { id: 'reason', kind: 'text', sortable: false },
    ],
    filter: z.object({ text: z.string().max(100).optional(), unitId: z.number().int().optional() }),
    row: z.object({
      id: z.number(),
      at: z.string(),
      actor: z.string(),
      action: z.string(),
      entity: z.string(),
      entityId: z.number(),
      unit: z.string().nullable(),
      before: z.string().nullable(),
      after: z.string().nullable(),
      reason: z.string().nullable(),
    }),
  },
} as const satisfies Record<string, { columns: readonly ListColumn[]; filter: z.ZodObject; row: z.ZodObject }>

export type ListId = keyof typeof lists
export type ListFilter<L extends ListId> = z.infer<(typeof lists)[L]['filter']>
export type ListRow<L extends ListId> = z.infer<(typeof lists)[L]['row']>

export const listIds = Object.keys(lists) as [ListId, ...ListId[]]

export const listSort = z.object({ by: z.string(), descending: z.boolean() })
export type ListSort = z.infer<typeof listSort>

/** Rows of one page; at most this many. */
export const pageLimit = 500

/** What a page of a list asks for. `offset` and `limit` count rows. */
export function pageInput<F extends z.ZodType>(filter: F) {
  return z.object({
    filter,
    sort: listSort.optional(),
    offset: z.number().int().min(0),
    limit: z.number().int().min(1).max(pageLimit),
  })
}

/** What a page answers: its rows and how many there are in all. */
export function pageOutput<R extends z.ZodType>(row: R) {
  return z.object({ rows: z.array(row), total: z.number().int() })
}
