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
