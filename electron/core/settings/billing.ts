/**
 * How this office counts, by local rule: each with the source it rests on, in the office's own words.
 * Defaults: the developer owes the month of handover, the owner what follows; homes in which nobody lives pay half.
 */
export interface BillingRules {
  /** Who owes the month of handover: the developer or the owner all of it, or each their days. */
  readonly handoverMonth: 'developer' | 'owner' | 'split'
  /** A month that is only partly covered: by days, half up to 15 days, or whole. */
  readonly partMonth: 'days' | 'half' | 'whole'
  /** What is charged before the handover: only what is let or leased back, everything, or nothing. */
  readonly undelivered: 'leased' | 'all' | 'none'
  /** Share that a vacant home pays unless the approval says otherwise, in 0.0001. */
  readonly vacancyBp: number
  /** A full year paid within so many months after it falls due gets `giftFreeMonths` free; 0 turns the gift off. */
  readonly giftWithinMonths: number
  readonly giftFreeMonths: number
  /** So many months may be taken in advance at most; more is warned of. 0: no cap. */
  readonly prepayCapMonths: number
  /** Late-payment penalty a day, in 0.000001 of the principal; 0 turns it off. */
  readonly penaltyPerDayE6: number
  readonly penaltyGraceDays: number
  /** The penalty never exceeds this share of the principal, in 0.0001. */
  readonly penaltyCapBp: number
  /** Where these rules come from. */
  readonly source: string
}

export const defaultBillingRules: BillingRules = {
  handoverMonth: 'developer',
  partMonth: 'days',
  undelivered: 'leased',
  vacancyBp: 5000,
  giftWithinMonths: 2,
  giftFreeMonths: 2,
  prepayCapMonths: 12,
  penaltyPerDayE6: 0,
  penaltyGraceDays: 0,
  penaltyCapBp: 10_000,
  source: '',
}
