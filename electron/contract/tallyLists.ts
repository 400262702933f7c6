import { z } from 'zod'
import { tallyCounted, tallyItemWords, tallyRegisterIds, tallyTitle } from './tallyRegisters.ts'

/** The lists of counts, as `lists.ts` declares the others. */

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

export const tallyLists = {
  tallies: {
    columns: [
      { id: 'onDate', kind: 'date' },
      { id: 'register', kind: 'choice', words: tallyTitle },
      { id: 'item', kind: 'choice', words: tallyItemWords },
      { id: 'place', kind: 'text' },
      { id: 'quantity', kind: 'count', heading: tallyCounted },
      { id: 'labourDays', kind: 'decimal' },
      { id: 'unitPrice', kind: 'money' },
      { id: 'cost', kind: 'money' },
      { id: 'inspector', kind: 'text' },
      { id: 'score', kind: 'decimal' },
      { id: 'note', kind: 'text', sortable: false },
      { id: 'actor', kind: 'text', hidden: true },
      { id: 'cancelledOn', kind: 'date' },
    ],
    filter: z.object({
      text: z.string().max(100).optional(),
      register: z.enum(tallyRegisterIds).optional(),
      item: z.string().max(40).optional(),
      from: date.optional(),
      to: date.optional(),
      state: z.enum(['valid', 'cancelled']).optional(),
      unitId: z.number().int().optional(),
    }),
    row: z.object({
      id: z.number(),
      unitId: z.number().nullable(),
      onDate: z.string(),
      register: z.enum(tallyRegisterIds),
      item: z.string(),
      /** The unit where it is counted by unit. */
      place: z.string(),
      quantity: z.number(),
      /** Hundredths; null where none. */
      labourDays: z.number().nullable(),
      /** Fen. */
      unitPrice: z.number().nullable(),
      cost: z.number().nullable(),
      inspector: z.string(),
      /** Hundredths of points. */
      score: z.number().nullable(),
      note: z.string(),
      actor: z.string(),
      cancelledOn: z.string().nullable(),
    }),
  },
} as const
