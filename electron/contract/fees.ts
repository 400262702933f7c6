import { z } from 'zod'
import { chargeReasoning } from './billing.ts'

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
