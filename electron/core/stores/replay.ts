import type { DateText } from '../../contract/dates.ts'
import { portionOf } from '../../contract/money.ts'

/** A line of one item as it was entered. Quantities are hundredths, above zero where it comes in; amounts fen. */
export interface Line {
  readonly id: number
  readonly onDate: DateText
  readonly quantity: number
  /** A receipt's own amount; null where the value comes from another line or from the average. */
  readonly amount: number | null
  /** The line that it takes back, in whole or in part. */
  readonly ofLineId: number | null
}

/** What a line is worth, and what is there after it. The value is below zero where it goes out. */
export interface Balance {
  readonly lineId: number
  readonly quantity: number
  readonly value: number
  readonly balanceQuantity: number
  readonly balanceValue: number
}

/**
 * The moving average (移动加权平均) of one item. Lines count in the order of their days, and of entry within a day, so
 * that the order of entry never matters for what stood at the end of a month.
 *
 * - What comes in with an amount has that amount.
 * - What goes out takes `value × quantity ÷ quantity there`, rounded half up to fen; the last of it takes the rest, so
 *   that nothing there is worth nothing.
 * - What takes another line back has that line's value, in parts as it comes back, the last part the rest. Going out, it
 *   never takes more than is there, and the last of the stock takes all of it.
 * - What a count finds is worth the average there, or the last one there was.
 *
 * A balance below zero is passed on as it is: whoever asks refuses it.
 */
export function replay(lines: readonly Line[]): Balance[] {
  const ordered = [...lines].sort((a, b) => (a.onDate === b.onDate ? a.id - b.id : a.onDate < b.onDate ? -1 : 1))
  const parentOf = new Map(lines.map((line) => [line.id, line.ofLineId]))
  const byId = new Map<number, { readonly quantity: number; readonly value: number }>()
  const takenBack = new Map<number, { quantity: number; value: number }>()
  let [quantity, value] = [0, 0]
  let last = { quantity: 0, value: 0 }
  return ordered.map((line) => {
    const isOut = line.quantity < 0
    const size = Math.abs(line.quantity)
    const wanted = wantedValue(line, size)
    const worth = isOut ? -outValue(size, wanted) : (wanted ?? averageOf(size))
    byId.set(line.id, { quantity: line.quantity, value: worth })
    quantity += line.quantity
    value += worth
    if (quantity > 0) last = { quantity, value }
    return { lineId: line.id, quantity: line.quantity, value: worth, balanceQuantity: quantity, balanceValue: value }
  })

  /** What the line itself says it is worth; null where the average does. */
  function wantedValue({ amount, ofLineId }: Line, size: number): number | null {
    if (amount !== null) return amount
    const of = ofLineId === null ? undefined : byId.get(ofLineId)
    if (ofLineId === null || of === undefined) return null
    const before = takenBack.get(ofLineId) ?? { quantity: 0, value: 0 }
    const [whole, total] = [Math.abs(of.quantity), Math.abs(of.value)]
    const part = portionOf(total, Math.min(before.quantity + size, whole), whole) - before.value
    takenBack.set(ofLineId, { quantity: before.quantity + size, value: before.value + part })
    giveBack(ofLineId, of)
    return Math.max(0, part)
  }

  /** A return that is taken back itself can come back again. */
  function giveBack(lineId: number, of: { readonly quantity: number; readonly value: number }): void {
    const taken = takenBack.get(parentOf.get(lineId) ?? 0)
    if (taken === undefined) return
    taken.quantity -= Math.abs(of.quantity)
    taken.value -= Math.abs(of.value)
  }

  function outValue(size: number, wanted: number | null): number {
    if (size >= quantity) return Math.max(0, value)
    return Math.min(wanted ?? averageOf(size), value)
  }

  function averageOf(size: number): number {
    const base = quantity > 0 ? { quantity, value } : last
    return base.quantity === 0 ? 0 : portionOf(base.value, size, base.quantity)
  }
}
