import { z } from 'zod'
import { base, saved, versioned } from './base.ts'

/** What needs a second person. Whoever asks for it, or took the money concerned, cannot decide it. */
export const approvalKinds = [
  'payment-reversal',
  'refund',
  'deposit-back',
  'charge-reversal',
  'run-reversal',
  'relief',
  'prepay-gift',
  'vacancy',
  'penalty-waiver',
  'write-off',
  'reopen-month',
  'stock-count',
] as const
export type ApprovalKind = (typeof approvalKinds)[number]

export const approvalStates = ['waiting', 'approved', 'rejected', 'withdrawn'] as const

export const approvalsContract = {
  /** Decides a waiting request; an approval is carried out at once, in the same transaction. */
  decide: base.input(versioned.extend({ approve: z.boolean(), decision: z.string().trim().max(500) })).output(saved),
  /** Takes one's own waiting request back. */
  withdraw: base.input(versioned).output(saved),
  /** How many wait for somebody like the one who asks. */
  waiting: base.output(z.object({ mine: z.number(), toDecide: z.number() })),
}
