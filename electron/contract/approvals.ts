import { z } from 'zod'
import { base, saved, versioned } from './base.ts'

export const approvalsContract = {
  /** Decides a waiting request; an approval is carried out at once, in the same transaction. */
  decide: base.input(versioned.extend({ approve: z.boolean(), decision: z.string().trim().max(500) })).output(saved),
  /** Takes one's own waiting request back. */
  withdraw: base.input(versioned).output(saved),
  /** How many wait for somebody like the one who asks. */
  waiting: base.output(z.object({ mine: z.number(), toDecide: z.number() })),
}
