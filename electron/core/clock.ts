import { type DateText, dateInZone } from '../contract/dates.ts'
import type { Clock } from './context.ts'

export const defaultZone = 'Asia/Shanghai'

/**
 * @param read the machine's clock
 * @param zone office time zone
 * @param fixed a calendar date to stand at (`--today`): moments then run on from 09:00 UTC+8 of that day
 */
export function officeClock(read: () => Date, zone: string = defaultZone, fixed?: DateText): Clock {
  if (fixed === undefined) return { zone, now: read, today: () => dateInZone(read(), zone) }
  const started = read().getTime()
  const base = Date.parse(`${fixed}T01:00:00Z`)
  return { zone, now: () => new Date(base + read().getTime() - started), today: () => fixed }
}
