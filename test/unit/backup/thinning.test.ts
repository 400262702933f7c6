import fc from 'fast-check'
import { expect, it } from 'vitest'
import { backupReasons } from '../../../electron/contract/backups.ts'
import { type BackupName, nameFor, readName } from '../../../electron/db/backup/names.ts'
import { superfluous } from '../../../electron/db/backup/thinning.ts'

const hour = 3_600_000
const now = new Date('2026-11-29T12:00:00Z')
const made = (hoursAgo: number): BackupName => {
  const moment = new Date(now.getTime() - hoursAgo * hour)
  return readName(nameFor(moment, 'hours', () => false)) as BackupName
}
const kept = (backups: readonly BackupName[]) => {
  const gone = superfluous(backups, now)
  return backups.filter((backup) => !gone.includes(backup))
}

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

it('keeps hours of the last day, days of two weeks, weeks of two months, months of a year', () => {
  const everyHour = Array.from({ length: 24 * 400 }, (_, index) => made(index + 0.5))
  const ages = kept(everyHour).map((one) => (now.getTime() - Date.parse(one.at)) / hour)
  expect(ages.filter((age) => age < 24)).toHaveLength(24)
  expect(ages.filter((age) => age >= 24 && age < 24 * 14)).toHaveLength(13)
  expect(ages.filter((age) => age >= 24 * 14 && age < 24 * 56)).toHaveLength(6 + 1)
  expect(ages.filter((age) => age >= 24 * 56)).toHaveLength(10)
  expect(ages.every((age) => age < 24 * 360)).toBe(true)
})

it('never takes the last five away, however old, nor what a wrong clock dated into the future', () => {
  const old = [9_000, 9_100, 9_200, 9_300, 9_400, 9_500].map(made)
  expect(kept(old)).toEqual(old.slice(0, 5))
  const ahead = Array.from({ length: 30 }, (_, index) => made(-index - 1))
  expect(superfluous(ahead, now)).toEqual([])
})

it('thinned day by day keeps what thinning once would keep as fresh: there is always one of today and one of last week', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 24 * 60 }), { minLength: 1, maxLength: 200 }), (ages) => {
      const backups = [...new Set(ages)].map(made)
      const left = kept(backups)
      const newest = Math.min(...ages)
      expect(left.some((one) => one.at === made(newest).at)).toBe(true)
      // Whatever spell had a backup still has one.
      for (const [from, to] of [
        [0, 24],
        [24, 24 * 14],
        [24 * 14, 24 * 56],
      ] as const) {
        const within = (one: BackupName) => {
          const age = (now.getTime() - Date.parse(one.at)) / hour
          return age >= from && age < to
        }
        if (backups.some(within)) expect(left.some(within)).toBe(true)
      }
      expect(kept(left)).toEqual(left)
    }),
  )
})
