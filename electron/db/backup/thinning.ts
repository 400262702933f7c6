import type { BackupName } from './names.ts'

/** Of so many hours, days, weeks and months that have a backup the last one stays. */
const spells = [
  { of: hourOf, count: 24 },
  { of: dayOf, count: 14 },
  { of: weekOf, count: 8 },
  { of: monthOf, count: 12 },
] as const

/** These newest ones stay in any case. */
const always = 5

/**
 * Which backups may go: the newest of each hour, day, week and month of the calendar stays, for the latest 24 hours, 14
 * days, 8 weeks and 12 months that have one, and so do the five newest.
 *
 * Spells of the calendar, because the newest of a spell that ends now would be another at every look, and none would ever
 * grow old. Counted, and never measured from now: a clock that runs ahead makes one more spell and takes nothing away.
 * What such a clock has dated into the future stays until it is past and takes up no spell.
 * @param backups in any order
 */
export function superfluous<Backup extends BackupName>(backups: readonly Backup[], now: Date): Backup[] {
  const newestFirst = backups
    .filter((backup) => Date.parse(backup.at) <= now.getTime())
    .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : a.name < b.name ? 1 : -1))
  const kept = new Set(newestFirst.slice(0, always))
  for (const { of, count } of spells) {
    const filled = new Set<string>()
    for (const backup of newestFirst) {
      const spell = of(new Date(backup.at))
      if (filled.has(spell)) continue
      if (filled.size === count) break
      filled.add(spell)
      kept.add(backup)
    }
  }
  return newestFirst.filter((backup) => !kept.has(backup))
}

/** Hours and days as this computer's clock on the wall has them. */
function hourOf(at: Date): string {
  return `${dayOf(at)} ${at.getHours()}`
}

function dayOf(at: Date): string {
  return `${monthOf(at)}-${at.getDate()}`
}

/** By its Monday. */
function weekOf(at: Date): string {
  return dayOf(new Date(at.getFullYear(), at.getMonth(), at.getDate() - ((at.getDay() + 6) % 7)))
}

function monthOf(at: Date): string {
  return `${at.getFullYear()}-${at.getMonth() + 1}`
}
