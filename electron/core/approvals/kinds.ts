import { chargeReversalRule, runReversalRule } from '../billing/correct.ts'
import { prepayGiftRule } from '../billing/gift.ts'
import { reliefRule } from '../billing/relief.ts'
import { vacancyRule } from '../billing/vacancyApproval.ts'
import { reopenRule } from '../books/closing.ts'
import { depositBackRule } from '../books/depositBack.ts'
import { paymentReversalRule, penaltyWaiverRule, refundRule } from '../counter/reversal.ts'
import { writeOffRule } from '../dunning/writeOff.ts'
import { stockCountRule } from '../stores/countRule.ts'
import type { ApprovalRules } from './service.ts'

/** What each kind of request checks and does; the rule stands in the register it belongs to. */
export const approvalRules: ApprovalRules = {
  'payment-reversal': paymentReversalRule,
  refund: refundRule,
  'deposit-back': depositBackRule,
  'penalty-waiver': penaltyWaiverRule,
  'charge-reversal': chargeReversalRule,
  'run-reversal': runReversalRule,
  relief: reliefRule,
  'prepay-gift': prepayGiftRule,
  vacancy: vacancyRule,
  'write-off': writeOffRule,
  'reopen-month': reopenRule,
  'stock-count': stockCountRule,
}
