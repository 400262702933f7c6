import { officeClock } from '../../electron/core/clock.ts'
import type { Db, Desk } from '../../electron/core/context.ts'
import { summaryOf } from '../../electron/core/summary/engine.ts'
import { seenNow } from '../../electron/core/summary/figure.ts'
import { summaryJson } from '../../electron/core/summary/json.ts'
import { releaseDay, releaseYears } from './office.ts'

/** The desk of an office of a release: always on the same day. */
export function releaseDesk(db: Db): Desk {
  const clock = officeClock(() => new Date(), undefined, releaseDay)
  return { db, clock, actor: { id: null, name: 'release', roles: ['administrator'] } }
}

/** All figures of the years that are kept, as the command line prints them. */
export async function figuresOf({ db, clock }: Desk): Promise<object[]> {
  const summaries = []
  for (const year of releaseYears) {
    const asOf = `${year}-12-31` < releaseDay ? `${year}-12-31` : releaseDay
    summaries.push(summaryJson(await summaryOf(db, year, asOf, seenNow(clock))))
  }
  return summaries
}
