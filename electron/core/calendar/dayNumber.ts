import type { DateText } from '../../contract/dates.ts'
import type { Tx } from '../context.ts'

/** Nobody takes more calls in a day: a higher number came from a workbook, and is none of ours. */
const mostOfDay = 99_999

/**
 * The next number of a day, `GD20261121-001`: the letters, the day, and the case's place in it. Numbers that a workbook
 * brought count only where they look like one of ours, so none of them stops the intake of its day.
 */
export async function nextOfDay(
  tx: Tx,
  table: 'job' | 'complaint' | 'enquiry',
  letters: string,
  today: DateText,
): Promise<string> {
  const prefix = `${letters}${today.replaceAll('-', '')}-`
  const rows = await tx
    .selectFrom(table)
    .select('number')
    .where('number', '>=', prefix)
    .where('number', '<', `${prefix}~`)
    .execute()
  const taken = new Set(rows.map(({ number }) => number))
  const places = rows.flatMap(({ number }) => {
    const tail = number.slice(prefix.length)
    return /^\d{1,5}$/.test(tail) ? [Number(tail)] : []
  })
  const numberOf = (place: number) => `${prefix}${String(place).padStart(3, '0')}`
  const last = Math.max(0, ...places)
  let place = last < mostOfDay ? last + 1 : 1
  while (taken.has(numberOf(place))) place += 1
  return numberOf(place)
}
