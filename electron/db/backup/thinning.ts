import type { BackupName } from './names.ts'

/** How many of each kind of spell keep their newest backup. */
const spells = [
  { length: 3_600_000, count: 24 },
  { length: 86_400_000, count: 14 },
  { length: 7 * 86_400_000, count: 8 },
  { length: 30 * 86_400_000, count: 12 },
] as const

/** These newest ones stay whatever their age. */
const always = 5

/**
 * Which backups may go: of the last 24 hours the newest of each hour stays, of 14 days of each day, of 8 weeks of each
 * week, of 12 months (of 30 days) of each month. What a clock that ran ahead has dated into the future stays until it is
 * past, and so do the five that were made last.
 * @param backups in any order
 */
export function superfluous<Backup extends BackupName>(backups: readonly Backup[], now: Date): Backup[] {
  const newestFirst = [...backups].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : a.name < b.name ? 1 : -1))
  const kept = new Set(newestFirst.slice(0, always))
  for (const { length, count } of spells) {
    const filled = new Set<number>()
    for (const backup of newestFirst) {
      const age = Math.floor((now.getTime() - Date.parse(backup.at)) / length)
      if (age < 0) kept.add(backup)
      if (age < 0 || age >= count || filled.has(age)) continue
      filled.add(age)
      kept.add(backup)
    }
  }
  return newestFirst.filter((backup) => !kept.has(backup))
}
