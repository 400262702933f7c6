import { z } from 'zod'
import { largestAmount } from './money.ts'

/** An integer of hundredths between two bounds; what refuses it is said in whole ones. */
export const hundredthsField = (least: number, most: number) =>
  z.number().int().min(least, { error: 'hundredths' }).max(most, { error: 'hundredths' })

/** An amount as a form asks for it: fen, above zero, at most `most`; what refuses it is said in yuan. */
export const amountField = (most = largestAmount) =>
  z.number().int().min(1, { error: 'amount-not-positive' }).max(most, { error: 'amount-too-large' })
