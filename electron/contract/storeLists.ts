import { z } from 'zod'
import { stockCountStates, stockKinds } from './storeWords.ts'

/** The lists of the stores, as `lists.ts` declares the others. */

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const range = { from: date.optional(), to: date.optional() }
const text = z.string().max(100).optional()
const category = z.string().max(30).optional()
const item = { code: z.string(), name: z.string(), specification: z.string(), unitName: z.string() }

export const storeLists = {
  stockItems: {
    columns: [
      { id: 'code', kind: 'text' },
      { id: 'name', kind: 'text' },
      { id: 'specification', kind: 'text' },
      { id: 'category', kind: 'text' },
      { id: 'bin', kind: 'text' },
      { id: 'quantity', kind: 'decimal' },
      { id: 'unitName', kind: 'text', sortable: false },
      { id: 'minimum', kind: 'decimal' },
      { id: 'average', kind: 'text', sortable: false, digits: true },
      { id: 'value', kind: 'money' },
      { id: 'lastOn', kind: 'date' },
      { id: 'archivedOn', kind: 'date', hidden: true },
    ],
    filter: z.object({
      text,
      category,
      /** `below`: less than the minimum; `none`: nothing there. Archived items only where asked for. */
      show: z.enum(['below', 'there', 'none', 'archived']).optional(),
      asOf: date.optional(),
    }),
    row: z.object({
      id: z.number(),
      ...item,
      category: z.string(),
      bin: z.string(),
      quantity: z.number(),
      minimum: z.number().nullable(),
      /** Yuan for one, with four decimals. */
      average: z.string().nullable(),
      value: z.number(),
      /** The last movement. */
      lastOn: z.string().nullable(),
      archivedOn: z.string().nullable(),
      below: z.boolean(),
    }),
  },
  stockDocuments: {
    columns: [
      { id: 'onDate', kind: 'date' },
      { id: 'number', kind: 'text' },
      { id: 'kind', kind: 'choice', choices: 'stockKind' },
      { id: 'party', kind: 'text', sortable: false },
      { id: 'purpose', kind: 'text', sortable: false },
      { id: 'items', kind: 'text', sortable: false },
      { id: 'lines', kind: 'count', sortable: false },
      { id: 'value', kind: 'money', sortable: false },
      { id: 'actor', kind: 'text' },
      { id: 'reversal', kind: 'text', sortable: false },
    ],
    filter: z.object({ text, ...range, kind: z.enum(stockKinds).optional(), itemId: z.number().int().optional() }),
    row: z.object({
      id: z.number(),
      onDate: z.string(),
      number: z.string(),
      kind: z.enum(stockKinds),
      /** Supplier, job number, or who took it. */
      party: z.string(),
      purpose: z.string(),
      items: z.string().nullable(),
      lines: z.number(),
      /** Fen; below zero where it went out. */
      value: z.number(),
      actor: z.string(),
      /** Number of the document that this one takes back, or that takes this one back. */
      reversal: z.string().nullable(),
      reversed: z.boolean(),
    }),
  },
  stockMovements: {
    columns: [
      { id: 'onDate', kind: 'date' },
      { id: 'number', kind: 'text', sortable: false },
      { id: 'kind', kind: 'choice', choices: 'stockKind', sortable: false },
      { id: 'code', kind: 'text', sortable: false },
      { id: 'name', kind: 'text', sortable: false },
      { id: 'specification', kind: 'text', sortable: false, hidden: true },
      { id: 'party', kind: 'text', sortable: false },
      { id: 'inQuantity', kind: 'decimal', sortable: false },
      { id: 'inValue', kind: 'money', sortable: false },
      { id: 'outQuantity', kind: 'decimal', sortable: false },
      { id: 'outValue', kind: 'money', sortable: false },
      { id: 'balanceQuantity', kind: 'decimal', sortable: false },
      { id: 'balanceValue', kind: 'money', sortable: false },
    ],
    filter: z.object({
      text,
      ...range,
      kind: z.enum(stockKinds).optional(),
      category,
      itemId: z.number().int().optional(),
    }),
    row: z.object({
      id: z.number(),
      documentId: z.number(),
      itemId: z.number(),
      onDate: z.string(),
      number: z.string(),
      kind: z.enum(stockKinds),
      code: z.string(),
      name: z.string(),
      specification: z.string(),
      party: z.string(),
      inQuantity: z.number().nullable(),
      inValue: z.number().nullable(),
      outQuantity: z.number().nullable(),
      outValue: z.number().nullable(),
      /** After this movement. */
      balanceQuantity: z.number(),
      balanceValue: z.number(),
    }),
  },
  stockSummary: {
    columns: [
      { id: 'code', kind: 'text' },
      { id: 'name', kind: 'text' },
      { id: 'specification', kind: 'text' },
      { id: 'category', kind: 'text', hidden: true },
      { id: 'unitName', kind: 'text', sortable: false },
      { id: 'openingQuantity', kind: 'decimal', sortable: false },
      { id: 'openingValue', kind: 'money', sortable: false },
      { id: 'inQuantity', kind: 'decimal', sortable: false },
      { id: 'inValue', kind: 'money', sortable: false },
      { id: 'outQuantity', kind: 'decimal', sortable: false },
      { id: 'outValue', kind: 'money', sortable: false },
      { id: 'closingQuantity', kind: 'decimal', sortable: false },
      { id: 'closingValue', kind: 'money', sortable: false },
    ],
    filter: z.object({ text, category, ...range }),
    row: z.object({
      id: z.number(),
      ...item,
      category: z.string(),
      openingQuantity: z.number(),
      openingValue: z.number(),
      inQuantity: z.number(),
      inValue: z.number(),
      outQuantity: z.number(),
      outValue: z.number(),
      closingQuantity: z.number(),
      closingValue: z.number(),
    }),
  },
  stockCounts: {
    columns: [
      { id: 'onDate', kind: 'date' },
      { id: 'number', kind: 'text' },
      { id: 'category', kind: 'text' },
      { id: 'state', kind: 'choice', choices: 'stockCountState', sortable: false },
      { id: 'lines', kind: 'count', sortable: false },
      { id: 'counted', kind: 'count', sortable: false },
      { id: 'different', kind: 'count', sortable: false },
      { id: 'value', kind: 'money', sortable: false },
      { id: 'counter', kind: 'text' },
      { id: 'approver', kind: 'text', sortable: false },
    ],
    filter: z.object({ ...range, state: z.enum(stockCountStates).optional() }),
    row: z.object({
      id: z.number(),
      onDate: z.string(),
      number: z.string(),
      category: z.string(),
      state: z.enum(stockCountStates),
      lines: z.number(),
      counted: z.number(),
      different: z.number(),
      /** Of the differences once they are booked. */
      value: z.number().nullable(),
      counter: z.string(),
      approver: z.string().nullable(),
    }),
  },
} as const
