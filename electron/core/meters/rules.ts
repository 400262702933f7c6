import type { DateText } from '../../contract/dates.ts'

/** A meter's state on a day, in hundredths. `start`: a new meter's first state, where counting begins anew. */
export interface Reading {
  readonly onDate: DateText
  readonly valueCenti: number
  readonly kind: 'read' | 'start'
}

/**
 * What went through a meter from one reading to the next, in hundredths; `backwards` where it shows less than before.
 * Null for the first reading and for a new meter's first state: there is nothing to count from.
 */
export function usageBetween(before: Reading | undefined, after: Reading): number | 'backwards' | null {
  if (!before || after.kind === 'start') return null
  return after.valueCenti < before.valueCenti ? 'backwards' : after.valueCenti - before.valueCenti
}

/** So many times the average use a day before is worth a second look. */
const unusualTimes = 5

/**
 * Whether a reading shows much more use a day than the meter's readings before it do, or any where it stood still.
 * @param readings all of a meter, in order of date
 */
export function isUnusual(readings: readonly Reading[], onDate: DateText): boolean {
  const at = readings.findIndex((reading) => reading.onDate === onDate)
  const rate = (index: number): number | null => {
    const [before, after] = [readings[index - 1], readings[index]]
    const usage = after ? usageBetween(before, after) : null
    if (typeof usage !== 'number' || !before || !after) return null
    const days = (Date.parse(after.onDate) - Date.parse(before.onDate)) / 86_400_000
    return days > 0 ? usage / days : null
  }
  const now = rate(at)
  const before = Array.from({ length: Math.max(0, at) }, (_, index) => rate(index)).filter((one) => one !== null)
  if (now === null || before.length === 0) return false
  const average = before.reduce((sum, one) => sum + one, 0) / before.length
  return now > average * unusualTimes
}
