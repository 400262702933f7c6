import fc from 'fast-check'
import { expect, it } from 'vitest'
import { backupReasons } from '../../../electron/contract/backups.ts'
import { type BackupName, nameFor, readName } from '../../../electron/db/backup/names.ts'
import { superfluous } from '../../../electron/db/backup/thinning.ts'

const hour = 3_600_000
const now = new Date('2026-11-29T12:00:00Z')
const named = (moment: Date) => readName(nameFor(moment, 'hours', () => false)) as BackupName
const made = (hoursAgo: number) => named(new Date(now.getTime() - hoursAgo * hour))
const thinned = (backups: readonly BackupName[], at: Date) => {
  const gone = new Set(superfluous(backups, at))
  return backups.filter((backup) => !gone.has(backup))
}
const kept = (backups: readonly BackupName[]) => thinned(backups, now)

it('names a backup after its moment in UTC and its reason, and reads both back', () => {
  const taken = new Set<string>()
  for (const reason of backupReasons) {
    for (let count = 0; count < 3; count++) {
      const name = nameFor(now, reason, (one) => taken.has(one))
      expect(taken).not.toContain(name)
      taken.add(name)
      expect(readName(name)).toEqual({ name, at: '2026-11-29T12:00:00Z', reason })
    }
  }
  for (const other of ['office.db', '20261129T120000Z-start.db.part', '20261340T120000Z-start.db', 'x-start.db'])
    expect(readName(other)).toBeNull()
})

/** What the shelf of an office that works from eight to six holds after so many days. */
function shelfAfter(days: number): BackupName[] {
  let shelf: BackupName[] = []
  const last = new Date(2026, 10, 29, 17, 30)
  for (let day = days - 1; day >= 0; day--) {
    for (const clock of [8, 11, 14, 17]) {
      const moment = new Date(last.getFullYear(), last.getMonth(), last.getDate() - day, clock, 30)
      shelf = thinned([...shelf, named(moment)], moment)
    }
  }
  return shelf
}

it('thinned at each backup of two years it still has days, weeks and a year of months', () => {
  const shelf = shelfAfter(730)
  const last = Date.parse(shelf.at(-1)?.at ?? '')
  const daysAgo = (one: BackupName) => Math.round((last - Date.parse(one.at)) / (24 * hour))
  const within = (from: number, to: number) => shelf.filter((one) => daysAgo(one) >= from && daysAgo(one) < to)
  for (let day = 0; day < 14; day++) expect(within(day, day + 1).length, `day ${day}`).toBeGreaterThan(0)
  for (let week = 2; week < 8; week++) expect(within(7 * week, 7 * week + 7).length, `week ${week}`).toBeGreaterThan(0)
  for (let month = 2; month < 11; month++)
    expect(within(30 * month, 30 * month + 32).length, `month ${month}`).toBeGreaterThan(0)
  expect(within(365, 1_000)).toEqual([])
  expect(shelf.length).toBeLessThanOrEqual(24 + 14 + 8 + 12)
})

it('takes no more away under a clock that runs a day, a month or a year ahead, nor when it is put right', () => {
  const shelf = shelfAfter(400)
  const right = new Date(2026, 10, 30, 8, 30)
  for (const ahead of [1, 31, 366]) {
    const wrong = new Date(right.getTime() + ahead * 24 * hour)
    const during = thinned([...shelf, named(wrong)], wrong)
    // As any next backup does: at most the oldest of each kind of spell.
    expect(shelf.filter((one) => !during.includes(one)).length, `${ahead} days`).toBeLessThanOrEqual(4)
    let after = during
    for (let day = 0; day < 20; day++) {
      const moment = new Date(right.getTime() + day * 24 * hour)
      after = thinned([...after, named(moment)], moment)
    }
    // What is dated into the future takes the place of nothing that is made afterwards.
    expect(after.filter((one) => one.at >= right.toISOString()).length, `${ahead} days`).toBeGreaterThanOrEqual(20)
  }
})

it('takes nothing of what is dated later than a clock that was set back', () => {
  const shelf = shelfAfter(400)
  for (const back of [1, 31, 366]) {
    const wrong = new Date(Date.parse(shelf.at(-1)?.at ?? '') - back * 24 * hour)
    const later = shelf.filter((one) => one.at > wrong.toISOString())
    expect(thinned([...shelf, named(wrong)], wrong)).toEqual(expect.arrayContaining(later))
  }
})

it('never takes the last five away, however old, nor what a wrong clock dated into the future', () => {
  const old = [9_000, 9_000.1, 9_000.2, 9_000.3, 9_000.4, 9_000.5].map(made)
  expect(kept(old)).toEqual(old.slice(0, 5))
  const ahead = Array.from({ length: 30 }, (_, index) => made(-index - 1))
  expect(superfluous(ahead, now)).toEqual([])
})

it('thinning twice takes no more than thinning once, and leaves one of every day, week and month that it counts', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 24 * 60 }), { minLength: 1, maxLength: 200 }), (ages) => {
      const backups = [...new Set(ages)].map(made)
      const left = kept(backups)
      expect(kept(left)).toEqual(left)
      const days = (all: readonly BackupName[]) =>
        [...new Set(all.map((one) => new Date(one.at).toDateString()))].sort((a, b) => Date.parse(b) - Date.parse(a))
      expect(days(left).slice(0, 14)).toEqual(days(backups).slice(0, 14))
    }),
  )
})
