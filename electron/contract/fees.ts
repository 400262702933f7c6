import { z } from 'zod'
import { chargeReasoning } from './billing.ts'

/** Ages of a debt by its due date, in months; the last band has no end. Three years is the limitation period. */
export const ageBands = [
  { id: '0-3m', toMonths: 3 },
  { id: '3-6m', toMonths: 6 },
  { id: '6-12m', toMonths: 12 },
  { id: '1-2y', toMonths: 24 },
  { id: '2-3y', toMonths: 36 },
  { id: 'over-3y', toMonths: null },
] as const
export type AgeBand = (typeof ageBands)[number]['id']
export const ageBandIds = ageBands.map((band) => band.id) as [AgeBand, ...AgeBand[]]

export const debtorKind = z.enum(['owner', 'tenant', 'developer'])

/** What a unit owed on a day and why. Amounts in fen. */
export const accountView = z.object({
  asOf: z.string(),
  owed: z.number(),
  prepaid: z.number(),
  charges: z.array(
    z.object({
      id: z.number(),
      itemId: z.number(),
      item: z.string(),
      fromOn: z.string(),
      toOn: z.string(),
      dueOn: z.string(),
      publishedOn: z.string(),
      amount: z.number(),
      discounted: z.number(),
      paid: z.number(),
      /** Zero while it is not due. */
      owed: z.number(),
      isDue: z.boolean(),
      debtorKind,
      debtorId: z.number().nullable(),
      /** Name of the debtor, where known. */
      debtor: z.string().nullable(),
      reasoning: chargeReasoning.nullable(),
      /** Set where it was reversed by that day. */
      reversedOn: z.string().nullable(),
      replacesId: z.number().nullable(),
    }),
  ),
  /** Money held in advance, by item. */
  advances: z.array(z.object({ itemId: z.number(), item: z.string(), amount: z.number() })),
})
export type AccountView = z.infer<typeof accountView>
