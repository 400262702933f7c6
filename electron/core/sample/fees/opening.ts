import { chargeOf, chargesOf } from './accounts.ts'
import { type Course, january } from './courses.ts'
import { firstDay, lastDay, type Month } from './months.ts'
import type { SampleCharge } from './rows.ts'

/** The charges of before 2025 that were still owed when the new books were opened, by the periods of the old ones. */
export function openingChargesOf({ account, plan }: Course): SampleCharge[] {
  if (plan.owed === 0) return []
  const longest = plan.owed >= 12 ? account.random.pick([3, 6, 12, 12]) : account.random.pick([1, 3, 6])
  const rows: SampleCharge[] = []
  let month = january - plan.owed
  while (month < january) {
    const last = month + periodFrom(month, longest) - 1
    const amount = chargesOf(account, month, last)
    if (chargeOf(account, month) > 0 && amount > 0) {
      const { place, item } = account
      rows.push({ place, item, from: firstDay(month), to: lastDay(last), dueOn: lastDay(last), amount })
      month = last + 1
    } else month++
  }
  return rows
}

/** Months of the longest period of the calendar that begins with this month: a year, half-year, quarter or month. */
function periodFrom(month: Month, longest: number): number {
  return [12, 6, 3, 1].find((length) => length <= longest && month % length === 0) ?? 1
}
