import { z } from 'zod'
import { largestAmount } from './money.ts'

/** An amount as a form asks for it: fen, above zero, at most `most`; what refuses it is said in yuan. */
export const amountField = (most = largestAmount) =>
  z.number().int().min(1, { error: 'amount-not-positive' }).max(most, { error: 'amount-too-large' })
