import { addDays, type DateText } from '../../../contract/dates.ts'
import { randomOf } from '../random.ts'
import { type Account, chargeOf } from './accounts.ts'
import { january } from './courses.ts'
import { firstDay, lastDay, type Month, monthAt, monthsBetween, officeDay } from './months.ts'
import type { SampleVacancy } from './rows.ts'

/**
 * The approvals behind every month that is billed at half the price, as known on `today`: asked for after the handover
 * or the moving out, approved before the first of these months is billed, and open until somebody moves in. What had
 * ended when the books were opened in 2025 stayed in the old ones.
 */
export function vacanciesOf(account: Account, today: DateText): SampleVacancy[] {
  const { movedInOn, movedOutOn, handedOverOn } = account.unit
  const random = randomOf(`vacancy ${account.key}`)
  const spells = spellsOf(account).filter(([, last]) => last >= january)
  return spells.map(([first, last]) => {
    const left = movedOutOn !== null && movedOutOn < firstDay(first)
    const since = (left ? movedOutOn : handedOverOn) ?? firstDay(first)
    const approvedOn = officeDay(random, addDays(since, 2), lastDay(first))
    const appliedOn = addDays(approvedOn, -random.between(0, 5))
    const ended = !left && movedInOn !== null && movedInOn <= today
    return {
      place: account.place,
      from: firstDay(first),
      to: ended ? lastDay(last) : null,
      appliedOn: appliedOn < since ? since : appliedOn,
      approvedOn,
      reason: left ? '住户已迁出，房屋空置' : '交房后未入住',
    }
  })
}

/** First and last month of every run of half-price months. */
function spellsOf(account: Account): [Month, Month][] {
  const spells: [Month, Month][] = []
  for (const month of monthsBetween(monthAt(2016, 1), monthAt(2026, 12))) {
    if (account.shares.get(month) !== 0.5 || chargeOf(account, month) === 0) continue
    const open = spells.at(-1)
    if (open !== undefined && open[1] === month - 1) open[1] = month
    else spells.push([month, month])
  }
  return spells
}
