import type { Problem } from '../../contract/errors.ts'
import { largestAmount, yuanText } from '../../contract/money.ts'

/** What refuses an amount in fen, wherever it comes from: it must be above zero and believable. */
export function amountProblems(fen: number, field = 'amount'): Problem[] {
  if (fen <= 0) return [{ code: 'amount-not-positive', field, params: { amount: yuanText(fen) } }]
  if (fen <= largestAmount) return []
  return [{ code: 'amount-too-large', field, params: { amount: yuanText(fen), largest: yuanText(largestAmount) } }]
}
